#include "ui/websocket/conversation_view.h"

#include "ui/models/json_text.h"
#include "ui/session/gateway_session.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/row_table.h"
#include "ui/widgets/tone_label.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace gw::ui {

namespace {

using Kind = SocketEventRow::Kind;

constexpr int detailsWidth = 300;

// The event's word behind an arrow that says which way it went: towards the API, or to the client.
class EventDelegate final : public QStyledItemDelegate
{
public:
    EventDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const auto kind = static_cast<Kind>(index.data(ConversationModel::KindRole).toInt());
        const bool isFault = index.data(ConversationModel::FaultRole).toBool();
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->decorationSize = {14, 14};
        option->icon = m_theme.icon(iconOf(kind), isFault ? Color::Danger : colorOf(kind));
    }

private:
    static QString iconOf(Kind kind)
    {
        switch (kind) {
        case Kind::Connected:
            return QStringLiteral("link");
        case Kind::Received:
            return QStringLiteral("arrow-right");
        case Kind::Replied:
        case Kind::Pushed:
            return QStringLiteral("arrow-left");
        case Kind::Error:
        case Kind::Refused:
            return QStringLiteral("error");
        case Kind::Ended:
            break;
        }
        return QStringLiteral("stop");
    }

    static Color colorOf(Kind kind)
    {
        return kind == Kind::Received                          ? Color::Accent
               : kind == Kind::Replied || kind == Kind::Pushed ? Color::Success
               : kind == Kind::Connected                       ? Color::MethodWebSocket
                                                               : Color::TextMuted;
    }

    const Theme& m_theme;
};

} // namespace

ConversationView::ConversationView(GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_gateway(gateway), m_table(new RowTable), m_details(new QWidget)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_nothing = new ToneLabel(theme, tone::muted);
    m_nothing->setWordWrap(true);
    m_nothing->setContentsMargins(spacing::xl, spacing::l, spacing::xl, spacing::l);
    column->addWidget(m_nothing);
    buildTable();
    m_table->setItemDelegateForColumn(ConversationModel::Event, new EventDelegate(theme, m_table));
    buildDetails(theme);
    auto* split = new QSplitter;
    split->setChildrenCollapsible(false);
    split->addWidget(m_table);
    split->addWidget(m_details);
    split->setStretchFactor(0, 1);
    split->setSizes({700, detailsWidth});
    column->addWidget(split, 1);
    connect(&gateway, &GatewaySession::tracesFinished, this, &ConversationView::follow);
    showConnection({});
}

void ConversationView::buildTable()
{
    setUpRowTable(*m_table, &m_model, tr("Conversation"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->installEventFilter(this);
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(ConversationModel::Message, QHeaderView::Stretch);
    const QFontMetrics metrics(m_table->font());
    const auto wide = [&](const char* sample) { return metrics.horizontalAdvance(QLatin1String(sample)) + 20; };
    m_table->setColumnWidth(ConversationModel::Time, wide("00:00:00.000"));
    m_table->setColumnWidth(ConversationModel::Event, wide("Connected") + 20);
    m_table->setColumnWidth(ConversationModel::Route, wide("$disconnect"));
    m_table->setColumnWidth(ConversationModel::Answer, wide("502 Bad Gateway"));
    m_table->setColumnWidth(ConversationModel::Duration, wide("000.00 ms"));
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ConversationView::showCurrent);
    connect(m_table, &QTableView::doubleClicked, this, &ConversationView::openTrace);
}

void ConversationView::buildDetails(const Theme& theme)
{
    auto* column = new QVBoxLayout(m_details);
    column->setContentsMargins(spacing::l, spacing::m, spacing::l, spacing::m);
    column->setSpacing(spacing::s);
    auto* row = new QHBoxLayout;
    m_heading = new ToneLabel(theme, {Color::Text, fontSize::body, true, false});
    row->addWidget(m_heading, 1);
    m_open = flatButton(theme, QStringLiteral("inspector"), tr("Open Trace"), m_details);
    m_open->setToolTip(
        withShortcut(tr("Shows the trace on its cards, in the inspector"), QKeySequence(Qt::Key_Return)));
    connect(m_open, &QToolButton::clicked, this, &ConversationView::openTrace);
    row->addWidget(m_open);
    column->addLayout(row);
    m_why = new ToneLabel(theme, tone::muted);
    m_why->setWordWrap(true);
    m_why->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(m_why);
    m_text = new CodeEditor(theme);
    m_text->setReadOnly(true);
    m_text->setWordWrap(true);
    m_text->setAccessibleName(tr("Message"));
    column->addWidget(m_text, 1);
    m_details->setMinimumWidth(220);
}

void ConversationView::showConnection(const std::string& connectionId)
{
    if (connectionId != m_model.connectionId() || connectionId.empty())
        m_model.setConnection(connectionId, m_gateway.traces());
    const int rows = m_model.rowCount();
    m_nothing->setText(connectionId.empty() ? tr("Select a connection to read what went over it.")
                                            : tr("Nothing of this connection is remembered. What happens from now on "
                                                 "appears here."));
    m_nothing->setVisible(rows == 0);
    m_table->setVisible(rows > 0);
    m_details->setVisible(rows > 0);
    if (rows > 0 && !m_table->currentIndex().isValid()) {
        m_table->setCurrentIndex(m_model.index(rows - 1, 0));
        m_table->scrollToBottom();
    }
    showCurrent();
}

// Who reads the newest row goes on with what comes.
void ConversationView::follow(const std::vector<engine::TracePtr>& finished)
{
    const int before = m_model.rowCount();
    const bool isAtEnd = before == 0 || m_table->currentIndex().row() == before - 1;
    m_model.append(finished);
    if (m_model.rowCount() == before)
        return;
    if (before == 0)
        showConnection(m_model.connectionId());
    if (isAtEnd) {
        m_table->setCurrentIndex(m_model.index(m_model.rowCount() - 1, 0));
        m_table->scrollToBottom();
    }
}

void ConversationView::showCurrent()
{
    const SocketEventRow* row = m_model.at(m_table->currentIndex().row());
    m_open->setEnabled(row && !row->requestId.isEmpty());
    if (!row) {
        m_heading->clear();
        m_why->clear();
        m_text->setPlainText({});
        return;
    }
    m_heading->setText(row->route.isEmpty() ? wordOf(row->kind)
                                            : QStringLiteral("%1 · %2").arg(wordOf(row->kind), row->route));
    QStringList why;
    if (!row->why.isEmpty())
        why << row->why;
    if (!row->answer.isEmpty())
        why << tr("Integration: %1").arg(row->answer);
    m_why->setText(why.join(QLatin1Char('\n')));
    m_why->setVisible(!why.isEmpty());
    const auto json = parseJsonText(row->text);
    m_text->setLanguage(json && !row->text.isEmpty() ? CodeEditor::Language::Json : CodeEditor::Language::Plain);
    m_text->setPlainText(json && (json->isObject() || json->isArray()) ? jsonText(*json) : row->text);
}

void ConversationView::openTrace()
{
    if (const SocketEventRow* row = m_model.at(m_table->currentIndex().row()); row && !row->requestId.isEmpty())
        emit traceRequested(row->requestId);
}

bool ConversationView::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            openTrace();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace gw::ui
