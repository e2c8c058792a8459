// The readers and writers of the parts of a WebSocket API file (websocket_file.h says what it looks like). The writers
// use the readers, too, to see what the file says before they change it. What is of the wrong kind becomes a finding
// and is left out of the definition, never out of the file.
#pragma once

#include "core/api/websocket_api.h"
#include "core/format/manifest_entries.h"

#include <optional>
#include <vector>

namespace gw {

inline constexpr char webSocketRule[] = "websocket-file";
inline constexpr EntryFindings webSocketFindings{webSocketRule, Severity::Warning};

// websocket_read.cpp: the lists, each item with its index in the file's.
[[nodiscard]] std::vector<Listed<Cow<WebSocketRoute>>> readRoutes(EntryReader& root, ApiId api);
[[nodiscard]] std::vector<Listed<Authorizer>> readAuthorizers(EntryReader& root);
[[nodiscard]] std::vector<Listed<WebSocketModel>> readModels(EntryReader& root);
[[nodiscard]] std::vector<Listed<RouteResponse>> readRouteResponses(EntryReader& route);
[[nodiscard]] WebSocketApi readWebSocketApi(const ReadContext& context, const json::Value& tree, ApiId api);

// websocket_read_integration.cpp
[[nodiscard]] std::optional<Integration> readRouteIntegration(EntryReader& route);
[[nodiscard]] std::vector<Listed<IntegrationResponse>> readRouteIntegrationResponses(EntryReader& integration);

// websocket_write.cpp: edits `tree`, which says `source`, to say `wanted`.
void writeWebSocketApi(const json::Value& source, json::Value& tree, const WebSocketApi& wanted, ApiId api);

// websocket_write_integration.cpp: edits the "integration" of a route that says `base`.
void writeRouteIntegration(json::Value& route, const std::optional<Integration>& base,
                           const std::optional<Integration>& wanted, KeyOrder routeOrder);

// Makes the list under `key` say `wanted`. `base` is what its readable entries say; the others stay where they are.
// Items are paired by `isSame`, then by place; `write` edits an entry (an empty object, without base, for a new one).
template <typename T, typename Same, typename Write>
void writeList(json::Value& owner, std::string_view key, KeyOrder order, const std::vector<Listed<T>>& base,
               const std::vector<T>& wanted, Same isSame, Write write)
{
    json::Array array = owner[key].isArray() ? owner[key].asArray() : json::Array{};
    std::vector<bool> isKnown(array.size(), false);
    bool isUnchanged = base.size() == wanted.size();
    for (std::size_t i = 0; i < base.size(); ++i) {
        isKnown[base[i].place] = true;
        isUnchanged = isUnchanged && base[i].item == wanted[i];
    }
    if (isUnchanged)
        return;
    const auto origins = pairItems(base, wanted, [&](const Listed<T>& a, const T& b) { return isSame(a.item, b); });
    std::vector<Placed<json::Value>> placed;
    for (std::size_t w = 0; w < wanted.size(); ++w) {
        const Listed<T>* from = origins[w] ? &base[*origins[w]] : nullptr;
        placed.push_back(
            {from ? std::optional(from->place) : std::nullopt,
             write(from ? array[from->place] : json::Value::object(), from ? &from->item : nullptr, wanted[w])});
    }
    put(owner, key, arranged(std::move(array), isKnown, std::move(placed)), order);
    dropIfEmpty(owner, key);
}

} // namespace gw
