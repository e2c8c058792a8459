// Card → form.
#include "ui/design/card_forms.h"

namespace gw::ui {

MethodForm* makeCardForm(engine::Card card, const Theme& theme, ApplyMethodChange apply)
{
    switch (card) {
    case engine::Card::Client:
        return makeClientForm(theme, std::move(apply));
    case engine::Card::MethodRequest:
        return makeMethodRequestForm(theme, std::move(apply));
    case engine::Card::IntegrationRequest:
        return makeIntegrationRequestForm(theme, std::move(apply));
    case engine::Card::Integration:
        return makeIntegrationForm(theme, std::move(apply));
    case engine::Card::IntegrationResponse:
        return makeIntegrationResponseForm(theme, std::move(apply));
    case engine::Card::MethodResponse:
        return makeMethodResponseForm(theme, std::move(apply));
    }
    return nullptr;
}

} // namespace gw::ui
