// Edits of a definition, of every kind the studio can make, for the tests that write them and read them back. Each acts
// on the method `at` (an index over all methods) or on the whole definition.
#pragma once

#include "core/api/rest_api.h"

#include <algorithm>
#include <functional>
#include <string>
#include <tuple>
#include <vector>

namespace gw::test {

struct DefinitionEdit
{
    const char* name;
    // False when there is nothing of the kind here to edit.
    std::function<bool(OpenApiDefinition&, Method&)> apply;
};

inline Method fullMethod(HttpVerb verb)
{
    Method method;
    method.id = {0xA11CE};
    method.verb = verb;
    method.operationName = "made";
    method.summary = "Made: by a test";
    method.tags = {"made", "new"};
    method.requestParameters = {
        {"limit", ParameterLocation::QueryString, false, "How many", json::Object{{"type", "integer", {}}}, 5, {}},
        {"X-Trace", ParameterLocation::Header, true, {}, json::Object{{"type", "string", {}}}, {}, {}}};
    method.requestModels = {{"application/json", json::Object{{"type", "object", {}}}, {}, {}}};
    method.requestBodyRequired = true;
    method.responses = {{"200", "Good", {}, {{"application/json", json::Object{{"type", "object", {}}}, {}, {}}}, {}},
                        {"404", {}, {}, {}, {}}};
    Integration integration;
    integration.type = IntegrationType::Http;
    integration.httpMethod = "POST";
    integration.uri = "http://127.0.0.1:9/${stageVariables.x}/a";
    integration.timeoutInMillis = 1000;
    integration.passthroughBehavior = PassthroughBehavior::Never;
    integration.requestParameters = {{"integration.request.querystring.l", "method.request.querystring.limit"}};
    integration.requestTemplates = {{"application/json", "{\n  \"a\": $input.json('$')\n}\n"}};
    integration.responses = {{"", "200", {{"method.response.header.A", "'x'"}}, {}, ContentHandling::Unset},
                             {"4\\d{2}", "404", {}, {{"application/json", "{}"}}, ContentHandling::ConvertToText}};
    method.integration = integration;
    return method;
}

inline Resource* resourceOf(OpenApiDefinition& definition, const Method& method)
{
    const Resource* resource = definition.resourceOf(method.id);
    return resource ? definition.edit(resource->id) : nullptr;
}

inline Integration& integrationOf(Method& method)
{
    if (!method.integration)
        method.integration = Integration{};
    return *method.integration;
}

inline Parameter plainParameter(std::string name, ParameterLocation location)
{
    return {std::move(name),
            location,
            location == ParameterLocation::Path,
            {},
            json::Object{{"type", "string", {}}},
            {},
            {}};
}

// clang-format off
inline std::vector<DefinitionEdit> definitionEdits()
{
    using D = OpenApiDefinition;
    return {
        {"title", [](D& d, Method&) { d.title += ": edited"; return true; }},
        {"description of the API", [](D& d, Method&) { d.description = "Two\nlines # of it"; return true; }},
        {"binary media types", [](D& d, Method&) { d.binaryMediaTypes.emplace_back("image/png"); return true; }},
        {"gateway response", [](D& d, Method&) {
            d.gatewayResponses.push_back({"QUOTA_EXCEEDED", "429", {{"gatewayresponse.header.A", "'b'"}}, {{"text/plain", "no"}}});
            return true; }},
        {"validators", [](D& d, Method& m) {
            d.requestValidators.push_back({"made", true, false}); d.requestValidator = "made"; m.requestValidator = "made";
            return true; }},
        {"compression", [](D& d, Method&) { d.minimumCompressionSize = d.minimumCompressionSize.value_or(0) + 1; return true; }},
        {"documentation", [](D& d, Method&) {
            d.documentation.push_back({"PATH_PARAMETER", "/made", "*", {}, "id", json::Object{{"description", "x", {}}}});
            return true; }},
        {"rename path", [](D& d, Method& m) { resourceOf(d, m)->path += "-renamed"; return true; }},
        {"reverse the paths", [](D& d, Method&) { std::reverse(d.resources.begin(), d.resources.end()); return true; }},
        {"delete resource", [](D& d, Method& m) {
            const ResourceId id = d.resourceOf(m.id)->id;
            std::erase_if(d.resources, [&](const Cow<Resource>& r) { return r->id == id; }); return true; }},
        {"delete method", [](D& d, Method& m) {
            const MethodId id = m.id;
            std::erase_if(resourceOf(d, m)->methods, [&](const Cow<Method>& x) { return x->id == id; }); return true; }},
        {"new resource first", [](D& d, Method&) {
            d.resources.insert(d.resources.begin(), Resource{{0xB0B}, "/made/{x}", {fullMethod(HttpVerb::Any)}}); return true; }},
        {"new empty resource last", [](D& d, Method&) {
            d.resources.emplace_back(Resource{{0xB0B}, "/made", {}}); return true; }},
        {"verb", [](D& d, Method& m) {
            for (const Cow<Method>& other : d.resourceOf(m.id)->methods)
                if (other->verb == HttpVerb::Head) return false;
            m.verb = HttpVerb::Head; return true; }},
        {"move method", [](D& d, Method& m) {
            const Method moved = m;
            std::erase_if(resourceOf(d, m)->methods, [&](const Cow<Method>& x) { return x->id == moved.id; });
            d.resources.emplace_back(Resource{{0xB0B}, "/moved", {moved}}); return true; }},
        {"texts", [](D&, Method& m) {
            m.operationName = "op"; m.summary = "A: summary"; m.description.clear(); m.tags = {"x"}; return true; }},
        {"no texts", [](D&, Method& m) {
            m.operationName.clear(); m.summary.clear(); m.description = "* star"; m.tags.clear(); return true; }},
        {"add parameter", [](D&, Method& m) {
            m.requestParameters.push_back(plainParameter("made", ParameterLocation::Header)); return true; }},
        {"remove first parameter", [](D&, Method& m) {
            if (m.requestParameters.empty()) return false;
            m.requestParameters.erase(m.requestParameters.begin()); return true; }},
        {"rename last parameter", [](D&, Method& m) {
            if (m.requestParameters.empty()) return false;
            m.requestParameters.back().name = "renamed"; return true; }},
        {"change parameters", [](D&, Method& m) {
            for (Parameter& p : m.requestParameters) {
                p.description = "changed"; p.required = !p.required; p.example = json::Array{1, "two"};
                p.schema = json::Object{{"type", "string", {}}, {"enum", json::Array{"a", "b"}, {}}}; }
            return !m.requestParameters.empty(); }},
        {"no parameters", [](D&, Method& m) { m.requestParameters.clear(); return true; }},
        {"add body type", [](D&, Method& m) {
            m.requestModels.push_back({"text/x-made", json::Object{{"type", "string", {}}}, "an example", {}}); return true; }},
        {"change body", [](D&, Method& m) {
            for (MediaType& t : m.requestModels) { t.schema = json::Object{{"type", "array", {}}}; t.example = nullptr;
                t.examples = {{"one", 1}, {"two", json::Array{nullptr, 2.5}}}; }
            m.requestBodyRequired = !m.requestBodyRequired; return !m.requestModels.empty(); }},
        {"no body", [](D&, Method& m) { m.requestModels.clear(); m.requestBodyRequired = false; return true; }},
        {"add response", [](D&, Method& m) {
            m.responses.insert(m.responses.begin(), MethodResponse{"418", "A teapot",
                {plainParameter("X-Made", ParameterLocation::Header)}, {{"text/plain", {}, "tea", {}}}, {}}); return true; }},
        {"change responses", [](D&, Method& m) {
            for (MethodResponse& r : m.responses) {
                r.description = "changed"; r.headers.push_back(plainParameter("X-Made", ParameterLocation::Header));
                r.content.push_back({"text/x-made", {}, {}, {{"a", "b"}}}); }
            return !m.responses.empty(); }},
        {"change response headers", [](D&, Method& m) {
            bool any = false;
            for (MethodResponse& r : m.responses)
                for (Parameter& h : r.headers) { h.description = "changed"; h.schema = json::Object{{"type", "integer", {}}}; any = true; }
            return any; }},
        {"change response examples", [](D&, Method& m) {
            for (MethodResponse& r : m.responses)
                for (MediaType& t : r.content) { t.example = json::Object{{"a", json::Array{}, {}}}; t.examples.clear(); }
            return !m.responses.empty(); }},
        {"renumber response", [](D&, Method& m) {
            if (m.responses.empty()) return false;
            m.responses.back().statusCode = "299"; return true; }},
        {"no responses", [](D&, Method& m) { m.responses.clear(); return true; }},
        {"no response content", [](D&, Method& m) {
            for (MethodResponse& r : m.responses) { r.content.clear(); r.headers.clear(); }
            return !m.responses.empty(); }},
        {"new integration", [](D&, Method& m) { m.integration = fullMethod(HttpVerb::Get).integration; return true; }},
        {"no integration", [](D&, Method& m) { m.integration.reset(); return true; }},
        {"change integration", [](D&, Method& m) {
            Integration& i = integrationOf(m);
            i.type = IntegrationType::AwsProxy; i.uri = "arn:changed"; i.httpMethod.clear(); i.credentials = "role";
            i.connectionId = "link"; i.timeoutInMillis = 77; i.insecureSkipVerification = !i.insecureSkipVerification;
            i.passthroughBehavior = PassthroughBehavior::WhenNoTemplates; i.contentHandling = ContentHandling::ConvertToBinary;
            return true; }},
        {"change mappings", [](D&, Method& m) {
            Integration& i = integrationOf(m);
            for (auto& [name, value] : i.requestParameters) value = "'changed'";
            for (auto& [type, text] : i.requestTemplates) text = "#set($a = 1)\n$a\n";
            setIn(i.requestParameters, "integration.request.header.Made", "'1'");
            removeFrom(i.requestTemplates, "application/json");
            i.cacheKeyParameters = {"method.request.path.a"}; return true; }},
        {"change integration responses", [](D&, Method& m) {
            Integration& i = integrationOf(m);
            for (IntegrationResponse& r : i.responses) { r.statusCode = "299"; r.responseTemplates.clear();
                setIn(r.responseParameters, "method.response.header.Made", "'1'"); }
            i.responses.push_back({"5\\d\\d|.*Error.*", "500", {}, {}, ContentHandling::Unset}); return true; }},
        {"no integration responses", [](D&, Method& m) { integrationOf(m).responses.clear(); return true; }},
        {"api key", [](D&, Method& m) { m.apiKeyRequired = !m.apiKeyRequired; return true; }},
        {"IAM", [](D&, Method& m) { m.authorizationType = "AWS_IAM"; m.authorizer.clear();
            m.authorizationScopes.clear(); return true; }},
        {"open to all", [](D&, Method& m) {
            m.authorizationType.clear(); m.authorizer.clear(); m.authorizationScopes.clear(); m.apiKeyRequired = false; return true; }},
        {"scopes", [](D&, Method& m) {
            if (m.authorizer.empty()) return false;
            m.authorizationScopes = {"made/read", "made/write"}; return true; }},
        {"API key source", [](D& d, Method&) {
            d.apiKeySource = d.apiKeySource == ApiKeySource::Header ? ApiKeySource::Authorizer : ApiKeySource::Header;
            return true; }},
        {"resource policy", [](D& d, Method&) {
            d.policy = json::Object{{"Version", "2012-10-17", {}}, {"Statement", json::Array{json::Object{
                {"Effect", "Allow", {}}, {"Principal", "*", {}}, {"Action", "execute-api:Invoke", {}},
                {"Resource", "execute-api:/*", {}}}}, {}}};
            return true; }},
        {"endpoint", [](D& d, Method&) {
            d.endpoint.disableExecuteApiEndpoint = !d.endpoint.disableExecuteApiEndpoint;
            d.endpoint.vpcEndpointIds.emplace_back("vpce-made"); d.endpoint.ipAddressType = "dualstack"; return true; }},
        {"CORS", [](D& d, Method&) {
            if (!d.cors) d.cors.emplace();
            d.cors->allowOrigins.emplace_back("https://made.example"); d.cors->allowCredentials = !d.cors->allowCredentials;
            d.cors->maxAge = d.cors->maxAge.value_or(0) + 1; return true; }},
        {"response parameters", [](D&, Method& m) {
            Integration& i = integrationOf(m);
            for (ResponseParameters& r : i.responseParameters) setIn(r.parameters, "overwrite:header.made", "1");
            i.responseParameters.push_back({"299", {{"append:header.a", "$response.header.b"}}}); return true; }},
        {"validator", [](D&, Method& m) { m.requestValidator = "made"; return true; }},
        {"replace everything", [](D&, Method& m) {
            const MethodId id = m.id; const HttpVerb verb = m.verb; m = fullMethod(verb); m.id = id; return true; }},
    };
}
// clang-format on

// What a reading can agree on with what was written: everything but ids, whether a part is shared, and the order of
// parameters, which means nothing (a path item's shared ones are read before a method's own).
inline void forgetIdsAndRefs(OpenApiDefinition& definition)
{
    definition.components = {};
    for (Cow<Resource>& resource : definition.resources) {
        Resource& r = resource.edit();
        r.id = {};
        for (Cow<Method>& method : r.methods) {
            Method& m = method.edit();
            m.id = {};
            for (Parameter& parameter : m.requestParameters)
                parameter.ref.clear();
            std::sort(m.requestParameters.begin(), m.requestParameters.end(),
                      [](const Parameter& a, const Parameter& b) {
                          return std::tie(a.location, a.name) < std::tie(b.location, b.name);
                      });
            for (MethodResponse& response : m.responses) {
                response.ref.clear();
                for (Parameter& header : response.headers)
                    header.ref.clear();
            }
        }
    }
}

} // namespace gw::test
