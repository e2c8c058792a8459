// ConversationModel: what went over one connection, oldest first: handshake, messages both ways with the route chosen
// and why, what the integration answered, and the end. Follows the traces as they finish.
#pragma once

#include "ui/models/socket_traces.h"

#include <QAbstractTableModel>

namespace gw::ui {

class ConversationModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Event, Route, Message, Answer, Duration, ColumnCount };
    enum Role { KindRole = Qt::UserRole + 1, FaultRole };
    static constexpr int mostRows = 5'000; // the newest

    explicit ConversationModel(QObject* parent = nullptr);

    // Another connection, with what is known of it; an empty id shows nothing.
    void setConnection(const std::string& connectionId, const std::vector<engine::TracePtr>& traces);
    void append(const std::vector<engine::TracePtr>& finished);
    [[nodiscard]] const std::string& connectionId() const { return m_connectionId; }
    [[nodiscard]] const SocketEventRow* at(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void insert(SocketEventRow row);
    [[nodiscard]] static QString text(const SocketEventRow& row, int column);

    std::string m_connectionId;
    std::vector<SocketEventRow> m_rows;
};

} // namespace gw::ui
