// HttpValueSource: where HTTP APIs take values from (reference 2.3, 2.5): parameter mappings, and what AWS services
// get.
//
//   $request.header.x       in any letter case, values joined by ","      $context.requestId
//   $request.querystring.x  letter for letter, values joined by ","      $stageVariables.x
//   $request.path.x, $request.path (without the stage)                    any other text, as it is
//   $request.body, $request.body.pet.name (a JSONPath)
//   $response.header.x, $response.body, $response.body.pet.name: of responses
//   ${request.path.x}/${context.stage}: several of them in one text
#pragma once

#include "core/json/value.h"
#include "core/result.h"
#include "gateway-engine/jsonpath/json_path.h"
#include "gateway-engine/pipeline/exchange.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

// One request or one response as sources look into it. Bodies are read once, when the first source asks.
class HttpValues
{
public:
    explicit HttpValues(const Exchange& x) : m_x(x) {}
    [[nodiscard]] const Exchange& exchange() const { return m_x; }
    // The client's, also once it has gone on to the endpoint's request.
    [[nodiscard]] const std::string& requestBody() const;
    [[nodiscard]] const std::string& responseBody() const; // of x.response
    // Null: no JSON, or more than paths look into.
    [[nodiscard]] const json::Value* requestJson();
    [[nodiscard]] const json::Value* responseJson();

private:
    const Exchange& m_x;
    std::optional<std::shared_ptr<const json::Value>> m_requestJson;
    std::optional<std::shared_ptr<const json::Value>> m_responseJson;
};

class HttpValueSource
{
public:
    enum class Side { Request, Response };

    // Fails with what is wrong with the text, and with $response.… on the request's side and the other way round.
    [[nodiscard]] static Result<HttpValueSource> parse(std::string_view text, Side side = Side::Request);

    // Nothing: what it names is not there, and the destination is left out. Where a text combines several, those that
    // are not there are empty, unless none is.
    [[nodiscard]] std::optional<std::string> value(HttpValues& values) const;
    [[nodiscard]] bool isLiteral() const; // says the same of every request

private:
    enum class Kind {
        Literal,
        RequestHeader,
        RequestQuery,
        RequestPath,
        RequestPathVariable,
        RequestBody,
        RequestBodyPath,
        ResponseHeader,
        ResponseBody,
        ResponseBodyPath,
        Context,
        StageVariable
    };
    struct Piece
    {
        Kind kind = Kind::Literal;
        std::string text; // the literal, or the name
        std::optional<JsonPath> path{};
    };

    [[nodiscard]] static Result<Piece> pieceOf(std::string_view name, Side side); // "request.header.x"
    [[nodiscard]] static std::optional<std::string> valueOf(const Piece& piece, HttpValues& values);

    std::vector<Piece> m_pieces;
};

} // namespace gw::engine
