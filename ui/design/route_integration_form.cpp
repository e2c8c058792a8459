// Integration card of a route: what answers: an HTTP endpoint, a Lambda function or an action of an AWS service, and
// how it is reached (reference 2.3).
#include "core/api/integration_subtype.h"
#include "core/edit/integration_targets.h"
#include "ui/design/integration_fields.h"
#include "ui/design/kind_picker.h"
#include "ui/design/method_facts.h"
#include "ui/design/route_forms.h"
#include "ui/design/target_picker.h"

#include <QComboBox>
#include <QLineEdit>

#include <algorithm>

namespace gw::ui {

namespace {

const QString serviceKey = QStringLiteral("SERVICE");

std::vector<KindPicker::Kind> kinds()
{
    return {{QStringLiteral("HTTP_PROXY"), QStringLiteral("globe"), MethodForm::tr("HTTP"),
             MethodForm::tr("Passes requests to a web service and its answers back.")},
            {QStringLiteral("AWS_PROXY"), QStringLiteral("function"), MethodForm::tr("Lambda"),
             MethodForm::tr("A function gets the whole request and makes the answer.")},
            {serviceKey, QStringLiteral("cloud"), MethodForm::tr("AWS service"),
             MethodForm::tr("Sends a message, starts a state machine, puts a record or an event.")},
            {QString(), QStringLiteral("file"), MethodForm::tr("Examples"),
             MethodForm::tr("No backend: answers from the examples of its responses. Here alone, not in AWS.")}};
}

QString kindOf(const std::optional<Integration>& integration)
{
    if (!integration)
        return {};
    return integration->integrationSubtype.empty() ? fromUtf8(toString(integration->type)) : serviceKey;
}

std::vector<ChoiceField::Option> subtypeOptions()
{
    std::vector<ChoiceField::Option> options;
    for (const IntegrationSubtype& subtype : integrationSubtypes())
        options.push_back({fromUtf8(subtype.name), fromUtf8(subtype.name)});
    return options;
}

// A change of kind keeps what the new kind can use.
void setKind(Method& method, const QString& kind)
{
    if (kind.isEmpty()) {
        method.integration.reset();
        return;
    }
    const Integration before = method.integration.value_or(Integration{});
    Integration integration;
    integration.timeoutInMillis = before.timeoutInMillis;
    integration.responseParameters = before.responseParameters;
    if (before.integrationSubtype.empty() && kind != serviceKey)
        integration.requestParameters = before.requestParameters;
    if (kind == serviceKey) {
        integration.type = IntegrationType::AwsProxy;
        integration.payloadFormatVersion = "1.0";
        integration.integrationSubtype = "SQS-SendMessage";
        integration.credentials = before.credentials;
        setIn(integration.requestParameters, "MessageBody", "$request.body");
    } else if (kind == QLatin1String("AWS_PROXY")) {
        integration.type = IntegrationType::AwsProxy;
        integration.httpMethod = "POST";
        integration.payloadFormatVersion = "2.0";
        integration.uri = before.uri.starts_with("arn:") ? before.uri : std::string();
    } else {
        integration.httpMethod = std::string(toString(method.verb));
        integration.payloadFormatVersion = "1.0";
        integration.uri = before.uri.starts_with("arn:") ? std::string() : before.uri;
    }
    method.integration = std::move(integration);
}

// Parameters that the new action has stay.
void setSubtype(Integration& integration, const std::string& name)
{
    const IntegrationSubtype* subtype = findIntegrationSubtype(name);
    integration.integrationSubtype = name;
    std::erase_if(integration.requestParameters, [&](const auto& parameter) {
        return parameter.first != subtypeRegion && (!subtype || !subtype->find(parameter.first));
    });
}

class RouteIntegrationForm final : public MethodForm
{
public:
    RouteIntegrationForm(const Theme& theme, ApplyMethodChange apply) : MethodForm(theme, std::move(apply))
    {
        addSection(MethodForm::tr("What answers"));
        m_kind = add(new KindPicker(theme, kinds()));
        QObject::connect(m_kind, &KindPicker::picked, this, [this](const QString& kind) {
            change(MethodForm::tr("Change Integration"), [&](Method& m) {
                setKind(m, kind);
                aimAtOnlyFunction(m);
            });
        });
        const ApplyMethodChange changes = [this](const QString& name, const MethodChange& c, const QString& field) {
            return change(name, c, field);
        };
        m_subtype = add(new ChoiceField(theme, MethodForm::tr("Action"), subtypeOptions()));
        m_subtype->comboBox()->setObjectName(QStringLiteral("subtype"));
        m_subtype->setHelp(MethodForm::tr("Its parameters stand on the Integration Request card."));
        m_subtype->setCommit(committingIntegration(MethodForm::tr("Change Action"), {}, setSubtype));
        m_picker = add(new TargetPicker(theme, changes));
        QObject::connect(m_picker, &TargetPicker::elementRequested, this, &MethodForm::elementRequested);
        m_target = add(new TargetField(theme, changes));
        buildConnection();
    }

    void showMethod(const MethodContext& context) override
    {
        const auto& integration = context.method.integration;
        m_project = context.project;
        const bool isService = integration && !integration->integrationSubtype.empty();
        const bool isHttp = integration && integration->type == IntegrationType::HttpProxy;
        m_kind->setCurrent(kindOf(integration));
        m_subtype->setVisible(isService);
        m_target->setVisible(integration && !isService);
        m_picker->setVisible(integration && !isService);
        for (QWidget* part : m_httpParts)
            part->setVisible(isHttp);
        m_credentials->setVisible(integration && !isHttp);
        if (!integration)
            return;
        m_subtype->setValue(fromUtf8(integration->integrationSubtype));
        m_picker->showIntegration(*integration, context);
        m_target->showIntegration(*integration);
        m_connection->setValue(integration->connectionType.empty() ? QStringLiteral("INTERNET")
                                                                   : fromUtf8(integration->connectionType));
        const bool isPrivate = isHttp && integration->connectionType == "VPC_LINK";
        m_connectionId->setVisible(isPrivate);
        m_connectionId->setValue(fromUtf8(integration->connectionId));
        m_serverName->setVisible(isPrivate);
        m_serverName->setValue(fromUtf8(integration->serverNameToVerify));
        m_credentials->setValue(fromUtf8(integration->credentials));
        m_credentials->setLabel(isService ? MethodForm::tr("Execution role (required)")
                                          : MethodForm::tr("Execution role"));
        m_credentials->showError(isService && integration->credentials.empty()
                                     ? MethodForm::tr("Amazon API Gateway calls a service only by a role.")
                                     : QString());
    }

private:
    // There is but one function it could mean.
    void aimAtOnlyFunction(Method& method)
    {
        const bool isOpen = method.integration && method.integration->type == IntegrationType::AwsProxy &&
                            method.integration->integrationSubtype.empty() && method.integration->uri.empty();
        if (isOpen && m_project && m_project->functions.size() == 1)
            aimAtFunction(*method.integration, m_project->aws, m_project->functions.front()->name);
    }

    TextField* addCode(const QString& label, const QString& command, const QString& field,
                       std::string Integration::*member)
    {
        auto* line = add(new TextField(m_theme, label, TextField::Kind::CodeLine));
        line->setCommit(
            committingIntegration(command, field, [member](Integration& i, const std::string& v) { i.*member = v; }));
        return line;
    }

    void buildConnection()
    {
        QWidget* head = addSection(MethodForm::tr("Connection"));
        m_connection =
            add(new ChoiceField(m_theme, MethodForm::tr("Reached by"),
                                {{QStringLiteral("INTERNET"), MethodForm::tr("INTERNET: directly")},
                                 {QStringLiteral("VPC_LINK"), MethodForm::tr("VPC_LINK: through a VPC link")}}));
        m_connection->setCommit(
            committingIntegration(MethodForm::tr("Change Connection"), {}, [](Integration& i, const std::string& v) {
                i.connectionType = v == "INTERNET" ? "" : v;
                if (i.connectionType.empty()) {
                    i.connectionId.clear();
                    i.serverNameToVerify.clear();
                }
            }));
        m_connectionId = addCode(MethodForm::tr("VPC link"), MethodForm::tr("Change VPC Link"),
                                 QStringLiteral("connectionId"), &Integration::connectionId);
        m_serverName = addCode(MethodForm::tr("Server name to verify"), MethodForm::tr("Change Server Name"),
                               QStringLiteral("serverName"), &Integration::serverNameToVerify);
        m_serverName->setHelp(MethodForm::tr("Whom the endpoint's certificate must be made out to. Empty: its host."));
        m_credentials = addCode(MethodForm::tr("Execution role"), MethodForm::tr("Change Execution Role"),
                                QStringLiteral("credentials"), &Integration::credentials);
        m_credentials->setPlaceholder(QStringLiteral("arn:aws:iam::123456789012:role/api"));
        m_httpParts = {head, m_connection, m_connectionId, m_serverName};
    }

    std::shared_ptr<const Project> m_project;
    KindPicker* m_kind;
    ChoiceField* m_subtype;
    TargetPicker* m_picker;
    TargetField* m_target;
    ChoiceField* m_connection;
    TextField* m_connectionId;
    TextField* m_serverName;
    TextField* m_credentials;
    std::vector<QWidget*> m_httpParts;
};

} // namespace

MethodForm* makeRouteIntegrationForm(const Theme& theme, ApplyMethodChange apply)
{
    return new RouteIntegrationForm(theme, std::move(apply));
}

} // namespace gw::ui
