// Questions on the worker, answers on the GUI thread.
#include "ui/session/connections_session.h"

#include <algorithm>
#include <tuple>

namespace gw::ui {

namespace {

constexpr std::size_t mostRemembered = 50; // connections that a message is remembered of

QString toQt(const std::string& text)
{
    return QString::fromStdString(text);
}

struct Listing
{
    ConnectionRows rows;
    int total = 0;
};

Listing listingOf(const OpenConnections& connections, const std::string& apiId, const QStringList& words)
{
    Listing listing;
    std::vector<engine::ConnectionSnapshot> all = connections.list(apiId);
    listing.total = static_cast<int>(all.size());
    for (engine::ConnectionSnapshot& each : all)
        if (matchesFilter(each, words))
            listing.rows.push_back(std::make_shared<const engine::ConnectionSnapshot>(std::move(each)));
    std::sort(listing.rows.begin(), listing.rows.end(), [](const ConnectionRow& a, const ConnectionRow& b) {
        return std::tie(a->facts.connectedAt, a->facts.connectionId) <
               std::tie(b->facts.connectedAt, b->facts.connectionId);
    });
    return listing;
}

} // namespace

bool matchesFilter(const engine::ConnectionSnapshot& row, const QStringList& words)
{
    const engine::ConnectionFacts& facts = row.facts;
    const auto isIn = [](const std::string& text, const QString& word) {
        return toQt(text).contains(word, Qt::CaseInsensitive);
    };
    return std::all_of(words.begin(), words.end(), [&](const QString& word) {
        for (const std::string* text : {&facts.connectionId, &facts.stageName, &facts.sourceIp, &facts.principalId,
                                        &facts.subprotocol, &facts.userAgent})
            if (isIn(*text, word))
                return true;
        return false;
    });
}

ConnectionsSession::ConnectionsSession(QObject* parent) : QObject(parent) {}

void ConnectionsSession::attach(std::shared_ptr<OpenConnections> connections)
{
    m_worker.waitForDone(); // what is asked holds the engine's table
    m_connections = std::move(connections);
    emit runningChanged();
}

void ConnectionsSession::list(const std::string& apiId, const QString& filter)
{
    if (!m_connections || m_isListing)
        return;
    m_isListing = true;
    const QStringList words = filter.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    m_worker.run([connections = m_connections, apiId, words] { return listingOf(*connections, apiId, words); },
                 [this, apiId](Listing listing) {
                     m_isListing = false;
                     if (m_connections)
                         emit listed(apiId, listing.rows, listing.total);
                 });
}

void ConnectionsSession::letGo(ConnectionRows rows)
{
    if (!rows.empty())
        m_worker.letGo(std::make_shared<const ConnectionRows>(std::move(rows)));
}

void ConnectionsSession::send(ConnectionRows rows, const QString& text)
{
    if (!m_connections || rows.empty())
        return;
    const int asked = static_cast<int>(rows.size());
    std::vector<std::string> ids;
    for (const ConnectionRow& row : rows)
        ids.push_back(row->facts.connectionId);
    if (rows.size() > mostRemembered)
        rows.clear();
    m_worker.run([connections = m_connections, ids = std::move(ids),
                  message = text.toStdString()] { return connections->send(ids, message); },
                 [this, asked, rows = std::move(rows), text](std::size_t taken) {
                     if (!rows.empty() && taken == static_cast<std::size_t>(asked))
                         emit pushed(rows, text);
                     emit sent(static_cast<int>(taken), asked);
                 });
}

void ConnectionsSession::close(std::vector<std::string> ids, int code, const QString& reason)
{
    if (!m_connections || ids.empty())
        return;
    const int asked = static_cast<int>(ids.size());
    m_worker.run([connections = m_connections, ids = std::move(ids), code = static_cast<engine::CloseCode>(code),
                  words = reason.toStdString()] { return connections->close(ids, code, words); },
                 [this, asked](std::size_t taken) { emit closed(static_cast<int>(taken), asked); });
}

} // namespace gw::ui
