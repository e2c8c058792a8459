// Card → form.
#include "ui/design/route_forms.h"

#include "ui/design/card_forms.h"

namespace gw::ui {

MethodForm* makeRouteForm(engine::Card card, const Theme& theme, ApplyMethodChange apply)
{
    switch (card) {
    case engine::Card::Client:
        return makeClientForm(theme, std::move(apply));
    case engine::Card::MethodRequest:
        return makeRouteRequestForm(theme, std::move(apply));
    case engine::Card::IntegrationRequest:
        return makeRouteIntegrationRequestForm(theme, std::move(apply));
    case engine::Card::Integration:
        return makeRouteIntegrationForm(theme, std::move(apply));
    case engine::Card::IntegrationResponse:
        return makeRouteIntegrationResponseForm(theme, std::move(apply));
    case engine::Card::MethodResponse:
        return makeRouteResponseForm(theme, std::move(apply));
    }
    return nullptr;
}

} // namespace gw::ui
