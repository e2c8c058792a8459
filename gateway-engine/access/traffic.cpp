#include "gateway-engine/access/traffic.h"

#include "core/api/elements.h"
#include "gateway-engine/access/stage_caches.h"
#include "gateway-engine/access/traffic_design.h"
#include "gateway-engine/access/web_acls.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <utility>

namespace gw::engine {

namespace {

constexpr char usageFile[] = "usage.sqlite";

std::filesystem::path usageFileIn(const std::filesystem::path& stateFolder)
{
    return stateFolder.empty() ? stateFolder : stateFolder / usageFile;
}

// The elements behind the ids that decisions speak of.
struct Settings
{
    std::map<std::string, NodeRef> plans;
    std::map<std::string, NodeRef> keys;
};

NodeRef find(const std::map<std::string, NodeRef>& nodes, const std::string& id)
{
    const auto found = nodes.find(id);
    return found == nodes.end() ? NodeRef{} : found->second;
}

std::shared_ptr<const Settings> settingsOf(const Project& project)
{
    auto settings = std::make_shared<Settings>();
    for (const Cow<gw::UsagePlan>& plan : project.usagePlans)
        settings->plans.emplace(plan->planId, nodeOf(plan->id));
    for (const Cow<gw::ApiKey>& key : project.apiKeys)
        settings->keys.emplace(key->keyId, nodeOf(key->id));
    return settings;
}

// Whether two snapshots say the same of all that is followed here.
bool isSame(const Project& a, const Project& b)
{
    return a.aws == b.aws && a.apiKeys == b.apiKeys && a.usagePlans == b.usagePlans &&
           a.accountThrottle == b.accountThrottle && a.webAcls == b.webAcls &&
           std::equal(a.apis.begin(), a.apis.end(), b.apis.begin(), b.apis.end(),
                      [](const Cow<Api>& x, const Cow<Api>& y) {
                          return x->id == y->id && x->apiId == y->apiId && x->name == y->name && x->stages == y->stages;
                      });
}

} // namespace

struct Traffic::Impl
{
    Impl(const Clock& clock, const std::filesystem::path& stateFolder, TrafficOptions theOptions)
        : usage(clock, usageFileIn(stateFolder), [this](const Diagnostic& problem) { note(problem); }),
          plans(clock, usage), caches(theOptions.mostCacheBytes)
    {
    }

    void note(const Diagnostic& problem);
    void applyLimits(Diagnostics& diagnostics);
    [[nodiscard]] std::shared_ptr<StageCache> find(const StageCacheName& name) const;
    [[nodiscard]] bool hasKey(const std::string& planId, const std::string& keyId) const;

    std::mutex problemsMutex;
    Diagnostics problems; // of the file of usage; not told yet
    Usage usage;
    UsagePlans plans;
    Published<Settings> settings{std::make_shared<Settings>()};
    std::atomic<bool> limitsAccount{false};

    mutable std::mutex mutex; // guards all below; requests do not come here
    bool isFollowing = false;
    Diagnostics told; // of the design, as it stands
    Project project;
    Secrets secrets;
    ServedMethods served;
    StageCaches caches;
    WebAcls webAcls;
};

// From the thread that writes usage, too.
void Traffic::Impl::note(const Diagnostic& problem)
{
    const std::lock_guard lock(problemsMutex);
    problems.push_back(problem);
}

void Traffic::Impl::applyLimits(Diagnostics& diagnostics)
{
    const TrafficLimits limits = trafficLimits(project, secrets, served, diagnostics);
    limitsAccount = limits.account.has_value();
    plans.apply(limits);
}

std::shared_ptr<StageCache> Traffic::Impl::find(const StageCacheName& name) const
{
    const std::lock_guard lock(mutex);
    return caches.find(name);
}

bool Traffic::Impl::hasKey(const std::string& planId, const std::string& keyId) const
{
    const std::lock_guard lock(mutex);
    for (const Cow<gw::UsagePlan>& plan : project.usagePlans)
        if (plan->planId == planId)
            return std::any_of(project.apiKeys.begin(), project.apiKeys.end(), [&](const Cow<gw::ApiKey>& key) {
                return key->keyId == keyId && plan->hasKey(key->name);
            });
    return false;
}

Traffic::Traffic(Clock& clock, std::filesystem::path stateFolder, TrafficOptions options)
    : m_clock(clock), m_impl(std::make_unique<Impl>(clock, stateFolder, options))
{
}

Traffic::~Traffic() = default;

Diagnostics Traffic::follow(const Project& project, const Secrets& secrets)
{
    Diagnostics diagnostics;
    {
        const std::lock_guard lock(m_impl->mutex);
        const bool isOld = m_impl->isFollowing && isSame(m_impl->project, project) && m_impl->secrets == secrets;
        m_impl->isFollowing = true;
        m_impl->project = project; // nodes may differ all the same
        m_impl->settings.set(settingsOf(project));
        if (!isOld) {
            m_impl->secrets = secrets;
            m_impl->told.clear();
            m_impl->applyLimits(m_impl->told);
            m_impl->webAcls.follow(project, m_impl->told);
            m_impl->caches.follow(project, m_impl->told);
        }
        diagnostics = m_impl->told;
    }
    const std::lock_guard lock(m_impl->problemsMutex);
    for (Diagnostic& problem : std::exchange(m_impl->problems, {}))
        diagnostics.push_back(std::move(problem));
    return diagnostics;
}

// --- For who looks at it ---------------------------------------------------------------------------------------------

std::vector<BucketGauge> Traffic::gauges() const
{
    return m_impl->plans.gauges();
}

Result<std::vector<KeyUsage>> Traffic::usage(const std::string& planId, const std::optional<std::string>& keyId,
                                             std::chrono::sys_days first, std::chrono::sys_days last)
{
    return m_impl->usage.report(planId, keyId, first, last);
}

std::optional<QuotaState> Traffic::quota(const std::string& planId, const std::string& keyId)
{
    if (!m_impl->hasKey(planId, keyId))
        return std::nullopt;
    return m_impl->usage.counter({planId, keyId}).state(m_clock.today());
}

Result<void> Traffic::setRemaining(const std::string& planId, const std::string& keyId, std::int64_t remaining)
{
    if (!m_impl->hasKey(planId, keyId))
        return fail("The usage plan has no such API key.", "Add the key to the plan first.");
    return m_impl->usage.counter({planId, keyId}).setRemaining(remaining, m_clock.today());
}

std::vector<StageCacheState> Traffic::caches() const
{
    const std::lock_guard lock(m_impl->mutex);
    return m_impl->caches.states();
}

std::vector<CacheEntry> Traffic::cacheEntries(const StageCacheName& name, std::size_t most) const
{
    const auto cache = m_impl->find(name);
    return cache ? cache->list(m_clock.now(), most) : std::vector<CacheEntry>();
}

std::size_t Traffic::flushCache(const StageCacheName& name)
{
    const auto cache = m_impl->find(name);
    return cache ? cache->flush() : 0;
}

bool Traffic::invalidate(const StageCacheName& name, std::uint64_t cacheEntry)
{
    const auto cache = m_impl->find(name);
    return cache && cache->invalidate(cacheEntry);
}

// --- For programs ----------------------------------------------------------------------------------------------------

TrafficDecision Traffic::check(const TrafficRequest& request) const
{
    return m_impl->plans.check(request);
}

NodeRef Traffic::settingOf(const TrafficDecision& decision) const
{
    const auto settings = m_impl->settings.now();
    switch (decision.refusal) {
    case TrafficRefusal::InvalidApiKey:
        return decision.key ? find(settings->keys, decision.key->id) : NodeRef{};
    case TrafficRefusal::Throttled:
        if (decision.refusedBy == TrafficLevel::StageMethod || decision.refusedBy == TrafficLevel::Account)
            return {};
        break;
    case TrafficRefusal::QuotaExceeded:
        break;
    case TrafficRefusal::None:
        return {};
    }
    return decision.plan ? find(settings->plans, decision.plan->id) : NodeRef{};
}

void Traffic::serve(const Api& api, const gw::Stage& stage, bool isCanary)
{
    std::set<std::pair<std::string, HttpVerb>> methods;
    if (const OpenApiDefinition* definition = api.openApi())
        for (const Cow<Resource>& resource : definition->resources)
            for (const Cow<Method>& method : resource->methods)
                methods.emplace(resource->path, method->verb);
    const std::lock_guard lock(m_impl->mutex);
    auto& known = m_impl->served[{api.apiId, stage.name, isCanary}];
    if (known == methods)
        return;
    known = std::move(methods);
    Diagnostics told; // by follow() already
    m_impl->applyLimits(told);
}

bool Traffic::limitsAccount() const
{
    return m_impl->limitsAccount;
}

std::shared_ptr<StageCache> Traffic::cache(const StageCacheName& name, const std::string& clusterSize)
{
    const std::lock_guard lock(m_impl->mutex);
    return m_impl->caches.cache(name, clusterSize);
}

std::shared_ptr<const PublishedWebAcl> Traffic::webAcl(const std::string& name)
{
    const std::lock_guard lock(m_impl->mutex);
    return m_impl->webAcls.published(name, m_impl->project);
}

} // namespace gw::engine
