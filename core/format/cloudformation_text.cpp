// The intrinsic functions that stand where a text is expected.
#include "core/format/cloudformation_text.h"

namespace gw {

namespace {

constexpr int maxNesting = 8;

std::optional<std::string> textOf(const json::Value& value, int nesting);

std::optional<std::string> joined(const json::Value& arguments, std::string_view separator, int nesting)
{
    if (!arguments.isArray())
        return std::nullopt;
    std::string text;
    for (const json::Value& part : arguments.asArray()) {
        const auto piece = textOf(part, nesting);
        if (!piece)
            return std::nullopt;
        if (&part != &arguments.asArray().front())
            text += separator;
        text += *piece;
    }
    return text;
}

std::optional<std::string> substituted(const json::Value& argument)
{
    if (argument.isArray() && !argument.asArray().empty() && argument.asArray().front().isString())
        return argument.asArray().front().asString();
    return argument.isString() ? std::optional(argument.asString()) : std::nullopt;
}

std::optional<std::string> intrinsicText(const json::Member& function, int nesting)
{
    const json::Value& argument = function.value;
    if (function.key == "Fn::Sub")
        return substituted(argument);
    if (function.key == "Ref" && argument.isString())
        return "${" + argument.asString() + "}";
    if (function.key == "Fn::GetAtt") {
        const auto name = argument.isString() ? argument.asString() : joined(argument, ".", nesting);
        return name ? std::optional("${" + *name + "}") : std::nullopt;
    }
    if (function.key == "Fn::Join" && argument.isArray() && argument.asArray().size() == 2)
        return joined(argument.asArray()[1], argument.asArray()[0].toString(), nesting);
    return std::nullopt;
}

std::optional<std::string> textOf(const json::Value& value, int nesting)
{
    if (value.isObject() && value.asObject().size() == 1 && nesting < maxNesting)
        return intrinsicText(value.asObject().front(), nesting + 1);
    if (value.isObject() || value.isArray())
        return std::nullopt;
    return value.scalarText();
}

} // namespace

std::optional<std::string> cloudFormationText(const json::Value& value)
{
    return textOf(value, 0);
}

void setCloudFormationText(json::Value& value, const std::string& text)
{
    json::Value* sub = value.find("Fn::Sub");
    if (sub && sub->isString())
        *sub = text;
    else if (sub && sub->isArray() && !sub->asArray().empty())
        sub->asArray().front() = text;
    else
        value = text;
}

} // namespace gw
