// Rules as rows.
#include "ui/console/auto_reply_table.h"

#include "ui/widgets/row_table.h"

#include <QComboBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QStyledItemDelegate>

#include <algorithm>

namespace gw::ui {

using console::AutoReply;
using console::MessageMatch;

namespace {

constexpr int checkWidth = 36, pathWidth = 150, conditionWidth = 110, valueWidth = 180;

QString conditionWord(MessageMatch::Kind kind)
{
    switch (kind) {
    case MessageMatch::Kind::Any:
        return AutoReplyModel::tr("is there");
    case MessageMatch::Kind::Equals:
        return AutoReplyModel::tr("equals");
    case MessageMatch::Kind::Contains:
        return AutoReplyModel::tr("contains");
    case MessageMatch::Kind::Matches:
        return AutoReplyModel::tr("matches");
    }
    return {};
}

class ConditionDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        auto* box = new QComboBox(parent);
        for (const MessageMatch::Kind kind : console::allMatchKinds)
            box->addItem(conditionWord(kind), QString::fromLatin1(toString(kind).data()));
        return box;
    }
    void setEditorData(QWidget* editor, const QModelIndex& index) const override
    {
        auto* box = static_cast<QComboBox*>(editor);
        box->setCurrentIndex(std::max(0, box->findText(index.data().toString())));
    }
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override
    {
        model->setData(index, static_cast<QComboBox*>(editor)->currentData());
    }
};

} // namespace

void AutoReplyModel::setReplies(const std::vector<AutoReply>& replies)
{
    const auto before = static_cast<int>(m_replies.size());
    const auto after = static_cast<int>(replies.size());
    for (int row = 0; row < std::min(before, after); ++row) {
        const auto i = static_cast<std::size_t>(row);
        if (m_replies[i] == replies[i])
            continue;
        m_replies[i] = replies[i];
        emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
    if (after > before) {
        beginInsertRows({}, before, after - 1);
        m_replies.insert(m_replies.end(), replies.begin() + before, replies.end());
        endInsertRows();
    } else if (after < before) {
        beginRemoveRows({}, after, before - 1);
        m_replies.resize(replies.size());
        endRemoveRows();
    }
}

void AutoReplyModel::removeReply(int row)
{
    if (row < 0 || isEmptyRow(row))
        return;
    beginRemoveRows({}, row, row);
    m_replies.erase(m_replies.begin() + row);
    endRemoveRows();
    emit edited();
}

int AutoReplyModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_replies.size()) + 1;
}

int AutoReplyModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant AutoReplyModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (isEmptyRow(index.row()))
        return role == Qt::DisplayRole && index.column() == Path ? QVariant(tr("Add a rule…")) : QVariant();
    const AutoReply& reply = m_replies[static_cast<std::size_t>(index.row())];
    if (index.column() == Enabled) {
        if (role == Qt::CheckStateRole)
            return reply.enabled ? Qt::Checked : Qt::Unchecked;
        if (role == Qt::AccessibleTextRole || role == Qt::ToolTipRole)
            return reply.enabled ? tr("The rule is on") : tr("The rule is off");
        return {};
    }
    if (role == Qt::ToolTipRole) {
        const Result<console::CompiledMatch> compiled = console::CompiledMatch::compile(reply.when);
        return compiled ? tr("Answers %1").arg(console::describe(reply.when))
                        : QString::fromStdString(compiled.error().message + ' ' + compiled.error().hint);
    }
    if (role != Qt::DisplayRole && role != Qt::EditRole)
        return {};
    switch (index.column()) {
    case Path:
        return role == Qt::DisplayRole && reply.when.path.isEmpty() ? tr("the message") : reply.when.path;
    case Condition:
        return conditionWord(reply.when.kind);
    case Value:
        return reply.when.value;
    case Reply:
        return role == Qt::DisplayRole ? reply.reply.text.simplified() : reply.reply.text;
    default:
        return {};
    }
}

bool AutoReplyModel::change(AutoReply& reply, int column, const QString& text) const
{
    const AutoReply before = reply;
    if (column == Path)
        reply.when.path = text.trimmed();
    else if (column == Condition)
        reply.when.kind = console::matchKindFrom(text.toStdString()).value_or(reply.when.kind);
    else if (column == Value)
        reply.when.value = text;
    else
        reply.reply.text = text;
    return reply != before;
}

bool AutoReplyModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    if (isEmptyRow(index.row())) {
        AutoReply fresh;
        fresh.when.kind = index.column() == Path ? MessageMatch::Kind::Equals : MessageMatch::Kind::Contains;
        fresh.reply.kind = console::MessageKind::Text;
        if (index.column() == Enabled || role != Qt::EditRole || !change(fresh, index.column(), value.toString()))
            return false;
        beginInsertRows({}, index.row(), index.row());
        m_replies.push_back(fresh);
        endInsertRows();
        emit edited();
        return true;
    }
    AutoReply& reply = m_replies[static_cast<std::size_t>(index.row())];
    if (index.column() == Enabled) {
        if (role != Qt::CheckStateRole)
            return false;
        reply.enabled = value.toInt() == Qt::Checked;
    } else if (role != Qt::EditRole || !change(reply, index.column(), value.toString())) {
        return false;
    }
    emit dataChanged(this->index(index.row(), 0), this->index(index.row(), ColumnCount - 1));
    emit edited();
    return true;
}

Qt::ItemFlags AutoReplyModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (index.column() != Enabled)
        flags |= Qt::ItemIsEditable;
    else if (!isEmptyRow(index.row()))
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QVariant AutoReplyModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section >= ColumnCount)
        return {};
    static const char* const names[] = {QT_TR_NOOP(""), QT_TR_NOOP("JSON path"), QT_TR_NOOP("Condition"),
                                        QT_TR_NOOP("Value"), QT_TR_NOOP("Reply")};
    return section == Enabled ? QString() : tr(names[section]);
}

AutoReplyTable::AutoReplyTable(const Theme& theme, QWidget* parent)
    : QTableView(parent), m_model(new AutoReplyModel(this))
{
    setUpRowTable(*this, m_model, tr("Auto-reply rules"));
    setSelectionBehavior(QAbstractItemView::SelectItems);
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::SelectedClicked |
                    QAbstractItemView::AnyKeyPressed | QAbstractItemView::EditKeyPressed);
    setItemDelegateForColumn(AutoReplyModel::Condition, new ConditionDelegate(this));
    horizontalHeader()->setStretchLastSection(true);
    setColumnWidth(AutoReplyModel::Enabled, checkWidth);
    setColumnWidth(AutoReplyModel::Path, pathWidth);
    setColumnWidth(AutoReplyModel::Condition, conditionWidth);
    setColumnWidth(AutoReplyModel::Value, valueWidth);
    const auto restyle = [this, &theme] { setFont(theme.monospace(fontSize::secondary)); };
    connect(&theme, &Theme::changed, this, restyle);
    restyle();
}

bool AutoReplyTable::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Delete)) {
        event->accept(); // before the window's own command of this key
        return true;
    }
    return QTableView::event(event);
}

void AutoReplyTable::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Delete))
        return m_model->removeReply(currentIndex().row());
    QTableView::keyPressEvent(event);
}

} // namespace gw::ui
