#include "gateway-engine/pipeline/identity_place.h"

#include "core/in_quotes.h"
#include "gateway-engine/http/uri.h"
#include "gateway-engine/pipeline/variables.h"

#include <utility>

namespace gw::engine {

std::string valueAt(const Exchange& x, const IdentityPlace& place)
{
    switch (place.where) {
    case IdentityPlace::Where::Header:
        return std::string(x.request.headers.findLast(place.name).value_or(std::string_view()));
    case IdentityPlace::Where::QueryString: {
        auto values = queryValues(x.request.query(), place.name);
        return values.empty() ? std::string() : std::move(values.back());
    }
    case IdentityPlace::Where::StageVariable:
        return stageVariable(x, place.name).value_or(std::string());
    case IdentityPlace::Where::Context:
        break;
    }
    return contextVariable(x, place.name).value_or(std::string());
}

std::string nameOf(const IdentityPlace& place)
{
    switch (place.where) {
    case IdentityPlace::Where::Header:
        return "header " + inQuotes(place.name);
    case IdentityPlace::Where::QueryString:
        return "query string parameter " + inQuotes(place.name);
    case IdentityPlace::Where::StageVariable:
        return "stage variable " + inQuotes(place.name);
    case IdentityPlace::Where::Context:
        break;
    }
    return "$context." + place.name;
}

void hide(Exchange& x, const IdentityPlace& place, std::string_view value)
{
    if (!x.trace.isOn())
        return;
    TraceSecrets& secrets = x.trace.secrets();
    if (place.where == IdentityPlace::Where::Header) {
        secrets.addHeader(place.name);
        secrets.addText(value);
        for (const HeaderField field : x.request.headers) // those that came before the last one
            if (equalsIgnoreCase(field.name, place.name) && field.value != value)
                secrets.addText(field.value);
    } else if (place.where == IdentityPlace::Where::QueryString) {
        forEachQueryPair(x.request.query(), [&](std::string_view name, std::string_view raw) {
            if (queryDecoded(name) != place.name)
                return false;
            secrets.addParameter(name);
            secrets.addText(raw);
            secrets.addText(queryDecoded(raw));
            return false;
        });
    }
}

} // namespace gw::engine
