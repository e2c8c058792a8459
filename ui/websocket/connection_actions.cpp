#include "ui/websocket/connection_actions.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/tone_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace gw::ui {

namespace {

constexpr int messageHeight = 62;
constexpr int mostReasonBytes = 123; // of a close frame (RFC 6455, 5.5)
constexpr int normalClosure = 1000;

QString number(int count)
{
    return QLocale().toString(count);
}

} // namespace

ConnectionActions::ConnectionActions(const Theme& theme, QWidget* parent) : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(spacing::xl, spacing::m, spacing::xl, spacing::m);
    column->setSpacing(spacing::m);
    column->addLayout(buildSending(theme));
    column->addLayout(buildClosing(theme));
    refresh();
}

QHBoxLayout* ConnectionActions::buildSending(const Theme& theme)
{
    auto* sending = new QHBoxLayout;
    sending->setSpacing(spacing::m);
    m_message = new CodeEditor(theme);
    m_message->setLanguage(CodeEditor::Language::Json);
    m_message->setFrameShape(QFrame::StyledPanel);
    m_message->setFixedHeight(messageHeight);
    m_message->setTabChangesFocus(true);
    m_message->setAccessibleName(tr("Message to send"));
    m_message->setPlaceholderText(tr("A message to clients: it goes out as one text frame"));
    m_message->installEventFilter(this);
    connect(m_message, &QPlainTextEdit::textChanged, this, &ConnectionActions::refresh);
    sending->addWidget(m_message, 1);
    sending->addLayout(buildSendButtons());
    return sending;
}

QVBoxLayout* ConnectionActions::buildSendButtons()
{
    auto* buttons = new QVBoxLayout;
    buttons->setSpacing(spacing::xs);
    m_send = pushButton(tr("Send"), this, ButtonRole::Primary);
    m_send->setObjectName(QStringLiteral("sendToSelected"));
    m_send->setToolTip(
        withShortcut(tr("Sends the message to the selected connections"), QKeySequence(Qt::CTRL | Qt::Key_Return)));
    connect(m_send, &QPushButton::clicked, this, &ConnectionActions::send);
    buttons->addWidget(m_send);
    m_broadcast = pushButton(tr("Broadcast"), this);
    m_broadcast->setObjectName(QStringLiteral("broadcast"));
    m_broadcast->setToolTip(tr("Sends the message to every connection of the list, as it is filtered"));
    connect(m_broadcast, &QPushButton::clicked, this, [this] {
        if (const QString message = m_message->toPlainText(); !message.isEmpty())
            emit broadcastRequested(message);
    });
    buttons->addWidget(m_broadcast);
    return buttons;
}

QHBoxLayout* ConnectionActions::buildClosing(const Theme& theme)
{
    auto* closing = new QHBoxLayout;
    closing->setSpacing(spacing::m);
    m_outcome = new ToneLabel(theme, tone::muted);
    closing->addWidget(m_outcome, 1);
    auto* codeLabel = new ToneLabel(theme, tone::label, tr("Close code"));
    closing->addWidget(codeLabel);
    buildCloseFrame();
    codeLabel->setBuddy(m_code);
    closing->addWidget(m_code);
    closing->addWidget(m_reason);
    m_close = pushButton(tr("Close"), this, ButtonRole::Danger);
    m_close->setObjectName(QStringLiteral("closeSelected"));
    m_close->setToolTip(withShortcut(tr("Closes the selected connections"), QKeySequence(Qt::Key_Delete)));
    connect(m_close, &QPushButton::clicked, this, &ConnectionActions::closeSelected);
    closing->addWidget(m_close);
    return closing;
}

void ConnectionActions::buildCloseFrame()
{
    m_code = new QSpinBox;
    m_code->setRange(normalClosure, 4999);
    m_code->setAccessibleName(tr("Close code"));
    m_reason = new QLineEdit;
    m_reason->setPlaceholderText(tr("Reason"));
    m_reason->setAccessibleName(tr("Reason to close"));
    m_reason->setMaxLength(mostReasonBytes);
    m_reason->setMaximumWidth(220);
}

void ConnectionActions::setState(bool isRunning, int selected, int shown)
{
    m_isRunning = isRunning;
    m_selected = selected;
    m_shown = shown;
    refresh();
}

void ConnectionActions::refresh()
{
    const bool hasMessage = !m_message->toPlainText().isEmpty();
    m_send->setText(m_selected > 1 ? tr("Send to %1").arg(number(m_selected)) : tr("Send"));
    m_send->setEnabled(m_isRunning && m_selected > 0 && hasMessage);
    m_broadcast->setText(m_shown > 0 ? tr("Broadcast to %1").arg(number(m_shown)) : tr("Broadcast"));
    m_broadcast->setEnabled(m_isRunning && m_shown > 0 && hasMessage);
    m_close->setText(m_selected > 1 ? tr("Close %1").arg(number(m_selected)) : tr("Close"));
    m_close->setEnabled(m_isRunning && m_selected > 0);
}

void ConnectionActions::showSent(int taken, int asked)
{
    m_outcome->setText(
        taken == asked
            ? tr("Sent to %1").arg(number(taken))
            : tr("Sent to %1 of %2: the others are gone or read too slowly").arg(number(taken), number(asked)));
}

void ConnectionActions::showClosed(int taken, int asked)
{
    m_outcome->setText(taken == asked ? tr("Closed %1").arg(number(taken))
                                      : tr("Closed %1 of %2: the others were gone").arg(number(taken), number(asked)));
}

void ConnectionActions::forgetOutcome()
{
    m_outcome->clear();
}

void ConnectionActions::send()
{
    if (const QString message = m_message->toPlainText(); !message.isEmpty())
        emit sendRequested(message);
}

void ConnectionActions::closeSelected()
{
    emit closeRequested(m_code->value(), m_reason->text());
}

bool ConnectionActions::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_message || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (!isEnter || !(key->modifiers() & Qt::ControlModifier))
        return QWidget::eventFilter(watched, event);
    send();
    return true;
}

} // namespace gw::ui
