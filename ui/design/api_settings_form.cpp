// What holds for all methods of an API: request validators, binary media types, compression (reference 1.7, 1.13,
// 1.31).
#include "core/edit/edits.h"
#include "ui/design/api_form.h"
#include "ui/design/method_facts.h"
#include "ui/design/table_editor.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QTableView>

namespace gw::ui {

namespace {

constexpr int mostCompressionBytes = 10'485'760;

QString boolText(bool value)
{
    return value ? QStringLiteral("true") : QStringLiteral("false");
}

class ApiSettingsForm final : public ApiForm
{
public:
    ApiSettingsForm(const Theme& theme, ApplyApiEdit apply);
    void showApi(const Api& api) override;

private:
    void buildValidators();
    void buildBinary();
    void buildCompression();
    QString setValidators(const QString& name, std::vector<RequestValidator> validators,
                          const ValidatorRename& renamed = {});
    QString setTypes(const QString& name, std::vector<std::string> types);
    [[nodiscard]] TableEditor::Edits validatorEdits();
    [[nodiscard]] TableEditor::Edits typeEdits();
    QString setCompression(const QString& text);

    std::vector<RequestValidator> m_shownValidators;
    std::vector<std::string> m_shownTypes;
    TableEditor* m_validators;
    ChoiceField* m_default;
    TableEditor* m_types;
    TextField* m_compression;
};

ApiSettingsForm::ApiSettingsForm(const Theme& theme, ApplyApiEdit apply) : ApiForm(theme, std::move(apply))
{
    buildValidators();
    buildBinary();
    buildCompression();
}

void ApiSettingsForm::buildValidators()
{
    addSection(tr("Request validators"),
               tr("What the gateway checks before it calls an integration. A method names the one it uses; the others "
                  "use the default. A request that fails gets BAD_REQUEST_BODY or BAD_REQUEST_PARAMETERS."));
    using Kind = TableColumn::Kind;
    m_validators = add(new TableEditor(
        m_theme, {}, tr("validator"), tr("Nothing is validated: this API has no validators."),
        {{tr("Name"), Kind::Text, {}, 1}, {tr("Body"), Kind::Check, {}, 0}, {tr("Parameters"), Kind::Check, {}, 0}}));
    m_validators->view()->setAccessibleName(tr("Request validators"));
    m_validators->setNewRow({QString(), boolText(true), boolText(true)});
    m_validators->setEdits(validatorEdits());
    m_default = add(new ChoiceField(m_theme, tr("Default validator"), {{QString(), tr("None")}}));
    m_default->setCommit([this](const QString& name) {
        return apply(tr("Change Default Validator"), [&](Project p, ApiId api) {
            return setDefaultRequestValidator(std::move(p), api, name.toStdString());
        });
    });
}

TableEditor::Edits ApiSettingsForm::validatorEdits()
{
    const auto set = [](RequestValidator& validator, int column, const QString& value) {
        if (column == 0)
            validator.name = value.trimmed().toStdString();
        else
            (column == 1 ? validator.validateRequestBody : validator.validateRequestParameters) =
                value == QLatin1String("true");
    };
    TableEditor::Edits edits;
    edits.set = [this, set](int row, int column, const QString& value) {
        if (row < 0 || row >= int(m_shownValidators.size()))
            return QString();
        std::vector<RequestValidator> validators = m_shownValidators;
        RequestValidator& validator = validators[std::size_t(row)];
        ValidatorRename renamed;
        renamed.from = column == 0 ? validator.name : std::string();
        set(validator, column, value);
        renamed.to = column == 0 ? validator.name : std::string();
        return setValidators(column == 0 ? tr("Rename Request Validator") : tr("Change Request Validator"),
                             std::move(validators), renamed);
    };
    edits.add = [this, set](const QStringList& values) {
        std::vector<RequestValidator> validators = m_shownValidators;
        validators.emplace_back();
        for (int column = 0; column < int(values.size()); ++column)
            set(validators.back(), column, values[column]);
        return setValidators(tr("Add Request Validator"), std::move(validators));
    };
    edits.remove = [this](int row) {
        std::vector<RequestValidator> validators = m_shownValidators;
        if (row >= 0 && row < int(validators.size()))
            validators.erase(validators.begin() + row);
        return setValidators(tr("Remove Request Validator"), std::move(validators));
    };
    return edits;
}

QString ApiSettingsForm::setValidators(const QString& name, std::vector<RequestValidator> validators,
                                       const ValidatorRename& renamed)
{
    return apply(name,
                 [&](Project p, ApiId api) { return setRequestValidators(std::move(p), api, validators, renamed); });
}

void ApiSettingsForm::buildBinary()
{
    addSection(
        tr("Binary media types"),
        tr("Bodies of these types pass as bytes, or as base64 where an integration asks for text. */* means all."));
    m_types = add(new TableEditor(
        m_theme, {}, tr("media type"), tr("Every body is text."),
        {{tr("Media type"),
          TableColumn::Kind::Code,
          {QStringLiteral("*/*"), QStringLiteral("image/*"), QStringLiteral("image/png"), QStringLiteral("image/jpeg"),
           QStringLiteral("application/pdf"), QStringLiteral("application/octet-stream"),
           QStringLiteral("application/zip"), QStringLiteral("multipart/form-data"), QStringLiteral("video/mp4")},
          1}}));
    m_types->view()->setAccessibleName(tr("Binary media types"));
    m_types->setEdits(typeEdits());
}

TableEditor::Edits ApiSettingsForm::typeEdits()
{
    TableEditor::Edits edits;
    edits.set = [this](int row, int, const QString& value) {
        std::vector<std::string> types = m_shownTypes;
        if (row >= 0 && row < int(types.size()))
            types[std::size_t(row)] = value.trimmed().toStdString();
        return setTypes(tr("Change Binary Media Type"), std::move(types));
    };
    edits.add = [this](const QStringList& values) {
        std::vector<std::string> types = m_shownTypes;
        types.push_back(values.value(0).trimmed().toStdString());
        return setTypes(tr("Add Binary Media Type"), std::move(types));
    };
    edits.remove = [this](int row) {
        std::vector<std::string> types = m_shownTypes;
        if (row >= 0 && row < int(types.size()))
            types.erase(types.begin() + row);
        return setTypes(tr("Remove Binary Media Type"), std::move(types));
    };
    return edits;
}

QString ApiSettingsForm::setTypes(const QString& name, std::vector<std::string> types)
{
    return apply(name, [&](Project p, ApiId api) { return setBinaryMediaTypes(std::move(p), api, types); });
}

void ApiSettingsForm::buildCompression()
{
    addSection(tr("Compression"));
    m_compression = add(new TextField(m_theme, tr("Minimum size in bytes"), TextField::Kind::CodeLine));
    m_compression->setPlaceholder(tr("No compression"));
    m_compression->setHelp(tr("Answers from this size on are compressed for clients that ask for gzip or deflate; 0 "
                              "compresses all. Compressed requests are always read."));
    m_compression->setCommit([this](const QString& text) { return setCompression(text.trimmed()); });
}

QString ApiSettingsForm::setCompression(const QString& text)
{
    bool isNumber = false;
    const int bytes = text.toInt(&isNumber);
    if (!text.isEmpty() && (!isNumber || bytes < 0 || bytes > mostCompressionBytes))
        return tr("A size is a number from 0 to 10485760; empty means no compression.");
    return apply(
        tr("Change Compression"),
        [&](Project p, ApiId api) {
            return setMinimumCompressionSize(std::move(p), api, text.isEmpty() ? std::nullopt : std::optional(bytes));
        },
        QStringLiteral("compression"));
}

void ApiSettingsForm::showApi(const Api& api)
{
    const OpenApiDefinition* definition = api.openApi();
    if (!definition)
        return;
    m_shownValidators = definition->requestValidators;
    m_shownTypes = definition->binaryMediaTypes;
    std::vector<QStringList> rows;
    for (const RequestValidator& validator : m_shownValidators)
        rows.push_back({fromUtf8(validator.name), boolText(validator.validateRequestBody),
                        boolText(validator.validateRequestParameters)});
    m_validators->setRows(rows);
    {
        QComboBox* box = m_default->comboBox();
        const QSignalBlocker quiet(box);
        box->clear();
        box->addItem(tr("None: methods that name no validator check nothing"), QString());
        for (const RequestValidator& validator : m_shownValidators)
            box->addItem(fromUtf8(validator.name), fromUtf8(validator.name));
        m_default->setValue(fromUtf8(definition->requestValidator));
    }
    std::vector<QStringList> types;
    for (const std::string& type : m_shownTypes)
        types.push_back({fromUtf8(type)});
    m_types->setRows(types);
    m_compression->setValue(definition->minimumCompressionSize ? QString::number(*definition->minimumCompressionSize)
                                                               : QString());
}

} // namespace

ApiForm* makeApiSettingsForm(const Theme& theme, ApplyApiEdit apply)
{
    return new ApiSettingsForm(theme, std::move(apply));
}

} // namespace gw::ui
