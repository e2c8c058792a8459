// The call of HTTP and HTTP_PROXY integrations: to the URI's host, to one of the user's own servers by its name, or
// through a VPC link (reference 1.9, 4.3).
#include "core/in_quotes.h"
#include "core/letter_case.h"
#include "gateway-engine/compile/method_pipeline.h"
#include "gateway-engine/integrations/endpoint_uri.h"
#include "gateway-engine/integrations/http_backend.h"

namespace gw::engine {

namespace {

// A link that is not there now may be added while the program serves, so the request decides.
Result<std::unique_ptr<const Stage>> compileVpcLink(const MethodSource& source)
{
    const std::string& design = source.method.integration->connectionId;
    const auto& servers = source.surroundings.servers;
    std::string id = withStageVariables(design, source.stage.variables);
    if (id.empty())
        return gw::fail(brokenRule("vpc-link-missing", "the integration goes through a VPC link and names none",
                                   design.empty() ? "Set the connection id, or the connection type INTERNET."
                                                  : "Give the stage variable of the connection id a value."));
    if (!servers || !servers->findVpcLink(id))
        source.warn("vpc-link-unknown",
                    source.name() + " will answer with an error: no backend has the VPC link " + inQuotes(id) + ".",
                    "Give a backend of the project this VPC link id.");
    return std::make_unique<HttpBackend>(servers, std::move(id));
}

} // namespace

Result<std::unique_ptr<const Stage>> compileHttpBackend(const MethodSource& source)
{
    if (equalsIgnoringCase(source.method.integration->connectionType, "VPC_LINK"))
        return compileVpcLink(source);
    return std::make_unique<HttpBackend>(source.surroundings.servers);
}

} // namespace gw::engine
