// Where a program stands, as shells look for it.
#pragma once

#include <string>
#include <string_view>

namespace gw::engine {

// `path` is that of PATH. The name itself when it has a slash; empty when no folder has such a program.
[[nodiscard]] std::string programPath(const std::string& name, std::string_view path);

} // namespace gw::engine
