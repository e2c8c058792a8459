// ConnectionsModel: the open connections of an API, the longest open first. Takes whole lists and changes what differs,
// so that selection and scrolling stay; very many changes are taken in steps.
#pragma once

#include "ui/session/connections_session.h"

#include <QAbstractTableModel>

#include <chrono>

namespace gw::ui {

class ConnectionsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Id, Stage, Age, IdleLeft, Subprotocol, Identity, In, Out, ColumnCount };
    using Time = std::chrono::system_clock::time_point;

    explicit ConnectionsModel(QObject* parent = nullptr);

    // False: more differed than one step may change; call it again with the same list.
    bool setRows(const ConnectionRows& wanted, Time now);
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

    ConnectionRows m_rows;
    Time m_now{};
};

// "0:07", "12:30", "1:02:03"
[[nodiscard]] QString clockText(std::chrono::seconds time);

} // namespace gw::ui
