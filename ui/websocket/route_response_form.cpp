// Route Response card: whether the integration's answer goes back to the client (reference 3.3), and its models.
#include "core/edit/edits_websocket.h"
#include "ui/websocket/model_map.h"
#include "ui/websocket/route_form.h"
#include "ui/widgets/tone_label.h"

#include <QCheckBox>

namespace gw::ui {

namespace {

QString explanation(const WebSocketRoute& route)
{
    if (route.routeKey == connectKey)
        return RouteForm::tr("The status of the integration's answer accepts or refuses the handshake. A function may "
                             "choose the sub-protocol by the header Sec-WebSocket-Protocol of its answer.");
    if (route.routeKey == disconnectKey)
        return RouteForm::tr("The connection is closed: nothing is sent back.");
    return RouteForm::tr("One-way routes answer nothing but errors. Either way, the program behind the route may send "
                         "messages at any time by the @connections address.");
}

class RouteResponseForm final : public RouteForm
{
public:
    RouteResponseForm(const Theme& theme, ApplyRouteChange apply, ApplyRouteEdit edit)
        : RouteForm(theme, std::move(apply), std::move(edit))
    {
        addSection(RouteForm::tr("Reply"));
        m_twoWay =
            add(new CheckField(theme, RouteForm::tr("Send the integration's answer back to the client (two-way)")));
        m_twoWay->checkBox()->setObjectName(QStringLiteral("twoWay"));
        m_twoWay->setCommit([this](const QString& value) {
            const bool isTwoWay = value == QLatin1String("true");
            return changeProject(isTwoWay ? RouteForm::tr("Make Route Two-way") : RouteForm::tr("Make Route One-way"),
                                 [isTwoWay](Project p, const NodeRef& at) {
                                     return setTwoWay(std::move(p), at.api, at.route, isTwoWay);
                                 });
        });
        m_explanation = add(new ToneLabel(theme, tone::muted));
        m_explanation->setWordWrap(true);
        m_parts.push_back(addSection(RouteForm::tr("Models of the reply"),
                                     RouteForm::tr("For those who read the design; replies are not checked.")));
        m_models = add(
            new ModelMap(theme, RouteForm::tr("Response models"), [this](const QString& name, const StringMap& models) {
                return change(name, [&](WebSocketRoute& r) {
                    if (r.routeResponses.empty())
                        r.routeResponses.emplace_back();
                    r.routeResponses.front().responseModels = models;
                });
            }));
        m_parts.push_back(m_models);
    }

    void showRoute(const RouteContext& context) override
    {
        const WebSocketRoute& route = context.route;
        const bool isMessage = route.routeKey != connectKey && route.routeKey != disconnectKey;
        m_twoWay->setVisible(isMessage);
        m_twoWay->setValue(route.isTwoWay());
        m_explanation->setText(explanation(route));
        for (QWidget* part : m_parts)
            part->setVisible(isMessage && route.isTwoWay());
        m_models->showModels(context.definition.models,
                             route.routeResponses.empty() ? StringMap{} : route.routeResponses.front().responseModels);
    }

private:
    CheckField* m_twoWay;
    ToneLabel* m_explanation;
    ModelMap* m_models;
    std::vector<QWidget*> m_parts;
};

} // namespace

RouteForm* makeSocketResponseForm(const Theme& theme, ApplyRouteChange apply, ApplyRouteEdit edit)
{
    return new RouteResponseForm(theme, std::move(apply), std::move(edit));
}

} // namespace gw::ui
