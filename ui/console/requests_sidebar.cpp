// Two tabs, a tree and a list; rows with method badges.
#include "ui/console/requests_sidebar.h"

#include "ui/console/history_model.h"
#include "ui/console/request_tree_model.h"
#include "ui/widgets/badges.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListView>
#include <QMenu>
#include <QPainter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTabWidget>
#include <QTreeView>
#include <QVBoxLayout>

namespace gw::ui {

namespace {

constexpr int rowPixels = 28;
constexpr int timeWidth = 48;
constexpr int cornerButton = 26;

// [badge] text                [status] time
class EntryDelegate final : public QStyledItemDelegate
{
public:
    EntryDelegate(const Theme& theme, int methodRole, int statusRole, int timeRole, QObject* parent)
        : QStyledItemDelegate(parent), m_theme(theme), m_methodRole(methodRole), m_statusRole(statusRole),
          m_timeRole(timeRole)
    {
    }

    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->text.clear(); // painted below
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        QRect room = option.rect.adjusted(spacing::xs, 0, -spacing::m, 0);
        const QString method = index.data(m_methodRole).toString();
        painter->save();
        if (method.isEmpty()) {
            const QRect icon(room.left(), room.center().y() - 8, 16, 16);
            m_theme.icon(QStringLiteral("folder")).paint(painter, icon);
            room.setLeft(icon.right() + spacing::m);
        } else {
            const QSize size = methodBadgeSize();
            const QRect badge(room.left(), room.center().y() - size.height() / 2 + 1, size.width(), size.height());
            paintMethodBadge(*painter, m_theme, badge, method);
            room.setLeft(badge.right() + spacing::m);
        }
        if (m_timeRole != 0)
            room.setRight(paintEnd(*painter, room, index));
        painter->setFont(m_theme.text(m_timeRole ? fontSize::secondary : fontSize::body));
        painter->setPen(m_theme.color(Color::Text));
        const QString text = index.data().toString();
        painter->drawText(room, Qt::AlignVCenter | Qt::AlignLeft,
                          QFontMetrics(painter->font()).elidedText(text, Qt::ElideMiddle, room.width()));
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        return {QStyledItemDelegate::sizeHint(option, index).width(), rowPixels};
    }

    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        editor->setGeometry(option.rect);
    }

private:
    // Status and time at the end of the row; gives where the text must end.
    int paintEnd(QPainter& painter, const QRect& room, const QModelIndex& index) const
    {
        const int status = index.data(m_statusRole).toInt();
        painter.setFont(m_theme.text(fontSize::caption));
        painter.setPen(m_theme.color(Color::TextMuted));
        const QRect time(room.right() - timeWidth, room.top(), timeWidth, room.height());
        painter.drawText(time, Qt::AlignVCenter | Qt::AlignRight, index.data(m_timeRole).toString());
        painter.setPen(m_theme.color(status == 0 ? Color::Danger : statusColor(status)));
        const QRect code(time.left() - 30, room.top(), 30, room.height());
        painter.drawText(code, Qt::AlignVCenter | Qt::AlignRight,
                         status == 0 ? QStringLiteral("–") : QString::number(status));
        return code.left() - spacing::xs;
    }

    const Theme& m_theme;
    int m_methodRole;
    int m_statusRole;
    int m_timeRole;
};

} // namespace

RequestsSidebar::RequestsSidebar(RequestTreeModel& requests, HistoryModel& history, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_requests(requests), m_history(history), m_tabs(new QTabWidget(this)),
      m_savedPages(new QStackedWidget), m_historyPages(new QStackedWidget), m_tree(new QTreeView), m_list(new QListView)
{
    // Before the tree view hears of it: when rows go, it moves on to another row, which nobody asked to open.
    connect(&requests, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] { m_isSelecting = true; });
    connect(&requests, &QAbstractItemModel::rowsRemoved, this, [this] { m_isSelecting = false; });
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(makeSaved(), tr("Saved"));
    m_tabs->addTab(makeHistory(), tr("History"));
    m_tabs->setCornerWidget(makeButtons());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_tabs);
    for (QAbstractItemModel* model :
         {static_cast<QAbstractItemModel*>(&requests), static_cast<QAbstractItemModel*>(&history)}) {
        connect(model, &QAbstractItemModel::rowsInserted, this, &RequestsSidebar::refreshEmpty);
        connect(model, &QAbstractItemModel::rowsRemoved, this, &RequestsSidebar::refreshEmpty);
        connect(model, &QAbstractItemModel::modelReset, this, &RequestsSidebar::refreshEmpty);
    }
    connect(&requests, &QAbstractItemModel::rowsInserted, m_tree,
            [this](const QModelIndex& parent) { m_tree->expand(parent); });
    refreshEmpty();
}

QWidget* RequestsSidebar::makeSaved()
{
    auto* page = new QWidget;
    m_tree->setModel(&m_requests);
    m_tree->setItemDelegate(new EntryDelegate(m_theme, RequestTreeModel::MethodRole, 0, 0, m_tree));
    m_tree->setHeaderHidden(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(spacing::xl);
    m_tree->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->setAccessibleName(tr("Saved requests"));
    m_tree->installEventFilter(this);
    auto* none = new EmptyState(m_theme, QStringLiteral("folder-open"), tr("No saved requests"),
                                tr("Press Ctrl+Shift+S to keep the request at hand. Each is a file in requests/."));
    connect(none->addButton(tr("New Request")), &QPushButton::clicked, this,
            [this] { emit newRequestRequested(currentFolder()); });
    connect(none->addButton(tr("New WebSocket Request")), &QPushButton::clicked, this,
            [this] { emit newWebSocketRequested(currentFolder()); });
    m_savedPages->addWidget(m_tree);
    m_savedPages->addWidget(none);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        if (!m_isSelecting && index.isValid() && !index.data(RequestTreeModel::IsFolderRole).toBool())
            emit openRequested(index.data(RequestTreeModel::PathRole).toString());
    });
    connect(m_tree, &QWidget::customContextMenuRequested, this, &RequestsSidebar::showMenu);

    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, spacing::xs, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_savedPages, 1);
    return page;
}

// What can be done with the tab in front, beside the tabs.
QWidget* RequestsSidebar::makeButtons()
{
    auto* corner = new QWidget(m_tabs);
    auto* add = iconButton(m_theme, QStringLiteral("plus"), tr("New request"), corner);
    auto* addSocket = iconButton(m_theme, QStringLiteral("websocket"), tr("New WebSocket request"), corner);
    auto* addFolder = iconButton(m_theme, QStringLiteral("folder"), tr("New folder"), corner);
    auto* clear = iconButton(m_theme, QStringLiteral("trash"), tr("Clear the history"), corner);
    auto* layout = new QHBoxLayout(corner);
    layout->setContentsMargins(0, 0, spacing::xs, 0);
    layout->setSpacing(0);
    for (QToolButton* button : {add, addSocket, addFolder, clear}) {
        button->setFixedSize(cornerButton, cornerButton); // no taller than the tabs beside them
        layout->addWidget(button);
    }
    connect(add, &QToolButton::clicked, this, [this] { emit newRequestRequested(currentFolder()); });
    connect(addSocket, &QToolButton::clicked, this, [this] { emit newWebSocketRequested(currentFolder()); });
    connect(addFolder, &QToolButton::clicked, this, [this] { emit newFolderRequested(currentFolder()); });
    connect(clear, &QToolButton::clicked, this, &RequestsSidebar::clearHistoryRequested);
    const auto showTheirs = [=](int tab) {
        add->setVisible(tab == 0);
        addSocket->setVisible(tab == 0);
        addFolder->setVisible(tab == 0);
        clear->setVisible(tab == 1);
    };
    connect(m_tabs, &QTabWidget::currentChanged, corner, showTheirs);
    showTheirs(0);
    return corner;
}

QWidget* RequestsSidebar::makeHistory()
{
    auto* page = new QWidget;
    m_list->setModel(&m_history);
    m_list->setItemDelegate(
        new EntryDelegate(m_theme, HistoryModel::MethodRole, HistoryModel::StatusRole, HistoryModel::TimeRole, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("History"));
    auto* none = new EmptyState(m_theme, QStringLiteral("history"), tr("Nothing sent yet"),
                                tr("Every request you send is listed here, newest first."));
    m_historyPages->addWidget(m_list);
    m_historyPages->addWidget(none);
    connect(m_list, &QListView::clicked, this, &RequestsSidebar::historyRequested);
    connect(m_list, &QListView::activated, this, &RequestsSidebar::historyRequested);

    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, spacing::xs, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_historyPages, 1);
    return page;
}

void RequestsSidebar::refreshEmpty()
{
    m_savedPages->setCurrentIndex(m_requests.rowCount() == 0 ? 1 : 0);
    m_historyPages->setCurrentIndex(m_history.rowCount() == 0 ? 1 : 0);
}

void RequestsSidebar::select(const QString& path)
{
    m_isSelecting = true;
    const QModelIndex index = m_requests.indexOf(path);
    m_tree->setCurrentIndex(index);
    if (!index.isValid())
        m_tree->clearSelection();
    m_isSelecting = false;
}

void RequestsSidebar::editName(const QString& path)
{
    m_tabs->setCurrentIndex(0);
    if (const QModelIndex index = m_requests.indexOf(path); index.isValid()) {
        select(path);
        m_tree->scrollTo(index);
        m_tree->setFocus();
        m_tree->edit(index);
    }
}

QString RequestsSidebar::currentPath() const
{
    return m_tree->currentIndex().data(RequestTreeModel::PathRole).toString();
}

QString RequestsSidebar::currentFolder() const
{
    const QModelIndex index = m_tree->currentIndex();
    if (index.data(RequestTreeModel::IsFolderRole).toBool())
        return currentPath();
    return index.parent().data(RequestTreeModel::PathRole).toString();
}

void RequestsSidebar::showMenu(const QPoint& position)
{
    const QModelIndex index = m_tree->indexAt(position);
    const QString path = index.data(RequestTreeModel::PathRole).toString();
    const bool isFolder = index.data(RequestTreeModel::IsFolderRole).toBool();
    const QString folder = isFolder ? path : index.parent().data(RequestTreeModel::PathRole).toString();
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(m_theme.icon(QStringLiteral("plus")), tr("New Request"), this,
                    [=, this] { emit newRequestRequested(folder); });
    menu->addAction(m_theme.icon(QStringLiteral("websocket")), tr("New WebSocket Request"), this,
                    [=, this] { emit newWebSocketRequested(folder); });
    menu->addAction(m_theme.icon(QStringLiteral("folder")), tr("New Folder"), this,
                    [=, this] { emit newFolderRequested(folder); });
    if (index.isValid()) {
        menu->addSeparator();
        menu->addAction(m_theme.icon(QStringLiteral("pencil")), tr("Rename\tF2"), this, [=, this] { editName(path); });
        if (!isFolder)
            menu->addAction(m_theme.icon(QStringLiteral("duplicate")), tr("Duplicate\tCtrl+D"), this,
                            [=, this] { emit duplicateRequested(path); });
        menu->addAction(m_theme.icon(QStringLiteral("trash")), tr("Delete\tDel"), this,
                        [=, this] { emit deleteRequested(path); });
    }
    menu->popup(m_tree->viewport()->mapToGlobal(position));
}

bool RequestsSidebar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_tree && (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride)) {
        auto* key = static_cast<QKeyEvent*>(event);
        const bool isDuplicate = key->key() == Qt::Key_D && key->modifiers() == Qt::ControlModifier;
        const bool isDelete = key->matches(QKeySequence::Delete);
        const bool isRename = key->key() == Qt::Key_F2;
        if ((isDuplicate || isDelete || isRename) && !currentPath().isEmpty()) {
            key->accept(); // before the window's own commands of these keys
            if (event->type() != QEvent::KeyPress)
                return true;
            if (isRename)
                editName(currentPath());
            else
                isDelete ? emit deleteRequested(currentPath()) : emit duplicateRequested(currentPath());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace gw::ui
