// Reading paths and following them.
#include "gateway-engine/states/path.h"

#include "core/json/text.h"
#include "gateway-engine/states/data_limits.h"

#include <cctype>
#include <utility>

namespace gw::engine::states {

namespace {

constexpr std::size_t longestPath = 10'000;

bool isNameByte(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

// In quotes the service takes a backslash that escapes neither itself nor the quote for what it is; Jayway's reader,
// which comes next, would drop it.
std::string withPlainBackslashes(std::string_view text)
{
    std::string result;
    char quote = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const char following = i + 1 < text.size() ? text[i + 1] : '\0';
        result += c;
        if (quote && c == '\\') {
            result += following == quote || following == '\\' ? text[++i] : '\\';
        } else if (quote && c == quote) {
            quote = 0;
        } else if (!quote && (c == '\'' || c == '"')) {
            quote = c;
        }
    }
    return result;
}

std::size_t nameEnd(std::string_view text, std::size_t from)
{
    while (from < text.size() && isNameByte(text[from]))
        ++from;
    return from;
}

} // namespace

bool isVariableName(std::string_view name)
{
    return !name.empty() && !std::isdigit(static_cast<unsigned char>(name.front())) && nameEnd(name, 0) == name.size();
}

Path::Path(std::string text, Root root, std::string variable, bool isWhole, JsonPath path)
    : m_text(std::move(text)), m_root(root), m_variable(std::move(variable)), m_isWhole(isWhole),
      m_path(std::move(path))
{
}

Result<Path> Path::parse(std::string_view text)
{
    if (text.empty() || text.front() != '$')
        return fail("\"" + std::string(text) + "\" is not a path.", "Paths begin with \"$\", \"$$\" or \"$name\".");
    if (text.size() > longestPath)
        return fail("The path is longer than " + std::to_string(longestPath) + " bytes.");
    Root root = Root::Input;
    std::string variable;
    std::size_t begin = 1;
    if (text.starts_with("$$")) {
        root = Root::Context;
        begin = 2;
    } else if (nameEnd(text, 1) > 1) {
        root = Root::Variable;
        begin = nameEnd(text, 1);
        variable = text.substr(1, begin - 1);
    }
    const std::string_view rest = text.substr(begin);
    if (!rest.empty() && rest.front() != '.' && rest.front() != '[')
        return fail("\"" + std::string(text) + "\" is not a path.", "After its root stands \".name\" or \"[…]\".");
    Result<JsonPath> path = JsonPath::parse("$" + withPlainBackslashes(rest));
    if (!path)
        return fail("\"" + std::string(text) + "\" is not a path: " + path.error().message, path.error().hint);
    return Path(std::string(text), root, std::move(variable), rest.empty(), std::move(*path));
}

Outcome<const json::Value*> Path::document(const Scope& scope) const
{
    if (m_root == Root::Input)
        return scope.input;
    if (m_root == Root::Context)
        return &scope.context();
    if (const json::Value* value = scope.variables ? scope.variables->find(m_variable) : nullptr)
        return value;
    return runtimeFailure("The variable '" + m_variable + "' of the path '" + m_text + "' has not been assigned.");
}

Outcome<std::optional<json::Value>> Path::find(const Scope& scope) const
{
    const Outcome<const json::Value*> from = document(scope);
    if (!from)
        return tl::unexpected(from.error());
    std::optional<json::Value> found;
    if (m_isWhole) {
        found = **from;
    } else if (!(*from)->isNull()) {
        const JsonPathLimits limits{1'000'000, 200'000, mostEvaluationBytes, 400};
        Result<std::optional<json::Value>> result = m_path.evaluate(**from, limits);
        if (!result)
            return runtimeFailure("Invalid path '" + m_text + "' : " + result.error().message);
        found = std::move(*result);
        if (!found && !m_path.isDefinite()) // a wildcard or slice below what is not there selects nothing
            found = json::Value::array();
    }
    if (found) {
        scope.copiedBytes += roughBytes(*found);
        if (scope.copiedBytes > mostEvaluationBytes)
            return failure(error::dataLimitExceeded, "The paths of one state gave more than " +
                                                         std::to_string(mostEvaluationBytes >> 20U) + " MiB.");
    }
    return found;
}

Outcome<json::Value> Path::require(const Scope& scope) const
{
    Outcome<std::optional<json::Value>> found = find(scope);
    if (!found)
        return tl::unexpected(std::move(found.error()));
    if (!*found)
        return runtimeFailure("Invalid path '" + m_text + "' : No results for path: " + afterRoot());
    return std::move(**found);
}

std::string Path::afterRoot() const
{
    const std::size_t begin = m_root == Root::Context ? 2 : m_root == Root::Variable ? 1 + m_variable.size() : 1;
    std::string text = "$";
    for (std::size_t at = begin; at < m_text.size();) {
        if (m_text[at] == '.' && at + 1 < m_text.size() && m_text[at + 1] != '.' && m_text[at + 1] != '*') {
            const std::size_t end = std::min(m_text.find_first_of(".[", at + 1), m_text.size());
            text += "['" + m_text.substr(at + 1, end - at - 1) + "']";
            at = end;
        } else {
            text += m_text[at++];
        }
    }
    return text;
}

namespace {

// "['name']", "["name"]" or "[0]" at `at`; moves behind it.
std::optional<ReferencePath::Step> bracketStep(std::string_view text, std::size_t& at)
{
    const std::size_t end = text.find(']', at);
    if (end == std::string_view::npos)
        return std::nullopt;
    const std::string_view inner = text.substr(at + 1, end - at - 1);
    at = end + 1;
    if (inner.size() > 2 && (inner.front() == '\'' || inner.front() == '"') && inner.back() == inner.front())
        return std::string(inner.substr(1, inner.size() - 2));
    std::size_t index = 0;
    constexpr std::size_t mostDigits = 6;
    if (inner.empty() || inner.size() > mostDigits)
        return std::nullopt;
    for (const char c : inner) {
        if (!std::isdigit(static_cast<unsigned char>(c)))
            return std::nullopt;
        index = index * 10 + static_cast<std::size_t>(c - '0');
    }
    return index;
}

std::optional<ReferencePath::Step> step(std::string_view text, std::size_t& at)
{
    if (text[at] == '[')
        return bracketStep(text, at);
    if (text[at] != '.')
        return std::nullopt;
    const std::size_t end = std::min(text.find_first_of(".[", at + 1), text.size());
    std::string name(text.substr(at + 1, end - at - 1));
    at = end;
    if (name.empty() || name.find_first_of("*?()@:, ") != std::string::npos)
        return std::nullopt;
    return name;
}

} // namespace

Result<ReferencePath> ReferencePath::parse(std::string_view text)
{
    ReferencePath path;
    path.m_text = text;
    constexpr std::size_t mostSteps = 100;
    bool isGood = !text.empty() && text.front() == '$' && text.size() <= longestPath;
    for (std::size_t at = 1; isGood && at < text.size();) {
        std::optional<Step> next = step(text, at);
        isGood = next.has_value() && path.m_steps.size() < mostSteps;
        if (isGood)
            path.m_steps.push_back(std::move(*next));
    }
    if (!isGood)
        return fail("\"" + std::string(text) + "\" is not a reference path.",
                    "It names one place of the state's input: \"$\", \"$.name\", \"$.list[0]\".");
    return path;
}

Outcome<json::Value> ReferencePath::put(json::Value target, json::Value value) const
{
    const auto cannot = [this] {
        return failure(error::resultPathMatchFailure,
                       "Unable to apply ReferencePath " + m_text + " to the state's input.");
    };
    json::Value* place = &target;
    for (const Step& step : m_steps) {
        if (const std::size_t* index = std::get_if<std::size_t>(&step)) {
            if (!place->isArray() || *index >= place->asArray().size())
                return cannot();
            place = &place->asArray()[*index];
            continue;
        }
        const std::string& name = std::get<std::string>(step);
        if (!place->isObject() && (place == &target || !place->isNull()))
            return cannot();
        if (!place->isObject())
            *place = json::Value::object();
        if (!place->find(name))
            place->set(name, json::Value());
        place = place->find(name);
    }
    *place = std::move(value);
    return target;
}

} // namespace gw::engine::states
