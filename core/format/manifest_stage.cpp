// Reads and writes access logs, method settings, canaries and caches of stages.
#include "core/format/manifest_stage.h"

#include "core/format/manifest_connection_limits.h"
#include "core/format/manifest_entries.h"
#include "core/format/manifest_route_settings.h"
#include "core/format/manifest_throttle.h"
#include "core/format/tree_edit.h"
#include "core/in_quotes.h"

#include <algorithm>

namespace gw {

namespace {

constexpr char rule[] = "project-file";
constexpr std::string_view stageOrder[] = {
    "variables",        "accessLog",        "methodSettings",   "defaultRouteSettings",
    "routeSettings",    "connectionLimits", "canary",           "cacheClusterEnabled",
    "cacheClusterSize", "webAcl",           "clientCertificate"};
constexpr std::string_view accessLogOrder[] = {"destination", "format"};
constexpr char strategyKey[] = "unauthorizedCacheControlHeaderStrategy";
constexpr std::string_view settingsOrder[] = {"loggingLevel",
                                              "dataTraceEnabled",
                                              "metricsEnabled",
                                              "throttlingRateLimit",
                                              "throttlingBurstLimit",
                                              "cachingEnabled",
                                              "cacheTtlInSeconds",
                                              "cacheDataEncrypted",
                                              "requireAuthorizationForCacheControl",
                                              strategyKey};
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

MethodCacheSettings readCaching(EntryReader& reader)
{
    MethodCacheSettings caching;
    caching.enabled = reader.optionalFlag("cachingEnabled");
    caching.ttlInSeconds = reader.optionalNumber("cacheTtlInSeconds");
    caching.dataEncrypted = reader.optionalFlag("cacheDataEncrypted");
    caching.requireAuthorizationForCacheControl = reader.optionalFlag("requireAuthorizationForCacheControl");
    const std::string strategy = reader.text(strategyKey);
    caching.unauthorizedCacheControlHeaderStrategy = unauthorizedCacheControlFrom(strategy);
    if (!strategy.empty() && !caching.unauthorizedCacheControlHeaderStrategy)
        reader.error(reader.entry()[strategyKey], inQuotes(strategy) + " is no strategy.",
                     "Use FAIL_WITH_403, SUCCEED_WITH_RESPONSE_HEADER or SUCCEED_WITHOUT_RESPONSE_HEADER.");
    return caching;
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
        EntryReader reader(context, member.value, "stage \"" + stage.name + "\", " + member.key);
        settings.throttling = readThrottle(reader, "throttlingRateLimit", "throttlingBurstLimit");
        settings.caching = readCaching(reader);
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

void writeCaching(json::Value& node, const MethodCacheSettings& base, const MethodCacheSettings& wanted)
{
    putOptional(node, "cachingEnabled", base.enabled, wanted.enabled, settingsOrder);
    putOptional(node, "cacheTtlInSeconds", base.ttlInSeconds, wanted.ttlInSeconds, settingsOrder);
    putOptional(node, "cacheDataEncrypted", base.dataEncrypted, wanted.dataEncrypted, settingsOrder);
    putOptional(node, "requireAuthorizationForCacheControl", base.requireAuthorizationForCacheControl,
                wanted.requireAuthorizationForCacheControl, settingsOrder);
    const auto word = [](const std::optional<UnauthorizedCacheControl>& strategy) {
        return std::string(strategy ? toString(*strategy) : std::string_view{});
    };
    putText(node, strategyKey, word(base.unauthorizedCacheControlHeaderStrategy),
            word(wanted.unauthorizedCacheControlHeaderStrategy), settingsOrder);
}

json::Value writeSettings(const json::Value* original, const MethodSettings* from, const MethodSettings& wanted)
{
    json::Value node = original ? *original : json::Value::object();
    const MethodSettings base = from && original ? *from : MethodSettings{};
    const bool isOnlyLimit = wanted.loggingLevel == MethodSettings{}.loggingLevel &&
                             (wanted.throttling.isSet() || !(wanted.caching == MethodCacheSettings{}));
    if (original ? base.loggingLevel != wanted.loggingLevel : !isOnlyLimit)
        put(node, "loggingLevel", wanted.loggingLevel, settingsOrder);
    putFlag(node, "dataTraceEnabled", base.dataTraceEnabled, wanted.dataTraceEnabled, settingsOrder);
    putFlag(node, "metricsEnabled", base.metricsEnabled, wanted.metricsEnabled, settingsOrder);
    putOptional(node, "throttlingRateLimit", base.throttling.rateLimit, wanted.throttling.rateLimit, settingsOrder);
    putOptional(node, "throttlingBurstLimit", base.throttling.burstLimit, wanted.throttling.burstLimit, settingsOrder);
    writeCaching(node, base.caching, wanted.caching);
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
        put(node, "percentTraffic", plainNumber(wanted->percentTraffic), canaryOrder);
    putText(node, "deploymentId", before.deploymentId, wanted->deploymentId, canaryOrder);
    putMap(node, "stageVariableOverrides", before.stageVariableOverrides, wanted->stageVariableOverrides, canaryOrder);
    putFlag(node, "useStageCache", before.useStageCache, wanted->useStageCache, canaryOrder);
}

} // namespace

void readStageSettings(const ReadContext& context, const json::Value& entry, ApiKind kind, Stage& stage)
{
    stage.accessLog = readAccessLog(context, entry["accessLog"], stage);
    EntryReader reader(context, entry, "stage \"" + stage.name + "\"");
    if (kind == ApiKind::Rest)
        stage.methodSettings = readMethodSettings(context, entry["methodSettings"], stage);
    else
        readRouteSettings(reader, kind, stage);
    stage.canary = readCanary(context, entry["canary"], stage);
    stage.cacheClusterEnabled = reader.flag("cacheClusterEnabled", false);
    stage.cacheClusterSize = reader.text("cacheClusterSize");
    stage.webAcl = reader.text("webAcl");
    stage.clientCertificate = reader.text("clientCertificate");
    if (kind == ApiKind::WebSocket)
        stage.connectionLimits = readConnectionLimits(reader);
}

void writeStageSettings(json::Value& entry, ApiKind kind, const Stage& base, const Stage& wanted)
{
    writeAccessLog(entry, base.accessLog, wanted.accessLog);
    if (kind == ApiKind::Rest)
        writeMethodSettings(entry, base.methodSettings, wanted.methodSettings);
    else
        writeRouteSettings(entry, base, wanted, stageOrder);
    if (kind == ApiKind::WebSocket)
        writeConnectionLimits(entry, base.connectionLimits, wanted.connectionLimits, stageOrder);
    writeCanary(entry, base.canary, wanted.canary);
    putFlag(entry, "cacheClusterEnabled", base.cacheClusterEnabled, wanted.cacheClusterEnabled, stageOrder);
    putText(entry, "cacheClusterSize", base.cacheClusterSize, wanted.cacheClusterSize, stageOrder);
    putText(entry, "webAcl", base.webAcl, wanted.webAcl, stageOrder);
    putText(entry, "clientCertificate", base.clientCertificate, wanted.clientCertificate, stageOrder);
}

} // namespace gw
