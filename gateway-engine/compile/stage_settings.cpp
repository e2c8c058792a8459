#include "gateway-engine/compile/stage_settings.h"

#include "core/api/access_log_format.h"
#include "core/edit/stage_rules.h"
#include "gateway-engine/pipeline/variables.h"

#include <algorithm>

namespace gw::engine {

namespace {

MethodLogging loggingOf(const MethodSettings& settings)
{
    using Level = MethodLogging::Level;
    const Level level = settings.loggingLevel == "INFO"    ? Level::Info
                        : settings.loggingLevel == "ERROR" ? Level::Error
                                                           : Level::Off;
    return {level, settings.dataTraceEnabled};
}

// Names come from files: only what is a plain name becomes part of a path.
std::string executionLogFile(const Api& api, const gw::Stage& stage, bool isCanary)
{
    const auto plain = [](const std::string& text) {
        std::string name;
        for (const char c : text)
            name += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ? c : '_';
        return name;
    };
    return ".gatewright/logs/API-Gateway-Execution-Logs_" + plain(api.apiId) + "/" + plain(stage.name) +
           (isCanary ? "/Canary.log" : ".log");
}

void addExecutionLog(StageLogging& logging, const gw::Stage& stage, std::string file)
{
    for (const MethodSettings& settings : stage.methodSettings)
        if (settings.methodPath == "*/*")
            logging.defaultMethod = loggingOf(settings);
        else
            logging.methods.emplace_back(settings.methodPath, loggingOf(settings));
    logging.executionLogFile = std::move(file);
}

bool isLogged(const StageLogging& logging, std::string_view variable)
{
    return std::any_of(logging.accessLogFormat.begin(), logging.accessLogFormat.end(),
                       [variable](const LogPart& part) { return part.variable == variable; });
}

} // namespace

std::shared_ptr<const StageLogging> stageLogging(const Api& api, const gw::Stage& stage,
                                                 const std::string& deploymentId, bool isCanary)
{
    auto logging = std::make_shared<StageLogging>();
    if (faultOf(stage.accessLog).empty() && !stage.accessLog.destination.empty()) {
        logging->accessLogFile = stage.accessLog.destination;
        for (const gw::AccessLogPart& part : gw::accessLogParts(stage.accessLog.format))
            logging->accessLogFormat.push_back({part.text, part.variable});
        if (api.openApi() && isLogged(*logging, "resourceId"))
            for (const Cow<Resource>& resource : api.openApi()->resources)
                logging->resourceIds.emplace_back(resource->path, resourceIdText(resource->id));
    }
    logging->isHttpApi = api.kind() == ApiKind::Http;
    if (!logging->isHttpApi) // which have no execution logs (reference 2.8)
        addExecutionLog(*logging, stage, executionLogFile(api, stage, isCanary));
    logging->deploymentId = deploymentId;
    if (stage.canary || isCanary)
        logging->canary = isCanary ? "true" : "false";
    return logging->accessLogFile.empty() && !logging->logsExecutions() ? nullptr : logging;
}

gw::Stage canaryStage(const gw::Stage& stage)
{
    gw::Stage canary = stage;
    for (const auto& [name, value] : stage.canary->stageVariableOverrides)
        setIn(canary.variables, name, value);
    canary.canary.reset();
    return canary;
}

const Program& drawn(const Program& program, Services& services)
{
    if (!program.canary)
        return program;
    constexpr double steps = 9007199254740992.0; // 2^53: as many as a double tells apart
    const double share = static_cast<double>(services.random() >> 11) / steps * 100;
    return share < program.canaryPercent ? *program.canary : program;
}

} // namespace gw::engine
