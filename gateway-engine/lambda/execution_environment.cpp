#include "gateway-engine/lambda/execution_environment.h"

#include "gateway-engine/pipeline/request_id.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <utility>

namespace gw::engine {

using Kind = InvocationOutcome::Kind;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds askingTime{100}; // for the way from an answer to the next question

// "2026/11/28/[$LATEST]4e2a…"
std::string logStreamName(Services& services)
{
    const std::time_t now = std::chrono::system_clock::to_time_t(services.wallClock());
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    std::array<char, 16> date;
    std::strftime(date.data(), date.size(), "%Y/%m/%d", &parts);
    std::string id = newRequestId(services).str();
    std::erase(id, '-');
    return std::string(date.data()) + "/[$LATEST]" + id;
}

// "2026-11-28T21:04:05.123Z", as the service begins the line of a time-out.
std::string isoTime(std::chrono::system_clock::time_point time)
{
    const auto since = time.time_since_epoch();
    const auto whole = std::chrono::floor<std::chrono::seconds>(since);
    const std::time_t seconds = whole.count();
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    std::array<char, 32> text;
    const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
    const auto part = std::chrono::duration_cast<std::chrono::milliseconds>(since - whole).count();
    return std::string(text.data(), size) + "." + std::to_string(1'000 + part).substr(1) + "Z";
}

WorkerStatus::State shown(bool isStarting, bool isIdle, bool isEnding)
{
    if (isStarting)
        return WorkerStatus::State::Starting;
    if (isIdle)
        return WorkerStatus::State::Idle;
    return isEnding ? WorkerStatus::State::Ending : WorkerStatus::State::Busy;
}

} // namespace

struct ExecutionEnvironment::Waiting
{
    explicit Waiting(asio::io_context& context) : answered(context) {}
    std::shared_ptr<Invocation> invocation;
    Latch answered;
};

ExecutionEnvironment::ExecutionEnvironment(LambdaParts& parts, std::shared_ptr<Owner> owner, const Function& function,
                                           std::uint64_t codeVersion)
    : m_parts(parts), m_owner(std::move(owner)), m_function(function), m_codeVersion(codeVersion),
      m_limit(parts.thread.context)
{
    enter(State::Starting);
}

std::optional<RuntimeFailure> ExecutionEnvironment::start(std::chrono::milliseconds initLimit)
{
    WorkerSurroundings surroundings;
    surroundings.codeFolder = (m_parts.options.projectFolder / m_function.codeUri).lexically_normal();
    surroundings.runtimeFolder = m_parts.runtimeFolder;
    auto command = runtimeCommand(m_function, surroundings.codeFolder, m_parts.runtimeFolder, m_parts.host.path);
    if (!command)
        return std::move(command.error());
    auto port = m_parts.runtimeApi.open(shared_from_this());
    if (!port)
        return RuntimeFailure{"Runtime.InvalidEntrypoint", port.error().message + " " + port.error().hint, {}, true};
    m_port = *std::move(port);
    surroundings.runtimeApi = m_port.address();
    surroundings.logStream = logStreamName(m_parts.services);
    surroundings.connectionsUrl = m_parts.connectionsUrl;

    ProgramCall call;
    call.arguments = *std::move(command);
    call.environment =
        workerEnvironment(m_function, m_parts.aws, m_parts.options.credentials, m_parts.host, surroundings);
    call.folder = surroundings.codeFolder.string();
    ChildProcess::Handlers handlers;
    handlers.onLine = [this](OutputLine line) { wroteLine(std::move(line)); };
    handlers.onExit = [this](const ProcessExit& exit) { exited(exit); };
    auto process = WorkerProcess::start(m_parts.thread.context, call, std::move(handlers),
                                        m_parts.log.limits().maxLineBytes, m_parts.guard);
    if (!process)
        return RuntimeFailure{"Runtime.InvalidEntrypoint", process.error().message, {}, true};
    m_process = *std::move(process);
    limitInit(initLimit);
    return std::nullopt;
}

void ExecutionEnvironment::enter(State state)
{
    m_state = state;
    m_stateSince = m_parts.services.now();
    m_stateTime = m_parts.services.wallClock();
    m_parts.changes.statusChanged();
}

void ExecutionEnvironment::limitInit(std::chrono::milliseconds limit)
{
    m_limit.expires_after(limit);
    m_limit.async_wait([self = shared_from_this()](const error_code& error) {
        if (error || !self->isStarting())
            return;
        self->m_hasTimedOut = true;
        self->kill();
    });
}

// --- what the runtime says

Task<std::shared_ptr<Invocation>> ExecutionEnvironment::next()
{
    if (m_state == State::Busy || m_state == State::Ending || m_initFailure)
        co_return nullptr;
    if (m_state == State::Starting)
        finishInit();
    m_limit.cancel();
    if (m_waiting) // its connection is gone, or it would not ask again
        m_waiting->answered.open();
    const auto waiting = std::make_shared<Waiting>(m_parts.thread.context);
    m_waiting = waiting;
    m_isSlow = false;
    m_invocation.reset();
    enter(State::Idle);
    m_owner->environmentReady(*this);
    co_await waiting->answered.wait();
    co_return waiting->invocation;
}

void ExecutionEnvironment::finishInit()
{
    m_initDuration = m_parts.services.now() - m_stateSince;
    m_process->readOutput(); // what init wrote belongs to no invocation
}

void ExecutionEnvironment::deliver(std::shared_ptr<Invocation> invocation)
{
    m_invocation = std::move(invocation);
    ++m_invocations;
    enter(State::Busy);
    m_delivered = m_stateSince;
    m_deadline = m_stateTime + std::chrono::seconds(m_function.timeout);
    logPlatform(startLine(m_invocation->request.requestId));
    limitInvocation();
    m_waiting->invocation = m_invocation;
    std::exchange(m_waiting, nullptr)->answered.open();
}

void ExecutionEnvironment::limitInvocation()
{
    m_limit.expires_after(std::chrono::seconds(m_function.timeout));
    m_limit.async_wait([self = shared_from_this()](const error_code& error) {
        if (!error && self->m_state == State::Busy)
            self->invocationTimedOut();
    });
}

void ExecutionEnvironment::invocationTimedOut()
{
    m_hasTimedOut = true;
    m_process->readOutput();
    const std::string& id = m_invocation->request.requestId;
    const std::string words = timeoutText(m_function.timeout);
    logPlatform(isoTime(m_parts.services.wallClock()) + " " + id + " " + words);
    m_owner->invocationFailed(words, true);
    std::string payload = sandboxError("Sandbox.Timedout", id, words);
    kill();
    answer(Kind::FunctionError, std::move(payload), "timeout");
}

RuntimeSide::Accepted ExecutionEnvironment::check(std::string_view requestId) const
{
    if (m_state != State::Busy)
        return m_state == State::Answered ? Accepted::WrongState : Accepted::UnknownRequestId;
    return requestId == m_invocation->request.requestId ? Accepted::Yes : Accepted::UnknownRequestId;
}

RuntimeSide::Accepted ExecutionEnvironment::response(std::string_view requestId, std::string body)
{
    const Accepted accepted = check(requestId);
    if (accepted == Accepted::Yes)
        answer(Kind::Succeeded, std::move(body), {});
    return accepted;
}

RuntimeSide::Accepted ExecutionEnvironment::error(std::string_view requestId, std::string body)
{
    return fail(requestId, std::move(body));
}

RuntimeSide::Accepted ExecutionEnvironment::tooLarge(std::string_view requestId)
{
    return fail(requestId, errorPayload("Function.ResponseSizeTooLarge",
                                        "Response payload size exceeded maximum allowed payload size (" +
                                            std::to_string(mostResponseBytes) + " bytes)."));
}

RuntimeSide::Accepted ExecutionEnvironment::fail(std::string_view requestId, std::string payload)
{
    const Accepted accepted = check(requestId);
    if (accepted != Accepted::Yes)
        return accepted;
    m_owner->invocationFailed(payload, false);
    answer(Kind::FunctionError, std::move(payload), "error");
    return accepted;
}

RuntimeSide::Accepted ExecutionEnvironment::initError(std::string body)
{
    if (m_state != State::Starting || m_initFailure)
        return Accepted::WrongState;
    m_initFailure = RuntimeFailure{"Runtime.Unknown", {}, std::move(body), false};
    m_limit.expires_after(m_parts.options.endPatience); // it ends by itself, or is ended
    m_limit.async_wait([self = shared_from_this()](const error_code& error) {
        if (!error)
            self->kill();
    });
    return Accepted::Yes;
}

void ExecutionEnvironment::answer(Kind kind, std::string payload, std::string_view status)
{
    m_process->readOutput();
    const std::string& id = m_invocation->request.requestId;
    m_maxMemoryMb = std::max(m_maxMemoryMb, m_process->maxMemoryMb());
    logPlatform(endLine(id));
    logPlatform(reportLine({id, m_parts.services.now() - m_delivered, std::exchange(m_initDuration, 0ns),
                            m_function.memorySize, m_maxMemoryMb, status}));
    m_invocation->complete(kind, std::move(payload));
    if (m_state == State::Ending)
        return;
    enter(State::Answered);
    noteSlowness();
}

// A runtime asks for its next invocation right after an answer; those that wait count on it. One that does other things
// first does not hold them up, nor may it do so for ever.
void ExecutionEnvironment::noteSlowness()
{
    m_limit.expires_after(m_isSlow ? std::chrono::seconds(m_function.timeout) : askingTime);
    m_limit.async_wait([self = shared_from_this()](const error_code& error) {
        if (error || !self->hasAnswered())
            return;
        if (self->m_isSlow)
            return self->kill();
        self->m_isSlow = true;
        self->m_owner->environmentIsSlow();
        self->noteSlowness();
    });
}

// --- its end

void ExecutionEnvironment::end()
{
    if (m_state == State::Ending)
        return;
    enter(State::Ending);
    m_process->terminate(m_parts.options.endPatience);
}

void ExecutionEnvironment::kill()
{
    if (m_state != State::Ending && m_state != State::Starting) // what ends in init has failed to start
        enter(State::Ending);
    m_process->kill();
}

void ExecutionEnvironment::stop()
{
    if (m_invocation)
        m_invocation->complete(Kind::ServiceError, "The functions of this project have been stopped.");
    end();
}

RuntimeFailure ExecutionEnvironment::exitFailure(const ProcessExit& exit) const
{
    if (m_initFailure)
        return *m_initFailure;
    if (m_hasTimedOut)
        return {"Sandbox.Timedout", timeoutText(m_function.timeout), {}, false};
    const std::string how = exitText(exit);
    return {"Runtime.ExitError",
            how.empty() ? "Runtime exited without providing a reason" : "Runtime exited with error: " + how,
            {},
            false};
}

void ExecutionEnvironment::exited(const ProcessExit& exit)
{
    const auto self = shared_from_this(); // the owner lets go of it below
    m_limit.cancel();
    m_port.close();
    const State before = m_state;
    const auto since = m_stateSince;
    if (before != State::Ending)
        enter(State::Ending);
    if (m_invocation && !m_invocation->outcome) {
        const RuntimeFailure failure = exitFailure(exit);
        const std::string& id = m_invocation->request.requestId;
        logPlatform("RequestId: " + id + " Error: " + failure.errorMessage);
        m_owner->invocationFailed(failure.errorMessage, false);
        answer(Kind::FunctionError, sandboxError(failure.errorType, id, failure.errorMessage), "error");
    }
    if (m_waiting)
        std::exchange(m_waiting, nullptr)->answered.open();
    if (before == State::Starting) {
        logPlatform(initReportLine(m_parts.services.now() - since, "init", m_hasTimedOut ? "timeout" : "error"));
        m_owner->initFailed(*this, exitFailure(exit));
    }
    std::exchange(m_owner, nullptr)->environmentGone(*this);
}

// --- what it writes

void ExecutionEnvironment::wroteLine(OutputLine written)
{
    LogLine line;
    line.source = written.stream == OutputStream::Out ? LogLine::Source::Output : LogLine::Source::Errors;
    line.text = std::move(written.text);
    std::replace(line.text.begin(), line.text.end(), '\r', '\n'); // how runtimes keep the lines of one event together
    line.isCut = written.isCut;
    log(std::move(line));
}

void ExecutionEnvironment::logPlatform(std::string text)
{
    LogLine line;
    line.source = LogLine::Source::Platform;
    line.text = std::move(text);
    log(std::move(line));
}

void ExecutionEnvironment::log(LogLine line)
{
    line.time = m_parts.services.wallClock();
    line.function = m_function.name;
    line.pid = m_process ? m_process->pid() : 0;
    if (m_invocation) {
        line.requestId = m_invocation->request.requestId;
        if (m_invocation->request.wantsLogTail && !m_invocation->outcome)
            m_invocation->log.append(line.text);
    }
    m_parts.log.append(std::move(line));
    m_parts.changes.logGrew();
}

WorkerStatus ExecutionEnvironment::status() const
{
    WorkerStatus status;
    status.pid = m_process ? m_process->pid() : 0;
    status.state = shown(isStarting(), isIdle(), isEnding());
    status.since = m_stateTime;
    if (m_state == State::Busy)
        status.requestId = m_invocation->request.requestId;
    status.invocations = m_invocations;
    status.maxMemoryMb = m_maxMemoryMb;
    return status;
}

} // namespace gw::engine
