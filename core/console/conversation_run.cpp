// Steps one after the other: all clients of a step act, then each settles what happens to it until all have, or time is
// over.
#include "core/console/conversation_run.h"

#include "core/console/script_client.h"

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace gw::console {

namespace {

using Kind = ConversationStep::Kind;
using std::chrono::milliseconds;

} // namespace

struct ConversationRun::Impl
{
    explicit Impl(ConversationRun* owner) : q(owner), deadline(owner), whole(owner)
    {
        deadline.setSingleShot(true);
        whole.setSingleShot(true);
        QObject::connect(&deadline, &QTimer::timeout, q, [this] { expired(); });
        QObject::connect(&whole, &QTimer::timeout, q, [this] {
            outcome.hasTimedOut = true;
            failStep(*clients.front(), {QStringLiteral("the end of the script"), QStringLiteral("an hour went by")});
        });
    }

    [[nodiscard]] Result<void> prepare();
    void addClient(const ConversationClient& group, int number);
    void begin();
    void beginStep();
    void beginClients();
    void act();
    void settleAll();
    void settle(ScriptClient& client);
    void expired();
    void failStep(const ScriptClient& client, Unmet unmet);
    void endStep(std::optional<ConversationFailure> failure);
    void finish();

    ConversationRun* q;
    QTimer deadline; // of the step
    QTimer whole;
    QElapsedTimer clock;
    QElapsedTimer stepClock;
    WebSocketRequest request;
    Conversation script;
    ConversationStep connecting;            // what comes before the first
    const ConversationStep* step = nullptr; // the one that is played, or comes next
    PlayedStep played;
    std::size_t index = 0; // of the next step
    SharedByClients shared;
    std::vector<std::unique_ptr<ScriptClient>> clients;
    std::set<ScriptClient*> waiting; // of the step, not settled yet
    ConversationOutcome outcome;
    bool isRunning = false;
    bool isActing = false; // what acting brings about is looked at once all have acted
};

Result<void> ConversationRun::Impl::prepare()
{
    Result<Conversation> read = readConversation(request.script.toStdString());
    if (!read)
        return fail(read.error());
    script = std::move(*read);
    for (const ConversationClient& group : script.clients) {
        for (int number = 1; number <= group.count; ++number)
            addClient(group, number);
    }
    return {};
}

void ConversationRun::Impl::addClient(const ConversationClient& group, int number)
{
    ScriptClient& client = *clients.emplace_back(std::make_unique<ScriptClient>(group, number, shared));
    QObject::connect(&client, &ScriptClient::changed, q, [this, &client] { settle(client); });
    QObject::connect(&client, &ScriptClient::received, q, [this, &client] {
        if (shared.waitingBytes > mostWaitingBytes || shared.waitingMessages > mostWaitingMessages)
            return failStep(client, {QStringLiteral("messages that steps take"),
                                     QStringLiteral("more than 100000 messages or 64 MiB that no step expects")});
        settle(client);
    });
}

void ConversationRun::Impl::begin()
{
    connecting.kind = Kind::Connect;
    connecting.time = script.timeout;
    connecting.clients.clear();
    for (const ConversationClient& group : script.clients) {
        if (!group.connectsLater)
            connecting.clients.append(group.name);
    }
    outcome.total = static_cast<int>(script.steps.size());
    step = &connecting;
    index = 0;
    if (connecting.clients.isEmpty())
        step = &script.steps[index++];
    beginStep();
}

void ConversationRun::Impl::beginStep()
{
    stepClock.start();
    waiting.clear();
    played = PlayedStep(*step);
    deadline.start(step->time);
    if (step->kind == Kind::Wait)
        return;
    beginClients();
    act();
    if (step) // a failure ends it
        settleAll();
}

void ConversationRun::Impl::beginClients()
{
    for (const auto& client : clients) {
        if (!step->clients.isEmpty() && !step->clients.contains(client->group().name))
            continue;
        client->begin(played);
        waiting.insert(client.get());
    }
}

void ConversationRun::Impl::act()
{
    isActing = true;
    const std::vector<ScriptClient*> all(waiting.begin(), waiting.end());
    for (ScriptClient* client : all) {
        if (!step)
            break;
        if (std::optional<Unmet> unmet = client->act())
            failStep(*client, std::move(*unmet));
    }
    isActing = false;
}

void ConversationRun::Impl::settleAll()
{
    const std::vector<ScriptClient*> all(waiting.begin(), waiting.end());
    for (ScriptClient* client : all) {
        if (step && waiting.count(client) != 0)
            settle(*client);
    }
}

// Something happened to a client: is its part of the step done?
void ConversationRun::Impl::settle(ScriptClient& client)
{
    if (isActing || !step || waiting.count(&client) == 0)
        return;
    ScriptClient::Settled settled = client.settle();
    if (!settled)
        return failStep(client, std::move(settled.error()));
    if (!*settled)
        return;
    waiting.erase(&client);
    if (waiting.empty())
        endStep(std::nullopt);
}

void ConversationRun::Impl::expired()
{
    if (!step)
        return;
    if (step->kind == Kind::Wait || step->kind == Kind::ExpectNothing || waiting.empty())
        return endStep(std::nullopt);
    const auto place = [](const ScriptClient* client) { return std::pair(&client->group(), client->number()); };
    const ScriptClient& late =
        **std::min_element(waiting.begin(), waiting.end(),
                           [&](const ScriptClient* a, const ScriptClient* b) { return place(a) < place(b); });
    outcome.hasTimedOut = true;
    failStep(late, late.missing());
}

void ConversationRun::Impl::failStep(const ScriptClient& client, Unmet unmet)
{
    if (step)
        endStep(ConversationFailure{static_cast<int>(index), step->line, client.name(), std::move(unmet.expected),
                                    std::move(unmet.got)});
}

void ConversationRun::Impl::endStep(std::optional<ConversationFailure> failure)
{
    deadline.stop();
    waiting.clear();
    StepOutcome done{static_cast<int>(index), describe(*step), milliseconds(stepClock.elapsed()), failure};
    outcome.steps.push_back(done);
    outcome.failure = std::move(failure);
    step = nullptr;
    emit q->stepFinished(done, outcome.total);
    if (!isRunning) // canceled by who was told
        return;
    if (outcome.failure || index == script.steps.size())
        return finish();
    step = &script.steps[index++];
    // From the event loop, so that ten thousand steps need no stack.
    QMetaObject::invokeMethod(
        q,
        [this] {
            if (isRunning && step)
                beginStep();
        },
        Qt::QueuedConnection);
}

void ConversationRun::Impl::finish()
{
    isRunning = false;
    step = nullptr;
    deadline.stop();
    whole.stop();
    outcome.took = milliseconds(clock.elapsed());
    outcome.sent = shared.sent;
    outcome.received = shared.received;
    for (const auto& client : clients)
        client->hangUp();
    // What is told now may look at the outcome after the next run began.
    QMetaObject::invokeMethod(
        q, [owner = q, told = std::move(outcome)] { emit owner->finished(told); }, Qt::QueuedConnection);
    outcome = {};
}

ConversationRun::ConversationRun(QObject* parent) : QObject(parent), m_impl(std::make_unique<Impl>(this)) {}

ConversationRun::~ConversationRun() = default;

void ConversationRun::start(const WebSocketRequest& request, const VariableScope& scope, const QString& folder)
{
    cancel();
    Impl& run = *m_impl;
    run.clients.clear();
    run.outcome = {};
    run.request = request;
    run.shared = {};
    run.shared.request = &run.request;
    run.shared.scope = scope;
    run.shared.folder = folder;
    run.isRunning = true;
    run.clock.start();
    if (const Result<void> prepared = run.prepare(); !prepared) {
        run.outcome.error = prepared.error();
        return run.finish();
    }
    run.whole.start(longestRun);
    run.begin();
}

void ConversationRun::cancel()
{
    if (!m_impl->isRunning)
        return;
    m_impl->outcome.isCanceled = true;
    m_impl->finish();
}

bool ConversationRun::isRunning() const
{
    return m_impl->isRunning;
}

} // namespace gw::console
