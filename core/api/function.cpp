// Names and runtimes of functions (reference 4.1).
#include "core/api/function.h"

#include <algorithm>

namespace gw {

namespace {

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

} // namespace

std::optional<RuntimeFamily> runtimeFamily(std::string_view runtime)
{
    if (runtime.starts_with("nodejs"))
        return RuntimeFamily::NodeJs;
    if (runtime.starts_with("python3"))
        return RuntimeFamily::Python;
    if (runtime.starts_with("provided"))
        return RuntimeFamily::Provided;
    return std::nullopt;
}

std::string defaultCodeUri(std::string_view name)
{
    return "functions/" + std::string(name);
}

bool isFunctionName(std::string_view name)
{
    constexpr std::size_t longest = 64;
    return !name.empty() && name.size() <= longest && std::all_of(name.begin(), name.end(), [](char c) {
        return isLetter(c) || isDigit(c) || c == '-' || c == '_';
    });
}

bool isEnvironmentKey(std::string_view key)
{
    return key.size() >= 2 && isLetter(key.front()) &&
           std::all_of(key.begin(), key.end(), [](char c) { return isLetter(c) || isDigit(c) || c == '_'; });
}

} // namespace gw
