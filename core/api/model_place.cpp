#include "core/api/model_place.h"

#include <charconv>

namespace gw {

namespace {

std::string decodedToken(std::string_view token)
{
    std::string text;
    for (std::size_t i = 0; i < token.size(); ++i) {
        const bool isEscape = token[i] == '~' && i + 1 < token.size() && (token[i + 1] == '0' || token[i + 1] == '1');
        text += isEscape ? (token[++i] == '0' ? '~' : '/') : token[i];
    }
    return text;
}

json::Value* childOf(json::Value& value, const std::string& token)
{
    if (value.isObject())
        return value.find(token);
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
    const bool isIndex = value.isArray() && error == std::errc{} && end == token.data() + token.size();
    return isIndex && index < value.asArray().size() ? &value.asArray()[index] : nullptr;
}

} // namespace

BoundKeywords boundKeywords(const json::Value& schema)
{
    const json::Value& type = schema["type"];
    const std::string_view first =
        type.isArray() && !type.asArray().empty() ? type.asArray().front().toString() : type.toString();
    if (first == "string")
        return {"minLength", "maxLength", true};
    if (first == "array")
        return {"minItems", "maxItems", true};
    if (first == "object")
        return {"minProperties", "maxProperties", true};
    return {"minimum", "maximum", false};
}

std::optional<PointerParts> splitPointer(std::string_view pointer)
{
    const auto slash = pointer.rfind('/');
    if (slash == std::string_view::npos)
        return std::nullopt;
    return PointerParts{std::string(pointer.substr(0, slash)), decodedToken(pointer.substr(slash + 1))};
}

json::Value* valueAt(json::Value& root, std::string_view pointer)
{
    json::Value* value = &root;
    while (value && !pointer.empty()) {
        if (pointer.front() != '/')
            return nullptr;
        const auto end = std::min(pointer.find('/', 1), pointer.size());
        value = childOf(*value, decodedToken(pointer.substr(1, end - 1)));
        pointer.remove_prefix(end);
    }
    return value;
}

} // namespace gw
