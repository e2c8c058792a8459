// CORS on REST APIs (reference 1.32): an OPTIONS method that a MOCK integration answers, Access-Control-Allow-Origin on
// the other methods' responses, and on the gateway's own answers. What the service's "Enable CORS" does.
#pragma once

#include "core/api/project.h"
#include "core/result.h"

#include <string>
#include <vector>

namespace gw {

struct CorsOptions
{
    std::string allowOrigin = "*";
    std::string allowHeaders = "Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token";
    std::vector<HttpVerb> allowMethods; // empty: those of the resource, and OPTIONS
    bool allowCredentials = false;
    std::string exposeHeaders;     // empty: not sent
    std::string maxAge;            // seconds; empty: not sent
    bool defaultResponses = false; // the header on DEFAULT_4XX and DEFAULT_5XX, too
    bool operator==(const CorsOptions&) const = default;
};

// One edit: writes or completes the OPTIONS method of the resource at `path` and the headers of its other methods.
// Proxy integrations answer as their backend does; only their method responses are declared.
[[nodiscard]] Result<Project> enableCors(Project project, ApiId api, const std::string& path,
                                         const CorsOptions& options);

// What the wizard begins with: the options the resource has now, else the defaults with the resource's methods.
[[nodiscard]] CorsOptions corsOptionsOf(const OpenApiDefinition& definition, const std::string& path);

} // namespace gw
