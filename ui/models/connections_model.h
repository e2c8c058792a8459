// ConnectionsModel: the open connections of an API, the longest open first. Takes whole lists and changes what differs,
// so that selection and scrolling stay; very many changes are taken in steps.
#pragma once

#include "ui/session/connections_session.h"

#include <QAbstractTableModel>

#include <chrono>
#include <utility>

namespace gw::ui {

class ConnectionsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Id, Stage, Age, IdleLeft, EndsIn, Subprotocol, Identity, In, Out, ColumnCount };
    using Time = std::chrono::system_clock::time_point;

    explicit ConnectionsModel(QObject* parent = nullptr);

    // What the rows are to be from now on, and a first step towards it.
    bool setRows(ConnectionRows wanted, Time now);
    bool step(); // for some milliseconds; false: there is more to do
    // Rows that were replaced: taking twenty thousand apart takes long, so somebody else may.
    [[nodiscard]] ConnectionRows takeReplaced() { return std::exchange(m_replaced, {}); }
    void setTime(Time now); // ages and idle timers go on
    void clear();
    [[nodiscard]] ConnectionRow at(int row) const; // null: there is none
    [[nodiscard]] int rowOf(const std::string& connectionId) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QVariant text(const engine::ConnectionSnapshot& row, int column) const;
    [[nodiscard]] QString details(const engine::ConnectionSnapshot& row) const;

    void removeStretch();
    void insertStretch();

    ConnectionRows m_rows;
    ConnectionRows m_wanted;
    ConnectionRows m_replaced;
    std::size_t m_row = 0;  // up to here both agree
    std::size_t m_next = 0; // of m_wanted
    Time m_now{};
};

// "0:07", "12:30", "1:02:03"
[[nodiscard]] QString clockText(std::chrono::seconds time);

} // namespace gw::ui
