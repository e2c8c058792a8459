// ExecutionStore: executions and their histories in an SQLite file (reference 4.2). One connection; its methods may be
// called from any thread.
#pragma once

#include "core/result.h"
#include "gateway-engine/states/execution_record.h"
#include "gateway-engine/states/history_event.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace gw::engine::states {

// What is to be written, in order.
struct StoreChange
{
    std::shared_ptr<const ExecutionRecord> record; // written or replaced
    std::string arn;                               // of events, or of what is removed
    std::vector<HistoryEvent> events;
    bool isRemoval = false;
};

class ExecutionStore
{
public:
    // Opens or creates the file (WAL).
    [[nodiscard]] static Result<std::unique_ptr<ExecutionStore>> open(const std::filesystem::path& file);
    ~ExecutionStore();

    [[nodiscard]] Result<bool> write(const std::vector<StoreChange>& changes);           // in one transaction
    [[nodiscard]] Result<std::vector<ExecutionRecord>> records(std::size_t limit) const; // oldest first
    [[nodiscard]] Result<std::vector<HistoryEvent>> events(const std::string& arn) const;

private:
    struct Impl;
    explicit ExecutionStore(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace gw::engine::states
