// A WebSocket request as a page.
#include "ui/console/websocket_pane.h"

#include "ui/console/console_variables.h"
#include "ui/console/timeline.h"
#include "ui/console/url_line.h"
#include "ui/console/websocket_editor.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/tone_label.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSpinBox>
#include <QSplitter>
#include <QVBoxLayout>

#include <utility>

namespace gw::ui {

using console::WebSocketRequest;

namespace {

constexpr int connectWidth = 104;

// "5 s", "2 min 5 s", "1 h 3 min"
QString lasting(qint64 milliseconds)
{
    const qint64 seconds = milliseconds / 1000;
    if (seconds < 60)
        return WebSocketPane::tr("%1 s").arg(seconds);
    if (seconds < 3600)
        return WebSocketPane::tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
    return WebSocketPane::tr("%1 h %2 min").arg(seconds / 3600).arg(seconds / 60 % 60);
}

} // namespace

WebSocketPane::WebSocketPane(const Theme& theme, const ConsoleVariables& variables, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_variables(variables), m_session(new console::WebSocketSession(this)),
      m_editor(new WebSocketEditor(theme, variables)), m_halves(new QSplitter(Qt::Vertical)),
      m_timeline(new Timeline(theme))
{
    using namespace std::chrono_literals;
    m_tick.setInterval(1s);
    m_halves->setChildrenCollapsible(false);
    m_halves->addWidget(m_editor);
    m_halves->addWidget(m_timeline);
    m_halves->setStretchFactor(1, 1);
    m_halves->setSizes({300, 380});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeLine());
    layout->addWidget(makeStateLine());
    layout->addWidget(m_halves, 1);
    setTabOrder(m_closeMore, m_editor);

    connect(&m_tick, &QTimer::timeout, this, &WebSocketPane::refreshState);
    connect(m_timeline, &Timeline::resendRequested, this, &WebSocketPane::send);
    connect(m_timeline, &Timeline::saveRequested, m_editor, &WebSocketEditor::keep);
    connect(&variables, &ConsoleVariables::changed, this, &WebSocketPane::applyRules);
    connectEditor();
    connectSession();
    stateChanged(State::Closed);
}

QWidget* WebSocketPane::makeLine()
{
    auto* line = new QWidget(this);
    m_url = new UrlLine(m_theme, m_variables, line);
    m_url->setPlaceholderText(tr("/ is the stage chosen above; or ws://host:port/path"));
    m_url->setAccessibleName(tr("WebSocket address"));
    m_url->setToolTip(withShortcut(tr("WebSocket address"), QKeySequence(Qt::CTRL | Qt::Key_L)));
    m_connect = pushButton(tr("Connect"), line, ButtonRole::Primary);
    m_connect->setMinimumWidth(connectWidth);
    m_closeMore = iconButton(m_theme, QStringLiteral("more"), tr("Disconnect with a code and a reason…"), line);
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(spacing::l, spacing::m, spacing::l, spacing::xs);
    layout->setSpacing(spacing::m);
    layout->addWidget(m_url, 1);
    layout->addWidget(m_connect);
    layout->addWidget(m_closeMore);
    connect(m_url, &QLineEdit::textEdited, this, &WebSocketPane::edited);
    connect(m_url, &QLineEdit::returnPressed, this, [this] {
        if (state() == State::Closed)
            dial();
    });
    connect(m_connect, &QPushButton::clicked, this, &WebSocketPane::connectOrClose);
    connect(m_closeMore, &QToolButton::clicked, this, &WebSocketPane::closeWithCode);
    return line;
}

QWidget* WebSocketPane::makeStateLine()
{
    auto* line = new QWidget(this);
    m_state = new ToneLabel(m_theme, tone::label);
    m_state->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_state->setAccessibleName(tr("State of the connection"));
    m_state->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(spacing::l, 0, spacing::l, spacing::xs);
    layout->addWidget(m_state);
    return line;
}

void WebSocketPane::connectEditor()
{
    connect(m_editor, &WebSocketEditor::edited, this, &WebSocketPane::edited);
    connect(m_editor, &WebSocketEditor::rulesEdited, this, &WebSocketPane::applyRules);
    connect(m_editor, &WebSocketEditor::sendRequested, this, &WebSocketPane::send);
    connect(m_editor, &WebSocketEditor::pingRequested, m_session, [this] { m_session->ping(); });
    connect(m_editor, &WebSocketEditor::runRequested, this,
            [this] { m_editor->runScript(request(), m_variables, m_folder); });
}

void WebSocketPane::connectSession()
{
    using console::WebSocketSession;
    connect(m_session, &WebSocketSession::stateChanged, this, &WebSocketPane::stateChanged);
    connect(m_session, &WebSocketSession::framesArrived, m_timeline, &Timeline::append);
    connect(m_session, &WebSocketSession::framesDropped, m_timeline, &Timeline::noteDropped);
    connect(m_session, &WebSocketSession::opened, this, [this](const QString& chosen) {
        m_sinceOpen.start();
        m_editor->setChosenSubprotocol(chosen);
        if (!std::exchange(m_hasOpened, true))
            emit connectionOpened(m_sinceDial.elapsed());
    });
    connect(m_session, &WebSocketSession::closed, this, [this](int code, const QString& reason) {
        const QString meaning = console::closeCodeMeaning(code);
        m_ended = reason.isEmpty() ? meaning.isEmpty() ? tr("Closed with %1").arg(code)
                                                       : tr("Closed with %1, %2").arg(code).arg(meaning)
                                   : tr("Closed with %1%2: %3")
                                         .arg(code)
                                         .arg(meaning.isEmpty() ? QString() : QStringLiteral(", ") + meaning, reason);
        m_endedBadly = code != 1000 && code != 1001;
        refreshState();
    });
    connect(m_session, &WebSocketSession::failed, this, [this](const Diagnostic& why) {
        complain(why);
        if (!m_hasOpened)
            emit connectionFailed(m_sinceDial.elapsed());
    });
}

void WebSocketPane::setFolder(const QString& folder)
{
    m_folder = folder;
    m_editor->setFolder(folder);
}

void WebSocketPane::focusUrl()
{
    m_url->setFocus(Qt::ShortcutFocusReason);
    m_url->selectAll();
}

bool WebSocketPane::isIdle() const
{
    return state() == State::Closed && m_timeline->frames().totalCount() == 0;
}

void WebSocketPane::setRequest(const WebSocketRequest& request)
{
    if (m_url->text() != request.url)
        m_url->setText(request.url);
    m_editor->setRequest(request);
    applyRules();
}

WebSocketRequest WebSocketPane::request() const
{
    WebSocketRequest request = m_editor->request();
    request.url = m_url->text().trimmed();
    return request;
}

void WebSocketPane::connectOrClose()
{
    if (state() == State::Closed)
        dial();
    else
        m_session->close();
}

void WebSocketPane::dial()
{
    const WebSocketRequest now = request();
    const Result<console::PreparedConnection> prepared = console::prepareConnection(now, m_variables.scope());
    if (!prepared)
        return complain(prepared.error());
    applyRules();
    m_sinceDial.start();
    m_hasOpened = false;
    m_ended.clear();
    m_endedBadly = false;
    console::SessionOptions options;
    options.reconnect = now.reconnect;
    m_session->open(*prepared, options);
}

void WebSocketPane::sendOrConnect()
{
    if (state() == State::Open)
        send(m_editor->message());
    else if (state() == State::Closed)
        dial();
}

void WebSocketPane::send(const console::Message& message)
{
    if (state() != State::Open)
        return;
    const Result<console::PreparedMessage> prepared = console::prepareMessage(message, m_variables.scope(), m_folder);
    if (prepared) {
        m_session->send(*prepared);
        m_ended.clear();
        refreshState();
    } else {
        complain(prepared.error());
    }
}

void WebSocketPane::closeWithCode()
{
    QDialog dialog(this);
    dialog.setWindowTitle(tr("Disconnect"));
    auto* code = new QSpinBox;
    code->setRange(1000, 4999);
    auto* reason = new QLineEdit;
    reason->setMaxLength(123);
    reason->setPlaceholderText(tr("Optional"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->addButton(tr("Disconnect"), QDialogButtonBox::AcceptRole);
    auto* form = new QFormLayout(&dialog);
    form->addRow(tr("&Code"), code);
    form->addRow(tr("&Reason"), reason);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    if (dialog.exec() == QDialog::Accepted)
        m_session->close(code->value(), reason->text());
}

void WebSocketPane::applyRules()
{
    const Result<void> applied = m_session->setReplyRules({m_editor->autoReplies(), m_variables.scope(), m_folder});
    if (!applied)
        complain(applied.error());
}

void WebSocketPane::complain(const Diagnostic& why)
{
    m_ended = QString::fromStdString(why.message + (why.hint.empty() ? "" : " " + why.hint));
    m_endedBadly = true;
    refreshState();
}

void WebSocketPane::stateChanged(State state)
{
    const bool isClosed = state == State::Closed;
    const bool isOpen = state == State::Open;
    m_connect->setText(isClosed                                                ? tr("Connect")
                       : state == State::Connecting || state == State::Waiting ? tr("Cancel")
                                                                               : tr("Disconnect"));
    m_connect->setEnabled(state != State::Closing);
    setButtonRole(m_connect, isClosed ? ButtonRole::Primary : ButtonRole::Normal);
    m_closeMore->setEnabled(isOpen);
    m_editor->setCanSend(isOpen);
    isOpen ? m_tick.start() : m_tick.stop();
    refreshState();
}

void WebSocketPane::refreshState()
{
    static constexpr Tone good{Color::Success, fontSize::secondary, false, false};
    m_state->setTone(m_endedBadly ? tone::error : state() == State::Open ? good : tone::label);
    QString text;
    switch (state()) {
    case State::Closed:
        text = m_ended.isEmpty() ? tr("Not connected") : m_ended;
        break;
    case State::Connecting:
        text = tr("Connecting…");
        break;
    case State::Open:
        text = m_ended.isEmpty() ? tr("Open for %1").arg(lasting(m_sinceOpen.isValid() ? m_sinceOpen.elapsed() : 0))
                                 : m_ended;
        break;
    case State::Closing:
        text = tr("Closing…");
        break;
    case State::Waiting:
        text = tr("Waiting to connect again…");
        break;
    }
    m_state->setText(text);
    m_state->setToolTip(text);
}

} // namespace gw::ui
