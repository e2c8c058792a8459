// What the service tells on its threads is posted to this object's, at most a few times a second.
#include "ui/session/executions_session.h"

#include "core/json/text.h"
#include "ui/session/workspace.h"

#include <QTimer>

#include <chrono>
#include <mutex>
#include <utility>

namespace gw::ui {

namespace {

constexpr int changePause = 100;         // milliseconds
constexpr std::size_t mostHistories = 8; // kept to be added to
constexpr int firstErrorStatus = 400;

double seconds(engine::states::Time time)
{
    return std::chrono::duration<double>(time.time_since_epoch()).count();
}

QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::string machineArn(const Project& project, const StateMachine& machine)
{
    return "arn:aws:states:" + project.aws.region + ":" + project.aws.accountId + ":stateMachine:" + machine.name;
}

Diagnostic failure(std::string message, std::string hint)
{
    Diagnostic error;
    error.message = std::move(message);
    error.hint = std::move(hint);
    return error;
}

// {"__type": "…#InvalidExecutionInput", "message": "…"}
Diagnostic refusal(const std::string& body)
{
    Diagnostic error;
    const auto answer = json::readJson(body);
    if (answer) {
        const json::Value* message = answer->find("message");
        error.message = message ? message->toString() : (*answer)["Message"].toString();
        const std::string type((*answer)["__type"].toString());
        const std::string name = type.substr(type.find('#') + 1); // npos + 1 is 0
        if (!name.empty())
            error.message = error.message.empty() ? name : name + ": " + error.message;
    }
    if (error.message.empty())
        error.message = "The execution could not be started.";
    return error;
}

} // namespace

struct ExecutionsSession::Guard
{
    std::mutex mutex;
    ExecutionsSession* session;
};

ExecutionsSession::ExecutionsSession(Workspace& workspace, QObject* parent)
    : Executions(parent), m_workspace(workspace), m_guard(std::make_shared<Guard>()), m_timer(new QTimer(this))
{
    m_guard->session = this;
    m_timer->setSingleShot(true);
    m_timer->setInterval(changePause);
    connect(m_timer, &QTimer::timeout, this, &Executions::changed);
}

ExecutionsSession::~ExecutionsSession()
{
    {
        const std::lock_guard lock(m_guard->mutex);
        m_guard->session = nullptr;
    }
    if (m_states)
        m_states->listen({});
}

// Brings a call to this thread unless this object, or what it was attached to, is gone by then.
std::function<void(std::function<void()>)> ExecutionsSession::poster()
{
    return [guard = m_guard, attached = m_attached](std::function<void()> told) {
        const std::lock_guard lock(guard->mutex);
        ExecutionsSession* session = guard->session;
        if (!session)
            return;
        QMetaObject::invokeMethod(
            session,
            [session, attached, told = std::move(told)] {
                if (attached == session->m_attached)
                    told();
            },
            Qt::QueuedConnection);
    };
}

void ExecutionsSession::attach(std::shared_ptr<RunningStates> states)
{
    if (states == m_states)
        return;
    if (m_states)
        m_states->listen({});
    m_states = std::move(states);
    m_histories.clear();
    ++m_attached;
    if (m_states)
        m_states->listen([this, post = poster()] {
            post([this] {
                if (!m_timer->isActive())
                    m_timer->start();
            });
        });
    if (std::exchange(m_isStarting, false))
        emit startFailed(failure("The gateway was stopped before it answered.", "Start it and the execution again."));
    emit changed();
}

QString ExecutionsSession::unavailable() const
{
    return m_states ? QString() : tr("The gateway is stopped. Start it to run state machines.");
}

// What is typed and not applied yet is run as well.
void ExecutionsSession::start(StateMachineId id, const QString& input)
{
    m_workspace.settle();
    const StateMachine* machine = m_workspace.project().find(id);
    if (!m_states || !machine) {
        emit startFailed(m_states ? failure("This state machine no longer exists.", "Undo its removal.")
                                  : failure(unavailable().toStdString(), {}));
        return;
    }
    json::Value body = json::Value::object();
    body.set("stateMachineArn", machineArn(m_workspace.project(), *machine));
    body.set("input", input.toStdString());
    m_isStarting = true;
    const bool isExpress = machine->type == StateMachineType::Express;
    m_states->call(isExpress ? "StartSyncExecution" : "StartExecution", json::writeJson(body),
                   [this, post = poster()](int status, std::string answer) {
                       post([this, status, answer = std::move(answer)] { startDone(status, answer); });
                   });
}

void ExecutionsSession::startDone(int status, const std::string& body)
{
    m_isStarting = false;
    const auto answer = json::readJson(body);
    const QString arn = answer ? utf8((*answer)["executionArn"].toString()) : QString();
    if (status >= firstErrorStatus || arn.isEmpty())
        emit startFailed(refusal(body));
    else
        emit started(arn);
}

void ExecutionsSession::stop(const QString& arn)
{
    if (!m_states)
        return;
    json::Value body = json::Value::object();
    body.set("executionArn", arn.toStdString());
    m_states->call("StopExecution", json::writeJson(body), [](int, const std::string&) {}); // it ends, or had ended
}

std::vector<ExecutionRow> ExecutionsSession::executionsOf(StateMachineId id) const
{
    std::vector<ExecutionRow> rows;
    const StateMachine* machine = m_workspace.project().find(id);
    if (!m_states || !machine)
        return rows;
    for (const engine::states::ExecutionSummary& each : m_states->executions())
        if (each.stateMachine == machine->name)
            rows.push_back({utf8(each.arn), utf8(each.name), utf8(engine::states::toString(each.status)),
                            seconds(each.startDate), each.stopDate ? seconds(*each.stopDate) : 0});
    return rows;
}

// Only what is new is asked for: a long history grows by a few events at a time.
json::Array ExecutionsSession::history(const QString& arn) const
{
    if (!m_states)
        return {};
    const std::string key = arn.toStdString();
    if (!m_histories.count(key) && m_histories.size() >= mostHistories)
        m_histories.clear();
    History& history = m_histories[key];
    for (const engine::states::HistoryEvent& event : m_states->events(key, history.last)) {
        history.events.push_back(engine::states::toJson(event, engine::states::ExecutionData::Included));
        history.last = event.id;
    }
    return history.events;
}

} // namespace gw::ui
