// Reads and writes the settings of routes.
#include "core/format/manifest_route_settings.h"

#include "core/format/manifest_throttle.h"
#include "core/in_quotes.h"

#include <algorithm>

namespace gw {

namespace {

constexpr char ofAll[] = "defaultRouteSettings";
constexpr char ofOne[] = "routeSettings";
constexpr std::string_view order[] = {"loggingLevel", "dataTraceEnabled", "detailedMetricsEnabled",
                                      "throttlingRateLimit", "throttlingBurstLimit"};

RouteSettings readFields(EntryReader reader, std::string routeKey)
{
    RouteSettings settings;
    settings.routeKey = std::move(routeKey);
    settings.loggingLevel = reader.text("loggingLevel");
    settings.dataTraceEnabled = reader.optionalFlag("dataTraceEnabled");
    settings.detailedMetricsEnabled = reader.optionalFlag("detailedMetricsEnabled");
    settings.throttling = readThrottle(reader, "throttlingRateLimit", "throttlingBurstLimit");
    return settings;
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

void readRouteSettings(EntryReader& entry, Stage& stage)
{
    stage.defaultRouteSettings = readFields(entry.part(ofAll), {});
    EntryReader list = entry.part(ofOne);
    if (!list.entry().isObject())
        return;
    for (const json::Member& member : list.entry().asObject()) {
        const auto isSame = [&](const RouteSettings& other) { return other.routeKey == member.key; };
        if (!member.value.isObject() || std::any_of(stage.routeSettings.begin(), stage.routeSettings.end(), isSame))
            entry.error(member.value,
                        "the settings of " + inQuotes(member.key) +
                            " are not an object, or stand there "
                            "twice.",
                        "Write them once, as { loggingLevel: INFO }.");
        else
            stage.routeSettings.push_back(readFields(list.part(member.key), member.key));
    }
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
