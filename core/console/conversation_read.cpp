// Reads scripts: clients, then steps; what a script looks like stands in conversation.h.
#include "core/console/conversation.h"

#include "core/console/message_parts.h"
#include "core/console/request_file_parts.h"
#include "core/console/script_text.h"
#include "core/json/text.h"

#include <algorithm>

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

class Reader : ScriptText
{
public:
    using ScriptText::ScriptText;

    Result<Conversation> read()
    {
        if (text().find_first_not_of(" \t\r\n") == std::string_view::npos)
            return at(json::Value(), "This is no script: it is empty.", "Begin with \"steps:\" and a list below it.");
        Result<json::Value> tree = json::readYaml(text(), {maxScriptBytes, 50, 200'000});
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
            step->line = lineOf(row);
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
};

} // namespace

Result<Conversation> readConversation(std::string_view text)
{
    return Reader(text).read();
}

} // namespace gw::console
