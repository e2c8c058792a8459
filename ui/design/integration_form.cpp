// Integration card: what answers: the kind in plain words, its target, and how it is reached.
#include "core/edit/integration_targets.h"
#include "ui/design/binding.h"
#include "ui/design/card_forms.h"
#include "ui/design/connection_fields.h"
#include "ui/design/integration_fields.h"
#include "ui/design/kind_picker.h"
#include "ui/design/method_facts.h"
#include "ui/design/target_picker.h"

#include <memory>

namespace gw::ui {

namespace {

std::vector<KindPicker::Kind> kinds()
{
    return {{QString(), QStringLiteral("file"), MethodForm::tr("Examples"),
             MethodForm::tr("No backend: answers from the examples and schemas of the responses.")},
            {QStringLiteral("HTTP_PROXY"), QStringLiteral("globe"), MethodForm::tr("HTTP proxy"),
             MethodForm::tr("Passes requests to a web service and its answers back, unchanged.")},
            {QStringLiteral("HTTP"), QStringLiteral("server"), MethodForm::tr("HTTP with mappings"),
             MethodForm::tr("Calls a web service; mappings shape the request and the answer.")},
            {QStringLiteral("MOCK"), QStringLiteral("sparkle"), MethodForm::tr("Mock"),
             MethodForm::tr("Answers by itself: templates give the status and the body.")},
            {QStringLiteral("AWS_PROXY"), QStringLiteral("function"), MethodForm::tr("Lambda proxy"),
             MethodForm::tr("A Lambda function gets the whole request and makes the answer.")},
            {QStringLiteral("AWS"), QStringLiteral("cloud"), MethodForm::tr("AWS with mappings"),
             MethodForm::tr("Calls a function with a mapped event, a state machine, or another service.")}};
}

// A change of kind keeps what the new kind can use.
void setKind(Method& method, const std::string& kind)
{
    if (kind.empty()) {
        method.integration.reset();
        return;
    }
    Integration integration = method.integration.value_or(Integration{});
    integration.type = integrationTypeFrom(kind).value_or(integration.type);
    const bool isAws = integration.type == IntegrationType::Aws || integration.type == IntegrationType::AwsProxy;
    if (isAws)
        integration.httpMethod = "POST"; // the verb AWS services are called by
    else if (integration.httpMethod.empty() && integration.type != IntegrationType::Mock)
        integration.httpMethod = std::string(toString(method.verb));
    if (isAws != integration.uri.starts_with("arn:"))
        integration.uri.clear();
    if (integration.type == IntegrationType::Mock) {
        integration.uri.clear();
        if (integration.requestTemplates.empty())
            setIn(integration.requestTemplates, "application/json", "{\"statusCode\": 200}");
    }
    const bool maps = integration.type != IntegrationType::HttpProxy && integration.type != IntegrationType::AwsProxy;
    if (maps && integration.responses.empty()) {
        IntegrationResponse response;
        response.statusCode = "200";
        integration.responses.push_back(response);
    }
    method.integration = integration;
}

class IntegrationForm final : public MethodForm
{
public:
    IntegrationForm(const Theme& theme, ApplyMethodChange apply) : MethodForm(theme, std::move(apply))
    {
        addSection(MethodForm::tr("What answers"));
        m_kind = add(new KindPicker(theme, kinds()));
        QObject::connect(m_kind, &KindPicker::picked, this, [this](const QString& kind) {
            change(MethodForm::tr("Change Integration"), [&](Method& m) {
                setKind(m, kind.toStdString());
                if (m_project)
                    aimAtOnlyFunction(m.integration, *m_project);
            });
        });
        const ApplyMethodChange changes = [this](const QString& name, const MethodChange& c, const QString& field) {
            return change(name, c, field);
        };
        m_picker = add(new TargetPicker(theme, changes));
        QObject::connect(m_picker, &TargetPicker::elementRequested, this, &MethodForm::elementRequested);
        m_target = add(new TargetField(theme, changes));
        m_connection = std::make_unique<ConnectionFields>(*this, theme, changes, ConnectionFields::Tls::Verify);
    }

    void showMethod(const MethodContext& context) override
    {
        const auto& integration = context.method.integration;
        m_project = context.project;
        m_kind->setCurrent(integration ? fromUtf8(toString(integration->type)) : QString());
        const bool hasTarget = integration && integration->type != IntegrationType::Mock;
        m_target->setVisible(hasTarget);
        m_picker->setVisible(hasTarget);
        m_connection->show(integration);
        if (!integration)
            return;
        m_picker->showIntegration(*integration, context);
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

MethodForm* makeIntegrationForm(const Theme& theme, ApplyMethodChange apply)
{
    return new IntegrationForm(theme, std::move(apply));
}

} // namespace gw::ui
