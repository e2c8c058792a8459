#include "gateway-engine/states/execution_log.h"

#include "gateway-engine/states/data_limits.h"
#include "gateway-engine/states/event_details.h"

#include <algorithm>
#include <utility>

namespace gw::engine::states {

namespace {

constexpr std::size_t mostEventBytes = 128u << 20;

std::size_t bytesOf(const std::vector<HistoryEvent>& events)
{
    std::size_t sum = 0;
    for (const HistoryEvent& event : events)
        sum += sizeof(HistoryEvent) + event.state.size() + roughBytes(event.details);
    return sum;
}

} // namespace

ExecutionLog::ExecutionLog(std::filesystem::path file, std::size_t mostKept)
    : m_file(std::move(file)), m_mostKept(std::max<std::size_t>(mostKept, 1))
{
}

ExecutionLog::~ExecutionLog()
{
    close();
}

void ExecutionLog::open(Time now, bool create)
{
    std::error_code ignored;
    if (m_file.empty() || m_store || (!create && !std::filesystem::exists(m_file, ignored)))
        return;
    Result<std::unique_ptr<ExecutionStore>> store = ExecutionStore::open(m_file);
    std::unique_lock lock(m_mutex);
    if (!store) {
        m_problem = store.error().message + " " + store.error().hint;
        return;
    }
    m_store = std::move(*store);
    load(now);
    m_writer = std::thread([this] { write(); });
}

void ExecutionLog::load(Time now)
{
    Result<std::vector<ExecutionRecord>> records = m_store->records(m_mostKept);
    if (!records) {
        m_problem = records.error().message;
        return;
    }
    std::deque<std::string> order;
    for (ExecutionRecord& record : *records) {
        if (m_entries.contains(record.summary.arn))
            continue;
        if (record.summary.status == ExecutionStatus::Running)
            abortLeftOver(record, now);
        order.push_back(record.summary.arn);
        Entry entry;
        entry.record = std::make_shared<const ExecutionRecord>(std::move(record));
        entry.isInFileOnly = true;
        m_entries.emplace(order.back(), std::move(entry));
    }
    m_order.insert(m_order.begin(), order.begin(), order.end());
}

// Its tasks went with the program that ran it.
void ExecutionLog::abortLeftOver(ExecutionRecord& record, Time now)
{
    record.summary.status = ExecutionStatus::Aborted;
    record.summary.stopDate = now;
    record.error = "Gatewright.Stopped";
    record.cause = "Gatewright ended while the execution ran.";
    HistoryEvent event;
    const Result<std::vector<HistoryEvent>> written = m_store->events(record.summary.arn);
    event.id = written && !written->empty() ? written->back().id + 1 : 1;
    event.type = EventType::ExecutionAborted;
    event.timestamp = now;
    event.details = failureDetails({record.error, record.cause});
    record.summary.events = event.id;
    StoreChange change;
    change.record = std::make_shared<const ExecutionRecord>(record);
    change.arn = record.summary.arn;
    change.events.push_back(std::move(event));
    const Result<bool> done = m_store->write({change});
    if (!done)
        m_problem = done.error().message;
}

void ExecutionLog::close()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isClosing = true;
    }
    m_wake.notify_all();
    if (m_writer.joinable())
        m_writer.join();
}

void ExecutionLog::enqueue(StoreChange change)
{
    if (!m_store || m_isClosing)
        return;
    m_changes.push_back(std::move(change));
    m_wake.notify_one();
}

void ExecutionLog::write()
{
    using namespace std::chrono_literals;
    std::unique_lock lock(m_mutex);
    while (!m_isClosing || !m_changes.empty()) {
        m_wake.wait(lock, [this] { return m_isClosing || !m_changes.empty(); });
        if (!m_isClosing)
            m_wake.wait_for(lock, 50ms, [this] { return m_isClosing; }); // more may come for the same transaction
        const std::vector<StoreChange> batch = std::exchange(m_changes, {});
        const std::shared_ptr<ExecutionStore> store = m_store;
        lock.unlock();
        const Result<bool> done = store->write(batch);
        lock.lock();
        if (!done)
            m_problem = done.error().message;
    }
}

void ExecutionLog::changed(std::unique_lock<std::mutex>& lock)
{
    if (!m_notify || std::exchange(m_isNoted, true))
        return;
    const std::function<void()> notify = m_notify;
    lock.unlock();
    notify();
}

void ExecutionLog::put(ExecutionRecord record)
{
    std::unique_lock lock(m_mutex);
    const std::string arn = record.summary.arn;
    const auto [place, isNew] = m_entries.try_emplace(arn);
    if (isNew)
        m_order.push_back(arn);
    place->second.record = std::make_shared<const ExecutionRecord>(std::move(record));
    StoreChange change;
    change.record = place->second.record;
    change.arn = arn;
    enqueue(std::move(change));
    keepWithin();
    changed(lock);
}

void ExecutionLog::append(const std::string& arn, std::vector<HistoryEvent> events)
{
    std::unique_lock lock(m_mutex);
    const auto found = m_entries.find(arn);
    if (found == m_entries.end() || events.empty())
        return;
    Entry& entry = found->second;
    auto record = std::make_shared<ExecutionRecord>(*entry.record);
    record->summary.events = events.back().id;
    entry.record = std::move(record);
    const std::size_t bytes = bytesOf(events);
    entry.bytes += bytes;
    m_bytes += bytes;
    StoreChange change;
    change.arn = arn;
    change.events = events;
    enqueue(std::move(change));
    entry.events.insert(entry.events.end(), std::make_move_iterator(events.begin()),
                        std::make_move_iterator(events.end()));
    keepWithin();
    changed(lock);
}

void ExecutionLog::keepWithin()
{
    const auto hasEnded = [this](const std::string& arn) {
        return m_entries.at(arn).record->summary.status != ExecutionStatus::Running;
    };
    while (m_order.size() > m_mostKept) {
        const auto oldest = std::find_if(m_order.begin(), m_order.end(), hasEnded);
        if (oldest == m_order.end())
            break;
        StoreChange change;
        change.arn = *oldest;
        change.isRemoval = true;
        m_bytes -= m_entries.at(*oldest).bytes;
        m_entries.erase(*oldest);
        m_order.erase(oldest);
        enqueue(std::move(change));
    }
    if (m_bytes <= mostEventBytes)
        return;
    for (const std::string& arn : m_order) { // histories: what the file holds, else what is oldest
        Entry& entry = m_entries.at(arn);
        if (m_bytes <= mostEventBytes / 2 || !hasEnded(arn) || entry.events.empty())
            continue;
        m_bytes -= std::exchange(entry.bytes, 0);
        entry.events = {};
        entry.isInFileOnly = m_store != nullptr;
    }
}

void ExecutionLog::onChange(std::function<void()> notify)
{
    const std::lock_guard lock(m_mutex);
    m_notify = std::move(notify);
    m_isNoted = false;
}

std::vector<ExecutionSummary> ExecutionLog::summaries(std::size_t limit) const
{
    const std::lock_guard lock(m_mutex);
    m_isNoted = false;
    std::vector<ExecutionSummary> summaries;
    for (auto arn = m_order.rbegin(); arn != m_order.rend() && summaries.size() < limit; ++arn)
        summaries.push_back(m_entries.at(*arn).record->summary);
    return summaries;
}

std::shared_ptr<const ExecutionRecord> ExecutionLog::record(std::string_view arn) const
{
    const std::lock_guard lock(m_mutex);
    m_isNoted = false;
    const auto found = m_entries.find(arn);
    return found == m_entries.end() ? nullptr : found->second.record;
}

std::vector<HistoryEvent> ExecutionLog::events(std::string_view arn, std::int64_t after) const
{
    std::unique_lock lock(m_mutex);
    m_isNoted = false;
    const auto found = m_entries.find(arn);
    if (found == m_entries.end())
        return {};
    std::vector<HistoryEvent> events;
    const auto isNew = [after](const HistoryEvent& event) { return event.id > after; };
    if (!found->second.isInFileOnly) {
        const auto& all = found->second.events;
        const auto begin = std::upper_bound(all.begin(), all.end(), after,
                                            [](std::int64_t id, const HistoryEvent& event) { return id < event.id; });
        return {begin, all.end()};
    }
    const std::shared_ptr<ExecutionStore> store = m_store;
    lock.unlock();
    Result<std::vector<HistoryEvent>> stored = store->events(std::string(arn));
    if (stored)
        std::copy_if(stored->begin(), stored->end(), std::back_inserter(events), isNew);
    return events;
}

std::string ExecutionLog::problem() const
{
    const std::lock_guard lock(m_mutex);
    return m_problem;
}

} // namespace gw::engine::states
