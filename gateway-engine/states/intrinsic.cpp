// Reading calls, and calling.
#include "gateway-engine/states/intrinsic.h"

#include "core/json/text.h"
#include "gateway-engine/states/data_limits.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace gw::engine::states {

class IntrinsicReader
{
public:
    explicit IntrinsicReader(std::string_view text) : m_text(text) {}

    Result<std::shared_ptr<const Intrinsic>> whole()
    {
        auto call = read(1);
        if (call && skipBlanks() != m_text.size())
            return refuse("There is more text behind the call.");
        return call;
    }

private:
    static constexpr int mostLevels = 10; // of calls in calls (reference 4.2)

    tl::unexpected<Diagnostic> refuse(const std::string& message) const
    {
        return fail("\"" + std::string(m_text.substr(0, 200)) + "\" is no call of an intrinsic function: " + message +
                        " (at character " + std::to_string(m_at + 1) + ")",
                    "Write States.Name(argument, …) with paths, numbers, texts in ' ' or calls as arguments.");
    }
    std::size_t skipBlanks()
    {
        while (m_at < m_text.size() && std::isspace(static_cast<unsigned char>(m_text[m_at])))
            ++m_at;
        return m_at;
    }
    bool skip(char c)
    {
        if (skipBlanks() == m_text.size() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }

    Result<std::shared_ptr<const Intrinsic>> read(int level)
    {
        if (level > mostLevels)
            return refuse("Calls are nested more than " + std::to_string(mostLevels) + " levels deep.");
        const std::size_t begin = skipBlanks();
        const std::size_t open = m_text.find('(', begin);
        if (open == std::string_view::npos)
            return refuse("There is no \"(\".");
        auto call = std::make_shared<Intrinsic>();
        call->m_name = m_text.substr(begin, open - begin);
        const IntrinsicFunction* function = intrinsicFunction(call->m_name);
        if (!function)
            return refuse("There is no function \"" + call->m_name.substr(0, 100) + "\".");
        m_at = open + 1;
        if (auto problem = readArguments(*call, level))
            return fail(std::move(*problem));
        if (call->m_arguments.size() < function->least || call->m_arguments.size() > function->most)
            return refuse(call->m_name + " takes " + std::to_string(function->least) +
                          (function->most > function->least ? " or more arguments." : " argument(s)."));
        call->m_function = function->call;
        call->m_text = m_text.substr(begin, m_at - begin);
        return std::shared_ptr<const Intrinsic>(std::move(call));
    }

    std::optional<Diagnostic> readArguments(Intrinsic& call, int level)
    {
        if (skip(')'))
            return std::nullopt;
        for (;;) {
            Result<Intrinsic::Argument> argument = readArgument(level);
            if (!argument)
                return argument.error();
            call.m_arguments.push_back(std::move(*argument));
            if (skip(')'))
                return std::nullopt;
            if (!skip(','))
                return refuse("\",\" or \")\" is missing.").value();
        }
    }

    Result<Intrinsic::Argument> readArgument(int level)
    {
        if (skipBlanks() == m_text.size())
            return refuse("An argument is missing.");
        const char c = m_text[m_at];
        if (c == '\'')
            return readText();
        if (c == '$')
            return readPath();
        if (m_text.substr(m_at).starts_with("States.")) {
            auto call = read(level + 1);
            if (!call)
                return fail(std::move(call.error()));
            return std::move(*call);
        }
        return readLiteral();
    }

    Result<Intrinsic::Argument> readText()
    {
        std::size_t end = m_at + 1;
        while (end < m_text.size() && m_text[end] != '\'')
            end += m_text[end] == '\\' ? 2 : 1;
        if (end >= m_text.size())
            return refuse("The text has no closing quote.");
        Intrinsic::Text text{std::string(m_text.substr(m_at + 1, end - m_at - 1))};
        m_at = end + 1;
        return text;
    }

    // Up to the "," or ")" that belongs to the call: those in brackets or quotes are the path's.
    Result<Intrinsic::Argument> readPath()
    {
        std::size_t end = m_at;
        int depth = 0;
        char quote = 0;
        for (; end < m_text.size(); ++end) {
            const char c = m_text[end];
            if (quote) {
                if (c == '\\')
                    ++end;
                else if (c == quote)
                    quote = 0;
            } else if (depth > 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == '[' || c == '(') {
                ++depth;
            } else if (depth > 0 && (c == ']' || c == ')')) {
                --depth;
            } else if (depth == 0 && (c == ',' || c == ')')) {
                break;
            }
        }
        std::string_view text = m_text.substr(m_at, std::min(end, m_text.size()) - m_at);
        while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())))
            text.remove_suffix(1);
        Result<Path> path = Path::parse(text);
        if (!path)
            return fail(std::move(path.error()));
        m_at = std::min(end, m_text.size());
        return std::move(*path);
    }

    Result<Intrinsic::Argument> readLiteral()
    {
        const std::size_t end = std::min(m_text.find_first_of(",) \t\r\n", m_at), m_text.size());
        const std::string_view text = m_text.substr(m_at, end - m_at);
        const Result<json::Value> value = json::readJson(text);
        if (!value || value->isArray() || value->isObject() || value->isString())
            return refuse("\"" + std::string(text.substr(0, 100)) + "\" is no argument.");
        m_at = end;
        return *value;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

Result<std::shared_ptr<const Intrinsic>> Intrinsic::parse(std::string_view text)
{
    constexpr std::size_t longest = 10'000;
    if (text.size() > longest)
        return fail("The call is longer than " + std::to_string(longest) + " bytes.");
    return IntrinsicReader(text).whole();
}

Outcome<json::Value> Intrinsic::argumentValue(const Argument& argument, const Scope& scope) const
{
    if (const auto* literal = std::get_if<json::Value>(&argument))
        return *literal;
    if (const auto* text = std::get_if<Text>(&argument))
        return json::Value(&argument == m_arguments.data() && m_name == "States.Format" ? text->raw
                                                                                        : unescapedText(text->raw));
    if (const auto* call = std::get_if<std::shared_ptr<const Intrinsic>>(&argument))
        return (*call)->evaluate(scope);
    const Path& path = std::get<Path>(argument);
    Outcome<std::optional<json::Value>> found = path.find(scope);
    if (!found)
        return tl::unexpected(std::move(found.error()));
    if (!*found)
        return runtimeFailure("The JSONPath '" + path.text() + "' specified for the function '" + m_text +
                              "' could not be found in the input '" + json::writeJson(*scope.input) + "'");
    return std::move(**found);
}

Outcome<json::Value> Intrinsic::evaluate(const Scope& scope) const
{
    std::vector<json::Value> values;
    for (const Argument& argument : m_arguments) {
        Outcome<json::Value> value = argumentValue(argument, scope);
        if (!value)
            return value;
        values.push_back(std::move(*value));
    }
    Outcome<json::Value> result = m_function(values, scope);
    if (!result && result.error().is(error::intrinsicFailure) && !result.error().namesState) {
        result.error().cause = "The function '" + m_text + "' had the following error: " + *result.error().cause;
        result.error().namesState = true;
    }
    if (result)
        scope.copiedBytes += roughBytes(*result);
    return result;
}

std::string unescapedText(std::string_view raw)
{
    std::string text;
    text.reserve(raw.size());
    for (std::size_t i = 0; i < raw.size(); ++i) {
        const bool isEscape = raw[i] == '\\' && i + 1 < raw.size() &&
                              std::string_view("'{}\\").find(raw[i + 1]) != std::string_view::npos;
        text += isEscape ? raw[++i] : raw[i];
    }
    return text;
}

} // namespace gw::engine::states
