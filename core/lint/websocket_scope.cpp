#include "core/lint/websocket_scope.h"

#include "core/format/openapi_source.h"
#include "core/in_quotes.h"

namespace gw {

const WebSocketApi* socketOf(const LintScope& scope)
{
    return std::get_if<WebSocketApi>(&scope.api().definition);
}

namespace {

// Where the route stands in the file, as far down `keys` as it goes.
json::TextRange rangeOf(const LintScope& scope, const WebSocketRoute& route,
                        std::initializer_list<std::string_view> keys)
{
    const json::Value* routes = scope.api().source ? scope.api().source->tree.find("routes") : nullptr;
    if (!routes || !routes->isArray())
        return {};
    for (const json::Value& entry : routes->asArray()) {
        if (entry["routeKey"].scalarText() != route.routeKey)
            continue;
        const json::Value* node = &entry;
        for (const std::string_view key : keys)
            if (const json::Value* below = node->find(key))
                node = below;
        return node->range();
    }
    return {};
}

json::TextRange rangeOf(const LintScope& scope, std::string_view key)
{
    const json::Value* node = scope.api().source ? scope.api().source->tree.find(key) : nullptr;
    return node ? node->range() : json::TextRange{};
}

} // namespace

void report(LintScope& scope, const WebSocketRoute& route, LintScope::Finding finding,
            std::initializer_list<std::string_view> keys)
{
    scope.report(nodeOf(scope.api().id, route.id), rangeOf(scope, route, keys), std::move(finding));
}

void reportApi(LintScope& scope, LintScope::Finding finding, std::string_view key)
{
    scope.report(NodeRef{scope.api().id, {}, {}, {}}, rangeOf(scope, key), std::move(finding));
}

std::string named(const WebSocketRoute& route)
{
    return "the route " + inQuotes(route.routeKey);
}

std::string sentence(std::string text)
{
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

} // namespace gw
