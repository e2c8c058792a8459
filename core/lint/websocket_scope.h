// What the rules about WebSocket APIs share: the API and its routes, where they stand in the file, and their names in
// findings.
#pragma once

#include "core/api/websocket_api.h"
#include "core/lint/lint_scope.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace gw {

[[nodiscard]] const WebSocketApi* socketOf(const LintScope& scope); // nullptr for APIs of other kinds

// `keys` lead from the route to the setting in the file, as far as they exist.
void report(LintScope& scope, const WebSocketRoute& route, LintScope::Finding finding,
            std::initializer_list<std::string_view> keys = {});
void reportApi(LintScope& scope, LintScope::Finding finding, std::string_view key);

[[nodiscard]] std::string named(const WebSocketRoute& route); // "the route "join""
[[nodiscard]] std::string sentence(std::string text);         // begins with a capital

template <typename Check>
void forEachRoute(LintScope& scope, const Check& check)
{
    if (const WebSocketApi* api = socketOf(scope))
        for (const Cow<WebSocketRoute>& route : api->routes)
            check(*api, *route);
}

} // namespace gw
