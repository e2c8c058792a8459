// StatesHost: where executions live: the machines, what runs, tokens and activities, on a thread of its own
// (reference 4.2). Everything but what is marked happens on that thread.
#pragma once

#include "core/api/state_machine.h"
#include "gateway-engine/states/definition.h"
#include "gateway-engine/states/execution.h"
#include "gateway-engine/states/execution_log.h"
#include "gateway-engine/states/jsonata.h"
#include "gateway-engine/states/task_runner.h"
#include "gateway-engine/transport/doorbell.h"
#include "gateway-engine/transport/remote_client.h"
#include "gateway-engine/transport/service_thread.h"

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace gw::engine::states {

struct KnownMachine
{
    std::string name;
    std::string arn;
    StateMachineType type = StateMachineType::Standard;
    std::shared_ptr<const std::string> definition;
    std::shared_ptr<const Machine> machine; // null: it cannot run
    std::string problem;
    Time created;
};

struct Account
{
    std::string region = "us-east-1";
    std::string id = "000000000000";

    [[nodiscard]] std::string arn(std::string_view kind, std::string_view name) const; // "stateMachine", "pay"
};

struct Activity
{
    struct Waiting
    {
        std::string execution;
        TaskId task = 0;
        std::string token;
        std::string input;
    };
    std::string arn;
    std::string name;
    Time created;
    std::deque<Waiting> waiting;
    std::shared_ptr<Doorbell> bell = std::make_shared<Doorbell>();
};

class StatesHost
{
public:
    struct Run
    {
        std::unique_ptr<Execution> execution;
        ExecutionRecord record;
        Doorbell bell;  // something is to be done
        Doorbell ended; // it has ended
    };
    using RunPtr = std::shared_ptr<Run>;

    StatesHost(Services& services, AwsServices& aws, ExecutionLog& log);
    ~StatesHost();

    // From any thread.
    void setMachines(std::vector<KnownMachine> machines);
    void setAccount(Account account);
    [[nodiscard]] std::vector<KnownMachine> machines() const;
    [[nodiscard]] Account account() const;
    [[nodiscard]] ServiceThread& thread() { return m_thread; }
    void stop();

    // Null: too many run.
    RunPtr start(const KnownMachine& machine, std::string arn, std::string name, std::string input,
                 std::string traceHeader);
    [[nodiscard]] RunPtr running(const std::string& arn) const;
    void stopExecution(Run& run, std::optional<std::string> error, std::optional<std::string> cause);

    enum class TokenState { Unknown, Gone, Told };
    TokenState succeed(const std::string& token, json::Value output);
    TokenState failTask(const std::string& token, Failure failure);
    TokenState beat(const std::string& token);

    [[nodiscard]] Activity& activity(const std::string& arn); // made when it is not there
    [[nodiscard]] std::map<std::string, Activity>& activities() { return m_activities; }
    // The task that waits longest, as given to `worker`; nothing when none does.
    [[nodiscard]] std::optional<Activity::Waiting> take(Activity& activity, const std::string& worker);

    [[nodiscard]] Services& services() { return m_services; }
    [[nodiscard]] ExecutionLog& log() { return m_log; }

private:
    struct Token
    {
        std::weak_ptr<Run> run;
        TaskId task = 0;
    };

    Task<void> drive(RunPtr run);
    Task<void> perform(RunPtr run, TaskRequest request);
    void publish(Run& run);
    void finish(const RunPtr& run);
    void forget(const Run& run, const std::vector<TaskId>& tasks);
    template <typename Tell>
    TokenState tell(const std::string& token, Tell tellIt);

    Services& m_services;
    ExecutionLog& m_log;
    RemoteClient m_remote;
    TaskRunner m_runner;
    std::unique_ptr<JsonataEngine> m_jsonata;
    std::map<std::string, RunPtr> m_running;
    std::map<std::string, Token> m_tokens;
    std::map<std::string, Activity> m_activities;

    mutable std::mutex m_mutex; // guards what other threads see
    std::vector<KnownMachine> m_machines;
    Account m_account;

    ServiceThread m_thread; // goes first
};

} // namespace gw::engine::states
