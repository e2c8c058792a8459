#include "core/format/manifest_route.h"

#include "core/format/manifest_entries.h"
#include "core/format/manifest_throttle.h"
#include "core/format/tree_edit.h"
#include "core/in_quotes.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace gw {

namespace {

constexpr char defaultKey[] = "defaultRouteSettings";
constexpr char routesKey[] = "routeSettings";
constexpr char defaultRoute[] = "$default";
constexpr char everyMethod[] = "*/*";
constexpr std::string_view stageOrder[] = {"variables", "accessLog", defaultKey, routesKey, "clientCertificate"};
constexpr std::string_view settingsOrder[] = {"throttlingRateLimit", "throttlingBurstLimit", "detailedMetricsEnabled"};

// "GET /pets/{id}" → "pets/{id}/GET"
std::string methodPathOf(std::string_view routeKey)
{
    if (routeKey == defaultRoute)
        return std::string(defaultRoute) + "/ANY";
    const auto space = routeKey.find(' ');
    return std::string(routeKey.substr(space + 2)) + "/" + std::string(routeKey.substr(0, space));
}

std::string routeKeyOf(std::string_view methodPath)
{
    const auto slash = methodPath.rfind('/');
    if (methodPath.substr(0, slash) == defaultRoute)
        return defaultRoute;
    return std::string(methodPath.substr(slash + 1)) + " /" + std::string(methodPath.substr(0, slash));
}

MethodSettings readSettings(const ReadContext& context, const json::Value& node, const Stage& stage, std::string path)
{
    MethodSettings settings;
    EntryReader reader(context, node, "stage \"" + stage.name + "\", " + path);
    settings.methodPath = std::move(path);
    settings.metricsEnabled = reader.flag("detailedMetricsEnabled", false);
    settings.throttling = readThrottle(reader, "throttlingRateLimit", "throttlingBurstLimit");
    return settings;
}

void writeSettings(json::Value& node, const MethodSettings& base, const MethodSettings& wanted)
{
    putOptional(node, "throttlingRateLimit", base.throttling.rateLimit, wanted.throttling.rateLimit, settingsOrder);
    putOptional(node, "throttlingBurstLimit", base.throttling.burstLimit, wanted.throttling.burstLimit, settingsOrder);
    putFlag(node, "detailedMetricsEnabled", base.metricsEnabled, wanted.metricsEnabled, settingsOrder);
}

const MethodSettings* everyRouteOf(const Stage& stage)
{
    const auto found = std::find_if(stage.methodSettings.begin(), stage.methodSettings.end(),
                                    [](const MethodSettings& each) { return each.methodPath == everyMethod; });
    return found == stage.methodSettings.end() ? nullptr : &*found;
}

void writeDefault(json::Value& entry, const Stage& base, const Stage& wanted)
{
    const MethodSettings* before = everyRouteOf(base);
    const MethodSettings* now = everyRouteOf(wanted);
    if (!now) {
        if (before)
            entry.remove(defaultKey);
        return;
    }
    writeSettings(childObject(entry, defaultKey, stageOrder), before ? *before : MethodSettings{}, *now);
}

std::vector<MethodSettings> routesOf(const Stage& stage)
{
    std::vector<MethodSettings> routes = stage.methodSettings;
    std::erase_if(routes, [](const MethodSettings& each) { return each.methodPath == everyMethod; });
    return routes;
}

void writeRoutes(json::Value& entry, const std::vector<MethodSettings>& base, const std::vector<MethodSettings>& wanted)
{
    if (base == wanted)
        return;
    MemberKind<MethodSettings> kind;
    kind.key = [](const MethodSettings& settings) { return routeKeyOf(settings.methodPath); };
    kind.matches = [](const std::string& key, const MethodSettings& each) {
        return key == routeKeyOf(each.methodPath);
    };
    kind.write = [](const json::Value* original, const MethodSettings* from, const MethodSettings& settings) {
        json::Value node = original ? *original : json::Value::object();
        writeSettings(node, from && original ? *from : MethodSettings{}, settings);
        return node;
    };
    const auto isSame = [](const MethodSettings& a, const MethodSettings& b) { return a.methodPath == b.methodPath; };
    json::Value& node = childObject(entry, routesKey, stageOrder);
    const auto origins = pairItems(base, wanted, isSame);
    std::string taken;
    while (!(taken = writeMembers(node, base, wanted, origins, kind)).empty())
        if (!node.remove(taken)) // what stood there was no object; the edit gives it one
            break;
    dropIfEmpty(entry, routesKey);
}

} // namespace

bool isRouteKey(std::string_view text)
{
    if (text == defaultRoute)
        return true;
    const auto space = text.find(' ');
    if (space == std::string_view::npos || !text.substr(space + 1).starts_with('/'))
        return false;
    const auto verb = httpVerbFrom(text.substr(0, space));
    return verb && toString(*verb) == text.substr(0, space);
}

void readRouteSettings(const ReadContext& context, const json::Value& entry, Stage& stage)
{
    EntryReader reader(context, entry, "stage \"" + stage.name + "\"");
    if (!entry["methodSettings"].isNull())
        reader.error(entry["methodSettings"], "HTTP APIs have no methodSettings.",
                     "Write defaultRouteSettings, and routeSettings by route key.");
    if (entry[defaultKey].isObject())
        stage.methodSettings.push_back(readSettings(context, entry[defaultKey], stage, everyMethod));
    else if (!entry[defaultKey].isNull())
        reader.error(entry[defaultKey], "\"defaultRouteSettings\" is not an object.",
                     "Write it as { throttlingRateLimit: 100 }.");
    const json::Value& routes = entry[routesKey];
    if (!routes.isObject()) {
        if (!routes.isNull())
            reader.error(routes, "\"routeSettings\" is not an object.", "Write it as 'GET /pets': { … }.");
        return;
    }
    for (const json::Member& member : routes.asObject()) {
        if (isRouteKey(member.key) && member.value.isObject())
            stage.methodSettings.push_back(readSettings(context, member.value, stage, methodPathOf(member.key)));
        else
            reader.error(member.value, inQuotes(member.key) + " is no route key, or has no settings.",
                         "Write 'GET /pets': { throttlingRateLimit: 10 }, or $default.");
    }
}

void writeRouteSettings(json::Value& entry, const Stage& base, const Stage& wanted)
{
    writeDefault(entry, base, wanted);
    writeRoutes(entry, routesOf(base), routesOf(wanted));
}

} // namespace gw
