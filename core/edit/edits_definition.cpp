// Edits of what an API says as a whole: validators, gateway responses, binary media types, compression, documentation.
#include "core/edit/definition_rules.h"
#include "core/edit/edits.h"
#include "core/edit/lookup.h"
#include "core/in_quotes.h"

#include <algorithm>
#include <set>

namespace gw {

namespace {

// As the service's console calls them.
std::string usualName(bool body, bool parameters)
{
    if (body && parameters)
        return "Validate body, query string parameters, and headers";
    return body ? "Validate body" : "Validate query string parameters and headers";
}

Result<void> checkValidatorNames(const std::vector<RequestValidator>& validators)
{
    std::set<std::string_view> names;
    for (const RequestValidator& validator : validators) {
        if (validator.name.empty())
            return fail("A request validator has no name.", "Give it one, such as \"Validate body\".");
        if (!names.insert(validator.name).second)
            return fail("Two request validators are called " + inQuotes(validator.name) + ".", "Rename one of them.");
    }
    return {};
}

// The methods that name a validator, by label.
std::string usersOfValidator(const OpenApiDefinition& definition, const std::string& name)
{
    if (definition.requestValidator == name)
        return "the API as its default";
    for (const Cow<Resource>& resource : definition.resources)
        for (const Cow<Method>& method : resource->methods)
            if (method->requestValidator == name)
                return std::string(toString(method->verb)) + " " + resource->path;
    return {};
}

void renameValidator(OpenApiDefinition& definition, const ValidatorRename& renamed)
{
    if (definition.requestValidator == renamed.from)
        definition.requestValidator = renamed.to;
    for (Cow<Resource>& resource : definition.resources) {
        const auto names = [&](const Cow<Method>& method) { return method->requestValidator == renamed.from; };
        if (std::none_of(resource->methods.begin(), resource->methods.end(), names))
            continue;
        for (Cow<Method>& method : resource.edit().methods)
            if (names(method))
                method.edit().requestValidator = renamed.to;
    }
}

Result<void> requireValidator(const OpenApiDefinition& definition, const std::string& name)
{
    if (name.empty() || findValidator(definition, name))
        return {};
    return fail("The API has no request validator " + inQuotes(name) + ".", "Create it first, or choose another one.");
}

} // namespace

Result<Project> setRequestValidators(Project project, ApiId api, std::vector<RequestValidator> validators,
                                     const ValidatorRename& renamed)
{
    const Result<OpenApiDefinition*> found = editDefinition(project, api);
    if (!found)
        return fail(found.error());
    if (const auto checked = checkValidatorNames(validators); !checked)
        return fail(checked.error());
    OpenApiDefinition& definition = **found;
    if (!renamed.from.empty() && renamed.from != renamed.to)
        renameValidator(definition, renamed);
    const std::vector<RequestValidator> before = std::move(definition.requestValidators);
    definition.requestValidators = std::move(validators);
    for (const RequestValidator& validator : before) {
        if (findValidator(definition, validator.name))
            continue;
        if (const std::string user = usersOfValidator(definition, validator.name); !user.empty())
            return fail("The request validator " + inQuotes(validator.name) + " is used by " + user + ".",
                        "Choose another one there first.", NodeRef{api, {}, {}, {}});
    }
    return project;
}

Result<Project> setDefaultRequestValidator(Project project, ApiId api, const std::string& name)
{
    const Result<OpenApiDefinition*> definition = editDefinition(project, api);
    if (!definition)
        return fail(definition.error());
    if (const auto known = requireValidator(**definition, name); !known)
        return fail(known.error());
    (*definition)->requestValidator = name;
    return project;
}

Result<Project> setMethodRequestValidator(Project project, ApiId api, MethodId method, const std::string& name)
{
    const Result<MethodPlace> place = editMethod(project, api, method);
    if (!place)
        return fail(place.error());
    if (const auto known = requireValidator(*place->definition, name); !known)
        return fail(known.error());
    place->method->requestValidator = name;
    return project;
}

Result<Project> validateMethod(Project project, ApiId api, MethodId method, bool body, bool parameters)
{
    const Result<OpenApiDefinition*> definition = editDefinition(project, api);
    if (!definition)
        return fail(definition.error());
    const RequestValidator* known = findValidator(**definition, body, parameters);
    std::string name = known ? known->name : usualName(body, parameters);
    if (!known) {
        while (findValidator(**definition, name))
            name += " (2)";
        (*definition)->requestValidators.push_back({name, body, parameters});
    }
    return setMethodRequestValidator(std::move(project), api, method, name);
}

Result<Project> setGatewayResponse(Project project, ApiId api, GatewayResponseDefinition response)
{
    const Result<OpenApiDefinition*> definition = editDefinition(project, api);
    if (!definition)
        return fail(definition.error());
    if (std::string fault = faultOf(response); !fault.empty())
        return fail(std::move(fault),
                    "Use a type of the list, a status of 100 to 599, and names such as gatewayresponse.header.X.",
                    NodeRef{api, {}, {}, {}});
    auto& responses = (*definition)->gatewayResponses;
    const auto known = std::find_if(responses.begin(), responses.end(), [&](const GatewayResponseDefinition& other) {
        return other.responseType == response.responseType;
    });
    if (known != responses.end())
        *known = std::move(response);
    else
        responses.push_back(std::move(response));
    return project;
}

Result<Project> resetGatewayResponse(Project project, ApiId api, const std::string& responseType)
{
    const Result<OpenApiDefinition*> definition = editDefinition(project, api);
    if (!definition)
        return fail(definition.error());
    std::erase_if((*definition)->gatewayResponses,
                  [&](const GatewayResponseDefinition& response) { return response.responseType == responseType; });
    return project;
}

Result<Project> setBinaryMediaTypes(Project project, ApiId api, std::vector<std::string> types)
{
    const Result<OpenApiDefinition*> definition = editDefinition(project, api);
    if (!definition)
        return fail(definition.error());
    const std::vector<std::string>& known = (*definition)->binaryMediaTypes;
    std::set<std::string_view> seen;
    for (const std::string& type : types) {
        if (!isBinaryMediaType(type) && std::find(known.begin(), known.end(), type) == known.end())
            return fail(inQuotes(type) + " is no media type.", "Write it as image/png, image/* or */*.");
        if (!seen.insert(type).second)
            return fail("The media type " + inQuotes(type) + " stands in the list already.", "Remove one of the two.");
    }
    (*definition)->binaryMediaTypes = std::move(types);
    return project;
}

Result<Project> setMinimumCompressionSize(Project project, ApiId api, std::optional<int> bytes)
{
    const Result<OpenApiDefinition*> definition = editDefinition(project, api);
    if (!definition)
        return fail(definition.error());
    if (bytes && (*bytes < 0 || *bytes > maxMinimumCompressionSize))
        return fail("The minimum compression size cannot be " + std::to_string(*bytes) + " bytes.",
                    "Use 0 to 10485760 bytes, or turn compression off.");
    (*definition)->minimumCompressionSize = bytes;
    return project;
}

Result<Project> setDocumentation(Project project, ApiId api, std::vector<DocumentationPart> parts)
{
    const Result<OpenApiDefinition*> definition = editDefinition(project, api);
    if (!definition)
        return fail(definition.error());
    const std::vector<DocumentationPart>& known = (*definition)->documentation;
    for (const DocumentationPart& part : parts)
        if (std::string fault = faultOf(part);
            !fault.empty() && std::find(known.begin(), known.end(), part) == known.end())
            return fail(std::move(fault), "Choose another type, or correct where the part stands.");
    (*definition)->documentation = std::move(parts);
    return project;
}

} // namespace gw
