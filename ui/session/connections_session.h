// ConnectionsSession: the open WebSocket connections as the pages see them. What is asked runs on a worker, since there
// may be twenty thousand; answers come by signals. Without a running gateway nothing is answered.
#pragma once

#include "ui/session/background.h"
#include "ui/session/open_connections.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace gw::ui {

using ConnectionRow = std::shared_ptr<const engine::ConnectionSnapshot>;
using ConnectionRows = std::vector<ConnectionRow>; // the longest open first

// Every word of `filter` stands in the row: in its id, stage, address, identity, sub-protocol or user agent.
[[nodiscard]] bool matchesFilter(const engine::ConnectionSnapshot& row, const QStringList& words);

class ConnectionsSession final : public QObject
{
    Q_OBJECT

public:
    explicit ConnectionsSession(QObject* parent = nullptr);

    // Of the gateway that runs from now on; null: none does. Waits for what is being asked of the one before.
    void attach(std::shared_ptr<OpenConnections> connections);
    [[nodiscard]] bool isRunning() const { return m_connections != nullptr; }

    // listed() follows, unless the answer to an earlier question is still to come.
    void list(const std::string& apiId, const QString& filter);
    // sent() or closed() follows.
    void send(ConnectionRows connections, const QString& text);
    void close(std::vector<std::string> connectionIds, int code, const QString& reason);

    void letGo(ConnectionRows rows); // on the worker

signals:
    void runningChanged();
    void listed(const std::string& apiId, const gw::ui::ConnectionRows& rows, int total); // total: whatever the filter
    void sent(int taken, int asked);
    void closed(int taken, int asked);
    void pushed(const gw::ui::ConnectionRows& connections, const QString& text); // to few: worth remembering

private:
    std::shared_ptr<OpenConnections> m_connections;
    bool m_isListing = false;
    Background m_worker; // last: it waits for its jobs when this goes
};

} // namespace gw::ui
