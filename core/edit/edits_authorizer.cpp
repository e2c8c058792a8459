// Edits of authorizers, of what methods ask of callers, and of what an API says of them as a whole. A rename is made in
// the document itself: requirements that the design does not hold follow as well.
#include "core/edit/access_rules.h"
#include "core/edit/access_uses.h"
#include "core/edit/edits.h"
#include "core/edit/edits_access.h"
#include "core/edit/lookup.h"
#include "core/edit/policy_rules.h"
#include "core/format/authorizer_scheme.h"
#include "core/format/openapi_source.h"
#include "core/format/openapi_write.h"
#include "core/in_quotes.h"
#include "core/json/patch.h"

#include <algorithm>

namespace gw {

namespace {

constexpr std::string_view endpointTypes[] = {"REGIONAL", "EDGE", "PRIVATE"};

tl::unexpected<Diagnostic> noSuchAuthorizer(ApiId api, const std::string& name)
{
    return fail("The authorizer " + inQuotes(name) + " is no longer in the API.",
                "Choose another one, or undo its removal.", NodeRef{api, {}, {}, {}});
}

Result<void> checkNewName(const OpenApiDefinition& definition, ApiId api, const std::string& name)
{
    if (!isAuthorizerName(name))
        return fail(inQuotes(name) + " is not the name of an authorizer.",
                    "Use 1 to 128 letters, digits, dots, hyphens and underscores.", NodeRef{api, {}, {}, {}});
    if (findSecurityScheme(definition, name))
        return fail("The API has a security scheme called " + inQuotes(name) + " already.", "Choose another name.",
                    NodeRef{api, {}, {}, {}});
    return {};
}

bool isHttp(const Project& project, ApiId api)
{
    return project.find(api)->kind() == ApiKind::Http;
}

json::Value& schemesOf(OpenApiDefinition& definition)
{
    const std::string_view key = securitySchemesKey(definition);
    if (!definition.components[key].isObject())
        definition.components.set(key, json::Value::object());
    return *definition.components.find(key);
}

void renameRequirements(json::Value& owner, const std::string& name, const std::string& newName)
{
    json::Value* list = owner.find("security");
    if (!list || !list->isArray())
        return;
    for (json::Value& requirement : list->asArray())
        if (requirement.isObject())
            for (json::Member& member : requirement.asObject())
                if (member.key == name)
                    member.key = newName;
}

void renameScheme(json::Value& tree, bool isSwagger, const std::string& name, const std::string& newName)
{
    json::Value* owner = isSwagger ? &tree : tree.find("components");
    json::Value* schemes = owner ? owner->find(isSwagger ? "securityDefinitions" : "securitySchemes") : nullptr;
    if (schemes && schemes->isObject())
        for (json::Member& scheme : schemes->asObject())
            if (scheme.key == name)
                scheme.key = newName;
    renameRequirements(tree, name, newName);
    json::Value* paths = tree.find("paths");
    if (!paths || !paths->isObject())
        return;
    for (json::Member& path : paths->asObject())
        if (path.value.isObject())
            for (json::Member& operation : path.value.asObject())
                renameRequirements(operation.value, name, newName);
}

Result<std::string> textWithRenamedScheme(const Api& api, const std::string& name, const std::string& newName)
{
    const Result<std::string> text = writeOpenApi(api);
    if (!text)
        return fail(text.error());
    const json::Syntax syntax = api.source ? api.source->syntax : json::Syntax::Yaml;
    const Result<json::Value> tree = json::read(*text, syntax);
    if (!tree)
        return fail(tree.error());
    json::Value wanted = *tree;
    renameScheme(wanted, api.openApi()->isSwagger, name, newName);
    return json::patchText(*text, syntax, *tree, wanted);
}

Result<void> checkScopes(const std::vector<std::string>& scopes, const std::optional<Authorizer>& authorizer)
{
    if (scopes.empty())
        return {};
    if (!authorizer || isLambda(authorizer->type))
        return fail("Scopes mean something to user pools and JWT authorizers only.",
                    "Choose such an authorizer, or leave out the scopes.");
    if (scopes.size() > mostAuthorizationScopes)
        return fail("A method takes at most 10 scopes.", "Leave out those that nobody needs.");
    for (const std::string& scope : scopes)
        if (scope.empty() || scope.find_first_of(" \t\r\n\"\\") != std::string::npos)
            return fail(inQuotes(scope) + " is no scope.", "Write it without blanks, such as pets/read.");
    return {};
}

} // namespace

Result<Project> createAuthorizer(Project project, ApiId api, Authorizer authorizer)
{
    const Result<OpenApiDefinition*> definition = editDefinition(project, api);
    if (!definition)
        return fail(definition.error());
    if (const auto valid = checkNewName(**definition, api, authorizer.name); !valid)
        return fail(valid.error());
    if (authorizersOf(**definition).size() >= mostAuthorizers)
        return fail("The API has 10 authorizers already, as many as the service takes.", "Delete one first.",
                    NodeRef{api, {}, {}, {}});
    schemesOf(**definition).set(authorizer.name, writtenAuthorizer(json::Value::object(), nullptr, authorizer));
    return project;
}

Result<Project> setAuthorizer(Project project, ApiId api, const Authorizer& authorizer)
{
    const Result<OpenApiDefinition*> definition = editDefinition(project, api);
    if (!definition)
        return fail(definition.error());
    const auto known = findAuthorizer(**definition, authorizer.name);
    if (!known)
        return noSuchAuthorizer(api, authorizer.name);
    const bool isHttpApi = isHttp(project, api);
    if (std::string fault = firstNew(faultsOf(authorizer, isHttpApi), faultsOf(*known, isHttpApi));
        !fault.empty() && known->type == authorizer.type)
        return fail(std::move(fault), "Correct it, or leave it as it was.", NodeRef{api, {}, {}, {}});
    const json::Value scheme = *findSecurityScheme(**definition, authorizer.name);
    schemesOf(**definition).set(authorizer.name, writtenAuthorizer(scheme, &*known, authorizer));
    if (known->type == authorizer.type)
        return project;
    for (const ElementUse& use : usesOfAuthorizer(*project.find(api), authorizer.name))
        (*definition)->edit(use.node.method)->authorizationType = authorizationTypeOf(authorizer.type);
    return project;
}

Result<Project> renameAuthorizer(Project project, ApiId apiId, const std::string& name, const std::string& newName)
{
    const Result<OpenApiDefinition*> definition = editDefinition(project, apiId);
    if (!definition)
        return fail(definition.error());
    if (!findAuthorizer(**definition, name))
        return noSuchAuthorizer(apiId, name);
    if (name == newName)
        return project;
    if (const auto valid = checkNewName(**definition, apiId, newName); !valid)
        return fail(valid.error());
    Result<std::string> text = textWithRenamedScheme(*project.find(apiId), name, newName);
    if (!text)
        return fail(std::move(text.error()));
    return setSourceText(std::move(project), apiId, std::move(*text));
}

Result<Project> deleteAuthorizer(Project project, ApiId apiId, const std::string& name)
{
    const Result<OpenApiDefinition*> definition = editDefinition(project, apiId);
    if (!definition)
        return fail(definition.error());
    if (!findAuthorizer(**definition, name))
        return noSuchAuthorizer(apiId, name);
    if (const ElementUses uses = usesOfAuthorizer(*project.find(apiId), name); !uses.empty())
        return fail("The authorizer " + inQuotes(name) + " is used by " + listed(uses) + ".",
                    "Choose another authorizer there first.", uses.front().node);
    json::Value& components = (*definition)->components;
    const std::string_view key = securitySchemesKey(**definition);
    components.find(key)->remove(name);
    if (components[key].asObject().empty())
        components.remove(key);
    if (components.asObject().empty())
        components = {};
    return project;
}

Result<Project> setMethodAuthorization(Project project, ApiId api, MethodId id, MethodAuthorization wanted)
{
    const Result<MethodPlace> place = editMethod(project, api, id);
    if (!place)
        return fail(place.error());
    const auto authorizer =
        wanted.authorizer.empty() ? std::nullopt : findAuthorizer(*place->definition, wanted.authorizer);
    const NodeRef node{api, place->resource->id, id, {}};
    if (!wanted.authorizer.empty() && !authorizer)
        return fail("The API has no authorizer " + inQuotes(wanted.authorizer) + ".",
                    "Create it first, or choose another one.", node);
    if (!authorizer && !wanted.authorizationType.empty() && wanted.authorizationType != "NONE" &&
        wanted.authorizationType != "AWS_IAM")
        return fail(inQuotes(wanted.authorizationType) + " needs an authorizer.", "Choose one of the API's.", node);
    if (const auto valid = checkScopes(wanted.authorizationScopes, authorizer); !valid)
        return fail(valid.error());
    Method& method = *place->method;
    method.authorizationType = authorizer                           ? std::string(authorizationTypeOf(authorizer->type))
                               : wanted.authorizationType == "NONE" ? std::string()
                                                                    : std::move(wanted.authorizationType);
    method.authorizer = std::move(wanted.authorizer);
    method.authorizationScopes = std::move(wanted.authorizationScopes);
    return project;
}

Result<Project> setApiKeyRequired(Project project, ApiId api, MethodId id, bool isRequired)
{
    const Result<MethodPlace> place = editMethod(project, api, id);
    if (!place)
        return fail(place.error());
    if (isRequired && isHttp(project, api))
        return fail("HTTP APIs have no API keys.", "Use an authorizer, or make it a REST API.",
                    NodeRef{api, place->resource->id, id, {}});
    place->method->apiKeyRequired = isRequired;
    return project;
}

Result<Project> setApiKeySource(Project project, ApiId api, ApiKeySource source)
{
    const Result<OpenApiDefinition*> definition = editDefinition(project, api);
    if (!definition)
        return fail(definition.error());
    (*definition)->apiKeySource = source;
    return project;
}

Result<Project> setResourcePolicy(Project project, ApiId api, json::Value policy)
{
    const Result<OpenApiDefinition*> definition = editDefinition(project, api);
    if (!definition)
        return fail(definition.error());
    if (!policy.isNull())
        if (std::string fault = faultOfPolicy(policy, PolicyOwner::Api); !fault.empty())
            return fail(std::move(fault),
                        "Write it as { Version, Statement: [{ Effect, Principal, Action, Resource }] }.",
                        NodeRef{api, {}, {}, {}});
    if (!policy.isNull() && isHttp(project, api))
        return fail("HTTP APIs have no resource policies.", "Use an authorizer, or make it a REST API.",
                    NodeRef{api, {}, {}, {}});
    (*definition)->policy = std::move(policy);
    return project;
}

Result<Project> setEndpointConfiguration(Project project, ApiId api, EndpointConfiguration endpoint)
{
    const Result<OpenApiDefinition*> definition = editDefinition(project, api);
    if (!definition)
        return fail(definition.error());
    for (const std::string& type : endpoint.types)
        if (std::find(std::begin(endpointTypes), std::end(endpointTypes), type) == std::end(endpointTypes))
            return fail(inQuotes(type) + " is no type of an endpoint.", "Use REGIONAL, EDGE or PRIVATE.",
                        NodeRef{api, {}, {}, {}});
    const std::string& address = endpoint.ipAddressType;
    if (!address.empty() && address != "ipv4" && address != "dualstack")
        return fail(inQuotes(address) + " is no type of addresses.", "Use ipv4 or dualstack.",
                    NodeRef{api, {}, {}, {}});
    (*definition)->endpoint = std::move(endpoint);
    return project;
}

} // namespace gw
