// DeploymentsModel: what was deployed to a stage, newest first: when, what for, and which of them it serves.
#pragma once

#include "core/format/deployment_store.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>

#include <vector>

namespace gw::ui {

class DeploymentsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Number, Time, Description, State, ColumnCount };

    explicit DeploymentsModel(const Theme& theme, QObject* parent = nullptr);
    // `active` and `canary` are ids; empty: none.
    void setDeployments(std::vector<Deployment> deployments, const QString& active, const QString& canary);
    [[nodiscard]] const Deployment* at(int row) const;
    [[nodiscard]] int rowOf(const QString& id) const; // -1 when it is not here
    [[nodiscard]] QString stateOf(int row) const;     // "Active", "Canary" or nothing
    [[nodiscard]] QString titleOf(int row) const;     // "#3, 22 Nov 18:20"

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QString text(int row, int column) const;

    const Theme& m_theme;
    std::vector<Deployment> m_deployments;
    QString m_active;
    QString m_canary;
};

} // namespace gw::ui
