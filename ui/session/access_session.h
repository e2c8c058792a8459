// AccessSession: what the running gateway knows of who calls how often: levels of token buckets, what keys have used,
// what stages keep in their caches, what authorizers have decided, and the clock that limits go by. Quick questions are
// answered at once; what may read the disk runs on a worker.
#pragma once

#include "gateway-engine/access.h"
#include "gateway-engine/trace/trace.h"
#include "ui/session/background.h"

#include <QObject>

#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gw::ui {

// What each key of a plan has used, day by day, and what it has left.
struct PlanUsage
{
    std::vector<engine::KeyUsage> keys;
    std::map<std::string, engine::QuotaState> quotas; // by key id; none: the plan has no quota
    std::optional<Diagnostic> problem;                // why there is nothing
};

class AccessSession final : public QObject
{
    Q_OBJECT

public:
    explicit AccessSession(QObject* parent = nullptr);

    // Of the gateway that runs from now on; null: none does.
    void attach(std::shared_ptr<engine::Access> access);
    [[nodiscard]] bool isRunning() const { return m_access != nullptr; }

    [[nodiscard]] std::vector<engine::BucketGauge> gauges() const;
    // Requests refused within the last minute for the setting (a usage plan or a stage).
    [[nodiscard]] int refusedLately(const NodeRef& setting);
    void noteRefusals(const std::vector<engine::TracePtr>& traces);

    // Of the last `days` days, today included; usageRead() follows.
    void readUsage(const std::string& planId, int days);
    // From now on the key has that many requests left in this period; usageChanged() or failed() follows.
    void setRemaining(const std::string& planId, const std::string& keyId, std::int64_t remaining);

    // Writes a report the user asked for; reportWritten() or failed() follows.
    void writeReport(const QString& file, const QByteArray& text);

    [[nodiscard]] std::vector<engine::StageCacheState> cachesOf(const std::string& apiId,
                                                                const std::string& stage) const;
    [[nodiscard]] std::vector<engine::CacheEntry> entriesOf(const engine::StageCacheName& cache) const;
    std::size_t flush(const engine::StageCacheName& cache);
    bool remove(const engine::StageCacheName& cache, std::uint64_t entry);

    // What the authorizer has decided lately is forgotten; gives how many results there were.
    std::size_t forgetResults(const std::string& apiId, const std::string& authorizer);

    // The clock of limits: quotas, throttles and times to live see it; traces and logs keep the world's time.
    [[nodiscard]] std::chrono::nanoseconds ahead() const;
    [[nodiscard]] std::chrono::sys_days today() const;
    void advance(std::chrono::hours by);
    void advanceMonth();
    void resetClock();

signals:
    void runningChanged();
    void usageRead(const QString& planId, const gw::ui::PlanUsage& usage);
    void usageChanged();
    void reportWritten(const QString& file);
    void clockChanged();
    void failed(const gw::Diagnostic& problem);

private:
    struct Refusal
    {
        std::chrono::steady_clock::time_point at;
        NodeRef setting;
    };
    void tell(const Result<void>& result);

    std::shared_ptr<engine::Access> m_access;
    std::deque<Refusal> m_refusals; // oldest first
    Background m_worker;
};

} // namespace gw::ui
