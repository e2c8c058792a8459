#include "gateway-engine/access/traffic.h"

#include "core/api/elements.h"
#include "core/in_quotes.h"
#include "gateway-engine/access/traffic_design.h"
#include "gateway-engine/access/web_acl_arn.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <utility>

namespace gw::engine {

namespace {

constexpr char usageFile[] = "usage.sqlite";
constexpr char smallestCluster[] = "0.5";

std::filesystem::path usageFileIn(const std::filesystem::path& stateFolder)
{
    return stateFolder.empty() ? stateFolder : stateFolder / usageFile;
}

Diagnostic about(Severity severity, const char* rule, NodeRef node, std::string message, std::string hint)
{
    Diagnostic d = brokenRule(rule, std::move(message), std::move(hint));
    d.severity = severity;
    d.node = node;
    return d;
}

NodeRef nodeOf(const Api& api, const gw::Stage& stage)
{
    NodeRef node;
    node.api = api.id;
    node.stage = stage.id;
    return node;
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

std::shared_ptr<const WebAclInUse> noWebAcl(const std::string& name)
{
    auto none = std::make_shared<WebAclInUse>();
    none->problem = "The stage's web ACL " + inQuotes(name) + " is none of the project's.";
    return none;
}

std::shared_ptr<const WebAclInUse> webAclFrom(const gw::WebAcl& design, const AwsSettings& aws,
                                              const WebAclInUse& former)
{
    auto acl = std::make_shared<WebAclInUse>();
    acl->node = gw::nodeOf(design.id);
    acl->arn = webAclArn(design, aws);
    auto rules = webAclRules(design);
    if (rules)
        acl->acl.emplace(*std::move(rules), webAclAction(design.defaultAction), former.acl ? &*former.acl : nullptr);
    else
        acl->problem = "The web ACL " + inQuotes(design.name) + " cannot be used. " + rules.error().message;
    return acl;
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
    struct Cache
    {
        std::string clusterSize;
        std::shared_ptr<StageCache> cache;
    };

    Impl(const Clock& clock, const std::filesystem::path& stateFolder, TrafficOptions theOptions)
        : options(theOptions),
          usage(clock, usageFileIn(stateFolder), [this](const Diagnostic& problem) { note(problem); }),
          plans(clock, usage)
    {
    }

    void note(const Diagnostic& problem);
    void applyLimits(Diagnostics& diagnostics);
    void followWebAcls(Diagnostics& diagnostics);
    void followCaches(Diagnostics& diagnostics);
    std::shared_ptr<StageCache> cache(const StageCacheName& name, const std::string& clusterSize);
    [[nodiscard]] std::size_t bytesFor(const std::string& clusterSize) const;
    [[nodiscard]] std::shared_ptr<StageCache> find(const StageCacheName& name) const;
    [[nodiscard]] bool hasKey(const std::string& planId, const std::string& keyId) const;

    const TrafficOptions options;
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
    std::map<StageCacheName, Cache> caches;
    std::map<std::string, std::shared_ptr<PublishedWebAcl>> webAcls; // by name, once a stage asked
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

void Traffic::Impl::followWebAcls(Diagnostics& diagnostics)
{
    for (const auto& [name, published] : webAcls) {
        const gw::WebAcl* design = findByName(project.webAcls, name);
        published->set(design ? webAclFrom(*design, project.aws, *published->now()) : noWebAcl(name));
    }
    for (const Cow<Api>& api : project.apis)
        for (const gw::Stage& stage : api->stages) {
            if (stage.webAcl.empty())
                continue;
            const gw::WebAcl* design = findByName(project.webAcls, stage.webAcl);
            const auto rules = design ? webAclRules(*design) : Result<std::vector<WebAclRule>>();
            if (design && rules)
                continue;
            const std::string why = design ? rules.error().message : "it is none of the project's.";
            diagnostics.push_back(
                about(Severity::Error, "web-acl-unusable", design ? gw::nodeOf(design->id) : nodeOf(*api, stage),
                      "The stage " + inQuotes(stage.name) + " of " + inQuotes(api->name) +
                          " lets nobody in: its web ACL " + inQuotes(stage.webAcl) + " cannot be used: " + why,
                      design ? "Correct the rule." : "Choose another web ACL for the stage, or none."));
        }
}

std::size_t Traffic::Impl::bytesFor(const std::string& clusterSize) const
{
    const auto whole = cacheClusterBytes(clusterSize.empty() ? smallestCluster : clusterSize);
    return std::min(whole.value_or(options.mostCacheBytes), options.mostCacheBytes);
}

void Traffic::Impl::followCaches(Diagnostics& diagnostics)
{
    std::map<StageCacheName, Cache> kept;
    for (const Cow<Api>& api : project.apis)
        for (const gw::Stage& stage : api->stages) {
            if (!stage.cacheClusterEnabled || !std::get_if<RestApi>(&api->definition))
                continue;
            const StageCacheName name{api->apiId, stage.name, false};
            const bool hasCanarysOwn = stage.canary && !stage.canary->useStageCache;
            cache(name, stage.cacheClusterSize);
            kept.insert(caches.extract(name));
            if (hasCanarysOwn)
                kept.insert(caches.extract(StageCacheName{api->apiId, stage.name, true}));
            const std::string size = stage.cacheClusterSize.empty() ? smallestCluster : stage.cacheClusterSize;
            if (cacheClusterBytes(size).value_or(0) > options.mostCacheBytes)
                diagnostics.push_back(about(Severity::Info, "cache-size-capped", nodeOf(*api, stage),
                                            "The cache of the stage " + inQuotes(stage.name) + " of " +
                                                inQuotes(api->name) + " has " + size + " GB; this machine keeps " +
                                                std::to_string(options.mostCacheBytes >> 20) + " MiB of it.",
                                            "What was used longest ago makes room."));
        }
    caches.swap(kept); // programs keep what they have until they are compiled anew
}

std::shared_ptr<StageCache> Traffic::Impl::cache(const StageCacheName& name, const std::string& clusterSize)
{
    Cache& place = caches[name];
    if (!place.cache) {
        place = {clusterSize, std::make_shared<StageCache>(bytesFor(clusterSize))};
    } else if (place.clusterSize != clusterSize) { // the service makes a new cache, too
        place.clusterSize = clusterSize;
        place.cache->flush();
        place.cache->setMaxBytes(bytesFor(clusterSize));
    }
    return place.cache;
}

std::shared_ptr<StageCache> Traffic::Impl::find(const StageCacheName& name) const
{
    const std::lock_guard lock(mutex);
    const auto found = caches.find(name);
    return found == caches.end() ? nullptr : found->second.cache;
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
            m_impl->followWebAcls(m_impl->told);
            m_impl->followCaches(m_impl->told);
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
    std::vector<StageCacheState> states;
    for (const auto& [name, place] : m_impl->caches)
        states.push_back(
            {name, place.clusterSize.empty() ? smallestCluster : place.clusterSize, place.cache->statistics()});
    return states;
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
    return m_impl->cache(name, clusterSize);
}

std::shared_ptr<const PublishedWebAcl> Traffic::webAcl(const std::string& name)
{
    const std::lock_guard lock(m_impl->mutex);
    auto& place = m_impl->webAcls[name];
    if (!place) {
        place = std::make_shared<PublishedWebAcl>(noWebAcl(name));
        if (const gw::WebAcl* design = findByName(m_impl->project.webAcls, name))
            place->set(webAclFrom(*design, m_impl->project.aws, *place->now()));
    }
    return place;
}

} // namespace gw::engine
