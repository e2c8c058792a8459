// The edit of an HTTP API's CORS configuration. That of REST APIs is cors.h: they answer preflights by methods.
#include "core/edit/cors_rules.h"
#include "core/edit/edits_access.h"
#include "core/edit/lookup.h"
#include "core/in_quotes.h"

namespace gw {

Result<Project> setCorsConfiguration(Project project, ApiId api, std::optional<CorsConfiguration> cors)
{
    const Result<OpenApiDefinition*> definition = editDefinition(project, api);
    if (!definition)
        return fail(definition.error());
    const NodeRef node{api, {}, {}, {}};
    if (cors && project.find(api)->kind() != ApiKind::Http)
        return fail(inQuotes(project.find(api)->name) + " is no HTTP API.",
                    "Enable CORS on the resources of a REST API.", node);
    const auto& known = (*definition)->cors;
    if (cors)
        if (std::string fault = firstNew(faultsOf(*cors), known ? faultsOf(*known) : Faults{}); !fault.empty())
            return fail(std::move(fault), "Correct it, or leave it as it was.", node);
    (*definition)->cors = std::move(cors);
    return project;
}

} // namespace gw
