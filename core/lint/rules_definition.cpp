// Rules about what an API says as a whole: request validators, gateway responses, binary media types and documentation
// (reference 1.7, 1.13, 1.24 and 1.37).
#include "core/edit/definition_rules.h"
#include "core/in_quotes.h"
#include "core/lint/lint_scope.h"
#include "core/lint/rules.h"

namespace gw::lint_rules {

namespace {

constexpr std::string_view validatorKey = "x-amazon-apigateway-request-validator";
constexpr std::string_view responsesKey = "x-amazon-apigateway-gateway-responses";
constexpr std::string_view binaryTypesKey = "x-amazon-apigateway-binary-media-types";
constexpr std::string_view documentationKey = "x-amazon-apigateway-documentation";

const json::Value& sourceTree(const LintScope& scope)
{
    static const json::Value nothing;
    return scope.api().source ? scope.api().source->tree : nothing;
}

std::string validatorNames(const OpenApiDefinition& definition)
{
    std::string names;
    for (const RequestValidator& validator : definition.requestValidators)
        names += (names.empty() ? "" : ", ") + inQuotes(validator.name);
    return names.empty() ? "The API has none; add one, or remove the name." : "There are: " + names + ".";
}

// Where the key of a member stands.
json::TextRange keyRangeOf(const json::Value& object, std::string_view key)
{
    if (object.isObject())
        for (const json::Member& member : object.asObject())
            if (member.key == key)
                return member.keyRange;
    return {};
}

} // namespace

void validatorUnknown(LintScope& scope)
{
    const OpenApiDefinition* definition = scope.api().openApi();
    if (!definition)
        return;
    if (const std::string& name = definition->requestValidator; !name.empty() && !findValidator(*definition, name))
        scope.report(NodeRef{scope.api().id, {}, {}, {}}, sourceTree(scope)[validatorKey].range(),
                     {Severity::Error, "The API's request validator " + inQuotes(name) + " is not defined.",
                      validatorNames(*definition)});
    for (const LintedMethod& method : scope.methods())
        if (const std::string& name = method.method->requestValidator;
            !name.empty() && !findValidator(*definition, name))
            scope.report(method,
                         {Severity::Error,
                          inQuotes(method.label()) + " names the request validator " + inQuotes(name) +
                              ", which is not defined.",
                          validatorNames(*definition)},
                         {validatorKey});
}

void gatewayResponseInvalid(LintScope& scope)
{
    const OpenApiDefinition* definition = scope.api().openApi();
    if (!definition)
        return;
    for (const GatewayResponseDefinition& response : definition->gatewayResponses)
        if (std::string fault = faultOf(response); !fault.empty())
            scope.report(NodeRef{scope.api().id, {}, {}, {}},
                         keyRangeOf(sourceTree(scope)[responsesKey], response.responseType),
                         {Severity::Error, std::move(fault),
                          "Use a type the service lists, a status of 100 to 599, and gatewayresponse.header.Name."});
}

void binaryMediaTypeInvalid(LintScope& scope)
{
    const OpenApiDefinition* definition = scope.api().openApi();
    if (!definition)
        return;
    for (const std::string& type : definition->binaryMediaTypes)
        if (!isBinaryMediaType(type))
            scope.report(NodeRef{scope.api().id, {}, {}, {}}, sourceTree(scope)[binaryTypesKey].range(),
                         {Severity::Warning, "The binary media type " + inQuotes(type) + " is no media type.",
                          "Write it as image/png, image/* or */*."});
}

void documentationInvalid(LintScope& scope)
{
    const OpenApiDefinition* definition = scope.api().openApi();
    if (!definition)
        return;
    for (const DocumentationPart& part : definition->documentation)
        if (std::string fault = faultOf(part); !fault.empty())
            scope.report(NodeRef{scope.api().id, {}, {}, {}}, sourceTree(scope)[documentationKey].range(),
                         {Severity::Warning, std::move(fault), "Correct the part's location."});
}

} // namespace gw::lint_rules
