// Method Response card: the statuses clients may get, with their headers, bodies and examples.
#include "ui/design/binding.h"
#include "ui/design/body_schema_editor.h"
#include "ui/design/card_forms.h"
#include "ui/design/choice_list.h"
#include "ui/design/method_facts.h"
#include "ui/models/integration_checks.h"

#include <QLineEdit>
#include <QTableView>

#include <algorithm>
#include <functional>

namespace gw::ui {

namespace {

class MethodResponseForm final : public MethodForm
{
public:
    MethodResponseForm(const Theme& theme, ApplyMethodChange apply) : MethodForm(theme, std::move(apply))
    {
        addSection(MethodForm::tr("Statuses"),
                   MethodForm::tr("What clients may get, with headers, bodies and examples."));
        m_list = add(new ChoiceList(theme, MethodForm::tr("Method responses"), MethodForm::tr("status")));
        QObject::connect(m_list, &ChoiceList::currentChanged, this, [this] {
            for (Field* field : findChildren<Field*>())
                field->forget();
            showCurrent();
        });
        QObject::connect(m_list, &ChoiceList::addRequested, this, [this] { addResponse(); });
        QObject::connect(m_list, &ChoiceList::removeRequested, this, [this](int row) {
            change(MethodForm::tr("Remove Method Response"), [&](Method& method) {
                if (find(method, row))
                    method.responses.erase(method.responses.begin() + row);
            });
        });
        buildDetails();
    }

    void showMethod(const MethodContext& context) override
    {
        m_responses = context.method.responses;
        m_project = context.project;
        m_api = context.ref.api;
        QStringList rows;
        for (const MethodResponse& response : m_responses)
            rows << fromUtf8(response.statusCode) + QStringLiteral("  ") +
                        fromUtf8(response.description).section('\n', 0, 0);
        m_list->setRows(rows);
        showCurrent();
    }

private:
    static MethodResponse* find(Method& method, int row)
    {
        return row >= 0 && row < static_cast<int>(method.responses.size())
                   ? &method.responses[static_cast<std::size_t>(row)]
                   : nullptr;
    }

    template <typename T>
    PartOf<T> partOf(T MethodResponse::*member)
    {
        return [this, member](Method& method) -> T* {
            MethodResponse* response = find(method, m_list->current());
            if (response)
                response->ref.clear(); // changing a shared response makes it the method's own
            return response ? &(response->*member) : nullptr;
        };
    }

    void buildDetails()
    {
        m_status = new TextField(m_theme, MethodForm::tr("Status"), TextField::Kind::CodeLine);
        m_status->setCommit([this](const QString& value) {
            if (const QString problem = statusProblem(value, true); !problem.isEmpty())
                return problem;
            return set(MethodForm::tr("Change Status"), QStringLiteral("responseStatus"), [&](MethodResponse& r) {
                const bool isUsual = r.description == usualDescription(r.statusCode);
                r.statusCode = value.toStdString();
                if (isUsual)
                    r.description = usualDescription(r.statusCode);
            });
        });
        m_description = new TextField(m_theme, MethodForm::tr("Description"));
        m_description->setCommit([this](const QString& value) {
            return set(MethodForm::tr("Edit Description"), QStringLiteral("responseDescription"),
                       [&](MethodResponse& r) { r.description = value.toStdString(); });
        });
        addRow({m_status, m_description});
        const ApplyChange apply = [this](const QString& name, const MethodChange& c) { return change(name, c); };
        QWidget* headersHead = addSection(MethodForm::tr("Headers"));
        m_headers = add(new TableEditor(m_theme, {}, MethodForm::tr("header"),
                                        MethodForm::tr("No header is described."), headerColumns()));
        m_headers->view()->setAccessibleName(MethodForm::tr("Response headers"));
        m_headers->setNewRow({{}, QStringLiteral("string"), {}});
        m_headers->setEdits(
            parameterEdits(apply, MethodForm::tr("Edit Response Headers"), partOf(&MethodResponse::headers), true));
        QWidget* bodyHead = addSection(MethodForm::tr("Body"));
        m_bodies = add(
            new BodySchemaEditor(m_theme, MethodForm::tr("No body is described. Add a content type to describe one.")));
        m_bodies->setEdits(
            mediaTypeEdits(apply, MethodForm::tr("Edit Response Body"), partOf(&MethodResponse::content)));
        m_details = {m_status, m_description, headersHead, m_headers, bodyHead, m_bodies};
    }

    QString set(const QString& name, const QString& field, const std::function<void(MethodResponse&)>& set)
    {
        const int row = m_list->current();
        return change(
            name,
            [&](Method& method) {
                if (MethodResponse* response = find(method, row)) {
                    response->ref.clear();
                    set(*response);
                }
            },
            field + QString::number(row));
    }

    void showCurrent()
    {
        const int row = m_list->current();
        const bool hasCurrent = row >= 0 && row < static_cast<int>(m_responses.size());
        for (QWidget* part : m_details)
            part->setVisible(hasCurrent);
        if (!hasCurrent)
            return;
        const MethodResponse& response = m_responses[static_cast<std::size_t>(row)];
        m_status->setValue(fromUtf8(response.statusCode));
        m_description->setValue(fromUtf8(response.description));
        m_headers->setRows(rowsOf(response.headers, true));
        m_bodies->showBodies(m_project, m_api, response.content);
    }

    void addResponse()
    {
        const auto isTaken = [this](const std::string& status) {
            return std::any_of(m_responses.begin(), m_responses.end(),
                               [&](const MethodResponse& r) { return r.statusCode == status; });
        };
        MethodResponse added;
        for (const char* status : {"200", "201", "204", "400", "404", "500", "default"})
            if (added.statusCode.empty() && !isTaken(status))
                added.statusCode = status;
        if (added.statusCode.empty())
            added.statusCode = "503";
        added.description = usualDescription(added.statusCode);
        change(MethodForm::tr("Add Method Response"), [&](Method& method) { method.responses.push_back(added); });
        m_list->setCurrent(static_cast<int>(m_responses.size()) - 1);
        m_status->setFocus();
        m_status->lineEdit()->selectAll();
    }

    ChoiceList* m_list;
    TextField* m_status;
    TextField* m_description;
    TableEditor* m_headers;
    BodySchemaEditor* m_bodies;
    std::vector<QWidget*> m_details;
    std::vector<MethodResponse> m_responses; // as shown
    std::shared_ptr<const Project> m_project;
    ApiId m_api;
};

} // namespace

MethodForm* makeMethodResponseForm(const Theme& theme, ApplyMethodChange apply)
{
    return new MethodResponseForm(theme, std::move(apply));
}

} // namespace gw::ui
