// A comparison is shown whole: another comparison is another list.
#include "ui/models/behaviour_changes_model.h"

#include <algorithm>

namespace gw::ui {

namespace {

QString iconOf(BehaviourChange::Kind kind)
{
    switch (kind) {
    case BehaviourChange::Kind::Added:
        return QStringLiteral("plus");
    case BehaviourChange::Kind::Removed:
        return QStringLiteral("minus");
    case BehaviourChange::Kind::Changed:
        break;
    }
    return QStringLiteral("pencil");
}

Color tintOf(BehaviourChange::Kind kind)
{
    switch (kind) {
    case BehaviourChange::Kind::Added:
        return Color::Success;
    case BehaviourChange::Kind::Removed:
        return Color::Danger;
    case BehaviourChange::Kind::Changed:
        break;
    }
    return Color::Accent;
}

} // namespace

BehaviourChangesModel::BehaviourChangesModel(const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent), m_theme(theme)
{
}

void BehaviourChangesModel::setChanges(BehaviourChanges changes)
{
    std::stable_partition(changes.begin(), changes.end(),
                          [](const BehaviourChange& change) { return change.breaksClients; });
    if (changes == m_changes)
        return;
    beginResetModel();
    m_changes = std::move(changes);
    endResetModel();
}

const BehaviourChange* BehaviourChangesModel::at(int row) const
{
    return row >= 0 && row < int(m_changes.size()) ? &m_changes[std::size_t(row)] : nullptr;
}

int BehaviourChangesModel::breakingCount() const
{
    return int(std::count_if(m_changes.begin(), m_changes.end(),
                             [](const BehaviourChange& change) { return change.breaksClients; }));
}

int BehaviourChangesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_changes.size());
}

int BehaviourChangesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BehaviourChangesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const BehaviourChange& change = m_changes[std::size_t(index.row())];
    if (role == Qt::DecorationRole && index.column() == Subject)
        return m_theme.icon(iconOf(change.kind), tintOf(change.kind));
    if (role == Qt::ForegroundRole && index.column() == Effect)
        return m_theme.color(Color::Danger);
    if (role == Qt::FontRole && index.column() == Subject)
        return m_theme.monospace(fontSize::secondary);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case Subject:
        return QString::fromStdString(change.subject);
    case Sentence:
        return QString::fromStdString(change.sentence);
    default:
        return change.breaksClients ? tr("Breaks clients") : QString();
    }
}

QVariant BehaviourChangesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return section == Subject ? tr("Where") : section == Sentence ? tr("Change") : tr("Effect");
}

} // namespace gw::ui
