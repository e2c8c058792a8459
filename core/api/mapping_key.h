// MappingKey: what one parameter mapping of an HTTP API changes (reference 2.5): "append:header.x", "overwrite:path".
// Read once for lint and for the engine. Headers the gateway keeps for itself are refused, with the reason.
#pragma once

#include "core/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace gw {

enum class MappingAction { Append, Overwrite, Remove };
enum class MappingPlace { Header, QueryString, Path, StatusCode };

struct MappingKey
{
    MappingAction action = MappingAction::Overwrite;
    MappingPlace place = MappingPlace::Header;
    std::string name; // of a header or of a query string parameter
    bool operator==(const MappingKey&) const = default;
};

// {append|overwrite|remove}:{header|querystring}.{name}, overwrite:path
[[nodiscard]] Result<MappingKey> requestMappingKeyFrom(std::string_view text);
// {append|overwrite|remove}:header.{name}, overwrite:statuscode
[[nodiscard]] Result<MappingKey> responseMappingKeyFrom(std::string_view text);
// The status of the integration whose answers a map of responseParameters changes: 200 to 599.
[[nodiscard]] std::optional<int> mappedStatusFrom(std::string_view text);

// Headers that no mapping may change: hop-by-hop ones, those of CORS, and the service's own.
[[nodiscard]] bool isReservedHeader(std::string_view name);

} // namespace gw
