// Validates messages.
#include "gateway-engine/websocket/validate_message.h"

#include "gateway-engine/pipeline/configuration_fault.h"
#include "gateway-engine/websocket/selected_values.h"

#include <algorithm>

namespace gw::engine {

namespace {

constexpr std::string_view defaultKey = "$default";

Fault badBody(Exchange& x, const std::vector<Violation>& violations)
{
    Fault fault{GatewayResponseType::BadRequestBody};
    fault.message = "Bad request body";
    fault.duringExecution = true;
    fault.validationErrorString = validationErrorString(violations);
    fault.reason = "The message does not match the model: " + fault.validationErrorString;
    if (x.trace.isOn())
        for (const Violation& violation : violations)
            x.trace.note(violation.pointer.empty() ? "body" : "body " + violation.pointer, violation.message);
    return fault;
}

} // namespace

const MessageValidation::Model* ValidateMessage::modelFor(Exchange& x) const
{
    const auto named = [this](std::string_view key) {
        const auto found = std::find_if(m_validation.models.begin(), m_validation.models.end(),
                                        [key](const auto& model) { return model.key == key; });
        return found == m_validation.models.end() ? nullptr : &*found;
    };
    const std::string key = m_validation.selection ? selected(*m_validation.selection, x) : std::string(defaultKey);
    const MessageValidation::Model* model = named(key);
    return model ? model : named(defaultKey);
}

std::optional<Fault> ValidateMessage::run(Exchange& x) const
{
    const MessageValidation::Model* model = modelFor(x);
    if (x.trace.isOn())
        x.trace.note("model", model ? model->name : "none");
    if (!model)
        return std::nullopt;
    if (!model->schema)
        return configurationFault(model->problem);
    const json::Value* body = messageJson(x);
    if (!body)
        return badBody(x, {{"", "Unknown error parsing request body"}});
    const std::vector<Violation> violations = model->schema->validate(*body);
    return violations.empty() ? std::nullopt : std::optional(badBody(x, violations));
}

} // namespace gw::engine
