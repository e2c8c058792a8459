// RouteTableModel: the routes of an HTTP API as rows (reference 2.1): the key, what stands behind it, who may call it.
// A key typed into a row is a request to rename the route; the model shows what the project says.
#pragma once

#include "core/api/project.h"

#include <QAbstractTableModel>

#include <vector>

namespace gw::ui {

struct RouteRow
{
    NodeRef ref;
    QString verb; // "GET"; empty for $default
    QString key;  // "GET /pets", "$default"
    QString integration;
    QString authorization;
    bool operator==(const RouteRow&) const = default;
};

[[nodiscard]] std::vector<RouteRow> routeRows(const Api& api);

class RouteTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Key, Integration, Authorization, ColumnCount };
    static constexpr int verbRole = Qt::UserRole + 1; // QString
    static constexpr int sortRole = Qt::UserRole + 2; // keys by path, then verb; $default last

    using QAbstractTableModel::QAbstractTableModel;
    void setRows(std::vector<RouteRow> rows);      // exact insertions, removals and changes
    [[nodiscard]] NodeRef at(int row) const;       // empty when there is no such row
    [[nodiscard]] int rowOf(MethodId route) const; // -1 when it is not here

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

signals:
    void renameRequested(const gw::NodeRef& route, const QString& key);

private:
    void removeGone(const std::vector<RouteRow>& wanted);
    void insertNew(const std::vector<RouteRow>& wanted);
    void putInOrder(const std::vector<MethodId>& wanted); // the rows that stayed

    std::vector<RouteRow> m_rows;
};

} // namespace gw::ui
