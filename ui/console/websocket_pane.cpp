// A WebSocket request as a page.
#include "ui/console/websocket_pane.h"

#include "ui/console/auto_reply_table.h"
#include "ui/console/console_variables.h"
#include "ui/console/field_table.h"
#include "ui/console/message_editor.h"
#include "ui/console/saved_messages.h"
#include "ui/console/script_pane.h"
#include "ui/console/timeline.h"
#include "ui/console/url_line.h"
#include "ui/models/quantity_text.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/tone_label.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QSpinBox>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace gw::ui {

using console::WebSocketRequest;

namespace {

constexpr int connectWidth = 104, numberWidth = 96, protocolsWidth = 360;
constexpr std::size_t mostSteps = 100; // of undo

enum Tab { MessageTab, SavedTab, HeadersTab, ProtocolsTab, RepliesTab, ScriptTab };

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
    : QWidget(parent), m_theme(theme), m_variables(variables), m_session(new console::WebSocketSession(this))
{
    using namespace std::chrono_literals;
    m_tick.setInterval(1s);
    m_timeline = new Timeline(theme);
    m_halves = new QSplitter(Qt::Vertical);
    m_halves->setChildrenCollapsible(false);
    m_halves->addWidget(makeTabs());
    m_halves->addWidget(m_timeline);
    m_halves->setStretchFactor(1, 1);
    m_halves->setSizes({300, 380});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeLine());
    layout->addWidget(makeStateLine());
    layout->addWidget(m_halves, 1);
    setTabOrder(m_closeMore, m_tabs);

    connect(&m_tick, &QTimer::timeout, this, &WebSocketPane::refreshState);
    connect(m_timeline, &Timeline::resendRequested, this, &WebSocketPane::send);
    connect(m_timeline, &Timeline::saveRequested, this, [this](const console::Message& message) {
        m_tabs->setCurrentIndex(SavedTab);
        m_saved->keep(message);
    });
    connect(&variables, &ConsoleVariables::changed, this, &WebSocketPane::applyRules);
    connectSession();
    refreshTabs();
    stateChanged(State::Closed);
}

QWidget* WebSocketPane::makeLine()
{
    auto* line = new QWidget(this);
    m_url = new UrlLine(m_theme, m_variables, line);
    m_url->setPlaceholderText(tr("ws://127.0.0.1:4780/dev, or a path of the gateway"));
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
    connect(m_url, &QLineEdit::textEdited, this, &WebSocketPane::changed);
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

QWidget* WebSocketPane::makeTabs()
{
    m_tabs = new QTabWidget;
    m_tabs->setDocumentMode(true);
    m_saved = new SavedMessages(m_theme);
    m_headers = new FieldTable(m_theme, m_variables, tr("Headers"));
    m_headers->setNameOffers(usualHeaderNames());
    m_replies = new AutoReplyTable(m_theme);
    m_script = new ScriptPane(m_theme);
    m_tabs->addTab(makeMessageTab(), tr("Message"));
    m_tabs->addTab(m_saved, QString());
    m_tabs->addTab(m_headers, QString());
    m_tabs->addTab(makeProtocolsTab(), QString());
    m_tabs->addTab(m_replies, QString());
    m_tabs->addTab(m_script, QString());
    connect(&m_saved->model(), &SavedMessageModel::edited, this, &WebSocketPane::changed);
    connect(m_saved, &SavedMessages::sendRequested, this, &WebSocketPane::send);
    connect(m_saved, &SavedMessages::composeRequested, this, [this](const console::Message& message) {
        m_message->setMessage(message);
        m_tabs->setCurrentIndex(MessageTab);
        m_message->focusText();
        changed();
    });
    connect(&m_headers->fieldModel(), &FieldModel::edited, this, &WebSocketPane::changed);
    connect(&m_replies->replyModel(), &AutoReplyModel::edited, this, [this] {
        changed();
        applyRules();
    });
    connect(m_script, &ScriptPane::edited, this, &WebSocketPane::changed);
    connect(m_script, &ScriptPane::runRequested, this,
            [this] { m_script->run(request(), m_variables.scope(), m_folder); });
    for (QTableView* table : m_tabs->findChildren<QTableView*>())
        table->installEventFilter(this); // Ctrl+Z
    return m_tabs;
}

QWidget* WebSocketPane::makeMessageTab()
{
    auto* tab = new QWidget;
    m_message = new MessageEditor(m_theme, m_variables);
    m_send = pushButton(tr("Send"), tab, ButtonRole::Primary);
    m_send->setToolTip(withShortcut(tr("Send"), QKeySequence(Qt::CTRL | Qt::Key_Return)));
    m_keep = pushButton(tr("Save Message"), tab);
    m_ping = pushButton(tr("Ping"), tab);
    m_ping->setToolTip(tr("Send a ping; the time until its pong stands in the timeline"));
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(spacing::m, spacing::xs, spacing::l, spacing::xs);
    bar->setSpacing(spacing::m);
    bar->addStretch();
    bar->addWidget(m_ping);
    bar->addWidget(m_keep);
    bar->addWidget(m_send);
    auto* layout = new QVBoxLayout(tab);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_message, 1);
    layout->addLayout(bar);
    connect(m_message, &MessageEditor::edited, this, &WebSocketPane::changed);
    connect(m_send, &QPushButton::clicked, this, [this] { send(m_message->message()); });
    connect(m_ping, &QPushButton::clicked, this, [this] { m_session->ping(); });
    connect(m_keep, &QPushButton::clicked, this, [this] {
        m_tabs->setCurrentIndex(SavedTab);
        m_saved->keep(m_message->message());
    });
    return tab;
}

QWidget* WebSocketPane::makeProtocolsTab()
{
    auto* tab = new QWidget;
    m_protocols = new QLineEdit;
    m_protocols->setPlaceholderText(tr("chat, v2"));
    m_protocols->setMaximumWidth(protocolsWidth);
    m_chosen = new ToneLabel(m_theme, tone::label, tr("Offered in this order; the server chooses one."));
    m_attempts = new QSpinBox;
    m_attempts->setRange(0, console::Reconnect::mostAttempts);
    m_attempts->setSpecialValueText(tr("never"));
    m_attempts->setFixedWidth(numberWidth);
    m_delay = new QSpinBox;
    m_delay->setRange(10, static_cast<int>(console::Reconnect::longestDelay.count()));
    m_delay->setSuffix(tr(" ms"));
    m_delay->setFixedWidth(numberWidth);
    auto* form = new QFormLayout(tab);
    form->setContentsMargins(spacing::l, spacing::l, spacing::l, spacing::l);
    form->setHorizontalSpacing(spacing::m);
    form->setVerticalSpacing(spacing::m);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    m_protocols->setMinimumWidth(protocolsWidth);
    form->addRow(tr("&Sub-protocols"), m_protocols);
    form->addRow(QString(), m_chosen);
    form->addRow(tr("&Reconnect, attempts"), m_attempts);
    form->addRow(tr("&First delay"), m_delay);
    form->addRow(QString(), new ToneLabel(m_theme, tone::label,
                                          tr("After a connection ended that was not closed here. The delay doubles, up "
                                             "to 30 s.")));
    connect(m_protocols, &QLineEdit::textEdited, this, &WebSocketPane::changed);
    connect(m_attempts, &QSpinBox::valueChanged, this, &WebSocketPane::changed);
    connect(m_delay, &QSpinBox::valueChanged, this, &WebSocketPane::changed);
    return tab;
}

void WebSocketPane::connectSession()
{
    using console::WebSocketSession;
    connect(m_session, &WebSocketSession::stateChanged, this, &WebSocketPane::stateChanged);
    connect(m_session, &WebSocketSession::framesArrived, m_timeline, &Timeline::append);
    connect(m_session, &WebSocketSession::framesDropped, m_timeline, &Timeline::noteDropped);
    connect(m_session, &WebSocketSession::opened, this, [this](const QString& chosen) {
        m_sinceOpen.start();
        m_chosen->setText(chosen.isEmpty() ? tr("The server chose none.") : tr("The server chose \"%1\".").arg(chosen));
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
    m_message->setFolder(folder);
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
    m_isSetting = true;
    if (m_url->text() != request.url)
        m_url->setText(request.url);
    if (m_message->message() != request.message)
        m_message->setMessage(request.message);
    m_saved->model().setMessages(request.messages);
    m_headers->fieldModel().setFields(request.headers);
    m_protocols->setText(request.subprotocols.join(QStringLiteral(", ")));
    m_attempts->setValue(request.reconnect.attempts);
    m_delay->setValue(static_cast<int>(request.reconnect.delay.count()));
    m_replies->replyModel().setReplies(request.autoReplies);
    if (m_script->script() != request.script)
        m_script->setScript(request.script);
    m_isSetting = false;
    m_last = this->request();
    refreshTabs();
    applyRules();
}

WebSocketRequest WebSocketPane::request() const
{
    WebSocketRequest request;
    request.url = m_url->text().trimmed();
    request.message = m_message->message();
    request.messages = m_saved->model().messages();
    request.headers = m_headers->fieldModel().fields();
    for (const QString& name : m_protocols->text().split(u',', Qt::SkipEmptyParts)) {
        if (!name.trimmed().isEmpty())
            request.subprotocols.append(name.trimmed());
    }
    request.reconnect.attempts = m_attempts->value();
    request.reconnect.delay = std::chrono::milliseconds(m_delay->value());
    request.autoReplies = m_replies->replyModel().replies();
    request.script = m_script->script();
    return request;
}

// --- Editing ---------------------------------------------------------------------------------------------------------

void WebSocketPane::changed()
{
    if (m_isSetting)
        return;
    const WebSocketRequest now = request();
    const bool isOfTables =
        now.messages != m_last.messages || now.headers != m_last.headers || now.autoReplies != m_last.autoReplies;
    if (isOfTables) {
        m_before.push_back(m_last);
        if (m_before.size() > mostSteps)
            m_before.pop_front();
        m_after.clear();
    }
    m_last = now;
    refreshTabs();
    emit edited();
}

// Tables alone: what texts say now stays.
void WebSocketPane::stepBack(bool forward)
{
    std::deque<WebSocketRequest>& from = forward ? m_after : m_before;
    std::deque<WebSocketRequest>& to = forward ? m_before : m_after;
    if (from.empty())
        return;
    to.push_back(m_last);
    WebSocketRequest wanted = request();
    wanted.messages = from.back().messages;
    wanted.headers = from.back().headers;
    wanted.autoReplies = from.back().autoReplies;
    from.pop_back();
    setRequest(wanted);
    emit edited();
}

bool WebSocketPane::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride) {
        auto* key = static_cast<QKeyEvent*>(event);
        const bool isRedo = key->matches(QKeySequence::Redo);
        if (isRedo || key->matches(QKeySequence::Undo)) {
            key->accept(); // before the project's own undo
            if (event->type() == QEvent::KeyPress)
                stepBack(isRedo);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void WebSocketPane::refreshTabs()
{
    const auto titled = [](const QString& name, std::size_t count) {
        return count == 0 ? name : QStringLiteral("%1 (%2)").arg(name).arg(count);
    };
    const WebSocketRequest now = request();
    const auto active = std::count_if(now.autoReplies.begin(), now.autoReplies.end(),
                                      [](const console::AutoReply& reply) { return reply.enabled; });
    m_tabs->setTabText(SavedTab, titled(tr("Saved Messages"), now.messages.size()));
    m_tabs->setTabText(HeadersTab, titled(tr("Headers"), std::size_t(console::enabledCount(now.headers))));
    m_tabs->setTabText(ProtocolsTab, titled(tr("Sub-protocols"), std::size_t(now.subprotocols.size())));
    m_tabs->setTabText(RepliesTab, titled(tr("Auto-reply"), std::size_t(active)));
    m_tabs->setTabText(ScriptTab, now.script.trimmed().isEmpty() ? tr("Script") : tr("Script ●"));
}

// --- The connection --------------------------------------------------------------------------------------------------

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
        send(m_message->message());
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
    if (m_isSetting)
        return;
    const Result<void> applied =
        m_session->setReplyRules({m_replies->replyModel().replies(), m_variables.scope(), m_folder});
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
    m_send->setEnabled(isOpen);
    m_send->setToolTip(isOpen ? withShortcut(tr("Send"), QKeySequence(Qt::CTRL | Qt::Key_Return))
                              : tr("Connect first."));
    m_ping->setEnabled(isOpen);
    m_saved->setCanSend(isOpen);
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
