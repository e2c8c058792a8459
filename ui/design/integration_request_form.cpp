// Integration Request card: what is sent to the backend: verb, target, time-out, mappings and templates.
#include "ui/design/binding.h"
#include "ui/design/card_forms.h"
#include "ui/design/integration_fields.h"
#include "ui/design/method_facts.h"
#include "ui/models/integration_checks.h"
#include "ui/widgets/empty_state.h"

#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

namespace gw::ui {

namespace {

std::vector<ChoiceField::Option> verbOptions()
{
    std::vector<ChoiceField::Option> options{{{}, MethodForm::tr("Not set")}};
    for (const HttpVerb verb : allHttpVerbs)
        options.push_back({fromUtf8(toString(verb)), verb == HttpVerb::Any ? MethodForm::tr("ANY (the client's verb)")
                                                                           : fromUtf8(toString(verb))});
    return options;
}

class IntegrationRequestForm final : public MethodForm
{
public:
    IntegrationRequestForm(const Theme& theme, ApplyMethodChange apply) : MethodForm(theme, std::move(apply))
    {
        m_none = add(
            makeNoIntegration(theme, [this](const MethodChange& c) { change(MethodForm::tr("Add Integration"), c); }));
        m_parts.push_back(addSection(MethodForm::tr("What is sent on")));
        buildTarget();
        m_mappingsHead = addSection(MethodForm::tr("Parameter mappings"),
                                    MethodForm::tr("Where each part of the backend's request comes from."));
        m_parts.push_back(m_mappingsHead);
        buildMappings();
    }

    void showMethod(const MethodContext& context) override
    {
        const auto& integration = context.method.integration;
        m_none->setVisible(!integration);
        for (QWidget* part : m_parts)
            part->setVisible(integration.has_value());
        if (integration)
            showIntegration(*integration, context.method);
    }

private:
    void showIntegration(const Integration& integration, const Method& method)
    {
        const bool isMock = integration.type == IntegrationType::Mock;
        m_type->setValue(fromUtf8(toString(integration.type)));
        m_verb->setValue(fromUtf8(integration.httpMethod));
        m_uri->showIntegration(integration);
        m_timeout->setValue(integration.timeoutInMillis ? QString::number(*integration.timeoutInMillis) : QString());
        m_verb->setVisible(!isMock);
        m_uri->setVisible(!isMock);
        m_timeout->setVisible(!isMock);
        m_mappings->model()->setChoices(1, sourcesOf(method));
        m_mappings->setRows(rowsOf(integration.requestParameters));
        for (QWidget* part : m_templateParts)
            part->setVisible(!isProxy(integration));
        m_passthrough->setValue(fromUtf8(toString(integration.passthroughBehavior)));
        m_templates->setPages(pagesOf(integration.requestTemplates));
    }

    void buildTarget()
    {
        m_type = new ChoiceField(m_theme, MethodForm::tr("Integration type"), typeOptions());
        m_type->setCommit(committingIntegration(
            MethodForm::tr("Change Integration Type"), {},
            [](Integration& i, const std::string& v) { i.type = integrationTypeFrom(v).value_or(i.type); }));
        m_verb = new ChoiceField(m_theme, MethodForm::tr("HTTP method"), verbOptions());
        m_verb->setCommit(committingIntegration(MethodForm::tr("Change Integration Method"), {},
                                                [](Integration& i, const std::string& v) { i.httpMethod = v; }));
        m_timeout = new TextField(m_theme, MethodForm::tr("Time-out (ms)"));
        m_timeout->setPlaceholder(QStringLiteral("29000"));
        m_timeout->setCommit([this](const QString& value) {
            if (const QString problem = timeoutProblem(value); !problem.isEmpty())
                return problem;
            return change(
                MethodForm::tr("Change Time-out"),
                [&](Method& m) {
                    if (m.integration)
                        m.integration->timeoutInMillis = value.isEmpty() ? std::nullopt : std::optional(value.toInt());
                },
                QStringLiteral("timeout"));
        });
        addRow({m_type, m_verb, m_timeout});
        m_uri = add(new TargetField(m_theme, [this](const QString& name, const MethodChange& c, const QString& field) {
            return change(name, c, field);
        }));
        m_parts.insert(m_parts.end(), {m_type, m_verb, m_timeout, m_uri});
    }

    void buildMappings()
    {
        using Kind = TableColumn::Kind;
        m_mappings = add(new TableEditor(
            m_theme, {}, MethodForm::tr("mapping"), MethodForm::tr("No parameter is mapped."),
            {{MethodForm::tr("Sets"), Kind::Code, {}, 1}, {MethodForm::tr("From"), Kind::Code, {}, 1}}));
        m_mappings->view()->setAccessibleName(MethodForm::tr("Request parameter mappings"));
        m_mappings->setNewRow({QStringLiteral("integration.request.querystring.name"), {}});
        const ApplyChange apply = [this](const QString& name, const MethodChange& c) { return change(name, c); };
        m_mappings->setEdits(mapEdits(apply, MethodForm::tr("Edit Request Mappings"), [](Method& m) {
            return m.integration ? &m.integration->requestParameters : nullptr;
        }));
        QWidget* head =
            addSection(MethodForm::tr("Body templates"),
                       MethodForm::tr("Templates that make the backend's body, by the request's content type."));
        m_passthrough = add(new ChoiceField(
            m_theme, MethodForm::tr("A request without a matching template"),
            {{QStringLiteral("WHEN_NO_MATCH"), MethodForm::tr("WHEN_NO_MATCH: its body goes on as it is")},
             {QStringLiteral("WHEN_NO_TEMPLATES"),
              MethodForm::tr("WHEN_NO_TEMPLATES: goes on only if there is no template at all")},
             {QStringLiteral("NEVER"), MethodForm::tr("NEVER: is refused with 415")}}));
        m_passthrough->setCommit(committingIntegration(
            MethodForm::tr("Change Passthrough Behavior"), {}, [](Integration& i, const std::string& v) {
                i.passthroughBehavior = passthroughBehaviorFrom(v).value_or(i.passthroughBehavior);
            }));
        m_templates = add(new ContentEditor(m_theme, {}, MethodForm::tr("No template."), {MethodForm::tr("Template")}));
        m_templates->setEdits(templateEdits(apply, MethodForm::tr("Edit Request Templates"), [](Method& m) {
            return m.integration ? &m.integration->requestTemplates : nullptr;
        }));
        m_parts.push_back(m_mappings);
        m_templateParts = {head, m_passthrough, m_templates};
        m_parts.insert(m_parts.end(), m_templateParts.begin(), m_templateParts.end());
    }

    // What a mapping may take its value from, for completion.
    static QStringList sourcesOf(const Method& method)
    {
        QStringList sources{QStringLiteral("context.requestId"), QStringLiteral("context.identity.sourceIp"),
                            QStringLiteral("method.request.body")};
        for (const Parameter& parameter : method.requestParameters) {
            const QString name = fromUtf8(parameter.name);
            if (parameter.location == ParameterLocation::Path)
                sources << QStringLiteral("method.request.path.") + name;
            else if (parameter.location == ParameterLocation::Header)
                sources << QStringLiteral("method.request.header.") + name;
            else if (parameter.location == ParameterLocation::QueryString)
                sources << QStringLiteral("method.request.querystring.") + name;
        }
        return sources;
    }

    QWidget* m_none;
    std::vector<QWidget*> m_parts;
    std::vector<QWidget*> m_templateParts;
    QWidget* m_mappingsHead;
    ChoiceField* m_type;
    ChoiceField* m_verb;
    TextField* m_timeout;
    TargetField* m_uri;
    TableEditor* m_mappings;
    ChoiceField* m_passthrough;
    ContentEditor* m_templates;
};

} // namespace

MethodForm* makeIntegrationRequestForm(const Theme& theme, ApplyMethodChange apply)
{
    return new IntegrationRequestForm(theme, std::move(apply));
}

} // namespace gw::ui
