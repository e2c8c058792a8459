// Cors: what an HTTP API's CORS configuration does (reference 2.6): it answers preflight requests itself, and writes
// the headers of all other answers, those of the gateway included; what an integration says of CORS is dropped.
#pragma once

#include "gateway-engine/pipeline/stage.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gw::engine {

// OPTIONS with an Origin and Access-Control-Request-Method.
[[nodiscard]] bool isPreflight(const Request& request);

struct CorsDesign
{
    std::vector<std::string> allowOrigins; // exact ones, "*", "https://*", "http://*"
    std::string allowMethods;              // these as they are sent; empty: not sent
    std::string allowHeaders;
    std::string exposeHeaders;
    std::string maxAge;
    bool allowCredentials = false;
};

class Cors
{
public:
    explicit Cors(CorsDesign design);

    // Leaves the answer in x.response, and notes what was decided.
    void answerPreflight(Exchange& x) const;
    // The headers of an answer, in place of those it came with.
    void decorate(const Request& request, Response& response) const;

    // What Access-Control-Allow-Origin says to that origin; nothing: it is not allowed.
    [[nodiscard]] std::optional<std::string_view> allowedOrigin(std::string_view origin) const;

private:
    [[nodiscard]] bool allows(std::string_view origin) const;

    CorsDesign m_design;
    bool m_allowsAll = false;
    bool m_allowsHttps = false;
    bool m_allowsHttp = false;
};

// The last stage of a route: the headers of its answer.
class CorsHeaders final : public Stage
{
public:
    explicit CorsHeaders(std::shared_ptr<const Cors> cors) : m_cors(std::move(cors)) {}
    [[nodiscard]] const char* name() const override { return "cors"; }
    [[nodiscard]] Card card() const override { return Card::MethodResponse; }
    std::optional<Fault> run(Exchange& x) const override;

private:
    std::shared_ptr<const Cors> m_cors;
};

} // namespace gw::engine
