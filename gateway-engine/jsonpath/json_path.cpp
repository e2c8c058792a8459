#include "gateway-engine/jsonpath/json_path.h"

#include "gateway-engine/jsonpath/evaluation.h"
#include "gateway-engine/jsonpath/read_path.h"

#include <algorithm>

namespace gw::engine {

namespace jsonpath {

bool Path::isDefiniteToken(std::size_t token) const
{
    if (const auto* names = std::get_if<Names>(&tokens[token]))
        return names->names.size() == 1 || isLeaf(token);
    if (const auto* indexes = std::get_if<Indexes>(&tokens[token]))
        return indexes->indexes.size() == 1;
    return std::holds_alternative<Call>(tokens[token]);
}

namespace {

bool isPlainToken(const Token& token)
{
    const auto* names = std::get_if<Names>(&token);
    const auto* indexes = std::get_if<Indexes>(&token);
    return (names && names->names.size() == 1) || (indexes && indexes->indexes.size() == 1);
}

// $..price.sum() adds up what $..price finds: the scan becomes the parameter of the function.
void turnScanIntoParameter(Path& path)
{
    if (path.tokens.size() < 2 || !std::holds_alternative<Scan>(path.tokens.front()) ||
        !std::holds_alternative<Call>(path.tokens.back()))
        return;
    const auto call = std::find_if(path.tokens.begin(), path.tokens.end(),
                                   [](const Token& token) { return std::holds_alternative<Call>(token); });
    auto scanned = std::make_shared<Path>();
    scanned->fromRoot = path.fromRoot;
    scanned->tokens.assign(path.tokens.begin(), call);
    scanned->settle();
    path.tokens.erase(path.tokens.begin(), call);
    path.fromRoot = true;
    std::get<Call>(path.tokens.front()).parameters = {std::shared_ptr<const Path>(std::move(scanned))};
}

const json::Value* child(const Token& token, const json::Value& value)
{
    if (const auto* names = std::get_if<Names>(&token))
        return value.find(names->names.front());
    const auto* indexes = std::get_if<Indexes>(&token);
    if (!indexes || !value.isArray())
        return nullptr;
    const auto size = static_cast<std::int64_t>(value.asArray().size());
    const std::int64_t index = indexes->indexes.front();
    const std::int64_t place = index < 0 ? size + index : index;
    return place >= 0 && place < size ? &value.asArray()[static_cast<std::size_t>(place)] : nullptr;
}

} // namespace

void Path::settle()
{
    turnScanIntoParameter(*this);
    definite = true;
    plain = true;
    upstreamDefinite.clear();
    upstreamDefinite.reserve(tokens.size());
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        upstreamDefinite.push_back(definite);
        definite = definite && isDefiniteToken(i);
        plain = plain && isPlainToken(tokens[i]);
    }
}

} // namespace jsonpath

Result<JsonPath> JsonPath::parse(std::string_view text)
{
    if (text.size() > jsonpath::longestPath)
        return fail("The JSONPath is too long.", "Use at most 10000 characters.");
    const bool whole = text.starts_with('$') || text.starts_with('@');
    const std::string spelled = whole ? std::string(text) : "$." + std::string(text);
    std::size_t end = spelled.size();
    while (end > 0 && spelled[end - 1] == ' ')
        --end;
    auto path = jsonpath::readPath(jsonpath::PathText(spelled, 0, end), 0);
    if (path)
        return JsonPath(std::move(*path));
    if (!whole && path.error().position.column > 2)
        path.error().position.column -= 2;
    return tl::unexpected(std::move(path.error()));
}

bool JsonPath::isDefinite() const
{
    return m_path->definite;
}

bool JsonPath::isPlain() const
{
    return m_path->plain;
}

const json::Value* JsonPath::find(const json::Value& document) const
{
    const json::Value* value = m_path->plain && !document.isNull() ? &document : nullptr;
    for (std::size_t i = 0; value && i < m_path->tokens.size(); ++i)
        value = jsonpath::child(m_path->tokens[i], *value);
    return value;
}

Result<std::optional<json::Value>> JsonPath::evaluate(const json::Value& document, const JsonPathLimits& limits,
                                                      std::size_t* steps) const
{
    using jsonpath::Walk;
    if (document.isNull())
        return fail("The document is null; a JSONPath leads nowhere in it.", "Give it an object or a list.");
    jsonpath::Evaluation evaluation(document, limits);
    jsonpath::Found found;
    json::Value result;
    Walk end = evaluation.walk(*m_path, document, false, found);
    if (steps)
        *steps = evaluation.steps();
    if (end == Walk::Nowhere || (end == Walk::Done && m_path->definite && found.empty()))
        return std::optional<json::Value>();
    if (end == Walk::Done)
        end = m_path->definite ? evaluation.copy(*found.back(), result) : evaluation.copyAll(found, result);
    if (end == Walk::Done)
        return std::optional(std::move(result));
    if (end == Walk::Unfit)
        return fail("A filter of the JSONPath meets a value that is no list and no object.",
                    "Apply filters to lists of objects.");
    return fail(evaluation.failure());
}

} // namespace gw::engine
