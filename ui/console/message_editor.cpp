// The Message tab.
#include "ui/console/message_editor.h"

#include "core/console/body_formatter.h"
#include "core/console/prepare_websocket.h"
#include "ui/console/console_variables.h"
#include "ui/console/file_to_send.h"
#include "ui/console/variable_text.h"
#include "ui/models/quantity_text.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/tone_label.h"

#include <QHBoxLayout>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace gw::ui {

using console::MessageKind;

namespace {

constexpr qsizetype maxCheckedLength = 256 << 10; // longer texts are not checked while typing

} // namespace

MessageEditor::MessageEditor(const Theme& theme, const ConsoleVariables& variables, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_variables(variables), m_kinds(new SegmentedControl(theme, this)),
      m_format(flatButton(theme, QStringLiteral("sparkle"), tr("Format"), this)),
      m_note(new ToneLabel(theme, tone::label)), m_pages(new QStackedWidget(this)), m_text(new CodeEditor(theme)),
      m_file(new FileToSend)
{
    for (const QString& name : {tr("JSON"), tr("Text"), tr("Hex"), tr("Base64"), tr("File")})
        m_kinds->addSegment(name);
    m_format->setToolTip(tr("Indent the JSON"));
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_text->setAccessibleName(tr("Message"));
    m_pages->addWidget(m_text);
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
    connect(m_kinds, &SegmentedControl::currentChanged, this, &MessageEditor::kindChosen);
    connect(m_format, &QToolButton::clicked, this, &MessageEditor::format);
    connect(m_file, &FileToSend::edited, this, &MessageEditor::edited);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        check();
        if (!m_isSetting)
            emit edited();
    });
    connect(&variables, &ConsoleVariables::changed, this, &MessageEditor::check);
    kindChosen();
}

void MessageEditor::setFolder(const QString& folder)
{
    m_file->setFolder(folder);
}

void MessageEditor::focusText()
{
    if (m_pages->currentIndex() == 0)
        m_text->setFocus(Qt::OtherFocusReason);
    else
        m_file->setFocus(Qt::OtherFocusReason);
}

void MessageEditor::setMessage(const console::Message& message)
{
    m_isSetting = true;
    m_kinds->setCurrent(static_cast<int>(message.kind));
    const bool isFile = message.kind == MessageKind::File;
    m_file->setPath(isFile ? message.text : QString());
    m_text->updateText(isFile ? QString() : message.text); // which can be undone
    kindChosen();
    m_isSetting = false;
}

console::Message MessageEditor::message() const
{
    const MessageKind kind = console::allMessageKinds[std::max(0, m_kinds->current())];
    return {kind, kind == MessageKind::File ? m_file->path() : m_text->toPlainText()};
}

void MessageEditor::kindChosen()
{
    const MessageKind kind = message().kind;
    m_pages->setCurrentIndex(kind == MessageKind::File ? 1 : 0);
    m_text->setLanguage(kind == MessageKind::Json ? CodeEditor::Language::JsonVariables : CodeEditor::Language::Plain);
    m_text->setPlaceholderText(kind == MessageKind::Hex      ? tr("00 ff 7a")
                               : kind == MessageKind::Base64 ? tr("AP96")
                               : kind == MessageKind::Json   ? tr("{ \"action\": \"sendMessage\" }")
                                                             : tr("Hello {{name}}"));
    m_format->setVisible(kind == MessageKind::Json);
    check();
    if (!m_isSetting)
        emit edited();
}

void MessageEditor::format()
{
    if (const Result<QString> pretty = console::prettyJsonWithVariables(m_text->toPlainText()))
        m_text->updateText(*pretty);
}

// What is wrong with the message, in words beside the kinds; else how it is sent.
void MessageEditor::check()
{
    const console::Message now = message();
    const QString text = now.text;
    std::vector<CodeEditor::Mark> marks;
    QString wrong;
    QString note = now.kind == MessageKind::File ? tr("UTF-8 is sent as text, anything else as binary") : QString();
    if (now.kind != MessageKind::File && text.size() <= maxCheckedLength) {
        wrong = unresolvedVariables(text, m_variables.scope()).value(0);
        const bool isJson = now.kind == MessageKind::Json && !text.trimmed().isEmpty();
        const Result<QString> pretty = isJson ? console::prettyJsonWithVariables(text) : Result<QString>(text);
        if (!pretty) {
            const QString message = QString::fromStdString(pretty.error().message);
            marks.push_back({pretty.error().position.line, Severity::Error, message});
            wrong = tr("Line %1: %2").arg(pretty.error().position.line).arg(message);
        } else if (wrong.isEmpty() && now.kind != MessageKind::Json) {
            const auto prepared = console::prepareMessage(now, m_variables.scope(), m_file->folder());
            if (!prepared)
                wrong = QString::fromStdString(prepared.error().message);
            else if (prepared->isBinary)
                note = tr("%1, binary").arg(sizeText(prepared->bytes.size()));
        }
    }
    m_text->setMarks(std::move(marks));
    m_note->setTone(wrong.isEmpty() ? tone::label : tone::error);
    m_note->setText(wrong.isEmpty() ? note : wrong);
    m_note->setToolTip(m_note->text());
}

} // namespace gw::ui
