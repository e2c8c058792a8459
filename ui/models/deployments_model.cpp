// New deployments are rows put in front; nothing else of a history changes but its states.
#include "ui/models/deployments_model.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace gw::ui {

namespace {

QString localTime(const std::string& date)
{
    const QDateTime time = QDateTime::fromString(QString::fromStdString(date), Qt::ISODate).toLocalTime();
    return time.isValid() ? QLocale().toString(time, QStringLiteral("d MMM yyyy HH:mm:ss"))
                          : QString::fromStdString(date);
}

} // namespace

DeploymentsModel::DeploymentsModel(const Theme& theme, QObject* parent) : QAbstractTableModel(parent), m_theme(theme) {}

void DeploymentsModel::setDeployments(std::vector<Deployment> deployments, const QString& active, const QString& canary)
{
    const auto isKept = [&](std::size_t added) {
        return deployments.size() == m_deployments.size() + added &&
               std::equal(m_deployments.begin(), m_deployments.end(), deployments.begin() + std::ptrdiff_t(added));
    };
    const std::size_t added = deployments.size() > m_deployments.size() ? deployments.size() - m_deployments.size() : 0;
    if (!isKept(added)) { // another stage
        beginResetModel();
        m_deployments = std::move(deployments);
        m_active = active;
        m_canary = canary;
        endResetModel();
        return;
    }
    if (added > 0)
        beginInsertRows({}, 0, int(added) - 1);
    m_deployments = std::move(deployments);
    if (added > 0)
        endInsertRows();
    if (m_active == active && m_canary == canary)
        return;
    m_active = active;
    m_canary = canary;
    if (!m_deployments.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

const Deployment* DeploymentsModel::at(int row) const
{
    return row >= 0 && row < int(m_deployments.size()) ? &m_deployments[std::size_t(row)] : nullptr;
}

int DeploymentsModel::rowOf(const QString& id) const
{
    const auto it = std::find_if(m_deployments.begin(), m_deployments.end(),
                                 [wanted = id.toStdString()](const Deployment& one) { return one.id == wanted; });
    return it == m_deployments.end() ? -1 : int(it - m_deployments.begin());
}

QString DeploymentsModel::stateOf(int row) const
{
    const Deployment* deployment = at(row);
    const QString id = deployment ? QString::fromStdString(deployment->id) : QString();
    if (id.isEmpty())
        return {};
    return id == m_active ? tr("Active") : id == m_canary ? tr("Canary") : QString();
}

QString DeploymentsModel::titleOf(int row) const
{
    const Deployment* deployment = at(row);
    return deployment ? tr("#%1, %2").arg(deployment->sequence).arg(localTime(deployment->createdDate)) : QString();
}

int DeploymentsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_deployments.size());
}

int DeploymentsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString DeploymentsModel::text(int row, int column) const
{
    const Deployment& deployment = m_deployments[std::size_t(row)];
    switch (column) {
    case Number:
        return QString::number(deployment.sequence);
    case Time:
        return localTime(deployment.createdDate);
    case Description:
        if (deployment.description.empty() && !deployment.restoredId.empty())
            return tr("Rolled back");
        return QString::fromStdString(deployment.description);
    default:
        return stateOf(row);
    }
}

QVariant DeploymentsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return text(index.row(), index.column());
    if (role == Qt::TextAlignmentRole && index.column() == Number)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ForegroundRole && index.column() == State)
        return m_theme.color(stateOf(index.row()) == tr("Active") ? Color::Success : Color::Alert);
    if (role == Qt::ForegroundRole && index.column() != Description)
        return m_theme.color(Color::TextMuted);
    return {};
}

QVariant DeploymentsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Number:
        return tr("#");
    case Time:
        return tr("Deployed");
    case Description:
        return tr("Description");
    default:
        return tr("State");
    }
}

} // namespace gw::ui
