// Path: a path of a state's JSONPath fields: into its input ("$.a"), the context object ("$$.State.Name") or a variable
// ("$name.a"). The dialect is that of the engine's JsonPath, as the service's is Jayway's (reference 4.2).
#pragma once

#include "core/result.h"
#include "gateway-engine/jsonpath/json_path.h"
#include "gateway-engine/states/failure.h"
#include "gateway-engine/states/scope.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gw::engine::states {

class Path
{
public:
    enum class Root { Input, Context, Variable };

    [[nodiscard]] static Result<Path> parse(std::string_view text);

    [[nodiscard]] const std::string& text() const { return m_text; }
    [[nodiscard]] Root root() const { return m_root; }
    [[nodiscard]] const std::string& variable() const { return m_variable; } // "name" of "$name.a"
    [[nodiscard]] bool isWhole() const { return m_isWhole; }                 // "$", "$$", "$name"
    [[nodiscard]] std::string afterRoot() const;                             // "$['a']['b']", as Jayway words a path

    // nullopt: it leads nowhere.
    [[nodiscard]] Outcome<std::optional<json::Value>> find(const Scope& scope) const;
    // What it leads to, or "Invalid path '$.a' : No results for path: $['a']".
    [[nodiscard]] Outcome<json::Value> require(const Scope& scope) const;

private:
    Path(std::string text, Root root, std::string variable, bool isWhole, JsonPath path);
    [[nodiscard]] Outcome<const json::Value*> document(const Scope& scope) const;

    std::string m_text;
    Root m_root;
    std::string m_variable;
    bool m_isWhole;
    JsonPath m_path;
};

// ReferencePath: where ResultPath puts a result: "$", "$.a.b[0]".
class ReferencePath
{
public:
    using Step = std::variant<std::string, std::size_t>;

    [[nodiscard]] static Result<ReferencePath> parse(std::string_view text);
    [[nodiscard]] const std::string& text() const { return m_text; }
    // `target` with `value` in its place; makes the objects that are missing on the way.
    [[nodiscard]] Outcome<json::Value> put(json::Value target, json::Value value) const;

private:
    std::string m_text;
    std::vector<Step> m_steps;
};

// "name" begins like a variable: a Unicode letter or "_", then letters, digits, "_".
[[nodiscard]] bool isVariableName(std::string_view name);

} // namespace gw::engine::states
