// Why no route matches, for people: names the verbs the path does have, or the routes nearest to it.
#pragma once

#include <string>
#include <string_view>

namespace gw::engine {

struct Program;

[[nodiscard]] std::string routeHint(const Program& program, std::string_view verb, std::string_view path);

} // namespace gw::engine
