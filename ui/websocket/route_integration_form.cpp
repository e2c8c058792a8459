// Integration card of a route: what gets the message: the kind in plain words, its target, and how it is reached.
#include "core/edit/integration_targets.h"
#include "ui/design/integration_fields.h"
#include "ui/design/kind_picker.h"
#include "ui/design/method_facts.h"
#include "ui/design/target_picker.h"
#include "ui/websocket/route_form.h"

#include <QLineEdit>

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
                aimAtOnlyFunction(r);
            });
        });
        m_picker = add(new TargetPicker(theme, integrationChanges()));
        QObject::connect(m_picker, &TargetPicker::elementRequested, this, &RouteForm::elementRequested);
        m_target = add(new TargetField(theme, integrationChanges()));
        buildConnection();
    }

    void showRoute(const RouteContext& context) override
    {
        const auto& integration = context.route.integration;
        m_project = context.project;
        m_kind->setCurrent(integration ? fromUtf8(toString(integration->type)) : QString());
        const bool hasTarget = integration && integration->type != IntegrationType::Mock;
        const bool isHttp = hasTarget && (integration->type == IntegrationType::Http ||
                                          integration->type == IntegrationType::HttpProxy);
        m_target->setVisible(hasTarget);
        m_picker->setVisible(hasTarget);
        for (QWidget* part : m_httpParts)
            part->setVisible(isHttp);
        m_credentials->setVisible(hasTarget && !isHttp);
        if (!integration)
            return;
        const RouteStandIn standIn = standInFor(context.definition, context.route);
        m_picker->showIntegration(*integration, methodContextOf(context, standIn));
        m_target->showIntegration(*integration);
        m_verify->setValue(!integration->insecureSkipVerification);
        m_connection->setValue(integration->connectionType.empty() ? QStringLiteral("INTERNET")
                                                                   : fromUtf8(integration->connectionType));
        m_connectionId->setVisible(isHttp && integration->connectionType == "VPC_LINK");
        m_connectionId->setValue(fromUtf8(integration->connectionId));
        m_credentials->setValue(fromUtf8(integration->credentials));
    }

private:
    // There is but one function it could mean.
    void aimAtOnlyFunction(WebSocketRoute& route)
    {
        const bool isOpen =
            route.integration && route.integration->type == IntegrationType::AwsProxy && route.integration->uri.empty();
        if (isOpen && m_project && m_project->functions.size() == 1)
            aimAtFunction(*route.integration, m_project->aws, m_project->functions.front()->name);
    }

    void buildConnection()
    {
        QWidget* head = addSection(RouteForm::tr("Connection"));
        m_connection =
            add(new ChoiceField(m_theme, RouteForm::tr("Reached by"),
                                {{QStringLiteral("INTERNET"), RouteForm::tr("INTERNET: directly")},
                                 {QStringLiteral("VPC_LINK"), RouteForm::tr("VPC_LINK: through a VPC link")}}));
        m_connection->setCommit(
            committingIntegration(RouteForm::tr("Change Connection"), {}, [](Integration& i, const std::string& v) {
                i.connectionType = v == "INTERNET" ? "" : v;
                if (i.connectionType.empty())
                    i.connectionId.clear();
            }));
        m_connectionId = add(new TextField(m_theme, RouteForm::tr("VPC link"), TextField::Kind::CodeLine));
        m_connectionId->setCommit(
            committingIntegration(RouteForm::tr("Change VPC Link"), QStringLiteral("connectionId"),
                                  [](Integration& i, const std::string& v) { i.connectionId = v; }));
        m_verify = add(new CheckField(m_theme, RouteForm::tr("Verify the backend's TLS certificate")));
        m_verify->setHelp(RouteForm::tr("Turn it off only for a backend with a certificate of its own making."));
        m_verify->setCommit(committingIntegration(
            RouteForm::tr("Change TLS Verification"), {},
            [](Integration& i, const std::string& v) { i.insecureSkipVerification = v != "true"; }));
        m_credentials = add(new TextField(m_theme, RouteForm::tr("Execution role"), TextField::Kind::CodeLine));
        m_credentials->setPlaceholder(QStringLiteral("arn:aws:iam::123456789012:role/chat"));
        m_credentials->setCommit(
            committingIntegration(RouteForm::tr("Change Execution Role"), QStringLiteral("credentials"),
                                  [](Integration& i, const std::string& v) { i.credentials = v; }));
        m_httpParts = {head, m_connection, m_verify, m_connectionId};
    }

    std::shared_ptr<const Project> m_project;
    KindPicker* m_kind;
    TargetPicker* m_picker;
    TargetField* m_target;
    ChoiceField* m_connection;
    TextField* m_connectionId;
    CheckField* m_verify;
    TextField* m_credentials;
    std::vector<QWidget*> m_httpParts;
};

} // namespace

RouteForm* makeSocketIntegrationForm(const Theme& theme, ApplyRouteChange apply, ApplyRouteEdit edit)
{
    return new RouteIntegrationForm(theme, std::move(apply), std::move(edit));
}

} // namespace gw::ui
