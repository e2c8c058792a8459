// Integration card of a route: what gets the message: the kind in plain words, its target, and how it is reached.
#include "core/edit/integration_targets.h"
#include "ui/design/connection_fields.h"
#include "ui/design/integration_fields.h"
#include "ui/design/kind_picker.h"
#include "ui/design/method_facts.h"
#include "ui/design/target_picker.h"
#include "ui/websocket/route_form.h"

#include <memory>

namespace gw::ui {

namespace {

std::vector<KindPicker::Kind> kinds()
{
    return {{QString(), QStringLiteral("stop"), RouteForm::tr("None"),
             RouteForm::tr("Nothing is called: enough for $connect and $disconnect.")},
            {QStringLiteral("AWS_PROXY"), QStringLiteral("function"), RouteForm::tr("Lambda proxy"),
             RouteForm::tr("A Lambda function gets the whole event: connection, route and message.")},
            {QStringLiteral("AWS"), QStringLiteral("cloud"), RouteForm::tr("AWS with mappings"),
             RouteForm::tr("Calls a function with a mapped event, a state machine, or another service.")},
            {QStringLiteral("HTTP_PROXY"), QStringLiteral("globe"), RouteForm::tr("HTTP proxy"),
             RouteForm::tr("Posts messages to a web service as they come.")},
            {QStringLiteral("HTTP"), QStringLiteral("server"), RouteForm::tr("HTTP with mappings"),
             RouteForm::tr("Calls a web service; mappings shape what it gets and what goes back.")},
            {QStringLiteral("MOCK"), QStringLiteral("sparkle"), RouteForm::tr("Mock"),
             RouteForm::tr("Answers by itself: templates give the status and the reply.")}};
}

// A change of kind keeps what the new kind can use.
void setKind(WebSocketRoute& route, const std::string& kind)
{
    if (kind.empty())
        return route.integration.reset();
    Integration integration = route.integration.value_or(Integration{});
    integration.type = integrationTypeFrom(kind).value_or(integration.type);
    const bool isAws = integration.type == IntegrationType::Aws || integration.type == IntegrationType::AwsProxy;
    const bool isMock = integration.type == IntegrationType::Mock;
    integration.httpMethod = isMock ? "" : "POST";
    if (isMock || isAws != integration.uri.starts_with("arn:"))
        integration.uri.clear();
    if (isMock && integration.requestTemplates.empty()) {
        setIn(integration.requestTemplates, "200", "{\"statusCode\": 200}");
        integration.templateSelectionExpression = "200";
    }
    if (!isProxy(integration) && integration.responses.empty())
        integration.responses.emplace_back(); // $default: at least it is needed
    route.integration = std::move(integration);
}

class RouteIntegrationForm final : public RouteForm
{
public:
    RouteIntegrationForm(const Theme& theme, ApplyRouteChange apply, ApplyRouteEdit edit)
        : RouteForm(theme, std::move(apply), std::move(edit))
    {
        addSection(RouteForm::tr("What gets the message"));
        m_kind = add(new KindPicker(theme, kinds()));
        QObject::connect(m_kind, &KindPicker::picked, this, [this](const QString& kind) {
            change(RouteForm::tr("Change Integration"), [&](WebSocketRoute& r) {
                setKind(r, kind.toStdString());
                if (m_project)
                    aimAtOnlyFunction(r.integration, *m_project);
            });
        });
        m_picker = add(new TargetPicker(theme, integrationChanges()));
        QObject::connect(m_picker, &TargetPicker::elementRequested, this, &RouteForm::elementRequested);
        m_target = add(new TargetField(theme, integrationChanges()));
        m_connection =
            std::make_unique<ConnectionFields>(*this, theme, integrationChanges(), ConnectionFields::Tls::Verify);
    }

    void showRoute(const RouteContext& context) override
    {
        const auto& integration = context.route.integration;
        m_project = context.project;
        m_kind->setCurrent(integration ? fromUtf8(toString(integration->type)) : QString());
        const bool hasTarget = integration && integration->type != IntegrationType::Mock;
        m_target->setVisible(hasTarget);
        m_picker->setVisible(hasTarget);
        m_connection->show(integration);
        if (!integration)
            return;
        const RouteStandIn standIn = standInFor(context.definition, context.route);
        m_picker->showIntegration(*integration, methodContextOf(context, standIn));
        m_target->showIntegration(*integration);
    }

private:
    std::shared_ptr<const Project> m_project;
    KindPicker* m_kind;
    TargetPicker* m_picker;
    TargetField* m_target;
    std::unique_ptr<ConnectionFields> m_connection;
};

} // namespace

RouteForm* makeSocketIntegrationForm(const Theme& theme, ApplyRouteChange apply, ApplyRouteEdit edit)
{
    return new RouteIntegrationForm(theme, std::move(apply), std::move(edit));
}

} // namespace gw::ui
