// What a WebSocket request sends and how, on tabs.
#include "ui/console/websocket_editor.h"

#include "ui/console/auto_reply_table.h"
#include "ui/console/console_variables.h"
#include "ui/console/field_table.h"
#include "ui/console/message_editor.h"
#include "ui/console/protocols_form.h"
#include "ui/console/saved_messages.h"
#include "ui/console/script_pane.h"
#include "ui/widgets/buttons.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace gw::ui {

using console::WebSocketRequest;

namespace {

constexpr std::size_t mostSteps = 100; // of undo

enum Tab { MessageTab, SavedTab, HeadersTab, ProtocolsTab, RepliesTab, ScriptTab };

} // namespace

WebSocketEditor::WebSocketEditor(const Theme& theme, const ConsoleVariables& variables, QWidget* parent)
    : QTabWidget(parent), m_theme(theme), m_variables(variables)
{
    setDocumentMode(true);
    m_saved = new SavedMessages(theme);
    m_headers = new FieldTable(theme, variables, tr("Headers"));
    m_headers->setNameOffers(usualHeaderNames());
    m_protocols = new ProtocolsForm(theme);
    m_replies = new AutoReplyTable(theme);
    m_script = new ScriptPane(theme);
    addTab(makeMessageTab(), tr("Message"));
    for (QWidget* tab : std::initializer_list<QWidget*>{m_saved, m_headers, m_protocols, m_replies, m_script})
        addTab(tab, QString());
    connectTabs();
    for (QTableView* table : findChildren<QTableView*>())
        table->installEventFilter(this); // Ctrl+Z
    refreshTitles();
    setCanSend(false);
}

QWidget* WebSocketEditor::makeMessageTab()
{
    auto* tab = new QWidget;
    m_message = new MessageEditor(m_theme, m_variables);
    m_send = pushButton(tr("Send"), tab, ButtonRole::Primary);
    auto* keepIt = pushButton(tr("Save Message"), tab);
    m_ping = pushButton(tr("Ping"), tab);
    m_ping->setToolTip(tr("Send a ping; the time until its pong stands in the timeline"));
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(spacing::m, spacing::xs, spacing::l, spacing::xs);
    bar->setSpacing(spacing::m);
    bar->addStretch();
    bar->addWidget(m_ping);
    bar->addWidget(keepIt);
    bar->addWidget(m_send);
    auto* layout = new QVBoxLayout(tab);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_message, 1);
    layout->addLayout(bar);
    connect(m_message, &MessageEditor::edited, this, &WebSocketEditor::changed);
    connect(m_send, &QPushButton::clicked, this, [this] { emit sendRequested(message()); });
    connect(m_ping, &QPushButton::clicked, this, &WebSocketEditor::pingRequested);
    connect(keepIt, &QPushButton::clicked, this, [this] { keep(message()); });
    return tab;
}

void WebSocketEditor::connectTabs()
{
    connect(&m_saved->model(), &SavedMessageModel::edited, this, &WebSocketEditor::changed);
    connect(m_saved, &SavedMessages::sendRequested, this, &WebSocketEditor::sendRequested);
    connect(m_saved, &SavedMessages::composeRequested, this, [this](const console::Message& message) {
        m_message->setMessage(message);
        setCurrentIndex(MessageTab);
        m_message->focusText();
        changed();
    });
    connect(&m_headers->fieldModel(), &FieldModel::edited, this, &WebSocketEditor::changed);
    connect(m_protocols, &ProtocolsForm::edited, this, &WebSocketEditor::changed);
    connect(&m_replies->replyModel(), &AutoReplyModel::edited, this, [this] {
        changed();
        if (!m_isSetting)
            emit rulesEdited();
    });
    connect(m_script, &ScriptPane::edited, this, &WebSocketEditor::changed);
    connect(m_script, &ScriptPane::runRequested, this, &WebSocketEditor::runRequested);
}

void WebSocketEditor::setRequest(const WebSocketRequest& request)
{
    m_isSetting = true;
    if (m_message->message() != request.message)
        m_message->setMessage(request.message);
    m_saved->model().setMessages(request.messages);
    m_headers->fieldModel().setFields(request.headers);
    m_protocols->setValues(request.subprotocols, request.reconnect);
    m_replies->replyModel().setReplies(request.autoReplies);
    if (m_script->script() != request.script)
        m_script->setScript(request.script);
    m_isSetting = false;
    m_last = this->request();
    refreshTitles();
}

WebSocketRequest WebSocketEditor::request() const
{
    WebSocketRequest request;
    request.message = m_message->message();
    request.messages = m_saved->model().messages();
    request.headers = m_headers->fieldModel().fields();
    request.subprotocols = m_protocols->subprotocols();
    request.reconnect = m_protocols->reconnect();
    request.autoReplies = m_replies->replyModel().replies();
    request.script = m_script->script();
    return request;
}

std::vector<console::AutoReply> WebSocketEditor::autoReplies() const
{
    return m_replies->replyModel().replies();
}

console::Message WebSocketEditor::message() const
{
    return m_message->message();
}

void WebSocketEditor::setFolder(const QString& folder)
{
    m_message->setFolder(folder);
}

void WebSocketEditor::setCanSend(bool canSend)
{
    m_send->setEnabled(canSend);
    m_send->setToolTip(canSend ? withShortcut(tr("Send"), QKeySequence(Qt::CTRL | Qt::Key_Return))
                               : tr("Connect first."));
    m_ping->setEnabled(canSend);
    m_saved->setCanSend(canSend);
}

void WebSocketEditor::setChosenSubprotocol(const QString& name)
{
    m_protocols->setChosen(name);
}

void WebSocketEditor::keep(const console::Message& message)
{
    setCurrentIndex(SavedTab);
    m_saved->keep(message);
}

void WebSocketEditor::runScript(const WebSocketRequest& request, const ConsoleVariables& variables,
                                const QString& folder)
{
    m_script->run(request, variables.scope(), folder);
}

void WebSocketEditor::changed()
{
    if (m_isSetting)
        return;
    WebSocketRequest now = request();
    const bool isOfTables =
        now.messages != m_last.messages || now.headers != m_last.headers || now.autoReplies != m_last.autoReplies;
    if (isOfTables) {
        m_before.push_back(m_last);
        if (m_before.size() > mostSteps)
            m_before.pop_front();
        m_after.clear();
    }
    m_last = std::move(now);
    refreshTitles();
    emit edited();
}

// Tables alone: what texts say now stays.
void WebSocketEditor::stepBack(bool forward)
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
    emit rulesEdited();
}

bool WebSocketEditor::eventFilter(QObject* watched, QEvent* event)
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
    return QTabWidget::eventFilter(watched, event);
}

void WebSocketEditor::refreshTitles()
{
    const auto titled = [](const QString& name, std::size_t count) {
        return count == 0 ? name : QStringLiteral("%1 (%2)").arg(name).arg(count);
    };
    const auto active = std::count_if(m_last.autoReplies.begin(), m_last.autoReplies.end(),
                                      [](const console::AutoReply& reply) { return reply.enabled; });
    setTabText(SavedTab, titled(tr("Saved Messages"), m_last.messages.size()));
    setTabText(HeadersTab, titled(tr("Headers"), std::size_t(console::enabledCount(m_last.headers))));
    setTabText(ProtocolsTab, titled(tr("Sub-protocols"), std::size_t(m_last.subprotocols.size())));
    setTabText(RepliesTab, titled(tr("Auto-reply"), std::size_t(active)));
    setTabText(ScriptTab, m_last.script.trimmed().isEmpty() ? tr("Script") : tr("Script ●"));
}

} // namespace gw::ui
