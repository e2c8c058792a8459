// LambdaHost: runs functions: their pools of workers, the Runtime API these speak, and the thread all of it lives on.
#pragma once

#include "gateway-engine/lambda/function_watchers.h"
#include "gateway-engine/lambda/invoke_api.h"
#include "gateway-engine/lambda/lambda_parts.h"
#include "gateway-engine/lambda/runtime_files.h"
#include "gateway-engine/lambda/source_watcher.h"
#include "gateway-engine/lambda/worker_pool.h"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace gw::engine {

class LambdaHost : public std::enable_shared_from_this<LambdaHost>
{
public:
    LambdaHost(const LambdaOptions& options, Services& services, std::shared_ptr<FunctionLog> log,
               std::shared_ptr<FunctionWatchers> watchers);
    ~LambdaHost(); // stop()
    LambdaHost(const LambdaHost&) = delete;
    LambdaHost& operator=(const LambdaHost&) = delete;

    // From any thread; in effect before any request that comes after.
    void follow(std::vector<Function> functions);
    void setAwsSettings(const AwsSettings& settings);
    void setConnectionsUrl(const std::string& url);
    void stop();
    [[nodiscard]] FunctionStatuses status() const;

    // On the caller's thread, which is not the host's.
    [[nodiscard]] static Task<Response> handle(std::shared_ptr<LambdaHost> host, LambdaCall call, Request request);

private:
    using Pool = std::shared_ptr<WorkerPool>;

    // The rest is of the host's thread.
    Task<Response> serve(LambdaCall call, Request request);
    Task<Response> invoke(Pool pool, LambdaCall call, Request request);
    Task<InvocationOutcome> run(Pool pool, const InvocationRequest& request);
    Task<void> runEvent(Pool pool, InvocationRequest request);
    Task<void> endIdleWorkers();
    Task<void> endAll();

    [[nodiscard]] Pool newPool(Function function);
    void take(std::vector<Function> functions);
    void watchSources();
    void sourcesChanged(const std::filesystem::path& folder);
    [[nodiscard]] std::filesystem::path folderOf(const Function& function) const;
    [[nodiscard]] Pool find(std::string_view name) const;
    [[nodiscard]] InvocationRequest requestFrom(const LambdaCall& call, const Request& request) const;
    void tell(ChangeNotice::What what);

    const LambdaOptions m_options;
    Services& m_services;
    const std::shared_ptr<FunctionLog> m_log;
    const std::shared_ptr<FunctionWatchers> m_watchers;

    // In the order of their lives: what connections and workers touch when the thread's io_context ends with them
    // stands before it, what holds timers of it behind it.
    std::optional<RuntimeFiles> m_files;
    std::optional<ProcessGuard> m_guard;
    RuntimeApi m_runtimeApi;
    Worker m_thread;
    ChangeNotice m_changes;
    std::optional<SourceWatcher> m_sources;
    std::optional<LambdaParts> m_parts;
    std::vector<Pool> m_pools; // in the design's order
    std::vector<Pool> m_gone;  // of functions that are no more, until their workers have ended
    std::map<std::string, std::size_t, std::less<>> m_pendingEvents;
    Timer m_idleTick;
    std::string m_problem; // why no function can run here; empty: nothing

    mutable std::mutex m_mutex; // guards what follows
    FunctionStatuses m_status;
    bool m_isStopped = false;
};

} // namespace gw::engine
