// What a function's handler names in its code folder (reference 4.1): "index.handler" is the export `handler` of
// index.mjs or index.js for Node.js and the function `handler` of index.py for Python; a custom runtime is the
// executable `bootstrap`, which gets the handler as it stands.
#pragma once

#include "core/api/function.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

struct HandlerName
{
    std::string module; // path in the code folder without its ending: "index", "src/app"
    std::string name;   // "handler"
    bool operator==(const HandlerName&) const = default;
};

// Nothing when the handler has not the form the runtime wants.
[[nodiscard]] std::optional<HandlerName> handlerOf(RuntimeFamily family, std::string_view handler);

// Files in the code folder that may hold the handler, the likeliest first; none when the runtime or the handler is
// wrong.
[[nodiscard]] std::vector<std::string> handlerFiles(const Function& function);

} // namespace gw
