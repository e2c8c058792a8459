// The clients and the step that is being played.
#include "core/console/conversation_run.h"

#include "core/console/frame.h"
#include "core/console/prepare_websocket.h"
#include "core/console/websocket_line.h"

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <tuple>

namespace gw::console {

namespace {

using Kind = ConversationStep::Kind;
using std::chrono::milliseconds;

constexpr qsizetype maxShownMessage = 500; // characters of a message in a failure

QString shown(const ReceivedMessage& message)
{
    const QString text = message.isBinary()
                             ? QStringLiteral("binary ") + QString::fromLatin1(message.bytes().toHex(' '))
                             : QString::fromUtf8(message.bytes());
    return text.size() <= maxShownMessage ? text : text.left(maxShownMessage) + QStringLiteral("…");
}

QString closeText(int code, const QString& reason)
{
    const QString meaning = reason.isEmpty() ? closeCodeMeaning(code) : reason;
    return meaning.isEmpty() ? QString::number(code) : QStringLiteral("%1 (%2)").arg(code).arg(meaning);
}

struct CompiledExpectation
{
    const Expectation* expectation;
    CompiledMatch match;

    [[nodiscard]] bool accepts(const ReceivedMessage& message) const
    {
        if (expectation->binary)
            return message.isBinary() && message.bytes() == *expectation->binary;
        return match.matches(message);
    }
};

struct Ended
{
    QString words; // why, or the code
    int code = 0;  // 0: never opened
};

struct Client
{
    const ConversationClient* group = nullptr;
    QString name;
    int number = 1;
    std::unique_ptr<WebSocketLine> line;
    std::deque<ReceivedMessage> inbox;
    std::map<QString, QString> captured;
    std::optional<Ended> ended;
    bool isOpen = false;
    // Of the step that is played:
    std::size_t next = 0;    // expectation in order
    std::vector<bool> found; // in any order
    bool ponged = false;
};

} // namespace

QString sentence(const ConversationFailure& failure)
{
    const QString place = failure.step == 0  ? QStringLiteral("Connecting")
                          : failure.line > 0 ? QStringLiteral("Step %1 (line %2)").arg(failure.step).arg(failure.line)
                                             : QStringLiteral("Step %1").arg(failure.step);
    return QStringLiteral("%1, %2: expected %3; got %4.").arg(place, failure.client, failure.expected, failure.got);
}

struct ConversationRun::Impl
{
    explicit Impl(ConversationRun* owner) : q(owner), deadline(owner), whole(owner)
    {
        deadline.setSingleShot(true);
        whole.setSingleShot(true);
        QObject::connect(&deadline, &QTimer::timeout, q, [this] { expired(); });
        QObject::connect(&whole, &QTimer::timeout, q, [this] {
            outcome.hasTimedOut = true;
            failStep(*clients.front(), QStringLiteral("the end of the script"), QStringLiteral("an hour went by"));
        });
    }

    [[nodiscard]] Result<void> prepare();
    [[nodiscard]] Result<PreparedConnection> connectionOf(const Client& client) const;
    [[nodiscard]] VariableScope scopeOf(const Client& client) const;
    void listen(Client& client);
    void begin();
    void beginStep();
    void act(Client& client);
    void settle();
    void settleClient(Client& client);
    bool isSettled(Client& client);
    bool takeInOrder(Client& client);
    bool takeInAnyOrder(Client& client);
    void capture(Client& client, const Expectation& expectation, const ReceivedMessage& message);
    void took(const ReceivedMessage& message);
    void expired();
    void failStep(const Client& client, const QString& expected, const QString& got);
    void endStep(std::optional<ConversationFailure> failure);
    void finish();
    [[nodiscard]] QString expectedNow(const Client& client) const;

    ConversationRun* q;
    QTimer deadline; // of the step
    QTimer whole;
    QElapsedTimer clock;
    QElapsedTimer stepClock;
    WebSocketRequest request;
    VariableScope scope;
    QString folder;
    Conversation script;
    ConversationStep connecting; // what comes before the first
    const ConversationStep* step = nullptr;
    std::size_t index = 0; // of the next step
    std::vector<std::unique_ptr<Client>> clients;
    std::set<Client*> waiting; // of the step, not settled yet
    std::vector<CompiledExpectation> expectations;
    std::map<QString, QString> captured; // by anybody, the last
    ConversationOutcome outcome;
    qint64 waitingBytes = 0;
    std::size_t waitingMessages = 0;
    bool isRunning = false;
    bool isActing = false;
};

Result<void> ConversationRun::Impl::prepare()
{
    Result<Conversation> read = readConversation(request.script.toStdString());
    if (!read)
        return fail(read.error());
    script = std::move(*read);
    for (const ConversationClient& group : script.clients) {
        for (int number = 1; number <= group.count; ++number) {
            auto client = std::make_unique<Client>();
            client->group = &group;
            client->number = number;
            client->name = group.count == 1 ? group.name : QStringLiteral("%1 %2").arg(group.name).arg(number);
            clients.push_back(std::move(client));
        }
    }
    return {};
}

VariableScope ConversationRun::Impl::scopeOf(const Client& client) const
{
    VariableScope own;
    const auto add = [&own](const QString& name, const QString& value) { own.add({name, value, {}, false}); };
    for (const auto& [name, value] : client.captured)
        add(name, value);
    add(QStringLiteral("client"), client.name);
    add(QStringLiteral("number"), QString::number(client.number));
    for (const auto& [name, value] : captured)
        add(name, value);
    for (const Variable& variable : scope.all())
        own.add(variable);
    return own;
}

Result<PreparedConnection> ConversationRun::Impl::connectionOf(const Client& client) const
{
    WebSocketRequest own;
    own.url = client.group->url.isEmpty() ? request.url : client.group->url;
    own.subprotocols = client.group->subprotocols.value_or(request.subprotocols);
    own.headers = client.group->headers;
    for (const Field& field : request.headers) {
        if (!findHeader(client.group->headers, field.name.trimmed()))
            own.headers.push_back(field);
    }
    return prepareConnection(own, scopeOf(client));
}

void ConversationRun::Impl::listen(Client& client)
{
    client.line = std::make_unique<WebSocketLine>();
    client.ended.reset();
    client.isOpen = false;
    WebSocketLine* line = client.line.get();
    QObject::connect(line, &WebSocketLine::opened, q, [this, &client] {
        client.isOpen = true;
        settleClient(client);
    });
    QObject::connect(line, &WebSocketLine::received, q, [this, &client](const QByteArray& bytes, bool isBinary) {
        ++outcome.received;
        waitingBytes += bytes.size();
        ++waitingMessages;
        client.inbox.emplace_back(bytes, isBinary);
        if (waitingBytes > mostWaitingBytes || waitingMessages > mostWaitingMessages)
            return failStep(client, QStringLiteral("messages that steps take"),
                            QStringLiteral("more than 100000 messages or 64 MiB that no step expects"));
        settleClient(client);
    });
    QObject::connect(line, &WebSocketLine::ponged, q, [this, &client] {
        client.ponged = true;
        settleClient(client);
    });
    QObject::connect(line, &WebSocketLine::closed, q, [this, &client](int code, const QString& reason) {
        client.isOpen = false;
        client.ended = Ended{QStringLiteral("the connection closed with ") + closeText(code, reason), code};
        settleClient(client);
    });
    QObject::connect(line, &WebSocketLine::failed, q, [this, &client](const Diagnostic& why) {
        client.isOpen = false;
        client.ended = Ended{QString::fromStdString(why.message).chopped(1), 0};
        settleClient(client);
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
    expectations.clear();
    for (const Expectation& expectation : step->expectations)
        expectations.push_back({&expectation, CompiledMatch::compile(expectation.match).value()}); // read before
    deadline.start(step->time);
    if (step->kind == Kind::Wait)
        return;
    isActing = true; // what acting brings about is looked at once all have acted
    for (const auto& client : clients) {
        if (!step->clients.isEmpty() && !step->clients.contains(client->group->name))
            continue;
        client->next = 0;
        client->found.assign(expectations.size(), false);
        client->ponged = false;
        waiting.insert(client.get());
    }
    const std::vector<Client*> all(waiting.begin(), waiting.end());
    for (Client* client : all) {
        if (step) // a failure ends it
            act(*client);
    }
    isActing = false;
    if (step)
        settle();
}

void ConversationRun::Impl::act(Client& client)
{
    const QString closed = client.ended ? client.ended->words : QStringLiteral("it is not connected");
    switch (step->kind) {
    case Kind::Connect: {
        const Result<PreparedConnection> prepared = connectionOf(client);
        if (!prepared)
            return failStep(client, QStringLiteral("a connection"),
                            QString::fromStdString(prepared.error().message).chopped(1));
        listen(client);
        return client.line->open(*prepared, step->time + milliseconds(1'000)); // the step's own deadline speaks first
    }
    case Kind::Send: {
        const Result<PreparedMessage> message = prepareMessage(step->message, scopeOf(client), folder);
        if (!message)
            return failStep(client, QStringLiteral("a message to send"),
                            QString::fromStdString(message.error().message).chopped(1));
        if (!client.isOpen || !client.line->send(*message))
            return failStep(client, QStringLiteral("an open connection to send on"), closed);
        ++outcome.sent;
        return;
    }
    case Kind::Ping:
        if (!client.isOpen || !client.line->ping())
            failStep(client, QStringLiteral("an open connection to ping"), closed);
        return;
    case Kind::Close:
        if (!client.isOpen)
            return failStep(client, QStringLiteral("an open connection to close"), closed);
        return client.line->close(step->closeCode, step->closeReason);
    case Kind::Expect:
    case Kind::ExpectNothing:
    case Kind::ExpectClose:
    case Kind::Wait:
        return;
    }
}

void ConversationRun::Impl::settle()
{
    const std::vector<Client*> all(waiting.begin(), waiting.end());
    for (Client* client : all) {
        if (step && waiting.count(client) != 0)
            settleClient(*client);
    }
}

// Something happened to a client: is its part of the step done?
void ConversationRun::Impl::settleClient(Client& client)
{
    if (isActing || !step || waiting.count(&client) == 0 || !isSettled(client))
        return;
    waiting.erase(&client);
    if (waiting.empty())
        endStep(std::nullopt);
}

bool ConversationRun::Impl::isSettled(Client& client)
{
    const auto failIfEnded = [&] {
        if (client.ended)
            failStep(client, expectedNow(client), client.ended->words);
        return false;
    };
    switch (step->kind) {
    case Kind::Connect:
        return client.isOpen || failIfEnded();
    case Kind::Send:
        return true;
    case Kind::Ping:
        return client.ponged || failIfEnded();
    case Kind::Expect:
        return step->anyOrder ? takeInAnyOrder(client) : takeInOrder(client);
    case Kind::ExpectNothing:
        if (!client.inbox.empty())
            failStep(client, expectedNow(client), shown(client.inbox.front()));
        return false; // time alone ends it
    case Kind::ExpectClose:
        if (!client.ended)
            return false;
        if (client.ended->code == 0 || (step->closeCode != 0 && client.ended->code != step->closeCode)) {
            failStep(client, expectedNow(client), client.ended->words);
            return false;
        }
        return true;
    case Kind::Close:
        return client.ended.has_value();
    case Kind::Wait:
        return false;
    }
    return false;
}

void ConversationRun::Impl::took(const ReceivedMessage& message)
{
    waitingBytes -= message.bytes().size();
    --waitingMessages;
}

bool ConversationRun::Impl::takeInOrder(Client& client)
{
    while (client.next < expectations.size() && !client.inbox.empty()) {
        const ReceivedMessage message = std::move(client.inbox.front());
        client.inbox.pop_front();
        took(message);
        if (!expectations[client.next].accepts(message)) {
            failStep(client, describe(*expectations[client.next].expectation), shown(message));
            return false;
        }
        capture(client, *expectations[client.next].expectation, message);
        if (!step)
            return false;
        ++client.next;
    }
    if (client.next == expectations.size())
        return true;
    if (client.ended)
        failStep(client, expectedNow(client), client.ended->words);
    return false;
}

bool ConversationRun::Impl::takeInAnyOrder(Client& client)
{
    for (auto it = client.inbox.begin(); it != client.inbox.end();) {
        std::size_t at = 0;
        while (at < expectations.size() && (client.found[at] || !expectations[at].accepts(*it)))
            ++at;
        if (at == expectations.size()) {
            ++it;
            continue;
        }
        client.found[at] = true;
        capture(client, *expectations[at].expectation, *it);
        if (!step)
            return false;
        took(*it);
        it = client.inbox.erase(it);
    }
    if (std::all_of(client.found.begin(), client.found.end(), [](bool found) { return found; }))
        return true;
    if (client.ended)
        failStep(client, expectedNow(client), client.ended->words);
    return false;
}

void ConversationRun::Impl::capture(Client& client, const Expectation& expectation, const ReceivedMessage& message)
{
    for (const auto& [name, path] : expectation.capture) {
        const json::Value* json = message.json();
        const json::Value* found = json ? JsonPath::parse(path.toStdString()).value().find(*json) : nullptr;
        if (!found)
            return failStep(client, QStringLiteral("%1 for the variable \"%2\"").arg(path, name), shown(message));
        client.captured[name] = captured[name] = textOf(*found);
    }
}

QString ConversationRun::Impl::expectedNow(const Client& client) const
{
    switch (step->kind) {
    case Kind::Connect:
        return QStringLiteral("a connection");
    case Kind::Ping:
        return QStringLiteral("a pong");
    case Kind::Expect: {
        if (!step->anyOrder)
            return describe(*expectations[client.next].expectation);
        QStringList missing;
        for (std::size_t i = 0; i < expectations.size(); ++i) {
            if (!client.found[i])
                missing.append(describe(*expectations[i].expectation));
        }
        return missing.join(QStringLiteral(" and "));
    }
    case Kind::ExpectNothing:
        return QStringLiteral("nothing");
    case Kind::ExpectClose:
        return step->closeCode == 0 ? QStringLiteral("a close")
                                    : QStringLiteral("a close with %1").arg(closeText(step->closeCode, {}));
    case Kind::Close:
        return QStringLiteral("the end of the connection");
    case Kind::Send:
    case Kind::Wait:
        return {};
    }
    return {};
}

void ConversationRun::Impl::expired()
{
    if (!step)
        return;
    if (step->kind == Kind::Wait || step->kind == Kind::ExpectNothing || waiting.empty())
        return endStep(std::nullopt);
    const Client& late = **std::min_element(waiting.begin(), waiting.end(), [](const Client* a, const Client* b) {
        return std::tie(a->group, a->number) < std::tie(b->group, b->number);
    });
    const double seconds = static_cast<double>(step->time.count()) / 1000;
    QString got = QStringLiteral("nothing in %1 s").arg(seconds);
    if (!late.inbox.empty()) {
        const QString one = QStringLiteral("1 message that does not match, the last");
        const QString many = QStringLiteral("%1 messages that do not match, the last").arg(late.inbox.size());
        got = QStringLiteral("%1 %2, in %3 s")
                  .arg(late.inbox.size() == 1 ? one : many, shown(late.inbox.back()))
                  .arg(seconds);
    }
    outcome.hasTimedOut = true;
    failStep(late, expectedNow(late), got);
}

void ConversationRun::Impl::failStep(const Client& client, const QString& expected, const QString& got)
{
    if (step)
        endStep(ConversationFailure{static_cast<int>(index), step->line, client.name, expected, got});
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
    for (const auto& client : clients) {
        if (client->line) {
            client->line->disconnect(q);
            if (client->isOpen)
                client->line->close();
            client->line.release()->deleteLater(); // one of them may be telling us something right now
        }
    }
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
    run.captured.clear();
    run.outcome = {};
    run.waitingBytes = 0;
    run.waitingMessages = 0;
    run.request = request;
    run.scope = scope;
    run.folder = folder;
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
