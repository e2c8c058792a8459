// Function calls of a path: the name, and parameters that are JSON or paths of their own.
#include "gateway-engine/jsonpath/read_path.h"

#include "core/json/text.h"

#include <algorithm>
#include <array>

namespace gw::engine::jsonpath {

namespace {

constexpr std::array<std::pair<std::string_view, Function>, 13> functions{{
    {"min", Function::Min},
    {"max", Function::Max},
    {"avg", Function::Avg},
    {"stddev", Function::StdDev},
    {"sum", Function::Sum},
    {"length", Function::Length},
    {"size", Function::Length},
    {"keys", Function::Keys},
    {"concat", Function::Concat},
    {"append", Function::Append},
    {"first", Function::First},
    {"last", Function::Last},
    {"index", Function::Index},
}};

// Where the parameter that begins at the text's position ends: a comma outside brackets and quotes, or the end.
std::size_t endOfParameter(const PathText& text)
{
    int depth = 0;
    for (std::size_t i = text.position(); i < text.end(); ++i) {
        const char c = text.at(i);
        if (c == '"' || c == '\'')
            i = text.closingQuote(i).value_or(text.end());
        else if (c == '(' || c == '[' || c == '{')
            ++depth;
        else if (c == ')' || c == ']' || c == '}')
            --depth;
        else if (c == ',' && depth == 0)
            return i;
    }
    return text.end();
}

Result<Parameter> readParameter(PathText text, int nesting)
{
    if (text.current() == '$' || text.current() == '@') {
        auto path = readPath(text, nesting);
        if (!path)
            return tl::unexpected(std::move(path.error()));
        return Parameter(std::move(*path));
    }
    auto value = json::readJson(text.slice(text.position(), text.end()));
    if (!value)
        return text.refuse(text.position(), "a parameter is a path or JSON.", "Put texts into double quotes.");
    return Parameter(std::move(*value));
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

} // namespace

Result<Call> readCall(std::string_view name, std::size_t nameOffset, PathText text, int nesting)
{
    const auto known =
        std::find_if(functions.begin(), functions.end(), [&](const auto& function) { return function.first == name; });
    if (known == functions.end())
        return text.refuse(nameOffset, "there is no function \"" + std::string(name) + "\".",
                           "There are min, max, avg, stddev, sum, length, keys, concat, append, first, last, index.");
    Call call{known->second, {}};
    while (!text.atEnd()) {
        while (!text.atEnd() && isBlank(text.current()))
            text.advance();
        const std::size_t next = endOfParameter(text);
        std::size_t end = next;
        while (end > text.position() && isBlank(text.at(end - 1)))
            --end;
        if (end > text.position()) {
            auto parameter = readParameter(text.within(text.position(), end), nesting);
            if (!parameter)
                return tl::unexpected(std::move(parameter.error()));
            call.parameters.push_back(std::move(*parameter));
        }
        text.setPosition(next + 1);
    }
    return call;
}

} // namespace gw::engine::jsonpath
