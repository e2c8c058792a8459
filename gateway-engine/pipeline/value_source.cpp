#include "gateway-engine/pipeline/value_source.h"

#include "core/json/text.h"
#include "gateway-engine/http/uri.h"
#include "gateway-engine/pipeline/header_rules.h"
#include "gateway-engine/pipeline/variables.h"

#include <array>

namespace gw::engine {

namespace {

struct Prefix
{
    std::string_view text;
    ValueSource::Kind kind;
};

using Kind = ValueSource::Kind;

constexpr std::array prefixes{
    Prefix{"method.request.path.", Kind::Path},
    Prefix{"method.request.querystring.", Kind::Query},
    Prefix{"method.request.header.", Kind::Header},
    Prefix{"method.request.multivaluequerystring.", Kind::MultiQuery},
    Prefix{"method.request.multivalueheader.", Kind::MultiHeader},
    Prefix{"integration.response.header.", Kind::EndpointHeader},
    Prefix{"integration.response.multivalueheader.", Kind::EndpointMultiHeader},
    Prefix{"stageVariables.", Kind::StageVariable},
    Prefix{"context.", Kind::Context},
};

bool startsWith(std::string_view text, std::string_view start)
{
    return text.substr(0, start.size()) == start;
}

std::vector<std::string> headerValues(const Headers& headers, std::string_view name)
{
    std::vector<std::string> values;
    for (const HeaderField field : headers)
        if (field.name == name)
            values.emplace_back(field.value);
    return values;
}

std::optional<std::string> lastHeader(const Headers& headers, std::string_view name)
{
    std::optional<std::string> last;
    for (const HeaderField field : headers)
        if (field.name == name)
            last = field.value;
    return last;
}

// An empty body reads as an empty object, as in templates.
std::string wholeBody(const std::string& body)
{
    return body.empty() ? std::string("{}") : body;
}

std::optional<std::string> pathParameter(const Exchange& x, std::string_view name)
{
    for (const auto& [key, value] : x.pathParameters)
        if (key == name)
            return value;
    return std::nullopt;
}

std::optional<std::string> joined(const std::vector<std::string>& values)
{
    if (values.empty())
        return std::nullopt;
    std::string text = values.front();
    for (std::size_t i = 1; i < values.size(); ++i)
        text.append(",").append(values[i]);
    return text;
}

// A scalar as it is, anything else as JSON.
std::optional<std::string> partOf(const json::Value* body, const JsonPath& path)
{
    if (!body)
        return std::nullopt;
    const auto found = path.evaluate(*body);
    if (!found || !*found || (*found)->isNull())
        return std::nullopt;
    const json::Value& part = **found;
    return part.isArray() || part.isObject() ? json::writeJson(part) : part.scalarText();
}

} // namespace

Result<ValueSource> ValueSource::parse(std::string_view text)
{
    if (text.size() >= 2 && text.front() == '\'' && text.back() == '\'')
        return ValueSource(Kind::Literal, std::string(text.substr(1, text.size() - 2)));
    if (text == "method.request.body")
        return ValueSource(Kind::Body);
    if (text == "integration.response.body")
        return ValueSource(Kind::EndpointBody);
    for (const auto& [prefix, kind] : {Prefix{"method.request.body.", Kind::BodyPath},
                                       Prefix{"integration.response.body.", Kind::EndpointBodyPath}}) {
        if (!startsWith(text, prefix) || text.size() == prefix.size())
            continue;
        auto path = JsonPath::parse(text.substr(prefix.size()));
        if (!path)
            return fail("\"" + std::string(text) + "\" is no source of a parameter mapping: " + path.error().message,
                        path.error().hint.empty() ? "Write a path such as method.request.body.pet.name."
                                                  : path.error().hint);
        ValueSource source(kind);
        source.m_path = *std::move(path);
        return source;
    }
    for (const Prefix& prefix : prefixes)
        if (startsWith(text, prefix.text) && text.size() > prefix.text.size())
            return ValueSource(prefix.kind, std::string(text.substr(prefix.text.size())));
    return fail("\"" + std::string(text) + "\" is no source of a parameter mapping.",
                "Write method.request.path.name, method.request.header.name, stageVariables.name, context.name or a "
                "literal in single quotes.");
}

bool ValueSource::isOfRequest() const
{
    return m_kind == Kind::Path || m_kind == Kind::Query || m_kind == Kind::Header || m_kind == Kind::MultiQuery ||
           m_kind == Kind::MultiHeader || m_kind == Kind::Body || m_kind == Kind::BodyPath;
}

bool ValueSource::isOfEndpoint() const
{
    return m_kind == Kind::EndpointHeader || m_kind == Kind::EndpointMultiHeader || m_kind == Kind::EndpointBody ||
           m_kind == Kind::EndpointBodyPath;
}

std::vector<std::string> ValueSource::values(const SourceInput& input) const
{
    switch (m_kind) {
    case Kind::MultiQuery:
        return queryValues(input.x.request.query(), m_name);
    case Kind::MultiHeader:
        return isKeptFromDesign(m_name) ? std::vector<std::string>() : headerValues(input.x.request.headers, m_name);
    case Kind::EndpointMultiHeader:
        return headerValues(input.x.endpointResponse.headers, m_name);
    case Kind::Path:
    case Kind::Query:
    case Kind::Header:
    case Kind::Body:
    case Kind::BodyPath:
    case Kind::EndpointHeader:
    case Kind::EndpointBody:
    case Kind::EndpointBodyPath:
    case Kind::StageVariable:
    case Kind::Context:
    case Kind::Literal:
        break;
    }
    if (auto single = value(input))
        return {*std::move(single)};
    return {};
}

std::optional<std::string> ValueSource::value(const SourceInput& input) const
{
    const Exchange& x = input.x;
    switch (m_kind) {
    case Kind::Path:
        return pathParameter(x, m_name);
    case Kind::Query: {
        auto values = queryValues(x.request.query(), m_name);
        return values.empty() ? std::nullopt : std::optional(std::move(values.back()));
    }
    case Kind::Header:
        return isKeptFromDesign(m_name) ? std::nullopt : lastHeader(x.request.headers, m_name);
    case Kind::EndpointHeader:
        return lastHeader(x.endpointResponse.headers, m_name);
    case Kind::MultiQuery:
    case Kind::MultiHeader:
    case Kind::EndpointMultiHeader:
        return joined(values(input));
    case Kind::Body:
        return wholeBody(x.request.body);
    case Kind::BodyPath:
        return partOf(input.requestBody, *m_path);
    case Kind::EndpointBody:
        return wholeBody(x.endpointResponse.bodyText());
    case Kind::EndpointBodyPath:
        return partOf(input.endpointBody, *m_path);
    case Kind::StageVariable:
        return stageVariable(x, m_name);
    case Kind::Context:
        return contextVariable(x, m_name, input.fault);
    case Kind::Literal:
        return m_name;
    }
    return std::nullopt;
}

} // namespace gw::engine
