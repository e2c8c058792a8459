// The Saved messages tab.
#include "ui/console/saved_messages.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/row_table.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace gw::ui {

using console::SavedMessage;

namespace {

constexpr int nameWidth = 200, kindWidth = 72;
constexpr qsizetype shownLength = 400;

} // namespace

void SavedMessageModel::setMessages(const std::vector<SavedMessage>& messages)
{
    const auto before = static_cast<int>(m_messages.size());
    const auto after = static_cast<int>(messages.size());
    for (int row = 0; row < std::min(before, after); ++row) {
        const auto i = static_cast<std::size_t>(row);
        if (m_messages[i] == messages[i])
            continue;
        m_messages[i] = messages[i];
        emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
    if (after > before) {
        beginInsertRows({}, before, after - 1);
        m_messages.insert(m_messages.end(), messages.begin() + before, messages.end());
        endInsertRows();
    } else if (after < before) {
        beginRemoveRows({}, after, before - 1);
        m_messages.resize(messages.size());
        endRemoveRows();
    }
}

int SavedMessageModel::add(const SavedMessage& message)
{
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_messages.push_back(message);
    endInsertRows();
    emit edited();
    return row;
}

void SavedMessageModel::remove(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    beginRemoveRows({}, row, row);
    m_messages.erase(m_messages.begin() + row);
    endRemoveRows();
    emit edited();
}

int SavedMessageModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_messages.size());
}

int SavedMessageModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SavedMessageModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::EditRole && role != Qt::ToolTipRole))
        return {};
    const SavedMessage& message = m_messages[static_cast<std::size_t>(index.row())];
    if (role == Qt::ToolTipRole)
        return message.message.text.left(shownLength);
    if (index.column() == Name)
        return message.name;
    if (index.column() == Kind)
        return QString::fromLatin1(toString(message.message.kind).data());
    return message.message.text.left(shownLength).simplified();
}

bool SavedMessageModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid() || role != Qt::EditRole || index.column() != Name)
        return false;
    QString& name = m_messages[static_cast<std::size_t>(index.row())].name;
    if (value.toString().trimmed().isEmpty() || value.toString() == name)
        return false;
    name = value.toString().trimmed();
    emit dataChanged(index, index);
    emit edited();
    return true;
}

Qt::ItemFlags SavedMessageModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    return index.column() == Name ? flags | Qt::ItemIsEditable : flags;
}

QVariant SavedMessageModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section >= ColumnCount)
        return {};
    static const char* const names[] = {QT_TR_NOOP("Name"), QT_TR_NOOP("Kind"), QT_TR_NOOP("Message")};
    return tr(names[section]);
}

SavedMessages::SavedMessages(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_model(new SavedMessageModel(this)), m_pages(new QStackedWidget(this)), m_table(new RowTable)
{
    setUpRowTable(*m_table, m_model, tr("Saved messages"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setColumnWidth(SavedMessageModel::Name, nameWidth);
    m_table->setColumnWidth(SavedMessageModel::Kind, kindWidth);
    m_table->installEventFilter(this);
    auto* list = new QWidget;
    m_send = pushButton(tr("Send"), list, ButtonRole::Primary);
    m_compose = pushButton(tr("Edit"), list);
    m_compose->setToolTip(withShortcut(tr("Take it into the Message tab"), QKeySequence(Qt::Key_Return)));
    m_remove = iconButton(theme, QStringLiteral("trash"), tr("Delete the message"), list, QKeySequence::Delete);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(spacing::m, spacing::xs, spacing::m, spacing::xs);
    bar->setSpacing(spacing::m);
    bar->addWidget(m_send);
    bar->addWidget(m_compose);
    bar->addStretch();
    bar->addWidget(m_remove);
    auto* column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_table, 1);
    m_pages->addWidget(list);
    m_pages->addWidget(new EmptyState(theme, QStringLiteral("save"), tr("No saved messages"),
                                      tr("Compose one in the Message tab and press Save Message. {{variables}} are "
                                         "filled in whenever it is sent.")));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);

    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_model, signal, this, &SavedMessages::refresh);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &SavedMessages::refresh);
    connect(m_send, &QPushButton::clicked, this, [this] {
        if (const SavedMessage* message = chosen())
            emit sendRequested(message->message);
    });
    const auto compose = [this] {
        if (const SavedMessage* message = chosen())
            emit composeRequested(message->message);
    };
    connect(m_compose, &QPushButton::clicked, this, compose);
    connect(m_table, &QTableView::activated, this, compose);
    connect(m_remove, &QToolButton::clicked, this, [this] { m_model->remove(m_table->currentIndex().row()); });
    refresh();
}

const SavedMessage* SavedMessages::chosen() const
{
    const int row = m_table->currentIndex().row();
    return row >= 0 && row < m_model->rowCount() ? &m_model->messages()[static_cast<std::size_t>(row)] : nullptr;
}

void SavedMessages::refresh()
{
    m_pages->setCurrentIndex(m_model->rowCount() == 0 ? 1 : 0);
    m_send->setEnabled(m_canSend && chosen());
    m_send->setToolTip(m_canSend ? QString() : tr("Connect first."));
    m_compose->setEnabled(chosen());
    m_remove->setEnabled(chosen());
}

void SavedMessages::setCanSend(bool canSend)
{
    m_canSend = canSend;
    refresh();
}

void SavedMessages::keep(const console::Message& message)
{
    QString name = tr("Message");
    const auto isTaken = [&] {
        return std::any_of(m_model->messages().begin(), m_model->messages().end(),
                           [&](const SavedMessage& each) { return each.name == name; });
    };
    for (int number = 2; isTaken(); ++number)
        name = tr("Message %1").arg(number);
    const QModelIndex index = m_model->index(m_model->add({name, message}), SavedMessageModel::Name);
    m_table->setCurrentIndex(index);
    m_table->setFocus();
    m_table->edit(index);
}

bool SavedMessages::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table && (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride)) {
        auto* key = static_cast<QKeyEvent*>(event);
        const bool isRename = key->key() == Qt::Key_F2;
        if ((key->matches(QKeySequence::Delete) || isRename) && chosen()) {
            key->accept(); // before the window's own commands of these keys
            if (event->type() == QEvent::KeyPress)
                isRename ? m_table->edit(m_table->currentIndex().siblingAtColumn(SavedMessageModel::Name))
                         : m_model->remove(m_table->currentIndex().row());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace gw::ui
