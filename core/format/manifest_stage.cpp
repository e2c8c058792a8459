// Reads and writes access logs, method settings and canaries of stages.
#include "core/format/manifest_stage.h"

#include "core/format/tree_edit.h"

#include <algorithm>
#include <cmath>

namespace gw {

namespace {

constexpr char rule[] = "project-file";
constexpr std::string_view stageOrder[] = {"variables", "accessLog", "methodSettings", "canary"};
constexpr std::string_view accessLogOrder[] = {"destination", "format"};
constexpr std::string_view settingsOrder[] = {"loggingLevel", "dataTraceEnabled", "metricsEnabled"};
constexpr std::string_view canaryOrder[] = {"percentTraffic", "deploymentId", "stageVariableOverrides",
                                            "useStageCache"};

void report(const ReadContext& context, const json::Value& at, const Stage& stage, const std::string& what,
            std::string hint)
{
    if (context.findings)
        context.findings->add(Severity::Error, at.range(), rule, "Stage \"" + stage.name + "\": " + what,
                              std::move(hint));
}

AccessLogSettings readAccessLog(const ReadContext& context, const json::Value& node, const Stage& stage)
{
    if (!node.isObject() && !node.isNull())
        report(context, node, stage, "\"accessLog\" is not an object.", "Write its destination and its format.");
    return {node["destination"].scalarText(), node["format"].scalarText()};
}

std::vector<MethodSettings> readMethodSettings(const ReadContext& context, const json::Value& node, const Stage& stage)
{
    std::vector<MethodSettings> list;
    if (!node.isObject()) {
        if (!node.isNull())
            report(context, node, stage, "\"methodSettings\" is not an object.",
                   "Write it as '*/*': { loggingLevel: INFO }.");
        return list;
    }
    for (const json::Member& member : node.asObject()) {
        const auto isSame = [&](const MethodSettings& other) { return other.methodPath == member.key; };
        if (!member.value.isObject() || std::any_of(list.begin(), list.end(), isSame)) {
            report(context, member.value, stage,
                   "the settings of \"" + member.key + "\" are not an object, or stand there twice.",
                   "Write them once, as { loggingLevel: INFO }.");
            continue;
        }
        MethodSettings settings;
        settings.methodPath = member.key;
        if (const std::string level = member.value["loggingLevel"].scalarText(); !level.empty())
            settings.loggingLevel = level;
        settings.dataTraceEnabled = member.value["dataTraceEnabled"].toBool();
        settings.metricsEnabled = member.value["metricsEnabled"].toBool();
        list.push_back(std::move(settings));
    }
    return list;
}

std::optional<CanarySettings> readCanary(const ReadContext& context, const json::Value& node, const Stage& stage)
{
    if (node.isNull())
        return std::nullopt;
    if (!node.isObject()) {
        report(context, node, stage, "\"canary\" is not an object.", "Write it as { percentTraffic: 10 }.");
        return std::nullopt;
    }
    CanarySettings canary;
    canary.percentTraffic = node["percentTraffic"].toDouble();
    if (!(canary.percentTraffic >= 0 && canary.percentTraffic <= 100)) {
        report(context, node["percentTraffic"], stage, "\"percentTraffic\" is no share of the requests.",
               "Use a number of 0 to 100.");
        canary.percentTraffic = 0;
    }
    canary.deploymentId = node["deploymentId"].scalarText();
    canary.stageVariableOverrides = stringMap(context, node["stageVariableOverrides"], "stageVariableOverrides");
    canary.useStageCache = node["useStageCache"].toBool();
    return canary;
}

void writeAccessLog(json::Value& entry, const AccessLogSettings& base, const AccessLogSettings& wanted)
{
    if (base == wanted)
        return;
    json::Value& node = childObject(entry, "accessLog", stageOrder);
    putText(node, "destination", base.destination, wanted.destination, accessLogOrder);
    putText(node, "format", base.format, wanted.format, accessLogOrder);
    dropIfEmpty(entry, "accessLog");
}

json::Value writeSettings(const json::Value* original, const MethodSettings* from, const MethodSettings& wanted)
{
    json::Value node = original ? *original : json::Value::object();
    const MethodSettings base = from && original ? *from : MethodSettings{};
    if (!original || base.loggingLevel != wanted.loggingLevel)
        put(node, "loggingLevel", wanted.loggingLevel, settingsOrder);
    putFlag(node, "dataTraceEnabled", base.dataTraceEnabled, wanted.dataTraceEnabled, settingsOrder);
    putFlag(node, "metricsEnabled", base.metricsEnabled, wanted.metricsEnabled, settingsOrder);
    return node;
}

void writeMethodSettings(json::Value& entry, const std::vector<MethodSettings>& base,
                         const std::vector<MethodSettings>& wanted)
{
    if (base == wanted)
        return;
    MemberKind<MethodSettings> kind;
    kind.key = [](const MethodSettings& settings) { return settings.methodPath; };
    kind.matches = [](const std::string& key, const MethodSettings& settings) { return key == settings.methodPath; };
    kind.write = writeSettings;
    const auto isSame = [](const MethodSettings& a, const MethodSettings& b) { return a.methodPath == b.methodPath; };
    json::Value& node = childObject(entry, "methodSettings", stageOrder);
    const auto origins = pairItems(base, wanted, isSame);
    std::string taken;
    while (!(taken = writeMembers(node, base, wanted, origins, kind)).empty())
        if (!node.remove(taken)) // what stood there was no object; the edit gives it one
            break;
    dropIfEmpty(entry, "methodSettings");
}

json::Value shareOf(double percent)
{
    const double whole = std::nearbyint(percent);
    return whole == percent ? json::Value(static_cast<int>(whole)) : json::Value(percent);
}

void writeCanary(json::Value& entry, const std::optional<CanarySettings>& base,
                 const std::optional<CanarySettings>& wanted)
{
    if (base == wanted)
        return;
    if (!wanted) {
        entry.remove("canary");
        return;
    }
    const CanarySettings before = base.value_or(CanarySettings{});
    json::Value& node = childObject(entry, "canary", stageOrder);
    if (!base || before.percentTraffic != wanted->percentTraffic)
        put(node, "percentTraffic", shareOf(wanted->percentTraffic), canaryOrder);
    putText(node, "deploymentId", before.deploymentId, wanted->deploymentId, canaryOrder);
    putMap(node, "stageVariableOverrides", before.stageVariableOverrides, wanted->stageVariableOverrides, canaryOrder);
    putFlag(node, "useStageCache", before.useStageCache, wanted->useStageCache, canaryOrder);
}

} // namespace

void readStageSettings(const ReadContext& context, const json::Value& entry, Stage& stage)
{
    stage.accessLog = readAccessLog(context, entry["accessLog"], stage);
    stage.methodSettings = readMethodSettings(context, entry["methodSettings"], stage);
    stage.canary = readCanary(context, entry["canary"], stage);
}

void writeStageSettings(json::Value& entry, const Stage& base, const Stage& wanted)
{
    writeAccessLog(entry, base.accessLog, wanted.accessLog);
    writeMethodSettings(entry, base.methodSettings, wanted.methodSettings);
    writeCanary(entry, base.canary, wanted.canary);
}

} // namespace gw
