// Integration Response card: which answer of the backend becomes which status, and how it is mapped.
#include "ui/design/binding.h"
#include "ui/design/card_forms.h"
#include "ui/design/choice_list.h"
#include "ui/design/integration_fields.h"
#include "ui/design/method_facts.h"
#include "ui/design/template_editor.h"
#include "ui/models/integration_checks.h"
#include "ui/models/mapping_checks.h"
#include "ui/models/response_selection.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/tone_label.h"

#include <QLineEdit>
#include <QTableView>

#include <algorithm>
#include <functional>

namespace gw::ui {

namespace {

QString rowOf(const IntegrationResponse& response)
{
    const QString pattern =
        response.selectionPattern.empty() ? MethodForm::tr("default") : fromUtf8(response.selectionPattern);
    return pattern + QStringLiteral("  →  ") + fromUtf8(response.statusCode);
}

class IntegrationResponseForm final : public MethodForm
{
public:
    IntegrationResponseForm(const Theme& theme, ApplyMethodChange apply) : MethodForm(theme, std::move(apply))
    {
        m_parts.push_back(
            addSection(MethodForm::tr("Responses"),
                       MethodForm::tr("The first pattern that matches the backend's status (or error message) "
                                      "decides; the one without a pattern is the default.")));
        m_passed = add(new EmptyState(theme, QStringLiteral("arrow-left"), {}, {})); // in place of all of it
        m_list = add(new ChoiceList(theme, MethodForm::tr("Integration responses"), MethodForm::tr("response")));
        m_parts.push_back(m_list);
        QObject::connect(m_list, &ChoiceList::currentChanged, this, [this] { switchTo(); });
        QObject::connect(m_list, &ChoiceList::addRequested, this, [this] { addResponse(); });
        QObject::connect(m_list, &ChoiceList::removeRequested, this, [this](int row) { removeResponse(row); });
        buildTrial();
        buildDetails();
        buildTemplates();
    }

    void showMethod(const MethodContext& context) override
    {
        const auto& integration = context.method.integration;
        const bool maps = integration && !isProxy(*integration);
        m_passed->setVisible(!maps);
        if (integration)
            m_passed->setText(MethodForm::tr("Passed through"),
                              MethodForm::tr("A proxy integration gives the backend's answer to the client as it is."));
        else
            m_passed->setText(MethodForm::tr("No integration"),
                              MethodForm::tr("The method answers with its examples; there is nothing to map."));
        for (QWidget* part : m_parts)
            part->setVisible(maps);
        m_responses = maps ? integration->responses : std::vector<IntegrationResponse>{};
        m_statuses.clear();
        for (const MethodResponse& response : context.method.responses)
            m_statuses << fromUtf8(response.statusCode);
        QStringList rows;
        for (const IntegrationResponse& response : m_responses)
            rows << rowOf(response);
        m_list->setRows(rows);
        m_project = context.project;
        m_ref = context.ref;
        m_samples = context.samples;
        showTrial();
        showCurrent();
    }

private:
    using Set = std::function<void(IntegrationResponse&, const std::string&)>;

    ApplyChange applier()
    {
        return [this](const QString& name, const MethodChange& c) { return change(name, c); };
    }

    // The part of the response that is shown while a change is made.
    template <typename T>
    PartOf<T> partOf(T IntegrationResponse::*member)
    {
        return [this, member](Method& method) -> T* {
            IntegrationResponse* response = find(method, m_list->current());
            return response ? &(response->*member) : nullptr;
        };
    }

    static IntegrationResponse* find(Method& method, int row)
    {
        if (!method.integration || row < 0 || row >= static_cast<int>(method.integration->responses.size()))
            return nullptr;
        return &method.integration->responses[static_cast<std::size_t>(row)];
    }

    Commit setting(const QString& name, const QString& field, std::function<QString(const QString&)> check, Set set)
    {
        return [this, name, field, check = std::move(check), set = std::move(set)](const QString& value) {
            if (const QString problem = check ? check(value) : QString(); !problem.isEmpty())
                return problem;
            const int row = m_list->current();
            return change(
                name,
                [&](Method& method) {
                    if (IntegrationResponse* response = find(method, row))
                        set(*response, value.toStdString());
                },
                field.isEmpty() ? QString() : field + QString::number(row));
        };
    }

    // A status or an error message, and the response it selects.
    void buildTrial()
    {
        m_trial =
            add(new TextField(m_theme, MethodForm::tr("Try a status or an error message"), TextField::Kind::CodeLine));
        m_trial->lineEdit()->setObjectName(QStringLiteral("trial"));
        m_trial->setPlaceholder(QStringLiteral("404"));
        QObject::connect(m_trial->lineEdit(), &QLineEdit::textChanged, this, [this] { showTrial(); });
        m_parts.push_back(m_trial);
    }

    void showTrial()
    {
        const QString subject = m_trial->lineEdit()->text();
        const int selected = subject.isEmpty() ? -1 : selectedResponse(m_responses, subject);
        if (subject.isEmpty())
            m_trial->setHelp(MethodForm::tr("A pattern must match the whole text: 4\\d{2} matches 404; Not found does "
                                            "not match \"Pet Not found\", .*Not found.* does."));
        else if (selected < 0)
            m_trial->setHelp(MethodForm::tr("No response matches: the client gets 500. Add one without a pattern."));
        else
            m_trial->setHelp(MethodForm::tr("Selects %1").arg(rowOf(m_responses[static_cast<std::size_t>(selected)])));
    }

    void buildDetails()
    {
        m_pattern = new TextField(m_theme, MethodForm::tr("Selection pattern"), TextField::Kind::CodeLine);
        m_pattern->setPlaceholder(MethodForm::tr("Empty: the default response"));
        m_pattern->setCommit(setting(MethodForm::tr("Change Selection Pattern"), QStringLiteral("pattern"),
                                     patternProblem,
                                     [](IntegrationResponse& r, const std::string& v) { r.selectionPattern = v; }));
        m_status = new TextField(m_theme, MethodForm::tr("Method response status"), TextField::Kind::CodeLine);
        m_status->setCommit(setting(
            MethodForm::tr("Change Status"), QStringLiteral("status"),
            [](const QString& v) { return statusProblem(v, false); },
            [](IntegrationResponse& r, const std::string& v) { r.statusCode = v; }));
        addRow({m_pattern, m_status});
        using Kind = TableColumn::Kind;
        QWidget* mappingsHead = addSection(MethodForm::tr("Header mappings"));
        m_mappings = add(new TableEditor(
            m_theme, {}, MethodForm::tr("mapping"), MethodForm::tr("No header is mapped."),
            {{MethodForm::tr("Sets"), Kind::Code, {}, 1}, {MethodForm::tr("From"), Kind::Code, {}, 1}}));
        m_mappings->view()->setAccessibleName(MethodForm::tr("Response header mappings"));
        m_mappings->setNewRow({QStringLiteral("method.response.header.name"), {}});
        m_mappings->setEdits(mapEdits(applier(), MethodForm::tr("Edit Response Mappings"),
                                      partOf(&IntegrationResponse::responseParameters)));
        m_handling = add(new ChoiceField(m_theme, MethodForm::tr("Content handling"), contentHandlingOptions()));
        m_handling->setCommit(setting(MethodForm::tr("Change Content Handling"), {}, {},
                                      [](IntegrationResponse& r, const std::string& v) {
                                          r.contentHandling = contentHandlingFrom(v).value_or(ContentHandling::Unset);
                                      }));
        m_details = {m_pattern, m_status, mappingsHead, m_mappings, m_handling};
    }

    void buildTemplates()
    {
        m_details.push_back(addSection(MethodForm::tr("Body templates"),
                                       MethodForm::tr("Chosen by what the client accepts, else application/json.")));
        m_templates = addWide(new TemplateEditor(m_theme, TemplateSide::Response,
                                                 MethodForm::tr("No template: the backend's body goes on as it is.")));
        m_templates->setEdits(templateEdits(applier(), MethodForm::tr("Edit Response Templates"),
                                            partOf(&IntegrationResponse::responseTemplates)));
        m_details.push_back(m_templates);
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
        const bool hasCurrent = row >= 0 && row < static_cast<int>(m_responses.size());
        for (QWidget* part : m_details)
            part->setVisible(hasCurrent);
        if (!hasCurrent)
            return;
        const IntegrationResponse& response = m_responses[static_cast<std::size_t>(row)];
        m_pattern->setValue(fromUtf8(response.selectionPattern));
        m_status->setValue(fromUtf8(response.statusCode));
        m_status->setCompletions(m_statuses);
        m_mappings->setRows(rowsOf(response.responseParameters));
        showScoped(response);
        m_handling->setValue(fromUtf8(toString(response.contentHandling)));
    }

    // What depends on the method and its API as well.
    void showScoped(const IntegrationResponse& response)
    {
        const Api* api = m_project ? m_project->find(m_ref.api) : nullptr;
        const Method* method = m_project ? m_project->find(m_ref) : nullptr;
        const Resource* resource = api && api->openApi() && method ? api->openApi()->resourceOf(method->id) : nullptr;
        if (!resource)
            return;
        const MappingScope scope = mappingScope(*api, *method, response.statusCode);
        m_mappings->model()->setChoices(0, responseTargets(scope));
        m_mappings->model()->setChoices(1, responseSources(scope));
        m_mappings->setCheck([scope](const QStringList& row, int column) {
            return column == 0 ? responseTargetProblem(scope, row.value(0))
                               : responseSourceProblem(scope, row.value(1));
        });
        const bool isDeclared = m_statuses.contains(fromUtf8(response.statusCode));
        m_status->setHelp(isDeclared ? QString()
                                     : MethodForm::tr("The method has no response %1: clients would get 500.")
                                           .arg(fromUtf8(response.statusCode)));
        m_status->setFix(isDeclared ? QString()
                                    : MethodForm::tr("Add Method Response %1").arg(response.statusCode.c_str()),
                         [this, status = response.statusCode] { declare(status); });
        m_templates->showTemplates({*api, *resource, *method, {}, m_project, m_ref, m_samples}, response.statusCode,
                                   pagesOf(response.responseTemplates));
    }

    void declare(const std::string& status)
    {
        change(MethodForm::tr("Add Method Response"), [&](Method& method) {
            MethodResponse& added = method.responses.emplace_back();
            added.statusCode = status;
            added.description = usualDescription(status);
        });
    }

    void addResponse()
    {
        IntegrationResponse added;
        const bool hasDefault = std::any_of(m_responses.begin(), m_responses.end(),
                                            [](const IntegrationResponse& r) { return r.selectionPattern.empty(); });
        added.selectionPattern = hasDefault ? "5\\d{2}" : "";
        added.statusCode = hasDefault ? "500" : "200";
        change(MethodForm::tr("Add Integration Response"), [&](Method& method) {
            if (method.integration)
                method.integration->responses.push_back(added);
        });
        m_list->setCurrent(static_cast<int>(m_responses.size()) - 1);
        m_pattern->setFocus();
    }

    void removeResponse(int row)
    {
        change(MethodForm::tr("Remove Integration Response"), [&](Method& method) {
            if (find(method, row))
                method.integration->responses.erase(method.integration->responses.begin() + row);
        });
    }

    EmptyState* m_passed;
    ChoiceList* m_list;
    TextField* m_pattern;
    TextField* m_status;
    TableEditor* m_mappings;
    TemplateEditor* m_templates;
    TextField* m_trial;
    ChoiceField* m_handling;
    std::vector<QWidget*> m_parts;
    std::vector<QWidget*> m_details;
    std::vector<IntegrationResponse> m_responses; // as shown
    QStringList m_statuses;
    std::shared_ptr<const Project> m_project;
    NodeRef m_ref;
    const TemplateSamples* m_samples = nullptr;
};

} // namespace

MethodForm* makeIntegrationResponseForm(const Theme& theme, ApplyMethodChange apply)
{
    return new IntegrationResponseForm(theme, std::move(apply));
}

} // namespace gw::ui
