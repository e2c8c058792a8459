// Rules for the settings of a whole API.
#include "core/edit/definition_rules.h"

#include "core/api/gateway_response_types.h"
#include "core/in_quotes.h"

#include <algorithm>
#include <iterator>

namespace gw {

namespace {

bool isTokenCharacter(char c)
{
    constexpr std::string_view others = "!#$&^_.+-*";
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           others.find(c) != std::string_view::npos;
}

bool isToken(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

// Where each kind of documentation part may say which one it is (reference 1.37).
struct DocumentationKind
{
    std::string_view type;
    bool hasPath;
    bool hasMethod;
    bool hasStatusCode;
    bool hasName;
};

constexpr DocumentationKind documentationKinds[] = {
    {"API", false, false, false, false},          {"AUTHORIZER", false, false, false, true},
    {"MODEL", false, false, false, true},         {"RESOURCE", true, false, false, false},
    {"METHOD", true, true, false, false},         {"PATH_PARAMETER", true, true, false, true},
    {"QUERY_PARAMETER", true, true, false, true}, {"REQUEST_HEADER", true, true, false, true},
    {"REQUEST_BODY", true, true, false, false},   {"RESPONSE", true, true, true, false},
    {"RESPONSE_HEADER", true, true, true, true},  {"RESPONSE_BODY", true, true, true, false},
};

const DocumentationKind* kindOf(std::string_view type)
{
    const auto found = std::find_if(std::begin(documentationKinds), std::end(documentationKinds),
                                    [type](const DocumentationKind& kind) { return kind.type == type; });
    return found == std::end(documentationKinds) ? nullptr : &*found;
}

} // namespace

const RequestValidator* findValidator(const OpenApiDefinition& definition, std::string_view name)
{
    const auto found = std::find_if(definition.requestValidators.begin(), definition.requestValidators.end(),
                                    [name](const RequestValidator& validator) { return validator.name == name; });
    return found == definition.requestValidators.end() ? nullptr : &*found;
}

const RequestValidator* findValidator(const OpenApiDefinition& definition, bool checksBody, bool checksParameters)
{
    const auto found = std::find_if(definition.requestValidators.begin(), definition.requestValidators.end(),
                                    [=](const RequestValidator& validator) {
                                        return validator.validateRequestBody == checksBody &&
                                               validator.validateRequestParameters == checksParameters;
                                    });
    return found == definition.requestValidators.end() ? nullptr : &*found;
}

bool isBinaryMediaType(std::string_view text)
{
    const std::size_t slash = text.find('/');
    return text.size() <= 255 && slash != std::string_view::npos && isToken(text.substr(0, slash)) &&
           isToken(text.substr(slash + 1));
}

bool isDocumentationType(std::string_view type)
{
    return kindOf(type) != nullptr;
}

bool isStatusCode(std::string_view text)
{
    return text.size() == 3 && text[0] >= '1' && text[0] <= '5' && text[1] >= '0' && text[1] <= '9' && text[2] >= '0' &&
           text[2] <= '9';
}

std::string faultOf(const GatewayResponseDefinition& response)
{
    if (!findGatewayResponseKind(response.responseType))
        return inQuotes(response.responseType) + " is no gateway response type of the service.";
    if (!response.statusCode.empty() && !isStatusCode(response.statusCode))
        return "The status code " + inQuotes(response.statusCode) + " of the gateway response " +
               inQuotes(response.responseType) + " is not between 100 and 599.";
    for (const auto& [target, source] : response.responseParameters)
        if (!target.starts_with(gatewayResponseHeaderPrefix) || target.size() == gatewayResponseHeaderPrefix.size())
            return "The gateway response " + inQuotes(response.responseType) + " sets " + inQuotes(target) +
                   ", which is no header of it.";
    return {};
}

std::string faultOf(const DocumentationPart& part)
{
    const DocumentationKind* kind = kindOf(part.type);
    if (!kind)
        return inQuotes(part.type) + " is no part of an API that can be documented.";
    const auto misplaced = [&](const char* field) {
        return "The documentation of a part of type " + inQuotes(part.type) + " has no " + field + ".";
    };
    if (!part.path.empty() && !kind->hasPath)
        return misplaced("path");
    if (!part.method.empty() && !kind->hasMethod)
        return misplaced("method");
    if (!part.statusCode.empty() && !kind->hasStatusCode)
        return misplaced("status code");
    if (!part.name.empty() && !kind->hasName)
        return misplaced("name");
    if (kind->hasName && part.name.empty())
        return "The documentation of a part of type " + inQuotes(part.type) + " needs its name.";
    return {};
}

} // namespace gw
