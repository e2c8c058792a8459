// Selection expressions of WebSocket APIs (reference 3.2): which route, model, template or key is meant.
//
//   $request.body.action                    the value at a place
//   ${request.body.action}-${context.stage} several, and text between them
//   \$default, loud                         a text as it stands
//
// This is how they are written; gateway-engine/routing/selection evaluates them.
#pragma once

#include "core/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

struct SelectionPart
{
    enum class Place : std::uint8_t {
        Text,           // `name` itself
        RequestBody,    // the JSONPath `name` in it; empty: the whole
        RequestHeader,  // of the handshake
        RequestQuery,   // of the handshake
        Context,        // $context.`name`
        StageVariable,  //
        ResponseStatus, // of the integration's response
        ResponseHeader, //
        ResponseBody    // the JSONPath `name` in it; empty: the whole
    };
    Place place = Place::Text;
    std::string name;
    bool operator==(const SelectionPart&) const = default;
};

inline constexpr std::size_t longestSelection = 2'048;

// Fails with what is wrong and the way out.
[[nodiscard]] Result<std::vector<SelectionPart>> selectionParts(std::string_view expression);

} // namespace gw
