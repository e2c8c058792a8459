// Callers' threads read and write what stands under the mutex; checks and processes live on the thread of the worker,
// and what is asked of them is posted there.
#include "gateway-engine/servers/servers.h"

#include "gateway-engine/servers/application.h"
#include "gateway-engine/servers/health_checker.h"
#include "gateway-engine/servers/instance_address.h"
#include "gateway-engine/servers/server_account.h"
#include "gateway-engine/servers/server_directory.h"
#include "gateway-engine/servers/server_log.h"
#include "gateway-engine/transport/http_client.h"
#include "gateway-engine/transport/process_guard.h"
#include "gateway-engine/transport/worker.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <future>
#include <mutex>
#include <utility>

namespace gw::engine {

namespace {

HttpClientOptions checkOptions()
{
    HttpClientOptions options;
    options.maxBodyBytes = 1024 * 1024;
    options.maxIdlePerEndpoint = 0; // each check is a connection of its own: it finds out whether there can be one
    return options;
}

StringMap baseEnvironment()
{
    StringMap environment{{"PATH", "/usr/local/bin:/usr/bin:/bin"}, {"HOME", "/"}, {"LANG", "C.UTF-8"}};
    for (auto& [name, value] : environment)
        if (const char* own = std::getenv(name.c_str()); own && *own)
            value = own;
    return environment;
}

HealthCheckPlan planOf(const HealthCheck& design)
{
    const auto atLeastOne = [](int seconds) { return std::chrono::seconds(std::max(seconds, 1)); };
    HealthCheckPlan plan;
    plan.path = design.path;
    plan.interval = atLeastOne(design.intervalSeconds);
    plan.timeout = atLeastOne(design.timeoutSeconds);
    plan.thresholds = {design.healthyThreshold, design.unhealthyThreshold};
    if (auto matcher = StatusMatcher::parse(design.matcher)) // lint tells of one that is none
        plan.matcher = *std::move(matcher);
    return plan;
}

// One server: what everybody may read, and what only the worker's thread touches.
struct Entry
{
    explicit Entry(const std::shared_ptr<ChangeBell>& bell)
        : group(std::make_shared<ServerGroup>()), account(std::make_shared<ServerAccount>(bell))
    {
    }

    const std::shared_ptr<ServerGroup> group;
    const std::shared_ptr<ServerAccount> account;
    ServerLog log;
    std::atomic<bool> linesTold{false};

    Backend backend;         // under the servers' mutex
    bool isFollowed = false; // too; false once it was stopped with all others

    std::shared_ptr<Application> application; // the worker's
    std::vector<std::unique_ptr<HealthChecker>> checkers;
};

using EntryPtr = std::shared_ptr<Entry>;

bool isApplication(const Backend& backend)
{
    return std::holds_alternative<ProcfileApplication>(backend.target);
}

} // namespace

struct Servers::Impl
{
    Impl(std::filesystem::path folder, Services& worldServices, const SupervisionTimes& supervisionTimes)
        : services(worldServices), times(supervisionTimes), worker({}),
          checks(worker, checkOptions()), supervision{worker.context,   checks,
                                                      worldServices,    guard,
                                                      supervisionTimes, baseEnvironment(),
                                                      std::move(folder)}
    {
        bell->listen([this] { changed(); });
        worker.start();
    }

    ~Impl()
    {
        stop();
        bell->listen(nullptr);
        worker.stop();
    }

    [[nodiscard]] Moment now() const { return {services.now(), services.wallClock()}; }

    // --- the design

    void follow(const std::vector<Backend>& backends)
    {
        const std::lock_guard lock(mutex);
        std::vector<EntryPtr> before = std::exchange(entries, {});
        ServerDirectory::Entries names;
        for (const Backend& backend : backends) {
            const EntryPtr entry = takeFrom(before, backend);
            const bool isNew = !std::exchange(entry->isFollowed, true);
            const bool isSame = !isNew && entry->backend == backend;
            entry->backend = backend;
            entries.push_back(entry);
            names.byName.emplace(backend.name, entry->group);
            if (!backend.vpcLinkId.empty())
                names.byVpcLink.emplace(backend.vpcLinkId, entry->group);
            if (!isSame)
                apply(entry, isNew);
        }
        directory->publish(std::move(names));
        for (const EntryPtr& gone : before)
            post([gone] { end(*gone); });
        changed();
    }

    EntryPtr takeFrom(std::vector<EntryPtr>& before, const Backend& backend)
    {
        const auto found = std::find_if(before.begin(), before.end(), [&](const EntryPtr& entry) {
            return entry->backend.id == backend.id && entry->backend.target.index() == backend.target.index();
        });
        if (found == before.end())
            return std::make_shared<Entry>(bell);
        EntryPtr entry = *found;
        before.erase(found);
        return entry;
    }

    void apply(const EntryPtr& entry, bool isNew)
    {
        const Backend& backend = entry->backend;
        entry->account->setBackend(backend);
        if (const auto* url = std::get_if<UrlBackend>(&backend.target))
            applyUrl(*entry, *url);
        else if (const auto* group = std::get_if<InstanceGroup>(&backend.target))
            applyGroup(entry, *group);
        else if (const auto* application = std::get_if<ProcfileApplication>(&backend.target))
            applyApplication(entry, *application, isNew);
    }

    void applyUrl(Entry& entry, const UrlBackend& design)
    {
        Rotation rotation;
        rotation.name = entry.backend.name;
        rotation.ejection.consecutiveFailures = 0; // there is no other one
        if (const auto address = parseInstanceAddress(design.url))
            rotation.basePath = address->basePath;
        rotation.instances.push_back(instanceAt(entry, design.url, TargetHealth::Healthy));
        entry.account->setInstances(rotation.instances);
        entry.group->setRotation(std::move(rotation));
    }

    void applyGroup(const EntryPtr& entry, const InstanceGroup& design)
    {
        Rotation rotation;
        rotation.name = entry->backend.name;
        rotation.ejection = design.outlierEjection;
        const bool isChecked = !design.healthCheck.path.empty();
        for (const std::string& text : design.instances)
            rotation.instances.push_back(
                instanceAt(*entry, text, isChecked ? TargetHealth::Initial : TargetHealth::Healthy));
        entry->account->setInstances(rotation.instances);
        post([this, entry, instances = rotation.instances, plan = planOf(design.healthCheck)] {
            check(*entry, instances, plan);
        });
        entry->group->setRotation(std::move(rotation));
    }

    // The instance that was there already, with what it has counted, or a new one.
    std::shared_ptr<ServerInstance> instanceAt(const Entry& entry, const std::string& text, TargetHealth health)
    {
        const auto address = parseInstanceAddress(text);
        const auto isSame = [&](const std::shared_ptr<ServerInstance>& each) {
            return each->name() == text && (!address || each->endpoint() == address->endpoint);
        };
        const auto before = entry.account->instances();
        const auto found = std::find_if(before.begin(), before.end(), isSame);
        const auto instance =
            found != before.end()
                ? *found
                : std::make_shared<ServerInstance>(text, address ? address->endpoint : noEndpoint(), bell);
        if (!address)
            instance->setHealth(TargetHealth::Unused, address.error().message, services.wallClock());
        else if (health == TargetHealth::Healthy || !instance->takesRequests())
            instance->setHealth(health,
                                health == TargetHealth::Healthy ? "not checked" : "is checked for the first time",
                                services.wallClock());
        return instance;
    }

    static Endpoint noEndpoint()
    {
        Endpoint endpoint;
        endpoint.port = 0;
        return endpoint;
    }

    void applyApplication(const EntryPtr& entry, const ProcfileApplication& design, bool isNew)
    {
        if (isNew && entry->account->instances().empty()) {
            Rotation rotation;
            rotation.name = entry->backend.name;
            rotation.whyEmpty = "it is stopped";
            entry->group->setRotation(std::move(rotation));
        }
        post([this, entry, name = entry->backend.name, design, starts = isNew && design.autoStart] {
            if (!entry->application)
                entry->application =
                    std::make_shared<Application>(supervision, entry->group, entry->account, bell, lineWriter(entry));
            entry->application->configure(name, design);
            if (starts)
                entry->application->start();
        });
    }

    ApplicationProcess::OnLine lineWriter(const EntryPtr& entry)
    {
        return [this, weak = std::weak_ptr<Entry>(entry)](ServerLogLine line) {
            if (const EntryPtr held = weak.lock()) {
                held->log.add(std::move(line));
                wrote(*held);
            }
        };
    }

    // --- on the worker's thread

    void check(Entry& entry, const std::vector<std::shared_ptr<ServerInstance>>& instances, const HealthCheckPlan& plan)
    {
        entry.checkers.clear();
        if (plan.path.empty())
            return;
        for (const auto& instance : instances)
            if (instance->endpoint().port != 0)
                entry.checkers.push_back(
                    std::make_unique<HealthChecker>(worker.context, checks, services, instance, plan));
    }

    static void end(Entry& entry)
    {
        entry.checkers.clear();
        if (entry.application)
            entry.application->stop();
    }

    static Task<void> endAll(std::vector<EntryPtr> all, std::shared_ptr<std::promise<void>> done)
    {
        for (const EntryPtr& entry : all)
            end(*entry);
        for (const EntryPtr& entry : all)
            if (entry->application)
                co_await entry->application->gone();
        done->set_value();
    }

    // --- commands

    template <typename Action>
    void post(Action action)
    {
        asio::post(worker.context, std::move(action));
    }

    void withApplication(const std::string& name, void (Application::*command)())
    {
        const std::lock_guard lock(mutex);
        if (const EntryPtr entry = find(name); entry && isApplication(entry->backend))
            post([entry, command] {
                if (entry->application)
                    ((*entry->application).*command)();
            });
    }

    void stop()
    {
        auto done = std::make_shared<std::promise<void>>();
        auto isDone = done->get_future();
        {
            const std::lock_guard lock(mutex);
            for (const EntryPtr& entry : entries)
                entry->isFollowed = false;
            post([this, all = entries, done] { asio::co_spawn(worker.context, endAll(all, done), asio::detached); });
        }
        constexpr std::chrono::seconds margin{5};
        (void)isDone.wait_for(times.drain + times.stop + margin);
    }

    // --- what is told

    [[nodiscard]] EntryPtr find(std::string_view name) const
    {
        const auto found = std::find_if(entries.begin(), entries.end(),
                                        [&](const EntryPtr& entry) { return entry->backend.name == name; });
        return found == entries.end() ? nullptr : *found;
    }

    void changed()
    {
        if (!changeTold.exchange(true))
            post([this] { tell([](ServersObserver& one) { one.serversChanged(); }, changeTold); });
    }

    void wrote(Entry& entry)
    {
        if (entry.linesTold.exchange(true))
            return;
        const std::string name = entry.account->name();
        tell([&name](ServersObserver& one) { one.linesWritten(name); }, entry.linesTold);
    }

    template <typename What>
    void tell(What what, std::atomic<bool>& isTold)
    {
        const std::lock_guard lock(observerMutex);
        if (observer)
            what(*observer);
        else
            isTold = false;
    }

    void observe(ServersObserver* next)
    {
        {
            const std::lock_guard lock(observerMutex);
            observer = next;
        }
        changeTold = false;
        const std::lock_guard lock(mutex);
        for (const EntryPtr& entry : entries)
            entry->linesTold = false;
    }

    Services& services;
    const SupervisionTimes times;
    const std::shared_ptr<ChangeBell> bell = std::make_shared<ChangeBell>();
    const std::shared_ptr<ServerDirectory> directory = std::make_shared<ServerDirectory>();

    std::mutex observerMutex;
    ServersObserver* observer = nullptr;
    std::atomic<bool> changeTold{false};

    Worker worker; // what follows goes before its io_context does
    HttpClient checks;
    ProcessGuard guard;
    const Supervision supervision;

    mutable std::mutex mutex;
    std::vector<EntryPtr> entries;
};

Servers::Servers(std::filesystem::path projectFolder, Services& services, const SupervisionTimes& times)
    : m_impl(std::make_unique<Impl>(std::move(projectFolder), services, times))
{
}

Servers::~Servers() = default;

void Servers::follow(const std::vector<Backend>& backends)
{
    m_impl->follow(backends);
}

void Servers::start(const std::string& name)
{
    m_impl->withApplication(name, &Application::start);
}

void Servers::stop(const std::string& name)
{
    m_impl->withApplication(name, &Application::stop);
}

void Servers::restart(const std::string& name)
{
    m_impl->withApplication(name, &Application::restart);
}

void Servers::stop()
{
    m_impl->stop();
}

std::shared_ptr<const ServerDirectory> Servers::directory() const
{
    return m_impl->directory;
}

std::vector<ServerStatus> Servers::snapshot() const
{
    m_impl->changeTold = false;
    const Moment moment = m_impl->now();
    std::vector<ServerStatus> all;
    const std::lock_guard lock(m_impl->mutex);
    for (const EntryPtr& entry : m_impl->entries)
        all.push_back(entry->account->status(moment));
    return all;
}

ServerLogPage Servers::log(std::string_view name, std::uint64_t after, std::size_t most) const
{
    const std::lock_guard lock(m_impl->mutex);
    const EntryPtr entry = m_impl->find(name);
    if (!entry)
        return {};
    entry->linesTold = false;
    return entry->log.page(after, most);
}

void Servers::observe(ServersObserver* observer)
{
    m_impl->observe(observer);
}

} // namespace gw::engine
