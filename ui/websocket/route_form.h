// RouteForm: base of the six cards' editors of a WebSocket route. A form shows a route and hands every change back as a
// named function over it; nothing is kept in the form but what is being typed.
#pragma once

#include "core/api/project.h"
#include "core/result.h"
#include "gateway-engine/trace/trace.h"
#include "ui/design/binding.h"
#include "ui/design/field.h"
#include "ui/design/form.h"
#include "ui/models/route_stand_in.h"

#include <functional>

namespace gw::ui {

class TemplateSamples;

using RouteChange = std::function<void(WebSocketRoute&)>;
// Applies `change` under `name`. Changes of the same `field` that follow each other are one undo step. Gives the
// refusal in words, or nothing.
using ApplyRouteChange = std::function<QString(const QString& name, const RouteChange& change, const QString& field)>;
// An edit beyond the route.
using RouteProjectEdit = std::function<Result<Project>(Project project, const NodeRef& route)>;
using ApplyRouteEdit = std::function<QString(const QString& name, const RouteProjectEdit& edit)>;

// What a form shows.
struct RouteContext
{
    const Api& api;
    const WebSocketApi& definition;
    const WebSocketRoute& route;
    QString address; // where clients connect now; empty while the gateway is stopped
    std::shared_ptr<const Project> project{};
    NodeRef ref{};
    const TemplateSamples* samples = nullptr; // what templates are tried against
};

class RouteForm : public Form
{
    Q_OBJECT

public:
    RouteForm(const Theme& theme, ApplyRouteChange apply, ApplyRouteEdit applyEdit, QWidget* parent = nullptr)
        : Form(theme, parent), m_apply(std::move(apply)), m_applyEdit(std::move(applyEdit))
    {
    }

    virtual void showRoute(const RouteContext& context) = 0;

signals:
    void elementRequested(const gw::NodeRef& element); // what the route names and its own page shows
    void apiRequested();                               // the settings of its API

protected:
    QString change(const QString& name, const RouteChange& change, const QString& field = {})
    {
        return m_apply(name, change, field);
    }
    QString changeProject(const QString& name, const RouteProjectEdit& edit) { return m_applyEdit(name, edit); }
    Commit committing(const QString& name, const QString& field,
                      std::function<void(WebSocketRoute&, const std::string& value)> set)
    {
        return [this, name, field, set = std::move(set)](const QString& value) {
            return change(
                name, [&](WebSocketRoute& route) { set(route, value.toStdString()); }, field);
        };
    }
    // The same for a value of the integration; a route without one gets none by this.
    Commit committingIntegration(const QString& name, const QString& field,
                                 std::function<void(Integration&, const std::string& value)> set)
    {
        return committing(name, field, [set = std::move(set)](WebSocketRoute& route, const std::string& value) {
            if (route.integration)
                set(*route.integration, value);
        });
    }

    // The editors of methods' integrations, put to work on this route's.
    [[nodiscard]] ApplyMethodChange integrationChanges()
    {
        return [this](const QString& name, const MethodChange& edit, const QString& field) {
            return change(
                name,
                [&](WebSocketRoute& route) {
                    Method method;
                    method.verb = HttpVerb::Post;
                    method.integration = route.integration;
                    edit(method);
                    route.integration = std::move(method.integration);
                },
                field);
        };
    }
    [[nodiscard]] ApplyChange integrationChange()
    {
        return
            [apply = integrationChanges()](const QString& name, const MethodChange& c) { return apply(name, c, {}); };
    }

private:
    ApplyRouteChange m_apply;
    ApplyRouteEdit m_applyEdit;
};

[[nodiscard]] inline MethodContext methodContextOf(const RouteContext& context, const RouteStandIn& standIn)
{
    return {context.api,     standIn.resource, standIn.method, context.address,
            context.project, context.ref,      context.samples};
}

// The editors that the six cards open, a file each.
[[nodiscard]] RouteForm* makeSocketClientForm(const Theme& theme, ApplyRouteChange apply, ApplyRouteEdit edit);
[[nodiscard]] RouteForm* makeSocketRequestForm(const Theme& theme, ApplyRouteChange apply, ApplyRouteEdit edit);
[[nodiscard]] RouteForm* makeSocketIntegrationRequestForm(const Theme& theme, ApplyRouteChange apply,
                                                          ApplyRouteEdit edit);
[[nodiscard]] RouteForm* makeSocketIntegrationForm(const Theme& theme, ApplyRouteChange apply, ApplyRouteEdit edit);
[[nodiscard]] RouteForm* makeSocketIntegrationResponseForm(const Theme& theme, ApplyRouteChange apply,
                                                           ApplyRouteEdit edit);
[[nodiscard]] RouteForm* makeSocketResponseForm(const Theme& theme, ApplyRouteChange apply, ApplyRouteEdit edit);
[[nodiscard]] RouteForm* makeSocketCardForm(engine::Card card, const Theme& theme, ApplyRouteChange apply,
                                            ApplyRouteEdit edit);

} // namespace gw::ui
