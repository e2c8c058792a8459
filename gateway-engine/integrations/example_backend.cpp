#include "gateway-engine/integrations/example_backend.h"

#include "gateway-engine/http/media_type.h"

#include <charconv>

namespace gw::engine {

namespace {

std::string_view trimmed(std::string_view text)
{
    const auto begin = text.find_first_not_of(" \t\"");
    const auto end = text.find_last_not_of(" \t\"");
    return begin == std::string_view::npos ? std::string_view() : text.substr(begin, end - begin + 1);
}

// The body whose content type the client asks for: its ranges in order, else the document's first.
const ExampleBody& acceptable(const std::vector<ExampleBody>& bodies, std::string_view accept)
{
    while (!accept.empty()) {
        const auto end = accept.find(',');
        const std::string_view range = trimmed(accept.substr(0, end));
        for (const ExampleBody& body : bodies)
            if (!range.empty() && mediaRangeMatches(range, body.contentType))
                return body;
        accept.remove_prefix(end == std::string_view::npos ? accept.size() : end + 1);
    }
    return bodies.front();
}

const ExampleBody* named(const std::vector<ExampleBody>& bodies, std::string_view name)
{
    for (const ExampleBody& body : bodies)
        if (body.name == name)
            return &body;
    return nullptr;
}

std::string listed(const std::vector<std::string>& names)
{
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

Fault badPreference(std::string message)
{
    Fault fault{GatewayResponseType::BadRequestParameters};
    fault.reason = message;
    fault.message = std::move(message);
    fault.duringExecution = true;
    return fault;
}

Fault noSuchExample(const ExampleResponse& response, std::string_view name)
{
    std::vector<std::string> names;
    for (const ExampleBody& body : response.bodies)
        if (!body.name.empty())
            names.push_back(body.name);
    std::string message =
        "The response " + response.code + " has no example \"" + std::string(name.substr(0, 100)) + "\"";
    message += names.empty() ? "; it has no named examples." : "; it has " + listed(names) + ".";
    return badPreference(std::move(message));
}

int statusNumber(std::string_view code)
{
    int status = 0;
    const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), status);
    const bool isStatus = error == std::errc{} && end == code.data() + code.size() && status >= 200 && status <= 599;
    return isStatus ? status : 0;
}

} // namespace

ExampleBackend::ExampleBackend(std::vector<ExampleResponse> responses, std::size_t usual)
    : m_responses(std::move(responses)), m_usual(usual)
{
}

ExampleBackend::Preference ExampleBackend::preferenceOf(const Headers& headers)
{
    Preference preference;
    std::string_view rest = headers.get("Prefer");
    while (!rest.empty()) {
        const auto end = rest.find_first_of(",;");
        const std::string_view item = rest.substr(0, end);
        const auto equals = item.find('=');
        if (equals != std::string_view::npos) {
            const std::string_view name = trimmed(item.substr(0, equals));
            const std::string_view value = trimmed(item.substr(equals + 1));
            if (name == "code")
                preference.code = value;
            else if (name == "example")
                preference.example = value;
        }
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    return preference;
}

// "404" is answered by the response 404, else by 4XX, else by default.
const ExampleResponse* ExampleBackend::findCode(std::string_view code) const
{
    const ExampleResponse* best = nullptr;
    int bestRank = 0;
    for (const ExampleResponse& response : m_responses) {
        const bool isRange = response.code.size() == 3 && !code.empty() && response.code[0] == code[0] &&
                             equalsIgnoreCase(std::string_view(response.code).substr(1), "XX");
        const int rank = response.code == code ? 3 : isRange ? 2 : equalsIgnoreCase(response.code, "default") ? 1 : 0;
        if (rank > bestRank) {
            bestRank = rank;
            best = &response;
        }
    }
    return best;
}

Fault ExampleBackend::noSuchCode(std::string_view code) const
{
    std::vector<std::string> codes;
    for (const ExampleResponse& response : m_responses)
        codes.push_back(response.code);
    return badPreference("The method has no response \"" + std::string(code.substr(0, 20)) + "\"; it has " +
                         listed(codes) + ".");
}

std::optional<Fault> ExampleBackend::run(Exchange& x) const
{
    const Preference preference = preferenceOf(x.request.headers);
    const ExampleResponse* chosen = &m_responses[m_usual];
    int status = chosen->status;
    if (!preference.code.empty()) {
        status = statusNumber(preference.code);
        chosen = status == 0 ? nullptr : findCode(preference.code);
        if (!chosen)
            return noSuchCode(preference.code);
    }
    const ExampleBody* body =
        chosen->bodies.empty() ? nullptr : &acceptable(chosen->bodies, x.request.headers.get("Accept"));
    if (!preference.example.empty()) {
        body = named(chosen->bodies, preference.example);
        if (!body)
            return noSuchExample(*chosen, preference.example);
        x.trace.note("example", body->name);
    }
    x.response.status = status;
    x.response.headers.reserve(chosen->headers.size() + 3);
    if (body && status != 204 && status != 304) {
        x.response.headers.add("Content-Type", body->contentType);
        x.response.sharedBody = body->text;
    }
    for (const HeaderField field : chosen->headers)
        x.response.headers.add(field.name, field.value);
    x.trace.note("response", chosen->code);
    return std::nullopt;
}

} // namespace gw::engine
