// Parameter mappings of REST APIs (reference 1.10, 1.19) as those of HTTP APIs (2.5).
#include "core/api/mapping_key.h"
#include "core/edit/rest_to_http_parts.h"
#include "core/in_quotes.h"

#include <algorithm>
#include <array>
#include <utility>

namespace gw::conversion {

namespace {

constexpr std::string_view requestHeader = "integration.request.header.";
constexpr std::string_view requestQuery = "integration.request.querystring.";
constexpr std::string_view requestPath = "integration.request.path.";
constexpr std::string_view responseHeader = "method.response.header.";
constexpr std::string_view methodPath = "method.request.path.";

// The rest behind a prefix; nullopt without it.
std::optional<std::string> behind(std::string_view text, std::string_view prefix)
{
    if (!text.starts_with(prefix))
        return std::nullopt;
    return std::string(text.substr(prefix.size()));
}

std::optional<std::string> commonSource(std::string_view source)
{
    if (source.size() >= 2 && source.front() == '\'' && source.back() == '\'') {
        std::string text(source.substr(1, source.size() - 2));
        return text.find('$') == std::string::npos ? std::optional(text) : std::nullopt; // it would be read as a name
    }
    if (source.starts_with("context.") || source.starts_with("stageVariables."))
        return "$" + std::string(source);
    return std::nullopt;
}

bool isCorsHeader(std::string name)
{
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return name.starts_with("access-control-");
}

void replaceAll(std::string& text, const std::string& from, const std::string& to)
{
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

// {name} of the URI: an HTTP API fills it with the route's variable of the same name, and with nothing else.
struct UriVariables
{
    std::vector<std::pair<std::string, std::string>> renames;

    void add(const std::string& name, const std::string& source, Notes& notes)
    {
        if (const auto variable = behind(source, methodPath)) {
            if (*variable != name)
                renames.emplace_back(name, *variable);
            return;
        }
        notes.lost("The target's {" + name + "} was filled from " + source +
                       "; an HTTP API fills it from the path alone.",
                   "Take it as a variable of the route, or set overwrite:path.");
    }
    // By way of names that no URI has, so that two names can change places.
    void applyTo(std::string& uri, Notes& notes) const
    {
        for (std::size_t i = 0; i < renames.size(); ++i)
            replaceAll(uri, "{" + renames[i].first + "}", "{\n" + std::to_string(i) + "}");
        for (std::size_t i = 0; i < renames.size(); ++i)
            replaceAll(uri, "{\n" + std::to_string(i) + "}", "{" + renames[i].second + "}");
        if (!renames.empty())
            notes.changed(
                "The target names the route's own variables, as HTTP APIs fill them by name: " + inQuotes(uri) + ".");
    }
};

void convertRequestMapping(const std::string& target, const std::string& source, Integration& to, Notes& notes)
{
    const auto header = behind(target, requestHeader);
    const std::string key =
        header ? "overwrite:header." + *header : "overwrite:querystring." + behind(target, requestQuery).value_or("");
    const auto from = requestSource(source);
    if (!from) {
        notes.lost("Nothing can be mapped from " + source + " in an HTTP API.",
                   "Take it from a header, the query string, the path, the body or $context.");
        return;
    }
    if (!requestMappingKeyFrom(key)) {
        notes.lost("The header " + inQuotes(header.value_or(target)) + " is the service's own: no mapping may set it.",
                   "Send it under another name.");
        return;
    }
    if (source.find(".multivalue") != std::string::npos)
        notes.changed("Several values of " + source + " go on joined by commas.");
    setIn(to.requestParameters, key, *from);
}

// The status that the response was selected for: the pattern when it is one status, 200 for the default.
std::optional<std::string> selectedStatus(const IntegrationResponse& response)
{
    if (response.selectionPattern.empty())
        return mappedStatusFrom(response.statusCode) ? response.statusCode : "200";
    return mappedStatusFrom(response.selectionPattern) ? std::optional(response.selectionPattern) : std::nullopt;
}

void convertResponse(const IntegrationResponse& from, Integration& to, bool hasCors, Notes& notes)
{
    const auto status = selectedStatus(from);
    if (!status) {
        notes.lost("The pattern " + inQuotes(from.selectionPattern) + " selects answers for status " + from.statusCode +
                       "; an HTTP API maps single statuses.",
                   "Map each status of the integration in turn, or let it answer with the right one.");
        return;
    }
    ResponseParameters mapped{*status, {}};
    if (!from.selectionPattern.empty() && *status != from.statusCode)
        setIn(mapped.parameters, "overwrite:statuscode", from.statusCode);
    for (const auto& [target, source] : from.responseParameters) {
        const auto header = behind(target, responseHeader);
        if (!header || (isCorsHeader(*header) && hasCors))
            continue; // the CORS configuration sends it
        const auto value = responseSource(source);
        const std::string key = "overwrite:header." + *header;
        if (isCorsHeader(*header))
            notes.lost("The header " + inQuotes(*header) + " cannot be mapped in an HTTP API.",
                       "Give the API a CORS configuration.");
        else if (!value || !responseMappingKeyFrom(key))
            notes.lost("The answer's header " + inQuotes(*header) + " cannot be set from " + source + ".",
                       "Let the integration send it.");
        else
            setIn(mapped.parameters, key, *value);
    }
    if (!mapped.parameters.empty())
        to.responseParameters.push_back(std::move(mapped));
}

} // namespace

std::optional<std::string> requestSource(std::string_view source)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> places{
        {{"method.request.header.", "$request.header."},
         {"method.request.multivalueheader.", "$request.header."},
         {"method.request.querystring.", "$request.querystring."},
         {"method.request.multivaluequerystring.", "$request.querystring."},
         {"method.request.path.", "$request.path."}}};
    for (const auto& [rest, http] : places)
        if (const auto name = behind(source, rest))
            return std::string(http) + *name;
    if (source == "method.request.body")
        return "$request.body";
    if (const auto path = behind(source, "method.request.body."))
        return "$request.body." + *path;
    return commonSource(source);
}

std::optional<std::string> responseSource(std::string_view source)
{
    for (const std::string_view prefix : {"integration.response.header.", "integration.response.multivalueheader."})
        if (const auto name = behind(source, prefix))
            return "$response.header." + *name;
    if (source == "integration.response.body")
        return "$response.body";
    if (const auto path = behind(source, "integration.response.body."))
        return "$response.body." + *path;
    return commonSource(source);
}

void convertRequestMappings(const Integration& from, Integration& to, Notes& notes)
{
    UriVariables variables;
    for (const auto& [target, source] : from.requestParameters) {
        if (const auto name = behind(target, requestPath))
            variables.add(*name, source, notes);
        else if (target.starts_with(requestHeader) || target.starts_with(requestQuery))
            convertRequestMapping(target, source, to, notes);
    }
    variables.applyTo(to.uri, notes);
}

void convertResponseMappings(const Integration& from, Integration& to, bool hasCors, Notes& notes)
{
    for (const IntegrationResponse& response : from.responses) {
        convertResponse(response, to, hasCors, notes);
        if (!response.responseTemplates.empty())
            notes.lost("The template of the response " + response.statusCode +
                           " cannot be carried: HTTP APIs have no templates.",
                       "Let the integration answer with the body that clients get, or put a Lambda function between.");
    }
    const bool fixesStatus =
        std::any_of(from.responses.begin(), from.responses.end(),
                    [](const IntegrationResponse& response) { return response.selectionPattern.empty(); });
    if (fixesStatus && from.type == IntegrationType::Http)
        notes.changed("The integration's own status goes to the client where no pattern chose another.");
}

} // namespace gw::conversion
