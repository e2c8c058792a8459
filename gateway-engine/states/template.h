// Query and Template: values a definition computes: a path, an intrinsic function or a JSONata expression, alone or
// anywhere in a payload template such as Parameters, Arguments or Assign (reference 4.2).
#pragma once

#include "gateway-engine/states/intrinsic.h"
#include "gateway-engine/states/path.h"

#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace gw::engine::states {

struct Jsonata
{
    std::string text; // between "{%" and "%}", without the white space around
};

using Call = std::shared_ptr<const Intrinsic>;

struct Query
{
    std::variant<Path, Call, Jsonata> what;
    std::string field; // as messages name its place: "value.$", "Output/total"

    [[nodiscard]] Outcome<json::Value> evaluate(const Scope& scope) const;
};

struct Template
{
    using Fields = std::vector<std::pair<std::string, Template>>;
    std::variant<json::Value, Query, std::vector<Template>, Fields> node;

    [[nodiscard]] Outcome<json::Value> evaluate(const Scope& scope) const;
};

// "{% … %}": what stands between; null pointer view: no expression.
[[nodiscard]] std::optional<std::string> jsonataText(std::string_view text);

// "array", "number", …, as messages of the service name kinds.
[[nodiscard]] std::string_view kindName(const json::Value& value);
[[nodiscard]] tl::unexpected<Failure> unexpectedKind(const Query& query, std::string_view expected,
                                                     const json::Value& value);

} // namespace gw::engine::states
