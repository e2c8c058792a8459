// Verbs by name. OpenAPI spells them in lower case and ANY as x-amazon-apigateway-any-method.
#include "core/api/method.h"

#include "core/letter_case.h"

namespace gw {

std::string_view toString(HttpVerb verb)
{
    switch (verb) {
    case HttpVerb::Get:
        return "GET";
    case HttpVerb::Put:
        return "PUT";
    case HttpVerb::Post:
        return "POST";
    case HttpVerb::Delete:
        return "DELETE";
    case HttpVerb::Patch:
        return "PATCH";
    case HttpVerb::Options:
        return "OPTIONS";
    case HttpVerb::Head:
        return "HEAD";
    case HttpVerb::Any:
        return "ANY";
    }
    return {};
}

std::optional<HttpVerb> httpVerbFrom(std::string_view text)
{
    for (const HttpVerb verb : allHttpVerbs)
        if (equalsIgnoringCase(text, toString(verb)))
            return verb;
    if (equalsIgnoringCase(text, "x-amazon-apigateway-any-method"))
        return HttpVerb::Any;
    return std::nullopt;
}

} // namespace gw
