#include "gateway-engine/traffic/usage.h"

#include "core/in_quotes.h"
#include "gateway-engine/traffic/clock.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

namespace gw::engine {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr days longestPeriod{31};

} // namespace

struct Usage::Impl
{
    Impl(const Clock& theClock, std::filesystem::path theFile, Report theReport)
        : clock(theClock), file(std::move(theFile)), report(std::move(theReport))
    {
    }

    void begin(); // opens the file, unless that is done
    void open();
    void run();
    Result<void> flush();
    std::vector<std::pair<UsageOwner, UsageChange>> changes() const;
    UsageCounter* find(const UsageOwner& owner) const;
    KeyUsage fill(const UsageOwner& owner, const std::vector<UsageDay>& used, sys_days first, sys_days last) const;
    void tell(const Diagnostic& diagnostic) const
    {
        if (report)
            report(diagnostic);
    }

    const Clock& clock;
    const std::filesystem::path file;
    const Report report;
    std::once_flag hasBegun;
    std::unique_ptr<UsageStore> store;

    mutable std::mutex countersMutex;
    std::map<UsageOwner, std::unique_ptr<UsageCounter>> counters; // as many as keys have plans; none goes

    std::mutex flushMutex; // one batch at a time
    bool hasFailed = false;

    std::mutex stopMutex;
    std::condition_variable stopped;
    bool isStopping = false;
    std::thread thread; // last: it uses all of the above
};

void Usage::Impl::begin()
{
    std::call_once(hasBegun, [this] {
        open();
        thread = std::thread([this] { run(); });
    });
}

void Usage::Impl::open()
{
    const sys_days today = clock.today();
    auto opened = UsageStore::open(file, today);
    if (!opened) {
        Diagnostic diagnostic = opened.error();
        diagnostic.rule = "usage-not-kept";
        tell(diagnostic);
        opened = UsageStore::open({}, today);
    }
    if (!opened)
        return; // not even memory: counters count, reports fail
    if (opened->warning)
        tell(*opened->warning);
    store = std::move(opened->store);
}

void Usage::Impl::run()
{
    std::unique_lock lock(stopMutex);
    while (!stopped.wait_for(lock, interval, [this] { return isStopping; })) {
        lock.unlock();
        (void)flush(); // told once
        lock.lock();
    }
}

std::vector<std::pair<UsageOwner, UsageChange>> Usage::Impl::changes() const
{
    const std::lock_guard lock(countersMutex);
    std::vector<std::pair<UsageOwner, UsageChange>> found;
    for (const auto& [owner, counter] : counters)
        if (auto change = counter->change())
            found.emplace_back(owner, *std::move(change));
    return found;
}

Result<void> Usage::Impl::flush()
{
    const std::lock_guard lock(flushMutex);
    const auto batch = changes();
    if (batch.empty())
        return {};
    if (!store)
        return fail("The usage of API keys is not kept.", "Start the gateway again.");
    if (auto written = store->add(batch); !written) { // the next batch holds these as well
        Diagnostic diagnostic = written.error();
        diagnostic.rule = "usage-not-written";
        if (!std::exchange(hasFailed, true))
            tell(diagnostic);
        return fail(std::move(diagnostic));
    }
    hasFailed = false;
    for (const auto& [owner, change] : batch)
        find(owner)->forget(change);
    return {};
}

UsageCounter* Usage::Impl::find(const UsageOwner& owner) const
{
    const std::lock_guard lock(countersMutex);
    const auto found = counters.find(owner);
    return found == counters.end() ? nullptr : found->second.get();
}

KeyUsage Usage::Impl::fill(const UsageOwner& owner, const std::vector<UsageDay>& used, sys_days first,
                           sys_days last) const
{
    const UsageCounter* counter = find(owner);
    KeyUsage usage{owner.keyId, {}};
    auto next = used.begin();
    for (sys_days day = first; day <= last; day += days(1)) {
        if (next != used.end() && next->day == day) {
            usage.days.push_back(*next++);
            continue;
        }
        const bool begins = usage.days.empty() || (counter && counter->state(day).period.begin == day);
        const auto whole = counter ? counter->allowance(day) : std::nullopt;
        usage.days.push_back({day, 0, begins ? whole : usage.days.back().remaining});
    }
    return usage;
}

Usage::Usage(const Clock& clock, const std::filesystem::path& file, Report report)
    : m_impl(std::make_unique<Impl>(clock, file, std::move(report)))
{
}

Usage::~Usage()
{
    {
        const std::lock_guard lock(m_impl->stopMutex);
        m_impl->isStopping = true;
    }
    m_impl->stopped.notify_one();
    if (m_impl->thread.joinable())
        m_impl->thread.join();
    (void)m_impl->flush(); // told once
}

UsageCounter& Usage::counter(const UsageOwner& owner)
{
    if (UsageCounter* known = m_impl->find(owner))
        return *known;
    m_impl->begin();
    UsageRecord record;
    if (m_impl->store) {
        auto kept = m_impl->store->record(owner, m_impl->clock.today() - longestPeriod);
        if (kept)
            record = *std::move(kept);
        else
            m_impl->tell(kept.error());
    }
    const std::lock_guard lock(m_impl->countersMutex);
    auto& place = m_impl->counters[owner];
    if (!place)
        place = std::make_unique<UsageCounter>(std::move(record));
    return *place;
}

Result<void> Usage::flush()
{
    return m_impl->flush();
}

Result<std::vector<KeyUsage>> Usage::report(const std::string& planId, const std::optional<std::string>& keyId,
                                            sys_days first, sys_days last)
{
    if (last < first || last - first >= days(mostDays))
        return fail("A report of usage goes from one day to the same or a later one, at most " +
                        std::to_string(mostDays) + " days.",
                    "Choose other days.");
    m_impl->begin();
    if (auto written = flush(); !written)
        return fail(written.error());
    if (!m_impl->store)
        return fail("The usage of API keys is not kept.", "Start the gateway again.");
    const auto rows = m_impl->store->days(planId, keyId, first, last);
    if (!rows)
        return fail(rows.error());
    std::map<std::string, std::vector<UsageDay>> byKey;
    if (keyId)
        byKey[*keyId];
    for (const auto& [key, day] : *rows)
        byKey[key].push_back(day);
    std::vector<KeyUsage> usage;
    for (const auto& [key, used] : byKey)
        usage.push_back(m_impl->fill({planId, key}, used, first, last));
    return usage;
}

} // namespace gw::engine
