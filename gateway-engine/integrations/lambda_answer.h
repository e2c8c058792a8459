// What a function behind an AWS_PROXY integration must return, and what becomes of it (reference 1.16, output
// contract):
//
//   {"statusCode": 200, "headers": {…}, "multiValueHeaders": {…}, "body": "…", "isBase64Encoded": false}
#pragma once

#include "core/json/value.h"
#include "gateway-engine/pipeline/stage.h"

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace gw::engine {

struct LambdaAnswer
{
    Response response; // headers as the function gave them
    bool isBase64Encoded = false;
};

enum class MultiValueHeaders { Read, Ignored };
// statusCode (200 when missing), headers, body and isBase64Encoded of an answer, whatever else stands there.
[[nodiscard]] tl::expected<LambdaAnswer, std::string> readAnswerParts(const json::Value& answer,
                                                                      MultiValueHeaders multiValueHeaders);
[[nodiscard]] std::string functionErrorReason(const Response& answer); // of a function that failed

// The error says, for the trace, what breaks the contract; clients hear 502 only.
[[nodiscard]] tl::expected<LambdaAnswer, std::string> readLambdaAnswer(std::string_view payload);

class PassLambdaAnswer final : public Stage
{
public:
    [[nodiscard]] const char* name() const override { return "map_response"; }
    [[nodiscard]] Card card() const override { return Card::IntegrationResponse; }
    std::optional<Fault> run(Exchange& x) const override;
};

} // namespace gw::engine
