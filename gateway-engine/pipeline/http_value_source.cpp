#include "gateway-engine/pipeline/http_value_source.h"

#include "core/in_quotes.h"
#include "core/json/text.h"
#include "gateway-engine/compile/program.h"
#include "gateway-engine/http/uri.h"
#include "gateway-engine/pipeline/body_json.h"
#include "gateway-engine/pipeline/http_api_path.h"
#include "gateway-engine/pipeline/variables.h"

#include <algorithm>

namespace gw::engine {

namespace {

constexpr std::size_t longestReadByPaths = 100 * 1024; // of a body (reference 2.5)
constexpr std::size_t longestShown = 200;

tl::unexpected<Diagnostic> noSource(std::string_view text, const std::string& why)
{
    return fail(inQuotes(text.substr(0, longestShown)) + " is no source of a value: " + why,
                "Write $request.header.name, $request.querystring.name, $request.path.name, $request.body.name, "
                "$context.name, $stageVariables.name or a plain text.");
}

std::shared_ptr<const json::Value> jsonOf(const std::string& body)
{
    return body.size() > longestReadByPaths ? nullptr : bodyAsJson(body).value;
}

// All fields of that name, as one line.
std::optional<std::string> joinedHeader(const Headers& headers, std::string_view name)
{
    std::optional<std::string> joined;
    for (const HeaderField field : headers)
        if (equalsIgnoreCase(field.name, name))
            joined = joined ? *joined + "," + std::string(field.value) : std::string(field.value);
    return joined;
}

std::optional<std::string> joinedQuery(std::string_view query, std::string_view name)
{
    std::optional<std::string> joined;
    for (const std::string& value : queryValues(query, name))
        joined = joined ? *joined + "," + value : value;
    return joined;
}

std::optional<std::string> pathVariable(const Exchange& x, std::string_view name)
{
    for (const auto& [key, value] : x.pathParameters)
        if (key == name)
            return value;
    return std::nullopt;
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

// Names of $context and $stageVariables know no other special characters (reference 2.5).
bool isVariableName(std::string_view name)
{
    return std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_';
    });
}

bool isOwnHeader(std::string_view name)
{
    constexpr std::string_view prefix = "apigw-";
    return name.size() >= prefix.size() && equalsIgnoreCase(name.substr(0, prefix.size()), prefix);
}

} // namespace

const std::string& HttpValues::requestBody() const
{
    return m_x.request.body.empty() ? m_x.endpointRequest.body : m_x.request.body;
}

const std::string& HttpValues::responseBody() const
{
    return m_x.response.bodyText();
}

const json::Value* HttpValues::requestJson()
{
    if (!m_requestJson)
        m_requestJson = jsonOf(requestBody());
    return m_requestJson->get();
}

const json::Value* HttpValues::responseJson()
{
    if (!m_responseJson)
        m_responseJson = jsonOf(responseBody());
    return m_responseJson->get();
}

Result<HttpValueSource::Piece> HttpValueSource::pieceOf(std::string_view name, Side side)
{
    struct Place
    {
        std::string_view text; // with a dot at its end, a name follows
        Kind kind;
        std::optional<Side> side;
    };
    static constexpr Place places[] = {{"request.header.", Kind::RequestHeader, Side::Request},
                                       {"request.querystring.", Kind::RequestQuery, Side::Request},
                                       {"request.path.", Kind::RequestPathVariable, Side::Request},
                                       {"request.path", Kind::RequestPath, Side::Request},
                                       {"request.body.", Kind::RequestBodyPath, Side::Request},
                                       {"request.body", Kind::RequestBody, Side::Request},
                                       {"response.header.", Kind::ResponseHeader, Side::Response},
                                       {"response.body.", Kind::ResponseBodyPath, Side::Response},
                                       {"response.body", Kind::ResponseBody, Side::Response},
                                       {"context.", Kind::Context, {}},
                                       {"stageVariables.", Kind::StageVariable, {}}};
    const auto matches = [name](const Place& place) {
        return place.text.ends_with('.') ? name.starts_with(place.text) && name.size() > place.text.size()
                                         : name == place.text;
    };
    const auto* place = std::find_if(std::begin(places), std::end(places), matches);
    if (place == std::end(places))
        return noSource("$" + std::string(name), "there is no such value.");
    if (place->side && place->side != side)
        return noSource("$" + std::string(name), side == Side::Request ? "no response is there yet."
                                                                       : "responses do not look back at the request.");
    Piece piece{place->kind, std::string(name.substr(place->text.size()))};
    const bool isHeader = piece.kind == Kind::RequestHeader || piece.kind == Kind::ResponseHeader;
    if (isHeader && isOwnHeader(piece.text))
        return noSource("$" + std::string(name), "apigw-* headers are the gateway's own.");
    if ((piece.kind == Kind::Context || piece.kind == Kind::StageVariable) && !isVariableName(piece.text))
        return noSource("$" + std::string(name), "names of variables hold letters, digits, \".\" and \"_\".");
    if (piece.kind != Kind::RequestBodyPath && piece.kind != Kind::ResponseBodyPath)
        return piece;
    if (piece.text.find("..") != std::string::npos || piece.text.find("?(") != std::string::npos)
        return noSource("$" + std::string(name), "paths into bodies have no recursive descent (..) and no filters.");
    auto path = JsonPath::parse(piece.text);
    if (!path)
        return noSource("$" + std::string(name), path.error().message);
    piece.path = *std::move(path);
    return piece;
}

Result<HttpValueSource> HttpValueSource::parse(std::string_view text, Side side)
{
    HttpValueSource source;
    if (text.starts_with('$') && !text.starts_with("${")) {
        auto piece = pieceOf(text.substr(1), side);
        if (!piece)
            return gw::fail(piece.error());
        source.m_pieces.push_back(*std::move(piece));
        return source;
    }
    for (std::string_view rest = text; !rest.empty();) {
        const auto opening = rest.find("${");
        if (const std::string_view literal = rest.substr(0, opening); !literal.empty())
            source.m_pieces.push_back({Kind::Literal, std::string(literal)});
        if (opening == std::string_view::npos)
            break;
        const auto closing = rest.find('}', opening);
        if (closing == std::string_view::npos)
            return noSource(text, "\"${\" is never closed.");
        auto piece = pieceOf(rest.substr(opening + 2, closing - opening - 2), side);
        if (!piece)
            return gw::fail(piece.error());
        source.m_pieces.push_back(*std::move(piece));
        rest.remove_prefix(closing + 1);
    }
    return source;
}

bool HttpValueSource::isLiteral() const
{
    return std::all_of(m_pieces.begin(), m_pieces.end(), [](const Piece& each) { return each.kind == Kind::Literal; });
}

std::optional<std::string> HttpValueSource::value(HttpValues& values) const
{
    std::string text;
    bool isThere = isLiteral();
    for (const Piece& piece : m_pieces) {
        const auto value = valueOf(piece, values);
        isThere = isThere || (value && piece.kind != Kind::Literal);
        text += value.value_or(std::string());
    }
    return isThere ? std::optional(std::move(text)) : std::nullopt;
}

std::optional<std::string> HttpValueSource::valueOf(const Piece& piece, HttpValues& values)
{
    const Exchange& x = values.exchange();
    switch (piece.kind) {
    case Kind::Literal:
        return piece.text;
    case Kind::RequestHeader:
        return joinedHeader(x.request.headers, piece.text);
    case Kind::RequestQuery:
        return joinedQuery(x.request.query(), piece.text);
    case Kind::RequestPath:
        return pathBelowStage(x);
    case Kind::RequestPathVariable:
        return pathVariable(x, piece.text);
    case Kind::RequestBody:
        return values.requestBody().empty() ? std::nullopt : std::optional(values.requestBody());
    case Kind::RequestBodyPath:
        return partOf(values.requestJson(), *piece.path);
    case Kind::ResponseHeader:
        return joinedHeader(x.response.headers, piece.text);
    case Kind::ResponseBody:
        return values.responseBody().empty() ? std::nullopt : std::optional(values.responseBody());
    case Kind::ResponseBodyPath:
        return partOf(values.responseJson(), *piece.path);
    case Kind::Context:
        return contextVariable(x, piece.text);
    case Kind::StageVariable:
        return stageVariable(x, piece.text);
    }
    return std::nullopt;
}

} // namespace gw::engine
