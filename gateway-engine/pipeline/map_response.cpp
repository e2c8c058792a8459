#include "gateway-engine/pipeline/map_response.h"

#include "gateway-engine/compile/program.h"
#include "gateway-engine/http/media_type.h"
#include "gateway-engine/pipeline/body_json.h"
#include "gateway-engine/pipeline/configuration_fault.h"
#include "gateway-engine/pipeline/header_rules.h"
#include "gateway-engine/pipeline/overrides.h"
#include "gateway-engine/websocket/selected_values.h"

namespace gw::engine {

namespace {

std::optional<Fault> mapHeaders(Exchange& x, const ResponseMapping& mapping)
{
    SourceInput input{x};
    BodyJson body;
    if (mapping.readsBody) {
        body = bodyAsJson(x.endpointResponse.bodyText());
        if (!body.problem.empty()) {
            x.trace.note("no JSON", body.problem);
            return configurationFault("Invalid JSON in the integration response body");
        }
        input.endpointBody = body.value.get();
    }
    for (const auto& [name, source] : mapping.headers)
        if (const auto sent = nameWhenMapped(name))
            if (auto value = source.value(input))
                x.response.headers.set(*sent, fieldValue(*std::move(value)));
    return std::nullopt;
}

void applyOverrides(Exchange& x)
{
    const json::Value& overrides = x.overrides->response;
    x.response.status = static_cast<int>(overrides["status"].toInt(x.response.status));
    forEachOverride(overrides["header"], [&](const std::string& name, const std::vector<std::string>& values) {
        if (!isFieldName(name)) {
            x.trace.note("not overridden", "\"" + name.substr(0, 100) + "\" is no header name");
            return;
        }
        const auto sent = nameWhenMapped(name);
        if (!sent)
            return;
        x.response.headers.remove(*sent);
        for (const std::string& value : values)
            x.response.headers.add(*sent, fieldValue(value));
    });
}

// How a body that is encoded already looks is nobody's business here: its bytes pass.
bool isEncoded(const Headers& headers)
{
    const auto coding = headers.find("Content-Encoding");
    return coding && !equalsIgnoreCase(*coding, "identity");
}

PayloadForm convert(Exchange& x, Response& response, ContentHandling handling)
{
    if (isEncoded(response.headers))
        return PayloadForm::Bytes;
    const BinaryMediaTypes& binary = x.program->binaryMediaTypes;
    const auto type = response.headers.find("Content-Type");
    const bool isBinary = type && !binary.empty() && binary.matches(*type);
    const bool acceptsBinary = !binary.empty() && binary.matches(firstMediaType(x.request.headers.get("Accept")));
    const PayloadForm form = convertResponsePayload(response.body, isBinary, acceptsBinary, handling);
    if (form == PayloadForm::Repaired && x.trace.isOn())
        x.trace.note("content handling", repairNote(type.value_or(std::string_view())));
    return form;
}

// Integration responses of WebSocket APIs have no status of their own.
int statusOf(const Response& answer)
{
    constexpr int badGateway = 502;
    return answer.headers.has("X-Amz-Function-Error") ? badGateway : answer.status;
}

const MappingTemplate* templateFor(Exchange& x, const ResponseMapping& mapping)
{
    return mapping.templateSelection ? mapping.templates.forKey(selected(*mapping.templateSelection, x))
                                     : mapping.templates.forAccept(x.request.headers.get("Accept"));
}

// What a function that failed says of it; empty for one that did not.
std::string errorMessageOf(const Response& answer)
{
    if (!answer.headers.has("X-Amz-Function-Error"))
        return {};
    const auto error = bodyAsJson(answer.bodyText());
    return error.value ? std::string((*error.value)["errorMessage"].toString()) : std::string();
}

} // namespace

// In place: most answers pass as they are.
void passAnswerHeaders(Response& response)
{
    bool hasContentType = false;
    response.headers.reserve(response.headers.size() + 3, response.headers.bytes() + 240); // two ids, a few renamed
    response.headers.prefixEach([&](const HeaderField& field) -> std::optional<std::string_view> {
        hasContentType = hasContentType || equalsIgnoreCase(field.name, "Content-Type");
        switch (proxyResponseRule(field.name)) {
        case ResponseHeaderRule::Drop:
            return std::nullopt;
        case ResponseHeaderRule::Remap:
            return remappedPrefix;
        case ResponseHeaderRule::Pass:
            break;
        }
        return std::string_view();
    });
    if (!hasContentType && !response.bodyText().empty())
        response.headers.add("Content-Type", "application/json"); // the service's default (reference 1.6)
}

void addTraceId(Exchange& x)
{
    constexpr std::string_view name = "X-Amzn-Trace-Id";
    const auto given = x.endpointResponse.headers.find(name);
    const std::string_view id = given ? *given : x.endpointRequest.headers.get(name);
    if (!id.empty())
        x.response.headers.add(name, id);
}

tl::expected<const ResponseMapping*, Fault> MapResponse::select(const Exchange& x) const
{
    const std::string subject = m_subject == SelectionSubject::Status ? std::to_string(x.endpointResponse.status)
                                                                      : errorMessageOf(x.endpointResponse);
    const ResponseMapping* fallback = nullptr;
    for (const ResponseMapping& mapping : m_mappings) {
        if (!mapping.pattern) {
            fallback = fallback ? fallback : &mapping;
            continue;
        }
        switch (mapping.pattern->match(subject)) {
        case Pattern::Match::Yes:
            return &mapping;
        case Pattern::Match::TooHard:
            return tl::unexpected(configurationFault("The selection pattern \"" + mapping.patternText +
                                                     "\" takes too many steps to match"));
        case Pattern::Match::No:
            break;
        }
    }
    if (!fallback)
        return tl::unexpected(configurationFault("No match for output mapping and no default output mapping "
                                                 "configured. Endpoint Response Status Code: " +
                                                 std::to_string(x.endpointResponse.status)));
    return fallback;
}

std::optional<Fault> MapResponse::run(Exchange& x) const
{
    if (!x.endpointRequest.endpoint.host.empty()) // MOCK has no endpoint that said something
        x.trace.in(x.trace.lastMessage());
    const auto selected = select(x);
    if (!selected)
        return selected.error();
    const ResponseMapping& mapping = **selected;
    if (x.trace.isOn()) {
        x.trace.note("selected", mapping.pattern ? "by pattern " + mapping.patternText : "default");
        x.trace.note("status", std::to_string(mapping.status));
    }
    if (!mapping.hasMethodResponse)
        return configurationFault("Output mapping refers to an invalid method response: " +
                                  std::to_string(mapping.status));
    x.response.status = mapping.status != 0 ? mapping.status : statusOf(x.endpointResponse);
    if (m_tellsTraceId)
        addTraceId(x);
    const auto* chosen = templateFor(x, mapping);
    const bool isNamedByType = chosen && !mapping.templateSelection;
    x.response.headers.add("Content-Type", isNamedByType ? std::string_view(chosen->contentType) : "application/json");
    if (auto fault = mapHeaders(x, mapping))
        return fault;
    if (auto fault = mapBody(x, mapping, chosen))
        return fault;
    if (x.overrides)
        applyOverrides(x);
    return std::nullopt;
}

std::optional<Fault> MapResponse::mapBody(Exchange& x, const ResponseMapping& mapping, const MappingTemplate* chosen)
{
    const PayloadForm form = convert(x, x.endpointResponse, mapping.contentHandling);
    if (form == PayloadForm::Broken)
        return configurationFault("Unable to base64 decode the body.");
    if (!chosen) {
        x.response.body = std::move(x.endpointResponse.body);
        return std::nullopt;
    }
    if (form == PayloadForm::Bytes)
        return configurationFault("Unable to transform response");
    auto output = render(*chosen, x, x.endpointResponse.body);
    if (!output)
        return configurationFault("Unable to transform response: " + output.error().message);
    x.response.body = *std::move(output);
    return std::nullopt;
}

std::optional<Fault> PassResponse::run(Exchange& x) const
{
    x.trace.in(x.trace.lastMessage());
    if (convert(x, x.endpointResponse, ContentHandling::Unset) == PayloadForm::Broken)
        return configurationFault("Unable to base64 decode the body.");
    x.response = std::move(x.endpointResponse);
    passAnswerHeaders(x.response);
    return std::nullopt;
}

} // namespace gw::engine
