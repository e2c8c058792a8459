// What went over a connection, read off its traces: both directions, in the order things happened.
#include "ui/models/conversation_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace gw;
using namespace gw::ui;
using namespace std::chrono_literals;
using Kind = SocketEventRow::Kind;

namespace {

const std::chrono::system_clock::time_point begin{std::chrono::seconds(1'700'000'000)};

std::shared_ptr<engine::Trace> traceOf(const std::string& id, const std::string& eventType, const std::string& route,
                                       std::chrono::milliseconds at)
{
    auto trace = std::make_shared<engine::Trace>();
    trace->requestId = id;
    trace->apiId = "w1";
    trace->method = eventType;
    trace->time = begin + at;
    trace->duration = 4ms;
    trace->status = 200;
    engine::SocketTrace socket;
    socket.connectionId = "A=";
    socket.eventType = eventType;
    socket.messageDirection = "IN";
    socket.routeKey = route;
    socket.routeReason = "$request.body.action gives \"" + route + "\".";
    trace->socket = std::make_shared<const engine::SocketTrace>(socket);
    return trace;
}

void put(engine::Trace& trace, engine::Card card, const std::string& body, bool isIn)
{
    engine::TraceMessage message;
    message.body = body;
    message.bodyBytes = body.size();
    trace.messages.push_back(message);
    engine::Span span;
    span.card = card;
    (isIn ? span.in : span.out) = static_cast<int>(trace.messages.size()) - 1;
    trace.spans.push_back(span);
}

engine::TracePtr message(const std::string& id, const std::string& text, const std::string& reply,
                         std::chrono::milliseconds at)
{
    auto trace = traceOf(id, "MESSAGE", "say", at);
    put(*trace, engine::Card::Client, text, true);
    if (!reply.empty())
        put(*trace, engine::Card::MethodResponse, reply, false);
    return trace;
}

engine::TracePtr push(const std::string& text, std::chrono::milliseconds at)
{
    auto trace = traceOf("push", "MESSAGE", {}, at);
    put(*trace, engine::Card::Client, text, false);
    engine::SocketTrace socket = *trace->socket;
    socket.messageDirection = "OUT";
    trace->socket = std::make_shared<const engine::SocketTrace>(socket);
    return trace;
}

engine::TracePtr handshake(int status)
{
    auto trace = traceOf("hand", "CONNECT", "$connect", 0ms);
    trace->status = status;
    return trace;
}

engine::TracePtr ended(const std::string& reason)
{
    auto trace = traceOf("end", "DISCONNECT", "$disconnect", 90ms);
    engine::SocketTrace socket = *trace->socket;
    socket.disconnectStatusCode = 1001;
    socket.disconnectReason = reason;
    trace->socket = std::make_shared<const engine::SocketTrace>(socket);
    return trace;
}

} // namespace

class TestConversationModel : public QObject
{
    Q_OBJECT

    static std::vector<Kind> kindsOf(const ConversationModel& model)
    {
        std::vector<Kind> kinds;
        for (int row = 0; row < model.rowCount(); ++row)
            kinds.push_back(model.at(row)->kind);
        return kinds;
    }

private slots:
    void bothDirectionsInOrder()
    {
        ConversationModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setConnection("A=", {handshake(101)});
        model.append({push("pushed", 12ms), message("m", "hello", "hi", 10ms)}); // the push finished first
        model.append({ended("idle")});
        QVERIFY(
            (kindsOf(model) == std::vector{Kind::Connected, Kind::Received, Kind::Pushed, Kind::Replied, Kind::Ended}));
        QCOMPARE(model.at(1)->text, QString("hello"));
        QVERIFY(model.at(1)->why.contains("gives"));
        QCOMPARE(model.at(3)->text, QString("hi"));
        QCOMPARE(model.at(3)->requestId, QString("m"));
        QVERIFY(model.at(4)->text.contains("1001") && model.at(4)->text.contains("idle"));
        QCOMPARE(model.index(1, ConversationModel::Route).data().toString(), QString("say"));
    }

    void otherConnectionsStayOut()
    {
        ConversationModel model;
        model.setConnection("B=", {handshake(101)});
        model.append({message("m", "hello", {}, 1ms)});
        QCOMPARE(model.rowCount(), 0);
        auto http = std::make_shared<engine::Trace>();
        model.append({http});
        QCOMPARE(model.rowCount(), 0);
        model.setConnection({}, {handshake(101)});
        QCOMPARE(model.rowCount(), 0);
    }

    void refusalsAndErrorsAreToldApart()
    {
        QCOMPARE(eventsOf(*handshake(403)).front().kind, Kind::Refused);
        auto failed = std::make_shared<engine::Trace>(*message("m", "hello", "{\"message\": \"Forbidden\"}", 1ms));
        failed->hasFault = true;
        failed->fault.reason = "No route";
        const auto rows = eventsOf(*failed);
        QCOMPARE(rows.size(), std::size_t(2));
        QCOMPARE(rows[1].kind, Kind::Error);
        QCOMPARE(rows[0].answer, QString("No route"));
    }

    void theNewestAreKept()
    {
        ConversationModel model;
        model.setConnection("A=", {});
        const auto append = [&](int from, int to) {
            std::vector<engine::TracePtr> many;
            for (int i = from; i < to; ++i)
                many.push_back(message(std::to_string(i), "m", {}, std::chrono::milliseconds(i)));
            model.append(many);
        };
        append(0, ConversationModel::mostRows);
        // It looks at all rows at every change: only now, that rows have to go.
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        append(ConversationModel::mostRows, ConversationModel::mostRows + 10);
        QCOMPARE(model.rowCount(), int(ConversationModel::mostRows));
        QCOMPARE(model.at(0)->requestId, QString("10"));
    }

    void runsAreCountedByRoute()
    {
        const auto runs = runsOfRoutes({handshake(101), message("a", "x", {}, 1ms), message("b", "y", {}, 2ms)}, "w1");
        QCOMPARE(runs.at("say"), 2);
        QCOMPARE(runs.at("$connect"), 1);
        QVERIFY(runsOfRoutes({handshake(101)}, "other").empty());
    }
};

QTEST_MAIN(TestConversationModel)
#include "tst_conversation_model.moc"
