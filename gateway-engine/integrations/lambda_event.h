// The event of an AWS_PROXY integration, payload format 1.0 (reference 1.16 and appendix A.1): every key, null where
// there is nothing, names in the client's casing.
#pragma once

#include "gateway-engine/pipeline/stage.h"
#include "gateway-engine/pipeline/value_source.h"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace gw::engine {

// What the design says of a method with such an integration.
struct LambdaProxyDesign
{
    std::string host;          // "lambda.us-east-1.amazonaws.com"
    std::string target;        // "/2015-03-31/functions/{ARN}/invocations"
    std::string operationName; // empty: the event does not have it
    std::chrono::milliseconds timeout{29'000};
    // Mappings to headers that the gateway writes itself: a request that gives one a value is refused. Others have no
    // say, as the event holds everything.
    std::vector<std::pair<std::string, ValueSource>> illegalHeaders;
    bool isPost = true; // any other verb is refused when a request comes, as the service does
};

// The request to the Invoke API that carries an event.
void invokeWith(Exchange& x, const LambdaProxyDesign& design, std::string event);

// Builds the event and the request to the Invoke API that carries it.
class MapLambdaEvent final : public Stage
{
public:
    explicit MapLambdaEvent(LambdaProxyDesign design) : m_design(std::move(design)) {}
    [[nodiscard]] const char* name() const override { return "map_request"; }
    [[nodiscard]] Card card() const override { return Card::IntegrationRequest; }
    std::optional<Fault> run(Exchange& x) const override;

private:
    LambdaProxyDesign m_design;
};

} // namespace gw::engine
