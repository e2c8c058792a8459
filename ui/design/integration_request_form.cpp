// Integration Request card: what is sent to the backend: verb, target, time-out, mappings and templates.
#include "ui/design/binding.h"
#include "ui/design/card_forms.h"
#include "ui/design/integration_fields.h"
#include "ui/design/method_facts.h"
#include "ui/design/template_editor.h"
#include "ui/models/integration_checks.h"
#include "ui/models/mapping_checks.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/tone_label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

#include <algorithm>

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
        m_parts.push_back(addSection(MethodForm::tr("What is sent on")));
        m_none = add(makeNoIntegration(theme, [this](const MethodChange& c) {
            change(MethodForm::tr("Add Integration"), c);
        })); // in place of all of it
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
        m_unmappedBar->setVisible(false);
        if (integration)
            showIntegration(*integration, context);
    }

private:
    void showIntegration(const Integration& integration, const MethodContext& context)
    {
        const bool isMock = integration.type == IntegrationType::Mock;
        m_type->setValue(fromUtf8(toString(integration.type)));
        m_verb->setValue(fromUtf8(integration.httpMethod));
        m_uri->showIntegration(integration);
        m_timeout->setValue(integration.timeoutInMillis ? QString::number(*integration.timeoutInMillis) : QString());
        m_verb->setVisible(!isMock);
        m_uri->setVisible(!isMock);
        m_timeout->setVisible(!isMock);
        showUnmapped(integration, context.resource);
        const MappingScope scope = mappingScope(context.api, context.method);
        m_mappings->model()->setChoices(0, requestTargets(scope));
        m_mappings->model()->setChoices(1, requestSources(scope));
        m_mappings->setRows(rowsOf(integration.requestParameters));
        m_mappings->setCheck([scope](const QStringList& row, int column) {
            return column == 0 ? requestTargetProblem(scope, row.value(0)) : requestSourceProblem(scope, row.value(1));
        });
        m_handling->setValue(fromUtf8(toString(integration.contentHandling)));
        for (QWidget* part : m_templateParts)
            part->setVisible(!isProxy(integration));
        m_passthrough->setValue(fromUtf8(toString(integration.passthroughBehavior)));
        m_templates->showTemplates(context, {}, pagesOf(integration.requestTemplates));
    }

    // {names} of the target that no mapping fills, with a button that maps them from the path.
    void showUnmapped(const Integration& integration, const Resource& resource)
    {
        m_unmapped = unmappedUriVariables(integration);
        QStringList names;
        for (const std::string& name : m_unmapped)
            names << QStringLiteral("{%1}").arg(fromUtf8(name));
        m_unmappedBar->setVisible(!m_unmapped.empty());
        m_unmappedText->setText(MethodForm::tr("No mapping fills %1 of the target.").arg(names.join(", ")));
        m_map->setVisible(std::all_of(m_unmapped.begin(), m_unmapped.end(), [&](const std::string& name) {
            return resource.path.find("{" + name + "}") != std::string::npos ||
                   resource.path.find("{" + name + "+}") != std::string::npos;
        }));
    }

    void mapFromPath()
    {
        change(MethodForm::tr("Map Path Parameters"), [&](Method& method) {
            for (const std::string& name : m_unmapped)
                if (method.integration)
                    setIn(method.integration->requestParameters, "integration.request.path." + name,
                          "method.request.path." + name);
        });
    }

    void buildUnmapped()
    {
        m_unmappedBar = new QWidget;
        auto* row = new QHBoxLayout(m_unmappedBar);
        row->setContentsMargins(0, 0, 0, 0);
        m_unmappedText = new ToneLabel(m_theme, tone::error);
        m_unmappedText->setWordWrap(true);
        row->addWidget(m_unmappedText, 1);
        m_map = flatButton(m_theme, QStringLiteral("link"), MethodForm::tr("Map from the Path"), m_unmappedBar);
        QObject::connect(m_map, &QToolButton::clicked, this, [this] { mapFromPath(); });
        row->addWidget(m_map);
        add(m_unmappedBar);
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
        buildUnmapped();
        m_handling = add(new ChoiceField(m_theme, MethodForm::tr("Content handling"), contentHandlingOptions()));
        m_handling->setCommit(committingIntegration(
            MethodForm::tr("Change Content Handling"), {}, [](Integration& i, const std::string& v) {
                i.contentHandling = contentHandlingFrom(v).value_or(ContentHandling::Unset);
            }));
        m_parts.insert(m_parts.end(), {m_type, m_verb, m_timeout, m_uri, m_handling});
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
        m_templates = addWide(new TemplateEditor(m_theme, TemplateSide::Request, MethodForm::tr("No template.")));
        m_templates->setEdits(templateEdits(apply, MethodForm::tr("Edit Request Templates"), [](Method& m) {
            return m.integration ? &m.integration->requestTemplates : nullptr;
        }));
        m_parts.push_back(m_mappings);
        m_templateParts = {head, m_passthrough, m_templates};
        m_parts.insert(m_parts.end(), m_templateParts.begin(), m_templateParts.end());
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
    TemplateEditor* m_templates;
    ChoiceField* m_handling;
    QWidget* m_unmappedBar;
    ToneLabel* m_unmappedText;
    QToolButton* m_map;
    std::vector<std::string> m_unmapped; // as shown
};

} // namespace

MethodForm* makeIntegrationRequestForm(const Theme& theme, ApplyMethodChange apply)
{
    return new IntegrationRequestForm(theme, std::move(apply));
}

} // namespace gw::ui
