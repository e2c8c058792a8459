// Card → form of a route.
#include "ui/websocket/route_form.h"

namespace gw::ui {

RouteForm* makeSocketCardForm(engine::Card card, const Theme& theme, ApplyRouteChange apply, ApplyRouteEdit edit)
{
    switch (card) {
    case engine::Card::Client:
        return makeSocketClientForm(theme, std::move(apply), std::move(edit));
    case engine::Card::MethodRequest:
        return makeSocketRequestForm(theme, std::move(apply), std::move(edit));
    case engine::Card::IntegrationRequest:
        return makeSocketIntegrationRequestForm(theme, std::move(apply), std::move(edit));
    case engine::Card::Integration:
        return makeSocketIntegrationForm(theme, std::move(apply), std::move(edit));
    case engine::Card::IntegrationResponse:
        return makeSocketIntegrationResponseForm(theme, std::move(apply), std::move(edit));
    case engine::Card::MethodResponse:
        return makeSocketResponseForm(theme, std::move(apply), std::move(edit));
    }
    return nullptr;
}

} // namespace gw::ui
