// Intrinsic: a call of one of the language's functions, "States.Format('{} left', $.count)" (reference 4.2): read when
// a definition is, evaluated in a state's scope.
#pragma once

#include "core/result.h"
#include "gateway-engine/states/path.h"

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gw::engine::states {

class Intrinsic
{
public:
    // A text in quotes keeps its escapes: States.Format gives "\{" a meaning of its own.
    struct Text
    {
        std::string raw;
    };
    using Argument = std::variant<json::Value, Text, Path, std::shared_ptr<const Intrinsic>>;
    using Function = Outcome<json::Value> (*)(const std::vector<json::Value>& arguments, const Scope& scope);

    [[nodiscard]] static Result<std::shared_ptr<const Intrinsic>> parse(std::string_view text);

    [[nodiscard]] const std::string& text() const { return m_text; }
    [[nodiscard]] const std::vector<Argument>& arguments() const { return m_arguments; }
    [[nodiscard]] Outcome<json::Value> evaluate(const Scope& scope) const;

private:
    friend class IntrinsicReader;
    [[nodiscard]] Outcome<json::Value> argumentValue(const Argument& argument, const Scope& scope) const;

    std::string m_text;
    std::string m_name;
    Function m_function = nullptr;
    std::vector<Argument> m_arguments;
};

// The function of that name, and how many arguments it takes; null: there is none (intrinsic_functions.cpp).
struct IntrinsicFunction
{
    std::string_view name;
    Intrinsic::Function call;
    std::size_t least;
    std::size_t most;
};
[[nodiscard]] const IntrinsicFunction* intrinsicFunction(std::string_view name);

// "\'" and the like give their character; any other backslash stands for itself.
[[nodiscard]] std::string unescapedText(std::string_view raw);

} // namespace gw::engine::states
