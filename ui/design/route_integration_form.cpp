// Integration card of a route: what answers: an HTTP endpoint, a Lambda function or an action of an AWS service, and
// how it is reached (reference 2.3).
#include "core/api/integration_subtype.h"
#include "core/edit/integration_targets.h"
#include "ui/design/connection_fields.h"
#include "ui/design/integration_fields.h"
#include "ui/design/kind_picker.h"
#include "ui/design/method_facts.h"
#include "ui/design/route_forms.h"
#include "ui/design/target_picker.h"

#include <QComboBox>

#include <algorithm>
#include <memory>

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
                if (m_project)
                    aimAtOnlyFunction(m.integration, *m_project);
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
        m_connection = std::make_unique<ConnectionFields>(*this, theme, changes, ConnectionFields::Tls::ServerName);
    }

    void showMethod(const MethodContext& context) override
    {
        const auto& integration = context.method.integration;
        m_project = context.project;
        const bool isService = integration && !integration->integrationSubtype.empty();
        m_kind->setCurrent(kindOf(integration));
        m_subtype->setVisible(isService);
        m_target->setVisible(integration && !isService);
        m_picker->setVisible(integration && !isService);
        m_connection->show(integration);
        if (!integration)
            return;
        m_subtype->setValue(fromUtf8(integration->integrationSubtype));
        m_picker->showIntegration(*integration, context);
        m_target->showIntegration(*integration);
        TextField* role = m_connection->credentials();
        role->setLabel(isService ? MethodForm::tr("Execution role (required)") : MethodForm::tr("Execution role"));
        role->showError(isService && integration->credentials.empty()
                            ? MethodForm::tr("Amazon API Gateway calls a service only by a role.")
                            : QString());
    }

private:
    std::shared_ptr<const Project> m_project;
    KindPicker* m_kind;
    ChoiceField* m_subtype;
    TargetPicker* m_picker;
    TargetField* m_target;
    std::unique_ptr<ConnectionFields> m_connection;
};

} // namespace

MethodForm* makeRouteIntegrationForm(const Theme& theme, ApplyMethodChange apply)
{
    return new RouteIntegrationForm(theme, std::move(apply));
}

} // namespace gw::ui
