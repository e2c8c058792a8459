// What a client does in a step, and what it has of what the step expects.
#include "core/console/script_client.h"

#include "core/console/prepare_websocket.h"
#include "core/console/websocket_line.h"

#include <algorithm>
#include <utility>

namespace gw::console {

namespace {

using Kind = ConversationStep::Kind;

QString nameOf(const ConversationClient& group, int number)
{
    return group.count == 1 ? group.name : QStringLiteral("%1 %2").arg(group.name).arg(number);
}

QString wordsOf(const Diagnostic& why) // without its full stop: it becomes part of a sentence
{
    return QString::fromStdString(why.message).chopped(1);
}

} // namespace

ScriptClient::ScriptClient(const ConversationClient& group, int number, SharedByClients& shared)
    : m_group(group), m_number(number), m_name(nameOf(group, number)), m_shared(shared)
{
}

ScriptClient::~ScriptClient() = default;

VariableScope ScriptClient::scope() const
{
    VariableScope own;
    const auto add = [&own](const QString& name, const QString& value) { own.add({name, value, {}, false}); };
    for (const auto& [name, value] : m_captured)
        add(name, value);
    add(QStringLiteral("client"), m_name);
    add(QStringLiteral("number"), QString::number(m_number));
    for (const auto& [name, value] : m_shared.captured)
        add(name, value);
    for (const Variable& variable : m_shared.scope.all())
        own.add(variable);
    return own;
}

Result<PreparedConnection> ScriptClient::connection() const
{
    const WebSocketRequest& request = *m_shared.request;
    WebSocketRequest own;
    own.url = m_group.url.isEmpty() ? request.url : m_group.url;
    own.subprotocols = m_group.subprotocols.value_or(request.subprotocols);
    own.headers = m_group.headers;
    for (const Field& field : request.headers) {
        if (!findHeader(m_group.headers, field.name.trimmed()))
            own.headers.push_back(field);
    }
    return prepareConnection(own, scope());
}

// --- The line --------------------------------------------------------------------------------------------------------

void ScriptClient::listen()
{
    m_line = std::make_unique<WebSocketLine>();
    m_ended.reset();
    m_isOpen = false;
    connect(m_line.get(), &WebSocketLine::opened, this, [this] {
        m_isOpen = true;
        emit changed();
    });
    connect(m_line.get(), &WebSocketLine::received, this, &ScriptClient::take);
    connect(m_line.get(), &WebSocketLine::ponged, this, [this] {
        m_hasPonged = true;
        emit changed();
    });
    connect(m_line.get(), &WebSocketLine::closed, this, [this](int code, const QString& reason) {
        ended(QStringLiteral("the connection closed with ") + closeText(code, reason), code);
    });
    connect(m_line.get(), &WebSocketLine::failed, this, [this](const Diagnostic& why) { ended(wordsOf(why), 0); });
}

void ScriptClient::take(const QByteArray& bytes, bool isBinary)
{
    ++m_shared.received;
    m_shared.waitingBytes += bytes.size();
    ++m_shared.waitingMessages;
    m_inbox.emplace_back(bytes, isBinary);
    emit received();
}

void ScriptClient::ended(const QString& words, int code)
{
    m_isOpen = false;
    m_ended = Ended{words, code};
    emit changed();
}

void ScriptClient::hangUp()
{
    if (!m_line)
        return;
    m_line->disconnect(this);
    if (m_isOpen)
        m_line->close();
    m_line.release()->deleteLater();
}

QString ScriptClient::closedWords() const
{
    return m_ended ? m_ended->words : QStringLiteral("it is not connected");
}

// --- Acting ----------------------------------------------------------------------------------------------------------

void ScriptClient::begin(const PlayedStep& played)
{
    m_played = &played;
    m_next = 0;
    m_found.assign(played.expectations.size(), false);
    m_hasPonged = false;
}

std::optional<Unmet> ScriptClient::act()
{
    const ConversationStep& step = *m_played->step;
    switch (step.kind) {
    case Kind::Connect:
        return openLine();
    case Kind::Send:
        return sendMessage();
    case Kind::Ping:
        if (!m_isOpen || !m_line->ping())
            return Unmet{QStringLiteral("an open connection to ping"), closedWords()};
        return {};
    case Kind::Close:
        if (!m_isOpen)
            return Unmet{QStringLiteral("an open connection to close"), closedWords()};
        m_line->close(step.closeCode, step.closeReason);
        return {};
    case Kind::Expect:
    case Kind::ExpectNothing:
    case Kind::ExpectClose:
    case Kind::Wait:
        return {};
    }
    return {};
}

std::optional<Unmet> ScriptClient::openLine()
{
    const Result<PreparedConnection> prepared = connection();
    if (!prepared)
        return Unmet{QStringLiteral("a connection"), wordsOf(prepared.error())};
    listen();
    // The step's own deadline speaks first.
    m_line->open(*prepared, m_played->step->time + std::chrono::milliseconds(1'000));
    return {};
}

std::optional<Unmet> ScriptClient::sendMessage()
{
    const Result<PreparedMessage> message = prepareMessage(m_played->step->message, scope(), m_shared.folder);
    if (!message)
        return Unmet{QStringLiteral("a message to send"), wordsOf(message.error())};
    if (!m_isOpen || !m_line->send(*message))
        return Unmet{QStringLiteral("an open connection to send on"), closedWords()};
    ++m_shared.sent;
    return {};
}

// --- What it has of the step -----------------------------------------------------------------------------------------

ScriptClient::Settled ScriptClient::settle()
{
    switch (m_played->step->kind) {
    case Kind::Connect:
        return m_isOpen ? Settled(true) : notYet();
    case Kind::Send:
        return true;
    case Kind::Ping:
        return m_hasPonged ? Settled(true) : notYet();
    case Kind::Expect:
        return m_played->step->anyOrder ? takeInAnyOrder() : takeInOrder();
    case Kind::ExpectNothing:
        if (!m_inbox.empty())
            return tl::make_unexpected(Unmet{expected(), shown(m_inbox.front())});
        return false; // time alone ends it
    case Kind::ExpectClose:
        return settleClose();
    case Kind::Close:
        return m_ended.has_value();
    case Kind::Wait:
        return false;
    }
    return false;
}

ScriptClient::Settled ScriptClient::settleClose() const
{
    if (!m_ended)
        return false;
    const int wanted = m_played->step->closeCode;
    if (m_ended->code == 0 || (wanted != 0 && m_ended->code != wanted))
        return tl::make_unexpected(Unmet{expected(), m_ended->words});
    return true;
}

ScriptClient::Settled ScriptClient::notYet() const
{
    if (m_ended)
        return tl::make_unexpected(Unmet{expected(), m_ended->words});
    return false;
}

void ScriptClient::took(const ReceivedMessage& message)
{
    m_shared.waitingBytes -= message.bytes().size();
    --m_shared.waitingMessages;
}

ScriptClient::Settled ScriptClient::takeInOrder()
{
    const std::vector<CompiledExpectation>& expectations = m_played->expectations;
    while (m_next < expectations.size() && !m_inbox.empty()) {
        const ReceivedMessage message = std::move(m_inbox.front());
        m_inbox.pop_front();
        took(message);
        if (!expectations[m_next].accepts(message))
            return tl::make_unexpected(Unmet{expected(), shown(message)});
        if (auto unmet = capture(*expectations[m_next].expectation, message))
            return tl::make_unexpected(std::move(*unmet));
        ++m_next;
    }
    return m_next == expectations.size() ? Settled(true) : notYet();
}

ScriptClient::Settled ScriptClient::takeInAnyOrder()
{
    const std::vector<CompiledExpectation>& expectations = m_played->expectations;
    for (auto it = m_inbox.begin(); it != m_inbox.end();) {
        std::size_t at = 0;
        while (at < expectations.size() && (m_found[at] || !expectations[at].accepts(*it)))
            ++at;
        if (at == expectations.size()) {
            ++it;
            continue;
        }
        m_found[at] = true;
        if (auto unmet = capture(*expectations[at].expectation, *it))
            return tl::make_unexpected(std::move(*unmet));
        took(*it);
        it = m_inbox.erase(it);
    }
    const bool hasAll = std::all_of(m_found.begin(), m_found.end(), [](bool found) { return found; });
    return hasAll ? Settled(true) : notYet();
}

std::optional<Unmet> ScriptClient::capture(const Expectation& expectation, const ReceivedMessage& message)
{
    for (const auto& [name, path] : expectation.capture) {
        const json::Value* json = message.json();
        const json::Value* found = json ? JsonPath::parse(path.toStdString()).value().find(*json) : nullptr;
        if (!found)
            return Unmet{QStringLiteral("%1 for the variable \"%2\"").arg(path, name), shown(message)};
        m_captured[name] = m_shared.captured[name] = textOf(*found);
    }
    return {};
}

QString ScriptClient::expected() const
{
    return m_played->expected(m_next, m_found);
}

Unmet ScriptClient::missing() const
{
    const double seconds = static_cast<double>(m_played->step->time.count()) / 1000;
    if (m_inbox.empty())
        return {expected(), QStringLiteral("nothing in %1 s").arg(seconds)};
    const QString one = QStringLiteral("1 message that does not match, the last");
    const QString many = QStringLiteral("%1 messages that do not match, the last").arg(m_inbox.size());
    return {expected(),
            QStringLiteral("%1 %2, in %3 s").arg(m_inbox.size() == 1 ? one : many, shown(m_inbox.back())).arg(seconds)};
}

} // namespace gw::console
