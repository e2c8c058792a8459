// History: what was sent lately, newest first, bounded. Requests are kept as composed, so values of variables (secrets
// among them) do not reach the file .gatewright/history.yaml.
#pragma once

#include "core/console/request.h"
#include "core/result.h"

#include <QDateTime>
#include <QString>

#include <deque>
#include <string>
#include <string_view>

namespace gw::console {

struct HistoryEntry
{
    QDateTime time;
    ConsoleRequest request;
    int status = 0; // 0: no answer
    qint64 milliseconds = 0;
    bool operator==(const HistoryEntry&) const = default;
};

class History
{
public:
    static constexpr std::size_t maxEntries = 200;
    static constexpr qsizetype maxKeptBody = 16 << 10; // longer bodies are kept for this session only

    // `file` empty: this session only. A damaged file starts an empty history; `load` says why.
    explicit History(QString file = {});
    [[nodiscard]] Result<void> load();
    [[nodiscard]] Result<void> save() const;

    void add(HistoryEntry entry); // the same request sent again moves to the front
    void removeAt(std::size_t index);
    void clear();
    [[nodiscard]] const std::deque<HistoryEntry>& entries() const { return m_entries; }

private:
    QString m_file;
    std::deque<HistoryEntry> m_entries;
};

[[nodiscard]] std::string writeHistory(const std::deque<HistoryEntry>& entries);
[[nodiscard]] Result<std::deque<HistoryEntry>> readHistory(std::string_view text);

} // namespace gw::console
