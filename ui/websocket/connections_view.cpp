#include "ui/websocket/connections_view.h"

#include "ui/session/gateway_session.h"
#include "ui/websocket/connection_actions.h"
#include "ui/websocket/conversation_view.h"
#include "ui/websocket/route_facts.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/page_stack.h"
#include "ui/widgets/row_table.h"
#include "ui/widgets/tone_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QSplitter>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

namespace gw::ui {

namespace {

constexpr int interval = 1000; // ms

QString number(int count)
{
    return QLocale().toString(count);
}

} // namespace

ConnectionsView::ConnectionsView(GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_gateway(gateway), m_session(gateway.connections()), m_timer(new QTimer(this)),
      m_pages(new PageStack)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_pages);
    m_empty = new EmptyState(theme, QStringLiteral("websocket"), {}, {});
    m_start = m_empty->addButton(tr("Start Gateway"), ButtonRole::Primary);
    connect(m_start, &QPushButton::clicked, this, [this] { m_gateway.start(); });
    m_copy = m_empty->addButton(tr("Copy wscat Command"));
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(QStringLiteral("wscat -c %1").arg(m_address)); });
    m_pages->addWidget(m_empty);

    auto* split = new QSplitter(Qt::Vertical);
    split->setChildrenCollapsible(false);
    split->addWidget(buildList(theme));
    m_conversation = new ConversationView(gateway, theme);
    connect(m_conversation, &ConversationView::traceRequested, this, &ConnectionsView::traceRequested);
    auto* lower = new QWidget;
    auto* lowerColumn = new QVBoxLayout(lower);
    lowerColumn->setContentsMargins(0, 0, 0, 0);
    lowerColumn->setSpacing(0);
    lowerColumn->addWidget(m_conversation, 1);
    m_actions = new ConnectionActions(theme);
    connect(m_actions, &ConnectionActions::sendRequested, this,
            [this](const QString& message) { m_session.send(selected(), message); });
    connect(m_actions, &ConnectionActions::broadcastRequested, this,
            [this](const QString& message) { m_session.send(all(), message); });
    connect(m_actions, &ConnectionActions::closeRequested, this, &ConnectionsView::closeSelected);
    lowerColumn->addWidget(m_actions);
    split->addWidget(lower);
    split->setSizes({260, 360});
    m_pages->addWidget(split);

    m_timer->setInterval(interval);
    connect(m_timer, &QTimer::timeout, this, &ConnectionsView::refresh);
    connect(&m_session, &ConnectionsSession::listed, this, &ConnectionsView::take);
    connect(&m_session, &ConnectionsSession::runningChanged, this, &ConnectionsView::refresh);
    connect(&m_session, &ConnectionsSession::sent, this, [this](int taken, int asked) {
        m_actions->showSent(taken, asked);
        refresh();
    });
    connect(&m_session, &ConnectionsSession::closed, this, [this](int taken, int asked) {
        m_actions->showClosed(taken, asked);
        refresh();
    });
    showState();
}

QWidget* ConnectionsView::buildList(const Theme& theme)
{
    auto* list = new QWidget;
    auto* column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildFilter(theme));
    buildTable(theme);
    column->addWidget(m_table, 1);
    return list;
}

QWidget* ConnectionsView::buildFilter(const Theme& theme)
{
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(spacing::xl, spacing::m, spacing::xl, spacing::m);
    row->setSpacing(spacing::l);
    m_filter = new QLineEdit;
    m_filter->setObjectName(QStringLiteral("connectionFilter"));
    m_filter->setPlaceholderText(tr("Filter by id, stage, client or sub-protocol"));
    m_filter->setAccessibleName(tr("Filter connections"));
    m_filter->setClearButtonEnabled(true);
    connect(m_filter, &QLineEdit::textChanged, this, &ConnectionsView::refresh);
    row->addWidget(m_filter, 1);
    m_count = new ToneLabel(theme, tone::muted);
    row->addWidget(m_count);
    return bar;
}

void ConnectionsView::buildTable(const Theme& theme)
{
    m_table = new RowTable;
    setUpRowTable(*m_table, &m_model, tr("Open connections"));
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->installEventFilter(this);
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(ConnectionsModel::Identity, QHeaderView::Stretch);
    const QFontMetrics metrics(theme.text());
    const auto wide = [&](const char* sample) {
        return metrics.horizontalAdvance(QLatin1String(sample)) + 2 * spacing::l;
    };
    m_table->setColumnWidth(ConnectionsModel::Id, wide("WWkmxc2VNjMCFIA="));
    m_table->setColumnWidth(ConnectionsModel::Stage, wide("production"));
    m_table->setColumnWidth(ConnectionsModel::Age, wide("0:00:00"));
    m_table->setColumnWidth(ConnectionsModel::IdleLeft, wide("Idle left"));
    m_table->setColumnWidth(ConnectionsModel::EndsIn, wide("0:00:00"));
    m_table->setColumnWidth(ConnectionsModel::Subprotocol, wide("Sub-protocol"));
    m_table->setColumnWidth(ConnectionsModel::In, wide("0000 · 000.0 kB"));
    m_table->setColumnWidth(ConnectionsModel::Out, wide("0000 · 000.0 kB"));
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ConnectionsView::showCurrent);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ConnectionsView::showState);
}

void ConnectionsView::showApi(const Api& api)
{
    m_address = socketAddress(m_gateway, api);
    if (api.apiId != m_apiId) {
        m_apiId = api.apiId;
        m_model.clear();
        m_total = 0;
        m_actions->forgetOutcome();
        m_conversation->showConnection({});
    }
    refresh();
}

void ConnectionsView::refresh()
{
    if (!isVisible())
        return;
    if (!m_session.isRunning()) {
        m_model.clear();
        m_total = 0;
        return showState();
    }
    m_session.list(m_apiId, m_filter->text());
}

void ConnectionsView::take(const std::string& apiId, const ConnectionRows& rows, int total)
{
    if (apiId != m_apiId || !isVisible())
        return;
    m_total = total;
    follow(m_model.setRows(rows, std::chrono::system_clock::now()));
}

// Very many changes are shown over several turns of the event loop: no turn takes long.
void ConnectionsView::follow(bool isDone)
{
    m_session.letGo(m_model.takeReplaced());
    if (!isDone)
        QTimer::singleShot(0, this, [this] { follow(m_model.step()); });
    showState();
}

void ConnectionsView::showState()
{
    const bool isRunning = m_session.isRunning();
    const bool isEmpty = m_total == 0 && m_model.rowCount() == 0 && m_conversation->model().rowCount() == 0;
    m_empty->setText(isRunning ? tr("No connection is open") : tr("The gateway is stopped"),
                     isRunning ? tr("Clients connect at %1. Each is a row here, with what went over it.").arg(m_address)
                               : tr("Start it: clients can connect then, and each is a row here."));
    m_start->setVisible(!isRunning);
    m_copy->setVisible(isRunning);
    m_pages->setCurrentIndex(isEmpty ? 0 : 1);
    const int shown = m_model.rowCount();
    m_count->setText(shown == m_total ? tr("%1 open").arg(number(m_total))
                                      : tr("%1 of %2 open").arg(number(shown), number(m_total)));
    int selected = 0;
    for (const QItemSelectionRange& range : m_table->selectionModel()->selection())
        selected += range.height();
    m_actions->setState(isRunning, selected, shown);
}

void ConnectionsView::showCurrent()
{
    const ConnectionRow row = m_model.at(m_table->currentIndex().row());
    if (row) // of one that has ended the conversation stays to be read
        m_conversation->showConnection(row->facts.connectionId);
    showState();
}

ConnectionRows ConnectionsView::selected() const
{
    ConnectionRows rows;
    for (const QItemSelectionRange& range : m_table->selectionModel()->selection())
        for (int row = range.top(); row <= range.bottom(); ++row)
            if (ConnectionRow connection = m_model.at(row))
                rows.push_back(std::move(connection));
    return rows;
}

ConnectionRows ConnectionsView::all() const
{
    ConnectionRows rows;
    for (int row = 0; row < m_model.rowCount(); ++row)
        rows.push_back(m_model.at(row));
    return rows;
}

void ConnectionsView::closeSelected(int code, const QString& reason)
{
    std::vector<std::string> ids;
    for (const ConnectionRow& row : selected())
        ids.push_back(row->facts.connectionId);
    m_session.close(std::move(ids), code, reason);
}

bool ConnectionsView::eventFilter(QObject* watched, QEvent* event)
{
    const bool isDelete = watched == m_table && event->type() == QEvent::KeyPress &&
                          static_cast<QKeyEvent*>(event)->key() == Qt::Key_Delete;
    if (!isDelete)
        return QWidget::eventFilter(watched, event);
    m_actions->closeSelected();
    return true;
}

void ConnectionsView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
    m_timer->start();
}

void ConnectionsView::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_timer->stop();
}

} // namespace gw::ui
