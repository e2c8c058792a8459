#include "gateway-engine/pipeline/validate_request.h"

#include "core/json/text.h"
#include "gateway-engine/http/media_type.h"
#include "gateway-engine/http/uri.h"
#include "gateway-engine/pipeline/configuration_fault.h"

#include <algorithm>

namespace gw::engine {

namespace {

constexpr std::string_view defaultKey = "$default";
constexpr std::string_view unreadable = "Unknown error parsing request body";

bool isBlank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos;
}

bool isSent(const Exchange& x, const RequestValidation::RequiredParameter& parameter)
{
    switch (parameter.location) {
    case ParameterLocation::Header:
        return !isBlank(x.request.headers.findLast(parameter.name).value_or(std::string_view()));
    case ParameterLocation::QueryString: {
        const std::vector<std::string> values = queryValues(x.request.query(), parameter.name);
        return !values.empty() && !isBlank(values.back());
    }
    case ParameterLocation::Path:
        return std::any_of(x.pathParameters.begin(), x.pathParameters.end(), [&parameter](const auto& entry) {
            return entry.first == parameter.name && !isBlank(percentDecoded(entry.second));
        });
    case ParameterLocation::Cookie: // the service knows none
        break;
    }
    return true;
}

std::string describe(const RequestValidation::RequiredParameter& parameter)
{
    const char* place = parameter.location == ParameterLocation::Header ? "header "
                        : parameter.location == ParameterLocation::Path ? "path parameter "
                                                                        : "query string parameter ";
    return place + parameter.name;
}

void note(Exchange& x, const Violation& violation)
{
    x.trace.note(violation.pointer.empty() ? "body" : "body " + violation.pointer, violation.message);
}

// The service's own sentence, as execution logs have it.
Fault bodyFault(Exchange& x, std::string_view contentType, const std::vector<Violation>& violations)
{
    Fault fault{GatewayResponseType::BadRequestBody};
    fault.duringExecution = true;
    fault.validationErrorString = validationErrorString(violations);
    fault.reason = "Request body does not match model schema for content type " +
                   std::string(contentType.substr(0, 200)) + ": " + fault.validationErrorString;
    if (x.trace.isOn())
        for (const Violation& violation : violations) {
            note(x, violation);
            for (const Violation& cause : violation.causes)
                note(x, cause);
        }
    return fault;
}

} // namespace

std::optional<Fault> ValidateRequest::run(Exchange& x) const
{
    if (x.trace.isOn())
        x.trace.note("validator", m_validation.validator);
    if (auto fault = checkParameters(x))
        return fault;
    return checkBody(x);
}

std::optional<Fault> ValidateRequest::checkParameters(Exchange& x) const
{
    std::string names;
    for (const RequestValidation::RequiredParameter& parameter : m_validation.parameters) {
        if (isSent(x, parameter))
            continue;
        names.append(names.empty() ? "" : ", ").append(parameter.name);
        if (x.trace.isOn())
            x.trace.note(describe(parameter), "required, but not sent or blank");
    }
    if (names.empty())
        return std::nullopt;
    Fault fault{GatewayResponseType::BadRequestParameters};
    fault.message = "Missing required request parameters: [" + names + "]";
    fault.reason = fault.message;
    fault.duringExecution = true;
    return fault;
}

const RequestValidation::Model* ValidateRequest::modelFor(std::string_view contentType) const
{
    const auto named = [this](std::string_view key) {
        const auto found = std::find_if(m_validation.models.begin(), m_validation.models.end(),
                                        [key](const auto& model) { return equalsIgnoreCase(model.contentType, key); });
        return found == m_validation.models.end() ? nullptr : &*found;
    };
    const RequestValidation::Model* model = named(contentType);
    return model ? model : named(defaultKey);
}

std::optional<Fault> ValidateRequest::checkBody(Exchange& x) const
{
    if (m_validation.models.empty())
        return std::nullopt;
    std::string_view contentType = bareMediaType(x.request.headers.findLast("Content-Type").value_or(""));
    if (contentType.empty())
        contentType = "application/json";
    const RequestValidation::Model* model = modelFor(contentType);
    if (x.trace.isOn())
        x.trace.note("model", !model                ? "none for " + std::string(contentType.substr(0, 200))
                              : model->name.empty() ? "of " + model->contentType
                                                    : model->name);
    if (!model)
        return std::nullopt;
    if (!model->schema)
        return configurationFault(model->problem);
    // An empty body is validated as {}.
    const bool isEmpty = isBlank(x.request.body);
    Result<json::Value> body = isEmpty ? json::Value::object() : json::readJson(x.request.body);
    if (!body) {
        const Diagnostic& error = body.error();
        if (x.trace.isOn())
            x.trace.note("no JSON", error.message + " (line " + std::to_string(error.position.line) + ", column " +
                                        std::to_string(error.position.column) + ")");
        return bodyFault(x, contentType, {{"", std::string(unreadable)}});
    }
    const std::vector<Violation> violations = model->schema->validate(*body);
    if (!violations.empty())
        return bodyFault(x, contentType, violations);
    if (!isEmpty)
        x.requestJson = std::make_shared<const json::Value>(*std::move(body));
    return std::nullopt;
}

} // namespace gw::engine
