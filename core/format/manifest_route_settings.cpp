// Reads and writes the settings of routes.
#include "core/format/manifest_route_settings.h"

#include "core/api/route_key.h"
#include "core/format/manifest_throttle.h"
#include "core/in_quotes.h"

#include <algorithm>

namespace gw {

namespace {

constexpr char ofAll[] = "defaultRouteSettings";
constexpr char ofOne[] = "routeSettings";
constexpr std::string_view order[] = {"loggingLevel", "dataTraceEnabled", "detailedMetricsEnabled",
                                      "throttlingRateLimit", "throttlingBurstLimit"};

// HTTP APIs have no execution log: what stands there of it is a key like any other this program does not know.
RouteSettings readFields(EntryReader reader, ApiKind kind, std::string routeKey)
{
    RouteSettings settings;
    settings.routeKey = std::move(routeKey);
    if (kind == ApiKind::WebSocket) {
        settings.loggingLevel = reader.text("loggingLevel");
        settings.dataTraceEnabled = reader.optionalFlag("dataTraceEnabled");
    }
    settings.detailedMetricsEnabled = reader.optionalFlag("detailedMetricsEnabled");
    settings.throttling = readThrottle(reader, "throttlingRateLimit", "throttlingBurstLimit");
    return settings;
}

void refuseMethodSettings(EntryReader& entry, ApiKind kind)
{
    const json::Value& settings = entry.entry()["methodSettings"];
    if (!settings.isNull())
        entry.error(settings,
                    std::string(kind == ApiKind::Http ? "HTTP" : "WebSocket") + " APIs have no methodSettings.",
                    "Write defaultRouteSettings, and routeSettings by route key.");
}

void readRoute(EntryReader& entry, const json::Member& member, ApiKind kind, std::vector<RouteSettings>& routes)
{
    const auto isSame = [&](const RouteSettings& other) { return other.routeKey == member.key; };
    if (kind == ApiKind::Http && !writtenRouteKey(member.key))
        entry.error(member.value, inQuotes(member.key) + " is no route key.",
                    "Write 'GET /pets': { throttlingRateLimit: 10 }, or $default.");
    else if (!member.value.isObject() || std::any_of(routes.begin(), routes.end(), isSame))
        entry.error(member.value,
                    "the settings of " + inQuotes(member.key) + " are not an object, or stand there twice.",
                    "Write them once, as { throttlingRateLimit: 10 }.");
    else
        routes.push_back(
            readFields({entry.context(), member.value, entry.subject() + ", " + member.key}, kind, member.key));
}

void writeFields(json::Value& node, const RouteSettings& base, const RouteSettings& wanted)
{
    putText(node, "loggingLevel", base.loggingLevel, wanted.loggingLevel, order);
    putOptional(node, "dataTraceEnabled", base.dataTraceEnabled, wanted.dataTraceEnabled, order);
    putOptional(node, "detailedMetricsEnabled", base.detailedMetricsEnabled, wanted.detailedMetricsEnabled, order);
    putOptional(node, "throttlingRateLimit", base.throttling.rateLimit, wanted.throttling.rateLimit, order);
    putOptional(node, "throttlingBurstLimit", base.throttling.burstLimit, wanted.throttling.burstLimit, order);
}

void writeRoutes(json::Value& entry, const std::vector<RouteSettings>& base, const std::vector<RouteSettings>& wanted,
                 KeyOrder stageOrder)
{
    MemberKind<RouteSettings> kind;
    kind.key = [](const RouteSettings& settings) { return settings.routeKey; };
    kind.matches = [](const std::string& key, const RouteSettings& settings) { return key == settings.routeKey; };
    kind.write = [](const json::Value* original, const RouteSettings* from, const RouteSettings& settings) {
        json::Value node = original ? *original : json::Value::object();
        writeFields(node, from && original ? *from : RouteSettings{}, settings);
        return node;
    };
    const auto isSame = [](const RouteSettings& a, const RouteSettings& b) { return a.routeKey == b.routeKey; };
    json::Value& node = childObject(entry, ofOne, stageOrder);
    const auto origins = pairItems(base, wanted, isSame);
    std::string taken;
    while (!(taken = writeMembers(node, base, wanted, origins, kind)).empty())
        if (!node.remove(taken)) // what stood there was no object; the edit gives it one
            break;
    dropIfEmpty(entry, ofOne);
}

} // namespace

void readRouteSettings(EntryReader& entry, ApiKind kind, Stage& stage)
{
    refuseMethodSettings(entry, kind);
    stage.defaultRouteSettings = readFields(entry.part(ofAll), kind, {});
    const EntryReader list = entry.part(ofOne);
    if (!list.entry().isObject())
        return;
    for (const json::Member& member : list.entry().asObject())
        readRoute(entry, member, kind, stage.routeSettings);
}

void writeRouteSettings(json::Value& entry, const Stage& base, const Stage& wanted, KeyOrder stageOrder)
{
    if (!(base.defaultRouteSettings == wanted.defaultRouteSettings)) {
        writeFields(childObject(entry, ofAll, stageOrder), base.defaultRouteSettings, wanted.defaultRouteSettings);
        dropIfEmpty(entry, ofAll);
    }
    if (base.routeSettings != wanted.routeSettings)
        writeRoutes(entry, base.routeSettings, wanted.routeSettings, stageOrder);
}

} // namespace gw
