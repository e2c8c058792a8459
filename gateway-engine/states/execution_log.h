// ExecutionLog: what is known of executions, for the service's API, for the studio and for the file: written on the
// service's thread, read from any. The file is written by a thread of the log's own, in batches.
//
// Memory is bounded: the oldest executions that have ended go first, and histories that the file holds are read from
// it again when asked for.
#pragma once

#include "gateway-engine/states/execution_record.h"
#include "gateway-engine/states/execution_store.h"

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace gw::engine::states {

class ExecutionLog
{
public:
    ExecutionLog(std::filesystem::path file, std::size_t mostKept);
    ~ExecutionLog();
    ExecutionLog(const ExecutionLog&) = delete;
    ExecutionLog& operator=(const ExecutionLog&) = delete;

    // Opens the file, if it is to be made or is there. What it holds as running is ABORTED from now on.
    void open(Time now, bool create);
    void close(); // writes what is left and joins; idempotent

    void put(ExecutionRecord record); // new, or in place of what was there
    void append(const std::string& arn, std::vector<HistoryEvent> events);

    void onChange(std::function<void()> notify);
    [[nodiscard]] std::vector<ExecutionSummary> summaries(std::size_t limit) const; // newest first
    [[nodiscard]] std::shared_ptr<const ExecutionRecord> record(std::string_view arn) const;
    [[nodiscard]] std::vector<HistoryEvent> events(std::string_view arn, std::int64_t after) const;
    [[nodiscard]] std::string problem() const;

private:
    struct Entry
    {
        std::shared_ptr<const ExecutionRecord> record;
        std::vector<HistoryEvent> events;
        std::size_t bytes = 0;
        bool isInFileOnly = false; // its events
    };

    void load(Time now);
    void abortLeftOver(ExecutionRecord& record, Time now);
    void changed(std::unique_lock<std::mutex>& lock);
    void keepWithin();
    void write();
    void enqueue(StoreChange change);

    const std::filesystem::path m_file;
    const std::size_t m_mostKept;

    mutable std::mutex m_mutex; // guards what follows
    std::map<std::string, Entry, std::less<>> m_entries;
    std::deque<std::string> m_order; // oldest first
    std::size_t m_bytes = 0;         // of events in memory
    std::function<void()> m_notify;
    mutable bool m_isNoted = false; // since the last snapshot
    std::string m_problem;

    std::shared_ptr<ExecutionStore> m_store;
    std::vector<StoreChange> m_changes;
    bool m_isClosing = false;
    std::condition_variable m_wake;
    std::thread m_writer;
};

} // namespace gw::engine::states
