#include "gateway-engine/lambda/lambda_host.h"

#include "core/in_quotes.h"
#include "gateway-engine/lambda/remote_invoke.h"
#include "gateway-engine/pipeline/request_id.h"
#include "gateway-engine/transport/run_on.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <future>
#include <set>
#include <utility>

namespace gw::engine {

namespace fs = std::filesystem;
using Kind = InvocationOutcome::Kind;

namespace {

constexpr std::chrono::milliseconds longestRoomDelay{1'000}; // between an event's tries for room

WorkerOptions threadOptions()
{
    WorkerOptions options;
    options.limits.maxBodyBytes = mostResponseBytes;
    // A runtime's connection is quiet while its function runs, and runtimes describe errors in long fields.
    options.limits.idleTimeout = std::chrono::hours(24);
    options.limits.maxFieldBytes = 65'536;
    options.limits.maxHeaderBytes = 65'536 + 8'192;
    return options;
}

} // namespace

LambdaHost::LambdaHost(const LambdaOptions& options, Services& services, std::shared_ptr<FunctionLog> log,
                       std::shared_ptr<FunctionWatchers> watchers)
    : m_options(options), m_services(services), m_log(std::move(log)), m_watchers(std::move(watchers)),
      m_runtimeApi(m_thread), m_thread(threadOptions()),
      m_changes(m_thread.context, [this](ChangeNotice::What what) { tell(what); }), m_idleTick(m_thread.context),
      m_status(std::make_shared<const std::vector<FunctionStatus>>())
{
    auto files = RuntimeFiles::write();
    if (files)
        m_files.emplace(*std::move(files));
    else
        m_problem = files.error().message + " " + files.error().hint;
    m_guard.emplace(m_files ? m_files->folder() : fs::path());
    m_parts.emplace(LambdaParts{m_options, m_services, m_thread, m_runtimeApi, *m_guard, *m_log, m_changes,
                                m_files ? m_files->folder() : fs::path(), hostEnvironment(), m_options.aws, m_options.connectionsUrl});
    if (m_options.watchSources)
        m_sources.emplace(m_thread.context, [this](const fs::path& folder) { sourcesChanged(folder); });
    m_thread.start();
}

LambdaHost::~LambdaHost()
{
    stop();
}

// --- from any thread

void LambdaHost::follow(std::vector<Function> functions)
{
    asio::post(m_thread.context, [self = weak_from_this(), functions = std::move(functions)]() mutable {
        if (const auto host = self.lock())
            host->take(std::move(functions));
    });
}

void LambdaHost::setAwsSettings(const AwsSettings& settings)
{
    asio::post(m_thread.context, [self = weak_from_this(), settings] {
        const auto host = self.lock();
        if (!host || host->m_parts->aws == settings)
            return;
        host->m_parts->aws = settings;
        for (const Pool& pool : host->m_pools)
            pool->replaceWorkers(); // their environment names account and Region
    });
}

void LambdaHost::setConnectionsUrl(const std::string& url)
{
    asio::post(m_thread.context, [self = weak_from_this(), url] {
        const auto host = self.lock();
        if (!host || host->m_parts->connectionsUrl == url)
            return;
        host->m_parts->connectionsUrl = url;
        for (const Pool& pool : host->m_pools)
            pool->replaceWorkers();
    });
}

FunctionStatuses LambdaHost::status() const
{
    const std::lock_guard lock(m_mutex);
    return m_status;
}

void LambdaHost::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        if (std::exchange(m_isStopped, true))
            return;
    }
    std::promise<void> ended;
    asio::co_spawn(m_thread.context, endAll(), [&ended](const std::exception_ptr&) { ended.set_value(); });
    ended.get_future().wait();
    m_thread.stop();
}

// Asked to end, then killed: in any case not for long.
Task<void> LambdaHost::endAll()
{
    m_changes.stop();
    m_idleTick.cancel();
    if (m_sources)
        m_sources->stop();
    std::vector<Pool> pools = std::exchange(m_pools, {});
    pools.insert(pools.end(), m_gone.begin(), m_gone.end());
    m_gone.clear();
    for (const Pool& pool : pools)
        pool->stop();
    constexpr std::chrono::milliseconds look{5};
    Timer pause(m_thread.context);
    const auto end = std::chrono::steady_clock::now() + m_options.endPatience + std::chrono::seconds(2);
    while (std::chrono::steady_clock::now() < end &&
           std::any_of(pools.begin(), pools.end(), [](const Pool& pool) { return !pool->isEmpty(); })) {
        pause.expires_after(look);
        co_await pause.async_wait(asTask);
    }
}

Task<Response> LambdaHost::handle(std::shared_ptr<LambdaHost> host, LambdaCall call, Request request)
{
    co_return co_await runOn(host->m_thread.context, host->serve(std::move(call), std::move(request)));
}

// --- requests

Task<Response> LambdaHost::serve(LambdaCall call, Request request)
{
    if (call.kind == LambdaCall::Kind::ListFunctions) {
        std::vector<Function> functions;
        for (const Pool& pool : m_pools)
            functions.push_back(pool->function());
        co_return functionList(m_parts->aws, functions);
    }
    const Pool pool = find(call.function);
    if (!pool)
        co_return noSuchFunction(m_parts->aws, call.function);
    if (call.kind == LambdaCall::Kind::GetConfiguration)
        co_return functionConfiguration(m_parts->aws, pool->function());
    if (call.kind == LambdaCall::Kind::GetFunction)
        co_return functionDescription(m_parts->aws, pool->function());
    co_return co_await invoke(pool, std::move(call), std::move(request));
}

InvocationRequest LambdaHost::requestFrom(const LambdaCall& call, const Request& request) const
{
    InvocationRequest made;
    made.requestId = newRequestId(m_services).str();
    made.functionArn = functionArn(m_parts->aws, call.function);
    if (!call.qualifier.empty())
        made.functionArn.append(":").append(call.qualifier);
    made.clientContext = call.clientContext;
    made.traceId = request.headers.get("X-Amzn-Trace-Id");
    if (made.traceId.empty())
        made.traceId = newTraceId(m_services);
    made.wantsLogTail = equalsIgnoreCase(request.headers.get("X-Amz-Log-Type"), "Tail");
    return made;
}

Task<Response> LambdaHost::invoke(Pool pool, LambdaCall call, Request request)
{
    InvocationRequest made = requestFrom(call, request);
    if (call.mode == LambdaCall::Mode::DryRun)
        co_return acceptedResponse(204, made.requestId);
    made.payload = std::move(request.body);
    if (call.mode == LambdaCall::Mode::Event) {
        std::size_t& pending = m_pendingEvents[call.function];
        if (pending >= m_options.maxPendingEvents)
            co_return throttledResponse();
        ++pending;
        const std::string id = made.requestId;
        asio::co_spawn(m_thread.context, runEvent(pool, std::move(made)), asio::detached);
        co_return acceptedResponse(202, id);
    }
    const InvocationOutcome outcome = co_await run(pool, made);
    co_return invocationResponse(made, outcome);
}

Task<InvocationOutcome> LambdaHost::run(Pool pool, const InvocationRequest& request)
{
    const bool isRemote = !pool->function().endpoint.empty();
    if (!isRemote && !m_problem.empty())
        co_return InvocationOutcome{Kind::ServiceError, m_problem, {}};
    if (auto refused = co_await pool->admit())
        co_return *std::move(refused);
    if (isRemote) {
        pool->beginRemote();
        InvocationOutcome outcome = co_await invokeRemotely(pool->function(), request, *m_thread.client);
        pool->endRemote(outcome);
        co_return outcome;
    }
    const auto invocation = std::make_shared<Invocation>(m_thread.context, request);
    pool->invoke(invocation);
    co_await invocation->done.wait();
    co_return *std::move(invocation->outcome);
}

// As the service does it: an event waits until the function has room, and one whose function fails is tried again later
// and then given up.
Task<void> LambdaHost::runEvent(Pool pool, InvocationRequest request)
{
    const std::vector<std::chrono::milliseconds>& delays = m_options.asyncRetryDelays;
    std::chrono::milliseconds roomDelay{10};
    for (std::size_t failures = 0;;) {
        const InvocationOutcome outcome = co_await run(pool, request);
        if (outcome.kind == Kind::Succeeded)
            break;
        const bool isThrottled = outcome.kind == Kind::Throttled;
        if (pool->isRetired() || (!isThrottled && failures >= delays.size())) {
            pool->eventDropped();
            break;
        }
        Timer pause(m_thread.context, isThrottled ? roomDelay : delays[failures]);
        if (isThrottled)
            roomDelay = std::min(roomDelay * 2, longestRoomDelay);
        else
            ++failures;
        co_await pause.async_wait(asTask);
    }
    --m_pendingEvents[pool->function().name];
}

// --- the design

LambdaHost::Pool LambdaHost::find(std::string_view name) const
{
    const auto found =
        std::find_if(m_pools.begin(), m_pools.end(), [&](const Pool& pool) { return pool->function().name == name; });
    return found == m_pools.end() ? nullptr : *found;
}

LambdaHost::Pool LambdaHost::newPool(Function function)
{
    auto pool = std::make_shared<WorkerPool>(*m_parts, std::move(function));
    pool->beforeStart([this, key = pool.get()] {
        if (m_sources) // a folder that was away for a while is watched again
            m_sources->look(folderOf(key->function()));
    });
    return pool;
}

void LambdaHost::take(std::vector<Function> functions)
{
    std::vector<Pool> pools;
    for (Function& function : functions) {
        Pool pool = find(function.name);
        if (pool)
            pool->configure(function);
        else
            pool = newPool(std::move(function));
        pools.push_back(std::move(pool));
    }
    std::erase_if(m_gone, [](const Pool& pool) { return pool->isEmpty(); });
    for (const Pool& former : std::exchange(m_pools, std::move(pools)))
        if (std::find(m_pools.begin(), m_pools.end(), former) == m_pools.end()) {
            former->retire();
            m_gone.push_back(former);
        }
    watchSources();
    m_changes.statusChanged();
    if (m_idleTick.expiry() == Timer::time_point()) // the first functions
        asio::co_spawn(m_thread.context, endIdleWorkers(), asio::detached);
}

Task<void> LambdaHost::endIdleWorkers()
{
    const auto tick = std::max(m_options.idleTimeout / 4, std::chrono::milliseconds(5));
    for (;;) {
        m_idleTick.expires_after(tick);
        const auto [error] = co_await m_idleTick.async_wait(asTask);
        if (error)
            co_return; // the end
        for (const Pool& pool : m_pools)
            pool->endIdle(m_options.idleTimeout);
    }
}

fs::path LambdaHost::folderOf(const Function& function) const
{
    return (m_options.projectFolder / function.codeUri).lexically_normal();
}

void LambdaHost::watchSources()
{
    if (!m_sources)
        return;
    std::set<fs::path> folders;
    for (const Pool& pool : m_pools)
        if (pool->function().endpoint.empty())
            folders.insert(folderOf(pool->function()));
    m_sources->watch(folders);
}

void LambdaHost::sourcesChanged(const fs::path& folder)
{
    for (const Pool& pool : m_pools)
        if (folderOf(pool->function()) == folder)
            pool->replaceWorkers();
}

void LambdaHost::tell(ChangeNotice::What what)
{
    if (what.status) {
        auto statuses = std::make_shared<std::vector<FunctionStatus>>();
        for (const Pool& pool : m_pools)
            statuses->push_back(pool->status());
        const std::lock_guard lock(m_mutex);
        m_status = std::move(statuses);
    }
    m_watchers->each([&](LambdaObserver& observer) {
        if (what.status)
            observer.statusChanged();
        if (what.log)
            observer.logGrew();
    });
}

} // namespace gw::engine
