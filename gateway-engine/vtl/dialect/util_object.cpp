#include "gateway-engine/vtl/dialect/util_object.h"

#include "core/json/text.h"
#include "gateway-engine/http/base64.h"
#include "gateway-engine/vtl/dialect/encodings.h"
#include "gateway-engine/vtl/java_text.h"
#include "gateway-engine/vtl/methods.h"

#include <array>

namespace gw::engine::vtl {

namespace {

using Outcome = Result<std::optional<Value>>;

Outcome text(std::string made)
{
    return std::optional(Value(std::move(made)));
}

Outcome escapeJavaScript(const std::string& argument)
{
    return text(escapedJavaScript(argument));
}

Outcome parseJson(const std::string& argument)
{
    auto parsed = json::readJson(argument);
    if (!parsed)
        return fail("$util.parseJson() was given what is not JSON: " + parsed.error().message,
                    "Check the text first, or use $input.path().");
    return std::optional(fromJson(*std::move(parsed)));
}

Outcome urlEncode(const std::string& argument)
{
    return text(formEncoded(argument));
}

Outcome urlDecode(const std::string& argument)
{
    auto decoded = formDecoded(argument);
    if (!decoded)
        return fail("$util.urlDecode() was given a '%' that two hexadecimal digits do not follow.",
                    "Encode a percent sign as %25.");
    return text(std::move(*decoded));
}

Outcome base64Encode(const std::string& argument)
{
    return text(base64Encoded(argument));
}

Outcome base64Decode(const std::string& argument)
{
    return text(base64DecodedText(argument));
}

struct UtilFunction
{
    std::string_view name;
    Outcome (*call)(const std::string& argument);
};

constexpr std::array<UtilFunction, 6> functions{{
    {"escapeJavaScript", escapeJavaScript},
    {"parseJson", parseJson},
    {"urlEncode", urlEncode},
    {"urlDecode", urlDecode},
    {"base64Encode", base64Encode},
    {"base64Decode", base64Decode},
}};

const UtilFunction* functionNamed(std::string_view name)
{
    for (const UtilFunction& function : functions)
        if (function.name == name)
            return &function;
    return nullptr;
}

} // namespace

// Of null, each gives null; of what is no text, what it does to the text it prints.
Outcome UtilObject::call(std::string_view method, std::span<const Value> arguments)
{
    const UtilFunction* function = functionNamed(method);
    if (!function || arguments.size() != 1)
        return std::optional<Value>();
    if (arguments[0].isNull())
        return std::optional(Value());
    const std::string* given = arguments[0].string();
    const std::string printed = given ? std::string() : textOf(arguments[0]);
    const std::string& argument = given ? *given : printed;
    if (!m_budget.spend(1 + argument.size() / 32))
        return fail(outOfFuel());
    auto made = function->call(argument);
    if (made && *made && (*made)->isString() && (*made)->string()->size() > m_budget.limits().outputBytes)
        return fail(tooLong(m_budget.limits().outputBytes));
    return made;
}

} // namespace gw::engine::vtl
