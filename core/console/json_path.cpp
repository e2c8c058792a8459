// Reads and follows a path.
#include "core/console/json_path.h"

#include <charconv>

namespace gw::console {

namespace {

constexpr const char* wayOut = "Write it as $.user.name, $.items[0] or $['odd name'].";

tl::unexpected<Diagnostic> badPath(std::string_view text, const char* why)
{
    return fail("\"" + std::string(text) + "\" is no path: " + why + ".", wayOut);
}

} // namespace

Result<JsonPath> JsonPath::parse(std::string_view text)
{
    if (!text.starts_with('$'))
        return badPath(text, "it does not begin with \"$\"");
    JsonPath path;
    std::string_view rest = text.substr(1);
    while (!rest.empty()) {
        if (path.m_steps.size() == maxSteps)
            return badPath(text, "it is more than 64 steps deep");
        if (rest.front() == '.') {
            const std::string_view name = rest.substr(1, rest.find_first_of(".[", 1) - 1);
            if (name.empty() || name == "*")
                return badPath(text, "a name is missing after a dot");
            path.m_steps.emplace_back(std::string(name));
            rest.remove_prefix(name.size() + 1);
            continue;
        }
        const bool isQuoted = rest.size() > 1 && (rest[1] == '\'' || rest[1] == '"');
        const std::string closing = isQuoted ? std::string{rest[1], ']'} : "]";
        const auto end = rest.front() == '[' ? rest.find(closing, isQuoted ? 2 : 1) : std::string_view::npos;
        if (end == std::string_view::npos)
            return badPath(text, "a bracket is not closed, or a dot is missing");
        const std::string_view inside = rest.substr(isQuoted ? 2 : 1, end - (isQuoted ? 2 : 1));
        long number = 0;
        const auto [stop, problem] = std::from_chars(inside.data(), inside.data() + inside.size(), number);
        if (isQuoted)
            path.m_steps.emplace_back(std::string(inside));
        else if (problem == std::errc() && stop == inside.data() + inside.size() && !inside.empty())
            path.m_steps.emplace_back(number);
        else
            return badPath(text, "between brackets stands a number or a quoted name");
        rest.remove_prefix(end + closing.size());
    }
    return path;
}

const json::Value* JsonPath::find(const json::Value& value) const
{
    const json::Value* at = &value;
    for (const Step& step : m_steps) {
        if (const auto* name = std::get_if<std::string>(&step)) {
            at = at->find(*name);
        } else {
            if (!at->isArray())
                return nullptr;
            const auto size = static_cast<long>(at->asArray().size());
            const long asked = std::get<long>(step);
            const long index = asked < 0 ? size + asked : asked;
            at = index >= 0 && index < size ? &at->asArray()[static_cast<std::size_t>(index)] : nullptr;
        }
        if (!at)
            return nullptr;
    }
    return at;
}

} // namespace gw::console
