// Rules about the parameter mappings of HTTP APIs (reference 2.5): what they may change, what they may read, and for
// which status. Those of REST APIs are in rules_mappings.cpp.
#include "core/api/mapping_key.h"
#include "core/in_quotes.h"
#include "core/letter_case.h"
#include "core/lint/lint_scope.h"
#include "core/lint/rules.h"

#include <algorithm>
#include <iterator>

namespace gw::lint_rules {

namespace {

enum class Side { Request, Response };

constexpr char requestHint[] = "Read $request.header.name, .querystring.name, .path, .path.name, .body or .body.name, "
                               "$context.name, $stageVariables.name, or write a text.";
constexpr char responseHint[] =
    "Read $response.header.name, .body or .body.name, $context.name, $stageVariables.name, or write a text.";

bool isBehindOneOf(std::string_view name, std::initializer_list<std::string_view> prefixes)
{
    return std::any_of(prefixes.begin(), prefixes.end(), [name](std::string_view prefix) {
        return name.size() > prefix.size() && name.starts_with(prefix);
    });
}

// `name` without its dollar: "request.header.x".
bool isVariable(std::string_view name, Side side)
{
    if (isBehindOneOf(name, {"context.", "stageVariables."}))
        return true;
    if (side == Side::Response)
        return name == "response.body" || isBehindOneOf(name, {"response.header.", "response.body."});
    return name == "request.body" || name == "request.path" ||
           isBehindOneOf(name, {"request.header.", "request.querystring.", "request.path.", "request.body."});
}

bool readsOwnHeader(std::string_view name)
{
    const std::string lower = toLowerAscii(name);
    return lower.starts_with("request.header.apigw-") || lower.starts_with("response.header.apigw-");
}

// The variables of a source: the whole of "$request.path", or each "${…}" of a text. Nothing: it is a text alone.
std::vector<std::string_view> variablesOf(std::string_view source)
{
    std::vector<std::string_view> names;
    if (source.starts_with('$') && !source.starts_with("${"))
        return {source.substr(1)};
    for (auto at = source.find("${"); at != std::string_view::npos; at = source.find("${", at)) {
        const auto end = std::min(source.find('}', at), source.size());
        names.push_back(source.substr(at + 2, end - at - 2));
        at = end;
    }
    return names;
}

class MappingCheck
{
public:
    MappingCheck(LintScope& scope, const LintedMethod& method, Side side, std::string_view member)
        : m_scope(scope), m_method(method), m_side(side), m_member(member)
    {
    }

    void check(const std::string& to, const std::string& from)
    {
        const auto key = m_side == Side::Request ? requestMappingKeyFrom(to) : responseMappingKeyFrom(to);
        if (!key)
            return report("has a parameter mapping the service refuses: " + key.error().message, key.error().hint);
        if (key->action == MappingAction::Remove)
            return;
        for (const std::string_view name : variablesOf(from)) {
            if (readsOwnHeader(name))
                report("maps " + inQuotes(from) + " to " + inQuotes(to) +
                           ", but headers of the gateway's own are not read.",
                       "Read another header.");
            else if (!isVariable(name, m_side))
                report("maps " + inQuotes(from) + " to " + inQuotes(to) + ", but there is no " +
                           inQuotes("$" + std::string(name)) + ".",
                       m_side == Side::Request ? requestHint : responseHint);
        }
        if (key->place == MappingPlace::StatusCode && variablesOf(from).empty() && !mappedStatusFrom(from))
            report("overwrites the status with " + inQuotes(from) + ", which is none.", "Write 200 to 599.");
    }

    void report(const std::string& what, const std::string& hint)
    {
        m_scope.report(m_method, {Severity::Error, inQuotes(m_method.label()) + " " + what, hint},
                       {integrationKey, m_member});
    }

private:
    LintScope& m_scope;
    const LintedMethod& m_method;
    Side m_side;
    std::string_view m_member;
};

} // namespace

void routeMappingInvalid(LintScope& scope)
{
    if (scope.api().kind() != ApiKind::Http)
        return;
    for (const LintedMethod& method : scope.methods()) {
        if (!method.method->integration)
            continue;
        const Integration& integration = *method.method->integration;
        MappingCheck request(scope, method, Side::Request, "requestParameters");
        if (integration.integrationSubtype.empty()) // else they are parameters of a service's action
            for (const auto& [to, from] : integration.requestParameters)
                request.check(to, from);
        MappingCheck response(scope, method, Side::Response, "responseParameters");
        for (const ResponseParameters& ofStatus : integration.responseParameters) {
            if (!mappedStatusFrom(ofStatus.statusCode))
                response.report("maps answers of the status " + inQuotes(ofStatus.statusCode) + ", which is none.",
                                "Write a status of 200 to 599.");
            for (const auto& [to, from] : ofStatus.parameters)
                response.check(to, from);
        }
    }
}

void routeMappingWithoutEffect(LintScope& scope)
{
    if (scope.api().kind() != ApiKind::Rest)
        return;
    for (const LintedMethod& method : scope.methods())
        if (method.method->integration && !method.method->integration->responseParameters.empty())
            scope.report(method,
                         {Severity::Warning,
                          inQuotes(method.label()) + " maps answers by their status, which REST APIs do not look at.",
                          "Map in the integration responses, or make it an HTTP API."},
                         {integrationKey, "responseParameters"});
}

} // namespace gw::lint_rules
