#include "ui/session/access_session.h"

#include "core/format/atomic_file.h"

#include <algorithm>

namespace gw::ui {

namespace {

constexpr auto lately = std::chrono::minutes(1);
constexpr std::size_t mostRefusals = 100'000; // of a minute

PlanUsage readAll(engine::Traffic& traffic, const std::string& planId, int days)
{
    PlanUsage usage;
    const std::chrono::sys_days today = traffic.today();
    auto keys = traffic.usage(planId, std::nullopt, today - std::chrono::days(days - 1), today);
    if (!keys) {
        usage.problem = keys.error();
        return usage;
    }
    usage.keys = std::move(*keys);
    for (const engine::KeyUsage& key : usage.keys)
        if (const auto quota = traffic.quota(planId, key.keyId))
            usage.quotas.emplace(key.keyId, *quota);
    return usage;
}

} // namespace

AccessSession::AccessSession(QObject* parent) : QObject(parent) {}

void AccessSession::attach(std::shared_ptr<engine::Access> access)
{
    m_access = std::move(access);
    m_refusals.clear();
    emit runningChanged();
    emit clockChanged();
}

std::vector<engine::BucketGauge> AccessSession::gauges() const
{
    return m_access ? m_access->traffic().gauges() : std::vector<engine::BucketGauge>();
}

void AccessSession::noteRefusals(const std::vector<engine::TracePtr>& traces)
{
    const auto now = std::chrono::steady_clock::now();
    for (const engine::TracePtr& trace : traces)
        if (trace->hasFault && !trace->fault.setting.isEmpty())
            m_refusals.push_back({now, trace->fault.setting});
    while (m_refusals.size() > mostRefusals)
        m_refusals.pop_front();
}

int AccessSession::refusedLately(const NodeRef& setting)
{
    const auto begin = std::chrono::steady_clock::now() - lately;
    while (!m_refusals.empty() && m_refusals.front().at < begin)
        m_refusals.pop_front();
    return int(std::count_if(m_refusals.begin(), m_refusals.end(),
                             [&](const Refusal& refusal) { return refusal.setting == setting; }));
}

void AccessSession::readUsage(const std::string& planId, int days)
{
    if (!m_access)
        return;
    m_worker.run([access = m_access, planId, days] { return readAll(access->traffic(), planId, days); },
                 [this, planId, access = m_access](const PlanUsage& usage) {
                     if (access == m_access)
                         emit usageRead(QString::fromStdString(planId), usage);
                 });
}

void AccessSession::setRemaining(const std::string& planId, const std::string& keyId, std::int64_t remaining)
{
    if (!m_access)
        return;
    m_worker.run([access = m_access, planId, keyId,
                  remaining] { return access->traffic().setRemaining(planId, keyId, remaining); },
                 [this](const Result<void>& result) {
                     tell(result);
                     emit usageChanged();
                 });
}

void AccessSession::writeReport(const QString& file, const QByteArray& text)
{
    m_worker.run([file = file.toStdString(), text = text.toStdString()] { return writeFileAtomically(file, text); },
                 [this, file](const Result<void>& result) {
                     tell(result);
                     if (result)
                         emit reportWritten(file);
                 });
}

std::vector<engine::StageCacheState> AccessSession::cachesOf(const std::string& apiId, const std::string& stage) const
{
    if (!m_access)
        return {};
    std::vector<engine::StageCacheState> caches = m_access->traffic().caches();
    std::erase_if(caches, [&](const auto& cache) { return cache.name.apiId != apiId || cache.name.stage != stage; });
    return caches;
}

std::vector<engine::CacheEntry> AccessSession::entriesOf(const engine::StageCacheName& cache) const
{
    return m_access ? m_access->traffic().cacheEntries(cache) : std::vector<engine::CacheEntry>();
}

std::size_t AccessSession::flush(const engine::StageCacheName& cache)
{
    return m_access ? m_access->traffic().flushCache(cache) : 0;
}

bool AccessSession::remove(const engine::StageCacheName& cache, std::uint64_t entry)
{
    return m_access && m_access->traffic().invalidate(cache, entry);
}

std::size_t AccessSession::forgetResults(const std::string& apiId, const std::string& authorizer)
{
    return m_access ? m_access->callers().flushAuthorizer(apiId, authorizer) : 0;
}

std::chrono::nanoseconds AccessSession::ahead() const
{
    return m_access ? m_access->clock().ahead() : std::chrono::nanoseconds{0};
}

std::chrono::sys_days AccessSession::today() const
{
    return m_access ? m_access->clock().today()
                    : std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
}

void AccessSession::advance(std::chrono::hours by)
{
    if (m_access)
        tell(m_access->clock().advance(by));
    emit clockChanged();
}

void AccessSession::advanceMonth()
{
    if (m_access)
        tell(m_access->clock().advanceMonths(1));
    emit clockChanged();
}

void AccessSession::resetClock()
{
    if (m_access)
        m_access->clock().reset();
    emit clockChanged();
}

void AccessSession::tell(const Result<void>& result)
{
    if (!result)
        emit failed(result.error());
}

} // namespace gw::ui
