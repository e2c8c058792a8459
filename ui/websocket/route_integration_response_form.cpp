// Integration Response card of a route: which answer of the endpoint is mapped how, by key (reference 3.3).
#include "ui/design/choice_list.h"
#include "ui/design/method_facts.h"
#include "ui/design/template_editor.h"
#include "ui/models/integration_checks.h"
#include "ui/models/response_selection.h"
#include "ui/models/socket_mappings.h"
#include "ui/websocket/route_form.h"
#include "ui/widgets/empty_state.h"

#include <QLineEdit>
#include <QTableView>

#include <algorithm>

namespace gw::ui {

namespace {

class RouteIntegrationResponseForm final : public RouteForm
{
public:
    RouteIntegrationResponseForm(const Theme& theme, ApplyRouteChange apply, ApplyRouteEdit edit)
        : RouteForm(theme, std::move(apply), std::move(edit))
    {
        m_passed = add(new EmptyState(theme, QStringLiteral("arrow-left"), {}, {})); // in place of all of it
        m_parts.push_back(addSection(
            RouteForm::tr("Responses"),
            RouteForm::tr(
                "By key: /pattern/ over the endpoint's status (of a function: its error message), or $default "
                "for all others. The first that matches decides.")));
        m_list = add(new ChoiceList(theme, RouteForm::tr("Integration responses"), RouteForm::tr("response")));
        m_parts.push_back(m_list);
        QObject::connect(m_list, &ChoiceList::currentChanged, this, [this] { switchTo(); });
        QObject::connect(m_list, &ChoiceList::addRequested, this, [this] { addResponse(); });
        QObject::connect(m_list, &ChoiceList::removeRequested, this, [this](int row) { removeResponse(row); });
        buildTrial();
        buildDetails();
    }

    void showRoute(const RouteContext& context) override
    {
        const auto& integration = context.route.integration;
        const bool maps = integration && !isProxy(*integration);
        m_passed->setVisible(!maps);
        if (integration)
            m_passed->setText(
                RouteForm::tr("Passed through"),
                RouteForm::tr("A proxy integration's body is the reply as it is, where the route has one."));
        else
            m_passed->setText(RouteForm::tr("No integration"),
                              RouteForm::tr("Nothing is called, so nothing comes back."));
        for (QWidget* part : m_parts)
            part->setVisible(maps);
        m_responses = maps ? integration->responses : std::vector<IntegrationResponse>{};
        QStringList rows;
        for (const IntegrationResponse& response : m_responses)
            rows << fromUtf8(integrationResponseKey(response));
        m_list->setRows(rows);
        m_project = context.project;
        m_ref = context.ref;
        m_samples = context.samples;
        showTrial();
        showCurrent();
    }

private:
    static IntegrationResponse* find(std::optional<Integration>& integration, int row)
    {
        if (!integration || row < 0 || row >= int(integration->responses.size()))
            return nullptr;
        return &integration->responses[std::size_t(row)];
    }

    template <typename T>
    PartOf<T> partOf(T IntegrationResponse::*member)
    {
        return [this, member](Method& method) -> T* {
            IntegrationResponse* response = find(method.integration, m_list->current());
            return response ? &(response->*member) : nullptr;
        };
    }

    QString changeCurrent(const QString& name, const QString& field,
                          const std::function<void(IntegrationResponse&)>& set)
    {
        const int row = m_list->current();
        return change(
            name,
            [&](WebSocketRoute& r) {
                if (IntegrationResponse* response = find(r.integration, row))
                    set(*response);
            },
            field + QString::number(row));
    }

    // A status or an error message, and the response it selects.
    void buildTrial()
    {
        m_trial =
            add(new TextField(m_theme, RouteForm::tr("Try a status or an error message"), TextField::Kind::CodeLine));
        m_trial->lineEdit()->setObjectName(QStringLiteral("trial"));
        m_trial->setPlaceholder(QStringLiteral("500"));
        QObject::connect(m_trial->lineEdit(), &QLineEdit::textChanged, this, [this] { showTrial(); });
        m_parts.push_back(m_trial);
    }

    void showTrial()
    {
        const QString subject = m_trial->lineEdit()->text();
        const int selected = subject.isEmpty() ? -1 : selectedResponse(m_responses, subject);
        if (subject.isEmpty())
            m_trial->setHelp(RouteForm::tr("A pattern must match the whole text: /5\\d{2}/ matches 503."));
        else if (selected < 0)
            m_trial->setHelp(RouteForm::tr("No response matches: the client gets an error frame. Add $default."));
        else
            m_trial->setHelp(
                RouteForm::tr("Selects %1").arg(fromUtf8(integrationResponseKey(m_responses[std::size_t(selected)]))));
    }

    void buildDetails()
    {
        m_key = add(new TextField(m_theme, RouteForm::tr("Response key"), TextField::Kind::CodeLine));
        m_key->lineEdit()->setObjectName(QStringLiteral("responseKey"));
        m_key->setCommit([this](const QString& value) {
            const auto pattern = patternOfResponseKey(value.trimmed().toStdString());
            if (!pattern)
                return RouteForm::tr("A key is $default, or a pattern between slashes: /5\\d{2}/.");
            if (const QString problem = patternProblem(fromUtf8(*pattern)); !problem.isEmpty())
                return problem;
            return changeCurrent(RouteForm::tr("Change Response Key"), QStringLiteral("key"),
                                 [&](IntegrationResponse& r) { r.selectionPattern = *pattern; });
        });
        m_selection =
            add(new TextField(m_theme, RouteForm::tr("Template selection expression"), TextField::Kind::CodeLine));
        m_selection->setPlaceholder(QStringLiteral("$default"));
        m_selection->setHelp(RouteForm::tr("Such as ${integration.response.statuscode} or ${request.body.type}."));
        m_selection->setCommit([this](const QString& value) {
            if (const QString problem = value.isEmpty() ? QString() : selectionProblem(value); !problem.isEmpty())
                return problem;
            return changeCurrent(RouteForm::tr("Change Template Selection"), QStringLiteral("selection"),
                                 [&](IntegrationResponse& r) { r.templateSelectionExpression = value.toStdString(); });
        });
        QWidget* head = addSection(RouteForm::tr("Reply templates"), RouteForm::tr("They make the reply, by key."));
        m_templates = addWide(new TemplateEditor(m_theme, TemplateSide::Response,
                                                 RouteForm::tr("No template: the endpoint's body is the reply.")));
        m_templates->content()->setKeys(RouteForm::tr("Template key to add"), {QStringLiteral("$default")});
        m_templates->setEdits(templateEdits(integrationChange(), RouteForm::tr("Edit Response Templates"),
                                            partOf(&IntegrationResponse::responseTemplates)));
        m_details = {m_key, m_selection, head, m_templates};
    }

    void switchTo()
    {
        for (Field* field : findChildren<Field*>())
            field->forget();
        showCurrent();
    }

    void showCurrent()
    {
        const int row = m_list->current();
        const bool hasCurrent = row >= 0 && row < int(m_responses.size());
        for (QWidget* part : m_details)
            part->setVisible(hasCurrent);
        if (!hasCurrent)
            return;
        const IntegrationResponse& response = m_responses[std::size_t(row)];
        m_key->setValue(fromUtf8(integrationResponseKey(response)));
        m_selection->setValue(fromUtf8(response.templateSelectionExpression));
        const Api* api = m_project ? m_project->find(m_ref.api) : nullptr;
        const WebSocketRoute* route = m_project ? socketRoute(*m_project, m_ref) : nullptr;
        if (!api || !route)
            return;
        const RouteStandIn standIn = standInFor(std::get<WebSocketApi>(api->definition), *route);
        m_templates->showTemplates({*api, standIn.resource, standIn.method, {}, m_project, m_ref, m_samples},
                                   std::to_string(row), pagesOf(response.responseTemplates));
    }

    void addResponse()
    {
        const bool hasDefault = std::any_of(m_responses.begin(), m_responses.end(),
                                            [](const IntegrationResponse& r) { return r.selectionPattern.empty(); });
        change(RouteForm::tr("Add Integration Response"), [&](WebSocketRoute& r) {
            if (r.integration)
                r.integration->responses.emplace_back().selectionPattern = hasDefault ? "5\\d{2}" : "";
        });
        m_list->setCurrent(int(m_responses.size()) - 1);
        m_key->setFocus();
    }

    void removeResponse(int row)
    {
        change(RouteForm::tr("Remove Integration Response"), [&](WebSocketRoute& r) {
            if (find(r.integration, row))
                r.integration->responses.erase(r.integration->responses.begin() + row);
        });
    }

    EmptyState* m_passed;
    ChoiceList* m_list;
    TextField* m_trial;
    TextField* m_key;
    TextField* m_selection;
    TemplateEditor* m_templates;
    std::vector<QWidget*> m_parts;
    std::vector<QWidget*> m_details;
    std::vector<IntegrationResponse> m_responses; // as shown
    std::shared_ptr<const Project> m_project;
    NodeRef m_ref;
    const TemplateSamples* m_samples = nullptr;
};

} // namespace

RouteForm* makeSocketIntegrationResponseForm(const Theme& theme, ApplyRouteChange apply, ApplyRouteEdit edit)
{
    return new RouteIntegrationResponseForm(theme, std::move(apply), std::move(edit));
}

} // namespace gw::ui
