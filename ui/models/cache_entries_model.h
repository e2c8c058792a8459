// CacheEntriesModel: the answers a stage's cache keeps, a row each (reference 1.30). A new look is merged by the
// entries' ids, so the selection stays.
#pragma once

#include "gateway-engine/traffic/stage_cache.h"

#include <QAbstractTableModel>

#include <vector>

namespace gw::ui {

class CacheEntriesModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Key, Status, Size, Age, TimeLeft, Hits, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setEntries(std::vector<engine::CacheEntry> entries);
    [[nodiscard]] std::uint64_t idAt(int row) const; // 0: no such row

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<engine::CacheEntry> m_entries; // newest first
};

} // namespace gw::ui
