// Documentation parts: what is said of which part of the API (reference 1.37), and the properties of the one selected.
#include "core/edit/edits.h"
#include "ui/design/api_form.h"
#include "ui/design/code_field.h"
#include "ui/design/method_facts.h"
#include "ui/design/table_editor.h"
#include "ui/models/json_text.h"

#include <QItemSelectionModel>
#include <QTableView>

namespace gw::ui {

namespace {

constexpr int propertiesHeight = 160;

QStringList partTypes()
{
    return {QStringLiteral("API"),
            QStringLiteral("AUTHORIZER"),
            QStringLiteral("MODEL"),
            QStringLiteral("RESOURCE"),
            QStringLiteral("METHOD"),
            QStringLiteral("PATH_PARAMETER"),
            QStringLiteral("QUERY_PARAMETER"),
            QStringLiteral("REQUEST_HEADER"),
            QStringLiteral("REQUEST_BODY"),
            QStringLiteral("RESPONSE"),
            QStringLiteral("RESPONSE_HEADER"),
            QStringLiteral("RESPONSE_BODY")};
}

std::string& cell(DocumentationPart& part, int column)
{
    switch (column) {
    case 0:
        return part.type;
    case 1:
        return part.path;
    case 2:
        return part.method;
    case 3:
        return part.statusCode;
    default:
        return part.name;
    }
}

class DocumentationForm final : public ApiForm
{
public:
    DocumentationForm(const Theme& theme, ApplyApiEdit apply);
    void showApi(const Api& api) override;

private:
    QString setParts(const QString& name, std::vector<DocumentationPart> parts, const QString& field = {});
    QString setProperties(const QString& text);
    [[nodiscard]] TableEditor::Edits partEdits();
    void showProperties();

    std::vector<DocumentationPart> m_shown;
    ApiId m_api;
    int m_row = -1;
    TableEditor* m_parts;
    CodeField* m_properties;
};

DocumentationForm::DocumentationForm(const Theme& theme, ApplyApiEdit apply) : ApiForm(theme, std::move(apply))
{
    addSection(tr("Documentation parts"),
               tr("Each says something of one part of the API; parts without their own take that of the more general "
                  "one. Leave out what a type does not have: an API part has no path."));
    using Kind = TableColumn::Kind;
    m_parts = add(new TableEditor(theme, {}, tr("part"), tr("Nothing is documented yet."),
                                  {{tr("Type"), Kind::Choice, partTypes(), 0},
                                   {tr("Path"), Kind::Code, {}, 1},
                                   {tr("Method"), Kind::Code, {}, 0},
                                   {tr("Status"), Kind::Code, {}, 0},
                                   {tr("Name"), Kind::Code, {}, 1}}));
    m_parts->view()->setAccessibleName(tr("Documentation parts"));
    m_parts->setEdits(partEdits());
    m_properties = add(new CodeField(theme, tr("Properties"), CodeEditor::Language::Json, propertiesHeight));
    m_properties->setHelp(tr("An object: \"description\", \"summary\", \"tags\" and others of your own."));
    m_properties->setSameness(isSameJson);
    m_properties->setCommit([this](const QString& text) { return setProperties(text); });
    connect(m_parts->view()->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        m_properties->commitNow();
        m_properties->forget();
        showProperties();
    });
}

TableEditor::Edits DocumentationForm::partEdits()
{
    TableEditor::Edits edits;
    edits.set = [this](int row, int column, const QString& value) {
        std::vector<DocumentationPart> parts = m_shown;
        if (row >= 0 && row < int(parts.size()))
            cell(parts[std::size_t(row)], column) = value.trimmed().toStdString();
        return setParts(tr("Change Documentation Part"), std::move(parts));
    };
    edits.add = [this](const QStringList& values) {
        std::vector<DocumentationPart> parts = m_shown;
        DocumentationPart part;
        for (int column = 0; column < int(values.size()); ++column)
            cell(part, column) = values[column].trimmed().toStdString();
        part.properties = json::Value::object();
        part.properties.set("description", "");
        parts.push_back(std::move(part));
        return setParts(tr("Add Documentation Part"), std::move(parts));
    };
    edits.remove = [this](int row) {
        std::vector<DocumentationPart> parts = m_shown;
        if (row >= 0 && row < int(parts.size()))
            parts.erase(parts.begin() + row);
        return setParts(tr("Remove Documentation Part"), std::move(parts));
    };
    return edits;
}

QString DocumentationForm::setParts(const QString& name, std::vector<DocumentationPart> parts, const QString& field)
{
    return apply(
        name, [&](Project p, ApiId api) { return setDocumentation(std::move(p), api, parts); }, field);
}

QString DocumentationForm::setProperties(const QString& text)
{
    if (m_row < 0 || m_row >= int(m_shown.size()))
        return {};
    Result<json::Value> value = parseJsonText(text);
    if (!value)
        return errorText(value.error());
    if (!value->isObject())
        return tr("Properties are an object, such as { \"description\": \"A pet\" }.");
    std::vector<DocumentationPart> parts = m_shown;
    parts[std::size_t(m_row)].properties = std::move(*value);
    return setParts(tr("Change Documentation"), std::move(parts), QStringLiteral("documentation:%1").arg(m_row));
}

void DocumentationForm::showProperties()
{
    m_row = m_parts->view()->currentIndex().row();
    const bool hasPart = m_row >= 0 && m_row < int(m_shown.size());
    m_properties->setVisible(hasPart);
    if (hasPart)
        m_properties->setValue(jsonText(m_shown[std::size_t(m_row)].properties));
}

void DocumentationForm::showApi(const Api& api)
{
    const OpenApiDefinition* definition = api.openApi();
    if (!definition)
        return;
    m_shown = definition->documentation;
    std::vector<QStringList> rows;
    for (DocumentationPart part : m_shown) {
        QStringList row;
        for (int column = 0; column < 5; ++column)
            row << fromUtf8(cell(part, column));
        rows.push_back(row);
    }
    m_parts->setRows(rows);
    if (m_api != api.id)
        m_parts->view()->setCurrentIndex({});
    m_api = api.id;
    showProperties();
}

} // namespace

ApiForm* makeDocumentationForm(const Theme& theme, ApplyApiEdit apply)
{
    return new DocumentationForm(theme, std::move(apply));
}

} // namespace gw::ui
