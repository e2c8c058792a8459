// Every change of a field makes the preview anew from a copy of the project.
#include "ui/design/cors_dialog.h"

#include "ui/models/cors_preview.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/tone_label.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr int previewHeight = 200;

CorsOptions firstOptions(const Project& project, ApiId api, const std::string& path)
{
    const Api* found = project.find(api);
    const OpenApiDefinition* definition = found ? found->openApi() : nullptr;
    return definition ? corsOptionsOf(*definition, path) : CorsOptions();
}

QString toQt(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

} // namespace

CorsDialog::CorsDialog(const Theme& theme, std::shared_ptr<const Project> project, ApiId api, std::string path,
                       QWidget* parent)
    : QDialog(parent), m_project(std::move(project)), m_api(api), m_path(std::move(path)),
      m_problem(new ToneLabel(theme, tone::error)), m_preview(new CodeEditor(theme))
{
    setWindowTitle(tr("Enable CORS on \"%1\"").arg(toQt(m_path)));
    resize(640, 620);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(spacing::xl, spacing::xl, spacing::xl, spacing::xl);
    column->setSpacing(spacing::l);
    auto* what = new ToneLabel(theme, tone::muted,
                               tr("Lets pages of another origin call this resource: an OPTIONS method answers the "
                                  "browser's question, and the other methods' answers carry the allowed origin. "
                                  "Methods that pass to a backend as they are need the headers from it."));
    what->setWordWrap(true);
    column->addWidget(what);
    column->addWidget(buildFields(theme, firstOptions(*m_project, m_api, m_path)));
    auto* label = new ToneLabel(theme, tone::label, tr("What will be written"));
    label->setBuddy(m_preview);
    column->addWidget(label);
    m_preview->setReadOnly(true);
    m_preview->setLineNumbersVisible(false);
    m_preview->setLanguage(CodeEditor::Language::Plain);
    m_preview->setAccessibleName(tr("What will be written"));
    m_preview->setMinimumHeight(previewHeight);
    column->addWidget(m_preview, 1);
    m_problem->setWordWrap(true);
    column->addWidget(m_problem);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    m_enable = buttons->button(QDialogButtonBox::Ok);
    m_enable->setText(tr("Enable CORS"));
    setButtonRole(m_enable, ButtonRole::Primary);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    refresh();
    m_origin->setFocus();
}

QWidget* CorsDialog::buildFields(const Theme& theme, const CorsOptions& options)
{
    auto* fields = new QWidget;
    auto* form = new QFormLayout(fields);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(spacing::l);
    form->setVerticalSpacing(spacing::m);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    const auto line = [&](const QString& label, const std::string& value, const QString& placeholder) {
        auto* edit = new QLineEdit(toQt(value));
        edit->setFont(theme.monospace());
        edit->setAccessibleName(label);
        edit->setPlaceholderText(placeholder);
        edit->setCursorPosition(0);
        form->addRow(label, edit);
        connect(edit, &QLineEdit::textChanged, this, &CorsDialog::refresh);
        return edit;
    };
    m_origin = line(tr("Allowed origin"), options.allowOrigin, tr("* or https://example.com"));
    form->addRow(tr("Allowed methods"), buildMethods(options));
    m_headers = line(tr("Allowed headers"), options.allowHeaders, tr("None but the simple ones"));
    m_expose = line(tr("Exposed headers"), options.exposeHeaders, tr("None but the simple ones"));
    m_maxAge = line(tr("Max age in seconds"), options.maxAge, tr("The browser's own"));
    m_credentials = new QCheckBox(tr("Allow credentials: cookies and authorization"));
    m_credentials->setChecked(options.allowCredentials);
    m_defaults = new QCheckBox(tr("Also on the gateway's own errors (DEFAULT_4XX and DEFAULT_5XX)"));
    m_defaults->setToolTip(tr("Without it a page cannot read why the gateway refused its request."));
    m_defaults->setChecked(options.defaultResponses);
    for (QCheckBox* box : {m_credentials, m_defaults}) {
        form->addRow(QString(), box);
        connect(box, &QCheckBox::toggled, this, &CorsDialog::refresh);
    }
    return fields;
}

QWidget* CorsDialog::buildMethods(const CorsOptions& options)
{
    auto* boxes = new QWidget;
    auto* row = new QHBoxLayout(boxes);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::m);
    for (const HttpVerb verb : allHttpVerbs) {
        if (verb == HttpVerb::Any)
            continue;
        auto* box = new QCheckBox(toQt(toString(verb)));
        box->setChecked(std::find(options.allowMethods.begin(), options.allowMethods.end(), verb) !=
                        options.allowMethods.end());
        connect(box, &QCheckBox::toggled, this, &CorsDialog::refresh);
        row->addWidget(box);
        m_methods.emplace_back(verb, box);
    }
    row->addStretch(1);
    return boxes;
}

CorsOptions CorsDialog::options() const
{
    CorsOptions options;
    options.allowOrigin = m_origin->text().trimmed().toStdString();
    options.allowHeaders = m_headers->text().trimmed().toStdString();
    options.exposeHeaders = m_expose->text().trimmed().toStdString();
    options.maxAge = m_maxAge->text().trimmed().toStdString();
    options.allowMethods.clear();
    for (const auto& [verb, box] : m_methods)
        if (box->isChecked())
            options.allowMethods.push_back(verb);
    options.allowCredentials = m_credentials->isChecked();
    options.defaultResponses = m_defaults->isChecked();
    return options;
}

void CorsDialog::refresh()
{
    const CorsPreview preview = previewCors(*m_project, m_api, m_path, options());
    m_problem->setText(preview.problem);
    m_problem->setVisible(!preview.problem.isEmpty());
    m_enable->setEnabled(preview.problem.isEmpty());
    if (preview.problem.isEmpty())
        m_preview->updateText(preview.text);
}

} // namespace gw::ui
