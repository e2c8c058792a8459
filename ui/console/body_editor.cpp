// The Body tab.
#include "ui/console/body_editor.h"

#include "core/console/body_formatter.h"
#include "ui/console/console_variables.h"
#include "ui/console/field_table.h"
#include "ui/console/file_to_send.h"
#include "ui/console/text_check.h"
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
      m_file(new FileToSend), m_check(new TextCheck(this))
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
    connect(m_check, &TextCheck::found, this, &BodyEditor::showFinding);
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

// The marks of a long text stay until it has been looked at again.
void BodyEditor::check()
{
    m_check->cancel();
    if (pageOf(kind()) != TextPage)
        return showFinding({});
    m_check->start(m_text->document()->characterCount(), kind() == console::BodyKind::Json, m_variables.scope(),
                   [this] { return m_text->toPlainText(); });
}

// What is wrong is marked, and said in words beside the kinds.
void BodyEditor::showFinding(const TextFinding& finding)
{
    std::vector<CodeEditor::Mark> marks;
    QString note = finding.problem;
    if (finding.line > 0) {
        marks.push_back({finding.line, Severity::Error, finding.problem});
        note = tr("Line %1: %2").arg(finding.line).arg(finding.problem);
    }
    const bool isWrong = !note.isEmpty();
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
