// The Body tab.
#include "ui/console/body_editor.h"

#include "core/console/body_formatter.h"
#include "ui/console/console_variables.h"
#include "ui/console/field_table.h"
#include "ui/console/file_to_send.h"
#include "ui/console/variable_text.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/segmented.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace gw::ui {

namespace {

constexpr int maxCheckedLength = 1 << 20; // longer texts are not checked while typing

// Pages of the stack; JSON and text share one.
enum Page { NonePage, TextPage, FormPage, FilePage };

Page pageOf(console::BodyKind kind)
{
    switch (kind) {
    case console::BodyKind::None:
        return NonePage;
    case console::BodyKind::Json:
    case console::BodyKind::Text:
        return TextPage;
    case console::BodyKind::Form:
        return FormPage;
    case console::BodyKind::File:
        return FilePage;
    }
    return NonePage;
}

} // namespace

BodyEditor::BodyEditor(const Theme& theme, const ConsoleVariables& variables, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_variables(variables), m_kinds(new SegmentedControl(theme, this)),
      m_format(flatButton(theme, QStringLiteral("sparkle"), tr("Format"), this)), m_note(new QLabel(this)),
      m_pages(new QStackedWidget(this)), m_form(new FieldTable(theme, variables, tr("Form fields"))),
      m_file(new FileToSend)
{
    for (const QString& name : {tr("None"), tr("JSON"), tr("Text"), tr("Form"), tr("File")})
        m_kinds->addSegment(name);
    m_format->setToolTip(tr("Indent the JSON"));
    auto* none = new QLabel(tr("This request has no body."));
    none->setAlignment(Qt::AlignCenter);
    none->setEnabled(false);
    m_pages->addWidget(none);
    m_pages->addWidget(makeTextPage());
    m_pages->addWidget(m_form);
    m_pages->addWidget(m_file);

    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(spacing::m, spacing::xs, spacing::m, spacing::xs);
    bar->setSpacing(spacing::m);
    bar->addWidget(m_kinds);
    bar->addWidget(m_note, 1);
    bar->addWidget(m_format);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_pages, 1);

    connect(m_kinds, &SegmentedControl::currentChanged, this, &BodyEditor::kindChosen);
    connect(m_format, &QToolButton::clicked, this, &BodyEditor::format);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        check();
        if (!m_isSetting)
            emit edited();
    });
    connect(&m_form->fieldModel(), &FieldModel::edited, this, &BodyEditor::edited);
    connect(m_file, &FileToSend::edited, this, &BodyEditor::edited);
    connect(&variables, &ConsoleVariables::changed, this, &BodyEditor::check);
    connect(&theme, &Theme::changed, this, &BodyEditor::check);
    kindChosen(0);
}

QWidget* BodyEditor::makeTextPage()
{
    m_text = new CodeEditor(m_theme);
    m_text->setAccessibleName(tr("Body"));
    return m_text;
}

console::BodyKind BodyEditor::kind() const
{
    return console::allBodyKinds[std::max(0, m_kinds->current())];
}

void BodyEditor::setFolder(const QString& folder)
{
    m_file->setFolder(folder);
}

void BodyEditor::setBody(const console::RequestBody& body)
{
    m_isSetting = true;
    m_kinds->setCurrent(static_cast<int>(body.kind));
    if (m_text->toPlainText() != body.text)
        m_text->setPlainText(body.text);
    m_form->fieldModel().setFields(body.form);
    m_file->setPath(body.file);
    kindChosen(static_cast<int>(body.kind));
    m_isSetting = false;
}

console::RequestBody BodyEditor::body() const
{
    console::RequestBody body;
    body.kind = kind();
    // What other kinds hold stays in the editor for switching back, but is not part of the request.
    if (pageOf(body.kind) == TextPage)
        body.text = m_text->toPlainText();
    else if (body.kind == console::BodyKind::Form)
        body.form = m_form->fieldModel().fields();
    else if (body.kind == console::BodyKind::File)
        body.file = m_file->path();
    return body;
}

void BodyEditor::kindChosen(int)
{
    m_pages->setCurrentIndex(pageOf(kind()));
    m_text->setLanguage(kind() == console::BodyKind::Json ? CodeEditor::Language::JsonVariables
                                                          : CodeEditor::Language::Plain);
    m_format->setVisible(kind() == console::BodyKind::Json);
    check();
    if (!m_isSetting)
        emit edited();
}

void BodyEditor::format()
{
    if (const Result<QString> pretty = console::prettyJsonWithVariables(m_text->toPlainText()))
        m_text->updateText(*pretty);
}

// Marks variables that are not defined and JSON that cannot be read, in words beside the kinds.
void BodyEditor::check()
{
    const QString text = m_text->toPlainText();
    std::vector<CodeEditor::Mark> marks;
    QString note;
    bool isWrong = false;
    if (pageOf(kind()) == TextPage && text.size() <= maxCheckedLength) {
        const QStringList missing = unresolvedVariables(text, m_variables.scope());
        note = missing.value(0);
        const bool isJson = kind() == console::BodyKind::Json && !text.trimmed().isEmpty();
        const Result<QString> pretty = isJson ? console::prettyJsonWithVariables(text) : Result<QString>(text);
        if (!pretty) {
            const QString message = QString::fromStdString(pretty.error().message);
            marks.push_back({pretty.error().position.line, Severity::Error, message});
            note = tr("Line %1: %2").arg(pretty.error().position.line).arg(message);
        }
        isWrong = !pretty || !missing.isEmpty();
    }
    if (!isWrong && !console::defaultContentType(kind()).isEmpty())
        note = tr("Sent as %1").arg(console::defaultContentType(kind()).section(u';', 0, 0));
    m_text->setMarks(std::move(marks));
    m_note->setText(note);
    m_note->setFont(m_theme.text(fontSize::secondary));
    QPalette palette = m_note->palette();
    palette.setColor(QPalette::WindowText, m_theme.color(isWrong ? Color::Danger : Color::TextMuted));
    m_note->setPalette(palette);
}

} // namespace gw::ui
