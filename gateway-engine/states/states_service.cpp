// The service as others see it. What runs lives in the host, which is made once there is something to run.
#include "gateway-engine/states/states_service.h"

#include "gateway-engine/states/states_api.h"
#include "gateway-engine/states/states_host.h"

#include <mutex>

namespace gw::engine {

namespace {

using namespace states;

constexpr std::string_view targetPrefix = "AWSStepFunctions.";

KnownMachine known(const StateMachine& machine, Diagnostics& diagnostics, Time now)
{
    KnownMachine result;
    result.name = machine.name;
    result.type = machine.type;
    result.definition = std::make_shared<const std::string>(machine.definition);
    result.created = now;
    Definition definition = readDefinition(machine.definition);
    if (definition.machine && definition.machine->usesJsonata && !hasJsonata()) {
        DefinitionProblem problem{"JSONATA_MISSING", "/",
                                  brokenRule("asl-jsonata", missingJsonata, missingJsonataHint)};
        definition.problems.push_back(std::move(problem));
        definition.machine = nullptr;
    }
    for (Diagnostic& diagnostic : definition.diagnostics()) {
        diagnostic.file = machine.definitionUri;
        diagnostic.node.stateMachine = machine.id;
        diagnostics.push_back(std::move(diagnostic));
    }
    result.machine = definition.machine;
    result.problem = definition.firstError();
    return result;
}

// Lives on the host's thread and goes with it.
Task<Response> answerOn(StatesHost& host, std::string target, std::string body)
{
    StatesApi api(host);
    Response response = co_await api.answer(std::move(target), std::move(body));
    co_return response;
}

} // namespace

struct StatesService::Impl
{
    Impl(StatesOptions settings, Services& world, AwsServices& amazon)
        : options(std::move(settings)), services(world), aws(amazon),
          log(std::make_unique<ExecutionLog>(options.file, options.mostKept))
    {
        log->open(services.wallClock(), false);
    }

    std::shared_ptr<StatesHost> made()
    {
        const std::lock_guard lock(mutex);
        if (isStopped)
            return nullptr;
        if (!host) {
            log->open(services.wallClock(), true);
            host = std::make_shared<StatesHost>(services, aws, *log);
            host->setAccount({options.region, options.accountId});
        }
        return host;
    }

    StatesOptions options;
    Services& services;
    AwsServices& aws;
    std::unique_ptr<ExecutionLog> log;
    std::mutex mutex; // guards what follows
    std::shared_ptr<StatesHost> host;
    bool isStopped = false;
};

StatesService::StatesService(StatesOptions options, Services& services, AwsServices& aws)
    : m_impl(std::make_shared<Impl>(std::move(options), services, aws))
{
}

StatesService::~StatesService()
{
    stop();
}

Diagnostics StatesService::follow(std::vector<StateMachine> machines)
{
    Diagnostics diagnostics;
    std::vector<KnownMachine> readable;
    for (const StateMachine& machine : machines)
        readable.push_back(known(machine, diagnostics, m_impl->services.wallClock()));
    std::shared_ptr<StatesHost> host;
    if (!readable.empty()) {
        host = m_impl->made();
    } else {
        const std::lock_guard lock(m_impl->mutex);
        host = m_impl->host;
    }
    if (host)
        host->setMachines(std::move(readable));
    return diagnostics;
}

void StatesService::settle(std::string region, std::string accountId)
{
    const std::lock_guard lock(m_impl->mutex);
    m_impl->options.region = region;
    m_impl->options.accountId = accountId;
    if (m_impl->host)
        m_impl->host->setAccount({std::move(region), std::move(accountId)});
}

void StatesService::stop()
{
    std::shared_ptr<StatesHost> host;
    {
        const std::lock_guard lock(m_impl->mutex);
        m_impl->isStopped = true;
        host = m_impl->host;
    }
    if (host)
        host->stop();
    m_impl->log->close();
}

bool StatesService::owns(const Request& request) const
{
    return request.method == "POST" && request.headers.get("X-Amz-Target").starts_with(targetPrefix);
}

Task<Response> StatesService::handle(Request&& request)
{
    // Of both the coroutine's own copy: the caller's may be gone before the answer is there.
    std::string target(request.headers.get("X-Amz-Target"));
    std::string body = std::move(request.body);
    const std::shared_ptr<StatesHost> host = m_impl->made();
    if (!host) {
        Response response;
        constexpr int unavailable = 503;
        response.status = unavailable;
        response.headers.add("Content-Type", "application/x-amz-json-1.0");
        response.body = R"({"__type":"ServiceUnavailable","message":"State machines have been stopped."})";
        co_return response;
    }
    Response response = co_await host->thread().run(answerOn(*host, std::move(target), std::move(body)));
    co_return response;
}

void StatesService::onChange(std::function<void()> notify)
{
    m_impl->log->onChange(std::move(notify));
}

std::vector<ExecutionSummary> StatesService::executions(std::size_t limit) const
{
    return m_impl->log->summaries(limit);
}

std::shared_ptr<const ExecutionRecord> StatesService::execution(std::string_view arn) const
{
    return m_impl->log->record(arn);
}

std::vector<HistoryEvent> StatesService::events(std::string_view arn, std::int64_t after) const
{
    return m_impl->log->events(arn, after);
}

std::string StatesService::storeProblem() const
{
    return m_impl->log->problem();
}

} // namespace gw::engine
