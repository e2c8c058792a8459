// ValueSource: where a parameter mapping takes its value from (reference 1.10 and 1.19):
// method.request.path.petId, method.request.body.pet.name, integration.response.header.ETag, stageVariables.x,
// context.requestId, 'literal'.
#pragma once

#include "core/json/value.h"
#include "core/result.h"
#include "gateway-engine/jsonpath/json_path.h"
#include "gateway-engine/pipeline/exchange.h"
#include "gateway-engine/pipeline/fault.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

// What a source may look into, beside the exchange itself.
struct SourceInput
{
    const Exchange& x;
    const Fault* fault = nullptr;             // gives $context.error.*; null while there is none
    const json::Value* requestBody = nullptr; // for sources that look into a body: the body as JSON, where it is JSON
    const json::Value* endpointBody = nullptr;
};

class ValueSource
{
public:
    enum class Kind {
        Path,
        Query,
        Header,
        MultiQuery,
        MultiHeader,
        Body, // of the client's request
        BodyPath,
        EndpointHeader,
        EndpointMultiHeader,
        EndpointBody, // of the endpoint's answer
        EndpointBodyPath,
        StageVariable,
        Context,
        Literal
    };

    // Fails with what is wrong with the expression.
    [[nodiscard]] static Result<ValueSource> parse(std::string_view expression);

    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] bool isOfRequest() const;  // method.request.…
    [[nodiscard]] bool isOfEndpoint() const; // integration.response.…
    // The values, several only for the multi… kinds. Empty: nothing there, and the destination is left out.
    // Names of headers and parameters are compared letter for letter, as the service does (reference 1.5).
    [[nodiscard]] std::vector<std::string> values(const SourceInput& input) const;
    // One value: the last of several occurrences; the values of a multivalue… source joined by ",".
    [[nodiscard]] std::optional<std::string> value(const SourceInput& input) const;

private:
    explicit ValueSource(Kind kind, std::string name = {}) : m_kind(kind), m_name(std::move(name)) {}
    Kind m_kind;
    std::string m_name; // of the parameter, or the literal
    std::optional<JsonPath> m_path;
};

} // namespace gw::engine
