// Reads scripts and words their steps.
#include "core/console/conversation.h"

#include "core/console/request_file_parts.h"
#include "core/console/websocket_file.h"
#include "core/json/text.h"

#include <algorithm>
#include <initializer_list>

namespace gw::console {

namespace {

using Kind = ConversationStep::Kind;
using std::chrono::milliseconds;

struct Action
{
    const char* key;
    Kind kind;
};
constexpr Action actions[] = {{"connect", Kind::Connect},
                              {"send", Kind::Send},
                              {"ping", Kind::Ping},
                              {"expect", Kind::Expect},
                              {"expectNothing", Kind::ExpectNothing},
                              {"expectClose", Kind::ExpectClose},
                              {"wait", Kind::Wait},
                              {"close", Kind::Close}};

class Reader
{
public:
    explicit Reader(std::string_view text) : m_text(text) {}

    Result<Conversation> read()
    {
        Result<json::Value> tree = json::readYaml(m_text, {maxScriptBytes, 50, 200'000});
        if (!tree)
            return fail(std::move(tree.error()));
        if (!tree->isObject())
            return at(*tree, "This is no script: \"steps\" is missing.", "Begin with \"steps:\" and a list below it.");
        Conversation conversation;
        if (auto known = onlyKeys(*tree, {"timeout", "clients", "steps"}); !known)
            return fail(known.error());
        if (const json::Value* timeout = tree->find("timeout")) {
            const Result<milliseconds> time = timeIn(*timeout);
            if (!time)
                return fail(time.error());
            conversation.timeout = *time;
        }
        if (auto read = readClients((*tree)["clients"], conversation); !read)
            return fail(read.error());
        if (auto read = readSteps((*tree)["steps"], *tree, conversation); !read)
            return fail(read.error());
        return conversation;
    }

private:
    [[nodiscard]] tl::unexpected<Diagnostic> at(const json::Value& node, std::string message,
                                                std::string hint = {}) const
    {
        Diagnostic why;
        why.message = std::move(message);
        why.hint = std::move(hint);
        return placed(node.range(), std::move(why));
    }

    [[nodiscard]] tl::unexpected<Diagnostic> placed(json::TextRange range, Diagnostic diagnostic) const
    {
        diagnostic.position = json::positionOf(m_text, range.begin);
        return fail(std::move(diagnostic));
    }

    [[nodiscard]] Result<void> onlyKeys(const json::Value& node, std::initializer_list<const char*> keys) const
    {
        for (const json::Member& member : node.asObject()) {
            if (std::find(keys.begin(), keys.end(), member.key) != keys.end())
                continue;
            std::string known;
            for (const char* key : keys)
                known += (known.empty() ? "" : ", ") + std::string(key);
            Diagnostic why;
            why.message = "\"" + member.key + "\" is not known here.";
            why.hint = "Use one of " + known + ".";
            return placed(member.keyRange, std::move(why));
        }
        return {};
    }

    // 500, 500ms, 5s, 2m
    [[nodiscard]] Result<milliseconds> timeIn(const json::Value& node) const
    {
        const std::string text = node.scalarText();
        const auto digits = text.find_first_not_of("0123456789");
        const std::string unit = digits == std::string::npos ? "ms" : text.substr(digits);
        const std::size_t length = digits == std::string::npos ? text.size() : digits;
        const int factor = unit == "ms" ? 1 : unit == "s" ? 1'000 : unit == "m" ? 60'000 : 0;
        if (length == 0 || length > 7 || factor == 0)
            return at(node, "\"" + text + "\" is no time.", "Write it as 500ms, 5s or 2m.");
        const milliseconds time(std::int64_t(std::stol(text.substr(0, length))) * factor);
        if (time > longestStep)
            return at(node, "\"" + text + "\" is longer than ten minutes.", "Split the script.");
        return time;
    }

    [[nodiscard]] Result<void> readClients(const json::Value& node, Conversation& conversation)
    {
        if (node.isNull()) {
            conversation.clients.push_back({QStringLiteral("client"), 1, {}, {}, std::nullopt, false});
            return {};
        }
        if (!node.isObject() || node.asObject().empty())
            return at(node, "\"clients\" is no mapping of names to clients.", "Write \"clients: { alice: {} }\".");
        std::int64_t total = 0;
        for (const json::Member& member : node.asObject()) {
            Result<ConversationClient> client = clientFrom(member);
            if (!client)
                return fail(client.error());
            total += client->count;
            conversation.clients.push_back(std::move(*client));
        }
        if (total > maxConversationClients)
            return at(node, "There are " + std::to_string(total) + " clients; 500 can talk at once.",
                      "Lower a \"count\".");
        return {};
    }

    [[nodiscard]] Result<ConversationClient> clientFrom(const json::Member& member) const
    {
        ConversationClient client;
        client.name = toQt(member.key);
        if (member.value.isNull())
            return client;
        if (!member.value.isObject())
            return at(member.value, "The client \"" + member.key + "\" is no mapping.", "Write \"{}\" for one.");
        if (auto known = onlyKeys(member.value, {"count", "url", "headers", "subprotocols"}); !known)
            return fail(known.error());
        const std::int64_t count = member.value["count"].toInt(member.value.find("count") ? 0 : 1);
        if (count < 1 || count > maxConversationClients)
            return at(member.value["count"], "\"count\" is no number from 1 to 500.");
        client.count = static_cast<int>(count);
        client.url = toQt(member.value["url"].scalarText());
        Result<Fields> headers = fieldsFrom(member.value["headers"], "headers");
        if (!headers)
            return placed(member.value["headers"].range(), headers.error());
        client.headers = std::move(*headers);
        if (const json::Value* names = member.value.find("subprotocols")) {
            client.subprotocols.emplace();
            if (names->isArray()) {
                for (const json::Value& name : names->asArray())
                    client.subprotocols->append(toQt(name.scalarText()));
            } else {
                client.subprotocols->append(toQt(names->scalarText()));
            }
        }
        return client;
    }

    [[nodiscard]] Result<void> readSteps(const json::Value& node, const json::Value& tree, Conversation& conversation)
    {
        if (!node.isArray() || node.asArray().empty())
            return at(node.isNull() ? tree : node, "\"steps\" is no list of steps.",
                      "Write \"steps:\" and below it lines such as \"- send: hello\".");
        if (node.asArray().size() > maxConversationSteps)
            return at(node, "There are more than 10000 steps.", "Split the script.");
        for (const json::Value& row : node.asArray()) {
            Result<ConversationStep> step = stepFrom(row, conversation);
            if (!step)
                return fail(step.error());
            step->line = json::positionOf(m_text, row.range().begin).line;
            for (ConversationClient& client : conversation.clients) {
                if (step->kind == Kind::Connect && (step->clients.isEmpty() || step->clients.contains(client.name)))
                    client.connectsLater = true;
            }
            conversation.steps.push_back(std::move(*step));
        }
        return {};
    }

    [[nodiscard]] Result<ConversationStep> stepFrom(const json::Value& row, const Conversation& conversation) const
    {
        if (!row.isObject())
            return at(row, "A step is no mapping.", "Write it as \"- send: hello\" or \"- expect: hello\".");
        if (auto known = onlyKeys(row, {"connect", "send", "ping", "expect", "expectNothing", "expectClose", "wait",
                                        "close", "client", "within", "anyOrder"});
            !known)
            return fail(known.error());
        ConversationStep step;
        step.time = conversation.timeout;
        const json::Value* what = nullptr;
        for (const Action& action : actions) {
            const json::Value* value = row.find(action.key);
            if (value && what)
                return at(row, "A step does two things at once.", "Write a step for each.");
            if (value) {
                what = value;
                step.kind = action.kind;
            }
        }
        if (!what)
            return at(row, "A step does nothing.", "Add send, expect, wait, close or another action.");
        if (auto read = readWho(row, conversation, step); !read)
            return fail(read.error());
        if (auto read = readWhat(*what, step); !read)
            return fail(read.error());
        return step;
    }

    [[nodiscard]] Result<void> readWho(const json::Value& row, const Conversation& conversation,
                                       ConversationStep& step) const
    {
        if (const json::Value* who = row.find("client")) {
            const json::Array names = who->isArray() ? who->asArray() : json::Array{*who};
            for (const json::Value& name : names) {
                const QString wanted = toQt(name.scalarText());
                const bool isKnown = std::any_of(conversation.clients.begin(), conversation.clients.end(),
                                                 [&](const ConversationClient& each) { return each.name == wanted; });
                if (!isKnown)
                    return at(name, "No client is called \"" + name.scalarText() + "\".", "Add it to \"clients\".");
                step.clients.append(wanted);
            }
        }
        step.anyOrder = row["anyOrder"].toBool();
        if (const json::Value* within = row.find("within")) {
            const Result<milliseconds> time = timeIn(*within);
            if (!time)
                return fail(time.error());
            step.time = *time;
        }
        return {};
    }

    [[nodiscard]] Result<void> readWhat(const json::Value& what, ConversationStep& step) const
    {
        switch (step.kind) {
        case Kind::Connect:
        case Kind::Ping:
            return {};
        case Kind::Send: {
            Result<Message> message = messageFromTree(what);
            if (!message)
                return placed(what.range(), message.error());
            step.message = std::move(*message);
            return {};
        }
        case Kind::Expect:
            return readExpectations(what, step);
        case Kind::ExpectNothing:
        case Kind::Wait: {
            const Result<milliseconds> time = timeIn(what);
            if (!time)
                return fail(time.error());
            step.time = *time;
            return {};
        }
        case Kind::ExpectClose:
        case Kind::Close:
            return readClose(what, step);
        }
        return {};
    }

    [[nodiscard]] Result<void> readClose(const json::Value& what, ConversationStep& step) const
    {
        const bool isMapping = what.isObject();
        if (isMapping) {
            if (auto known = onlyKeys(what, {"code", "reason"}); !known)
                return known;
        }
        const json::Value& code = isMapping ? what["code"] : what;
        const std::int64_t fallback = step.kind == Kind::Close ? 1000 : 0;
        const std::int64_t number = code.isNull() ? fallback : code.toInt(-1);
        const bool isSendable = number == 1000 || number == 1001 || (number >= 1002 && number <= 4999);
        if (!isSendable && !(step.kind == Kind::ExpectClose && number == 0))
            return at(what, "\"" + code.scalarText() + "\" is no close code.", "Use a number from 1000 to 4999.");
        step.closeCode = static_cast<int>(number);
        step.closeReason = isMapping ? toQt(what["reason"].scalarText()) : QString();
        return {};
    }

    [[nodiscard]] Result<void> readExpectations(const json::Value& what, ConversationStep& step) const
    {
        const json::Array rows = what.isArray() ? what.asArray() : json::Array{what};
        if (rows.empty() || rows.size() > maxExpectations)
            return at(what, "\"expect\" is no list of up to 1000 messages.");
        for (const json::Value& row : rows) {
            Result<Expectation> expectation = expectationFrom(row);
            if (!expectation)
                return expectation.error().position.line > 0 ? Result<void>(fail(expectation.error()))
                                                             : placed(row.range(), expectation.error());
            step.expectations.push_back(std::move(*expectation));
        }
        return {};
    }

    [[nodiscard]] Result<Expectation> expectationFrom(const json::Value& row) const
    {
        Expectation expectation;
        if (row.isObject()) {
            if (auto known = onlyKeys(row, {"path", "equals", "contains", "matches", "binary", "capture"}); !known)
                return fail(known.error());
            if (const json::Value* binary = row.find("binary"))
                expectation.binary = QByteArray::fromHex(QByteArray::fromStdString(binary->scalarText()));
            if (row["capture"].isObject()) {
                for (const json::Member& member : row["capture"].asObject()) {
                    const std::string path = member.value.scalarText();
                    if (const auto parsed = JsonPath::parse(path); !parsed)
                        return placed(member.value.range(), parsed.error());
                    expectation.capture[toQt(member.key)] = toQt(path);
                }
            }
        }
        Result<MessageMatch> match = matchFromTree(row);
        if (!match)
            return fail(match.error());
        if (const auto compiled = CompiledMatch::compile(*match); !compiled)
            return fail(compiled.error());
        expectation.match = std::move(*match);
        return expectation;
    }

    std::string_view m_text;
};

} // namespace

Result<Conversation> readConversation(std::string_view text)
{
    return Reader(text).read();
}

QString describe(const Expectation& expectation)
{
    if (expectation.binary)
        return QStringLiteral("the binary message %1").arg(QString::fromLatin1(expectation.binary->toHex(' ')));
    return describe(expectation.match);
}

QString describe(const ConversationStep& step)
{
    const QString who = step.clients.isEmpty() ? QStringLiteral("all") : step.clients.join(QStringLiteral(", "));
    const auto seconds = QString::number(static_cast<double>(step.time.count()) / 1000);
    QStringList expected;
    for (const Expectation& expectation : step.expectations)
        expected.append(describe(expectation));
    switch (step.kind) {
    case Kind::Connect:
        return QStringLiteral("%1: connect").arg(who);
    case Kind::Send:
        return QStringLiteral("%1: send %2").arg(who, step.message.text.simplified());
    case Kind::Ping:
        return QStringLiteral("%1: ping").arg(who);
    case Kind::Expect:
        return QStringLiteral("%1: expect %2")
            .arg(who, expected.join(step.anyOrder ? QStringLiteral(" and ") : QStringLiteral(", then ")));
    case Kind::ExpectNothing:
        return QStringLiteral("%1: expect nothing for %2 s").arg(who, seconds);
    case Kind::ExpectClose:
        return step.closeCode == 0 ? QStringLiteral("%1: expect a close").arg(who)
                                   : QStringLiteral("%1: expect a close with %2").arg(who).arg(step.closeCode);
    case Kind::Wait:
        return QStringLiteral("wait %1 s").arg(seconds);
    case Kind::Close:
        return QStringLiteral("%1: close with %2").arg(who).arg(step.closeCode);
    }
    return who;
}

} // namespace gw::console
