// Integration Request card of a route: what is sent to the endpoint: verb, time-out, mappings and templates (reference
// 3.3). Templates are chosen by an expression over the message, not by its content type.
#include "ui/design/integration_fields.h"
#include "ui/design/method_facts.h"
#include "ui/design/template_editor.h"
#include "ui/models/integration_checks.h"
#include "ui/models/socket_mappings.h"
#include "ui/websocket/route_form.h"
#include "ui/widgets/empty_state.h"

#include <QTableView>

namespace gw::ui {

namespace {

std::vector<ChoiceField::Option> verbOptions()
{
    std::vector<ChoiceField::Option> options{{{}, RouteForm::tr("Not set (POST)")}};
    for (const HttpVerb verb : allHttpVerbs)
        if (verb != HttpVerb::Any)
            options.push_back({fromUtf8(toString(verb)), fromUtf8(toString(verb))});
    return options;
}

class RouteIntegrationRequestForm final : public RouteForm
{
public:
    RouteIntegrationRequestForm(const Theme& theme, ApplyRouteChange apply, ApplyRouteEdit edit)
        : RouteForm(theme, std::move(apply), std::move(edit))
    {
        m_none = add(new EmptyState(theme, QStringLiteral("integration"), RouteForm::tr("No integration"),
                                    RouteForm::tr("Nothing is called. Choose what gets the message on the Integration "
                                                  "card.")));
        buildTarget();
        buildMappings();
        buildTemplates();
    }

    void showRoute(const RouteContext& context) override
    {
        const auto& integration = context.route.integration;
        m_none->setVisible(!integration);
        for (QWidget* part : m_parts)
            part->setVisible(integration.has_value());
        if (!integration)
            return;
        const bool isMock = integration->type == IntegrationType::Mock;
        const bool isHttp =
            integration->type == IntegrationType::Http || integration->type == IntegrationType::HttpProxy;
        m_verb->setValue(fromUtf8(integration->httpMethod));
        m_verb->setVisible(isHttp);
        m_timeout->setValue(integration->timeoutInMillis ? QString::number(*integration->timeoutInMillis) : QString());
        m_timeout->setVisible(!isMock);
        m_mappings->model()->setChoices(0, routeTargets());
        m_mappings->model()->setChoices(1, routeSources(context.route));
        m_mappings->setCheck([route = context.route](const QStringList& row, int column) {
            return column == 0 ? routeTargetProblem(row.value(0)) : routeSourceProblem(route, row.value(1));
        });
        m_mappings->setRows(rowsOf(integration->requestParameters));
        for (QWidget* part : m_templateParts)
            part->setVisible(!isProxy(*integration));
        m_selection->setValue(fromUtf8(integration->templateSelectionExpression));
        m_passthrough->setValue(fromUtf8(toString(integration->passthroughBehavior)));
        const RouteStandIn standIn = standInFor(context.definition, context.route);
        m_templates->showTemplates(methodContextOf(context, standIn), {}, pagesOf(integration->requestTemplates));
    }

private:
    void buildTarget()
    {
        m_parts.push_back(addSection(RouteForm::tr("What is sent on")));
        m_verb = new ChoiceField(m_theme, RouteForm::tr("HTTP method"), verbOptions());
        m_verb->setCommit(committingIntegration(RouteForm::tr("Change Integration Method"), {},
                                                [](Integration& i, const std::string& v) { i.httpMethod = v; }));
        m_timeout = new TextField(m_theme, RouteForm::tr("Time-out (ms)"));
        m_timeout->setPlaceholder(QStringLiteral("29000"));
        m_timeout->setCommit([this](const QString& value) {
            if (const QString problem = timeoutProblem(value); !problem.isEmpty())
                return problem;
            return change(
                RouteForm::tr("Change Time-out"),
                [&](WebSocketRoute& r) {
                    if (r.integration)
                        r.integration->timeoutInMillis = value.isEmpty() ? std::nullopt : std::optional(value.toInt());
                },
                QStringLiteral("timeout"));
        });
        addRow({m_verb, m_timeout});
        m_parts.insert(m_parts.end(), {m_verb, m_timeout});
    }

    void buildMappings()
    {
        m_parts.push_back(addSection(RouteForm::tr("Parameter mappings"),
                                     RouteForm::tr("Where each part of the endpoint's request comes from.")));
        using Kind = TableColumn::Kind;
        m_mappings = add(
            new TableEditor(m_theme, {}, RouteForm::tr("mapping"), RouteForm::tr("No parameter is mapped."),
                            {{RouteForm::tr("Sets"), Kind::Code, {}, 1}, {RouteForm::tr("From"), Kind::Code, {}, 1}}));
        m_mappings->view()->setAccessibleName(RouteForm::tr("Request parameter mappings"));
        m_mappings->setNewRow(
            {QStringLiteral("integration.request.header.connectionId"), QStringLiteral("context.connectionId")});
        m_mappings->setEdits(mapEdits(integrationChange(), RouteForm::tr("Edit Request Mappings"), [](Method& m) {
            return m.integration ? &m.integration->requestParameters : nullptr;
        }));
        m_parts.push_back(m_mappings);
    }

    void buildTemplates()
    {
        QWidget* head = addSection(RouteForm::tr("Body templates"),
                                   RouteForm::tr("Templates that make the endpoint's body, by key."));
        m_selection =
            add(new TextField(m_theme, RouteForm::tr("Template selection expression"), TextField::Kind::CodeLine));
        m_selection->setPlaceholder(QStringLiteral("$default"));
        m_selection->setHelp(RouteForm::tr("Gives the key of the template: a key itself, or ${request.body.type}. "
                                           "What fits none takes $default."));
        m_selection->setCommit([this](const QString& value) {
            if (const QString problem = value.isEmpty() ? QString() : selectionProblem(value); !problem.isEmpty())
                return problem;
            return change(
                RouteForm::tr("Change Template Selection"),
                [&](WebSocketRoute& r) {
                    if (r.integration)
                        r.integration->templateSelectionExpression = value.toStdString();
                },
                QStringLiteral("templateSelection"));
        });
        m_passthrough =
            add(new ChoiceField(m_theme, RouteForm::tr("A message without a template"),
                                {{QStringLiteral("WHEN_NO_MATCH"), RouteForm::tr("WHEN_NO_MATCH: goes on as it is")},
                                 {QStringLiteral("WHEN_NO_TEMPLATES"),
                                  RouteForm::tr("WHEN_NO_TEMPLATES: goes on only if there is no template at all")},
                                 {QStringLiteral("NEVER"), RouteForm::tr("NEVER: is refused")}}));
        m_passthrough->setCommit(committingIntegration(
            RouteForm::tr("Change Passthrough Behavior"), {}, [](Integration& i, const std::string& v) {
                i.passthroughBehavior = passthroughBehaviorFrom(v).value_or(i.passthroughBehavior);
            }));
        m_templates = addWide(new TemplateEditor(m_theme, TemplateSide::Request, RouteForm::tr("No template.")));
        m_templates->content()->setKeys(RouteForm::tr("Template key to add"),
                                        {QStringLiteral("$default"), QStringLiteral("200")});
        m_templates->setEdits(
            templateEdits(integrationChange(), RouteForm::tr("Edit Request Templates"),
                          [](Method& m) { return m.integration ? &m.integration->requestTemplates : nullptr; }));
        m_templateParts = {head, m_selection, m_passthrough, m_templates};
        m_parts.insert(m_parts.end(), m_templateParts.begin(), m_templateParts.end());
    }

    QWidget* m_none;
    std::vector<QWidget*> m_parts;
    std::vector<QWidget*> m_templateParts;
    ChoiceField* m_verb;
    TextField* m_timeout;
    TableEditor* m_mappings;
    TextField* m_selection;
    ChoiceField* m_passthrough;
    TemplateEditor* m_templates;
};

} // namespace

RouteForm* makeSocketIntegrationRequestForm(const Theme& theme, ApplyRouteChange apply, ApplyRouteEdit edit)
{
    return new RouteIntegrationRequestForm(theme, std::move(apply), std::move(edit));
}

} // namespace gw::ui
