// Editing any part of a default makes it a customised one; Reset takes the whole customisation away.
#include "ui/design/gateway_responses_form.h"

#include "core/api/gateway_response_types.h"
#include "core/edit/edits.h"
#include "ui/design/binding.h"
#include "ui/design/code_field.h"
#include "ui/design/content_editor.h"
#include "ui/design/method_facts.h"
#include "ui/design/table_editor.h"
#include "ui/models/context_samples.h"
#include "ui/models/gateway_responses_model.h"
#include "ui/models/integration_checks.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/row_table.h"
#include "ui/widgets/tone_label.h"

#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QTabBar>
#include <QTableView>

namespace gw::ui {

namespace {

constexpr int rowsShown = 10;
constexpr int previewHeight = 132;
constexpr int tableWidth = 1000; // no sentence is longer
constexpr std::string_view headerPrefix = "gatewayresponse.header.";

// People name the header; the design wants "gatewayresponse.header." before it.
QString headerName(const std::string& parameter)
{
    return fromUtf8(parameter.starts_with(headerPrefix) ? std::string_view(parameter).substr(headerPrefix.size())
                                                        : std::string_view(parameter));
}

std::string parameterOf(const QString& header)
{
    return std::string(headerPrefix) + header.trimmed().toStdString();
}

// A bare word is meant as a text: 'text'.
std::string expressionOf(const QString& value)
{
    const QString text = value.trimmed();
    const bool isMapping = text.startsWith(u'\'') || text.startsWith(QLatin1String("method.request.")) ||
                           text.startsWith(QLatin1String("context.")) ||
                           text.startsWith(QLatin1String("stageVariables."));
    return isMapping || text.isEmpty() ? text.toStdString() : "'" + text.toStdString() + "'";
}

} // namespace

GatewayResponsesForm::GatewayResponsesForm(const Theme& theme, ApplyApiEdit apply, QWidget* parent)
    : ApiForm(theme, std::move(apply), parent), m_model(new GatewayResponsesModel(theme, this))
{
    buildTable();
    buildHead();
    buildHeaders();
    buildTemplates();
    buildPreview();
    m_table->setCurrentIndex(m_model->index(m_model->rowOf(fromUtf8(default4xx)), 0));
}

void GatewayResponsesForm::buildTable()
{
    addSection(tr("Gateway responses"),
               tr("What the gateway answers itself when a request never reaches its integration, or the integration "
                  "fails. Muted rows are defaults: select one and change it to make it your own."));
    m_table = addWide(new RowTable);
    m_table->setMaximumWidth(tableWidth);
    setUpRowTable(*m_table, m_model, tr("Gateway responses"), GatewayResponsesModel::When);
    m_table->setFixedHeight(tableRowHeight * (rowsShown + 1) + 2 * m_table->frameWidth());
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        for (Field* field : findChildren<Field*>()) {
            field->commitNow();
            field->forget();
        }
        showCurrent();
    });
}

void GatewayResponsesForm::buildHead()
{
    auto* head = add(new QWidget);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, spacing::l, 0, 0);
    row->setSpacing(spacing::m);
    m_type = new ToneLabel(m_theme, {Color::Text, fontSize::section, false, true});
    row->addWidget(m_type, 1);
    m_reset = pushButton(tr("Reset to Default"), head);
    connect(m_reset, &QPushButton::clicked, this, [this] {
        for (Field* field : findChildren<Field*>())
            field->forget();
        m_status->showError(apply(tr("Reset Gateway Response"), [this](Project p, ApiId api) {
            return resetGatewayResponse(std::move(p), api, currentType().toStdString());
        }));
    });
    row->addWidget(m_reset);
    m_when = add(new ToneLabel(m_theme, tone::muted));
    m_when->setWordWrap(true);
    m_status = add(new TextField(m_theme, tr("Status code"), TextField::Kind::CodeLine));
    m_status->setCommit([this](const QString& text) { return setStatus(text.trimmed()); });
}

void GatewayResponsesForm::buildHeaders()
{
    using Kind = TableColumn::Kind;
    m_headers = add(new TableEditor(
        m_theme, tr("Headers"), tr("header"), tr("No headers of your own."),
        {{tr("Header"),
          Kind::Code,
          {QStringLiteral("Access-Control-Allow-Origin"), QStringLiteral("Access-Control-Allow-Headers"),
           QStringLiteral("Cache-Control"), QStringLiteral("Retry-After"), QStringLiteral("WWW-Authenticate")},
          1},
         {tr("Value"),
          Kind::Code,
          {QStringLiteral("'*'"), QStringLiteral("context.requestId"), QStringLiteral("context.error.message"),
           QStringLiteral("method.request.header.Origin")},
          1}}));
    m_headers->view()->setAccessibleName(tr("Headers of the gateway response"));
    m_headers->setHelp(tr("A text in single quotes, or a value such as context.requestId, stageVariables.name or "
                          "method.request.header.Origin."));
    const auto part = [](GatewayResponseDefinition& r) -> StringMap& { return r.responseParameters; };
    m_headers->setEdits({[this, part](int at, int column, const QString& value) {
                             return change(tr("Change Gateway Response Header"), [&](GatewayResponseDefinition& r) {
                                 if (at < 0 || at >= int(part(r).size()))
                                     return;
                                 auto& [name, expression] = part(r)[std::size_t(at)];
                                 (column == 0 ? name : expression) =
                                     column == 0 ? parameterOf(value) : expressionOf(value);
                             });
                         },
                         [this, part](const QStringList& values) {
                             return change(tr("Add Gateway Response Header"), [&](GatewayResponseDefinition& r) {
                                 setIn(part(r), parameterOf(values.value(0)), expressionOf(values.value(1)));
                             });
                         },
                         [this, part](int at) {
                             return change(tr("Remove Gateway Response Header"), [&](GatewayResponseDefinition& r) {
                                 if (at >= 0 && at < int(part(r).size()))
                                     part(r).erase(part(r).begin() + at);
                             });
                         }});
    m_headers->setNewRow({QString(), QStringLiteral("'*'")});
}

void GatewayResponsesForm::buildTemplates()
{
    m_templates = add(new ContentEditor(m_theme, tr("Body templates"),
                                        tr("The body is {\"message\":$context.error.messageString}."), {}));
    m_templates->setLanguage(CodeEditor::Language::Template); // a $context variable stands where JSON has none
    m_templates->setHelp(tr("$context variables are replaced, nothing else: $context.error.message, "
                            "$context.error.messageString (in quotes), $context.error.validationErrorString, "
                            "$context.requestId."));
    m_templates->setEdits({[this](const QString& type, int, const QString& text) {
                               return change(
                                   tr("Change Gateway Response Body"),
                                   [&](GatewayResponseDefinition& r) {
                                       setIn(r.responseTemplates, type.toStdString(), text.toStdString());
                                   },
                                   QStringLiteral("body"));
                           },
                           [this](const QString& type) {
                               return change(tr("Add Gateway Response Body"), [&](GatewayResponseDefinition& r) {
                                   setIn(r.responseTemplates, type.toStdString(), std::string(defaultGatewayTemplate));
                               });
                           },
                           [this](const QString& type) {
                               return change(tr("Remove Gateway Response Body"), [&](GatewayResponseDefinition& r) {
                                   removeFrom(r.responseTemplates, type.toStdString());
                               });
                           }});
    connect(m_templates->tabs(), &QTabBar::currentChanged, this, [this] { showCurrent(); });
}

void GatewayResponsesForm::buildPreview()
{
    auto* label = add(new ToneLabel(m_theme, tone::label, tr("What a client gets (sample values)")));
    m_preview = add(new CodeEditor(m_theme));
    m_preview->setReadOnly(true);
    m_preview->setLineNumbersVisible(false);
    m_preview->setFrameShape(QFrame::StyledPanel);
    m_preview->setWordWrap(true);
    m_preview->setLanguage(CodeEditor::Language::Http);
    m_preview->setFixedHeight(previewHeight);
    m_preview->setAccessibleName(tr("Preview of the gateway response"));
    label->setBuddy(m_preview);
}

QString GatewayResponsesForm::currentType() const
{
    return m_model->typeAt(m_table->currentIndex().row());
}

GatewayResponseDefinition GatewayResponsesForm::current() const
{
    if (const GatewayResponseDefinition* own = m_model->customisedAt(m_table->currentIndex().row()))
        return *own;
    GatewayResponseDefinition fresh;
    fresh.responseType = currentType().toStdString();
    return fresh;
}

QString GatewayResponsesForm::change(const QString& name, const Change& change, const QString& field)
{
    GatewayResponseDefinition changed = current();
    change(changed);
    return apply(
        name, [&](Project p, ApiId api) { return setGatewayResponse(std::move(p), api, changed); },
        field.isEmpty() ? QString() : QStringLiteral("%1:%2").arg(currentType(), field));
}

QString GatewayResponsesForm::setStatus(const QString& text)
{
    if (const QString problem = text.isEmpty() ? QString() : statusProblem(text, false); !problem.isEmpty())
        return problem;
    return change(
        tr("Change Gateway Response Status"), [&](GatewayResponseDefinition& r) { r.statusCode = text.toStdString(); },
        QStringLiteral("status"));
}

void GatewayResponsesForm::showApi(const Api& api)
{
    const OpenApiDefinition* definition = api.openApi();
    if (!definition)
        return;
    m_shown.gatewayResponses = definition->gatewayResponses;
    m_model->setDefinition(m_shown);
    showCurrent();
}

void GatewayResponsesForm::showType(const QString& type)
{
    const int row = m_model->rowOf(type);
    if (row < 0)
        return;
    m_table->setCurrentIndex(m_model->index(row, 0));
    m_table->scrollTo(m_table->currentIndex());
    m_table->setFocus();
}

void GatewayResponsesForm::showCurrent()
{
    const int row = m_table->currentIndex().row();
    const GatewayResponseKind* kind = findGatewayResponseKind(currentType().toStdString());
    if (!kind)
        return;
    const GatewayResponseDefinition response = current();
    m_type->setText(currentType());
    m_when->setText(fromUtf8(kind->when));
    m_reset->setEnabled(m_model->customisedAt(row));
    m_status->setPlaceholder(kind->statusCode == 0 ? tr("Each type its own") : QString::number(kind->statusCode));
    m_status->setValue(fromUtf8(response.statusCode));
    std::vector<QStringList> headers;
    for (const auto& [name, value] : response.responseParameters)
        headers.push_back({headerName(name), fromUtf8(value)});
    m_headers->setRows(headers);
    m_templates->setPages(pagesOf(response.responseTemplates));
    const std::string contentType = m_templates->tabs()->tabText(m_templates->tabs()->currentIndex()).toStdString();
    m_preview->updateText(previewGatewayResponse(m_shown, response.responseType, contentType));
}

} // namespace gw::ui
