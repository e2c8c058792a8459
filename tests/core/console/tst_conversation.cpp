// Scripted conversations: how they are read, and how they go against a real server.
#include "core/console/conversation_run.h"
#include "tests/support/websocket_server.h"

#include <QElapsedTimer>
#include <QTest>

using namespace gw;
using namespace gw::console;

class TestConversation : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_server = std::make_unique<test::WebSocketServer>(); }
    void cleanupTestCase() { m_server.reset(); }

    void scriptsAreRead();
    void badScriptsAreRefused_data();
    void badScriptsAreRefused();
    void passes_data();
    void passes();
    void fails_data();
    void fails();
    void capturedIsSaidByOthers();
    void aHundredClientsTalk();
    void cancelEnds();
    void anotherRunForgetsTheFirst();
    void tenThousandStepsNeedNoStack();

private:
    ConversationOutcome play(const QString& script, const QString& path, const VariableScope& scope = VariableScope());
    std::unique_ptr<test::WebSocketServer> m_server;
};

ConversationOutcome TestConversation::play(const QString& script, const QString& path, const VariableScope& scope)
{
    ConversationRun run;
    std::optional<ConversationOutcome> got;
    int told = 0;
    connect(&run, &ConversationRun::stepFinished, this, [&] { ++told; });
    connect(&run, &ConversationRun::finished, this, [&](const ConversationOutcome& outcome) { got = outcome; });
    WebSocketRequest request;
    request.url = m_server->url(path);
    request.headers = {{"X-User", "nobody", true}};
    request.script = script;
    run.start(request, scope, {});
    [&] { QTRY_VERIFY_WITH_TIMEOUT(got, 60'000); }();
    if (got)
        [&] { QCOMPARE(told, int(got->steps.size())); }();
    return got.value_or(ConversationOutcome{});
}

void TestConversation::scriptsAreRead()
{
    const auto script = readConversation(R"(timeout: 2s
clients:
  alice: {}
  bob: { headers: { X-User: bob }, subprotocols: [chat], url: ws://x }
  crowd: { count: 50 }
steps:
  - { client: alice, send: { json: { action: join } } }
  - client: [bob, crowd]
    expect:
      - { path: $.n, matches: "^[0-9]+$", capture: { n: $.n } }
      - { binary: "00 ff" }
    anyOrder: true
    within: 100ms
  - { client: bob, connect: }
  - { wait: 1m }
  - { client: alice, close: { code: 4000, reason: done } }
  - { client: bob, expectClose: }
)");
    QVERIFY2(script, script ? "" : script.error().message.c_str());
    QCOMPARE(script->clients.size(), std::size_t(3));
    QCOMPARE(script->clients[2].count, 50);
    QVERIFY(script->clients[1].connectsLater && !script->clients[0].connectsLater);
    QCOMPARE(script->steps[0].message, (Message{MessageKind::Json, "{\"action\":\"join\"}"}));
    QCOMPARE(script->steps[0].time, std::chrono::milliseconds(2000));
    QCOMPARE(script->steps[1].time, std::chrono::milliseconds(100));
    QCOMPARE(script->steps[1].line, 8);
    QCOMPARE(*script->steps[1].expectations[1].binary, QByteArray("\x00\xff", 2));
    QCOMPARE(script->steps[3].time, std::chrono::milliseconds(60'000));
    QCOMPARE(script->steps[4].closeCode, 4000);
    QCOMPARE(script->steps[5].closeCode, 0);
    QCOMPARE(describe(script->steps[1]),
             QString("bob, crowd: expect $.n that matches /^[0-9]+$/ and the binary message 00 ff"));
}

void TestConversation::badScriptsAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message");
    QTest::addColumn<int>("line");
    const auto row = [](const char* name, const char* text, const char* message, int line) {
        QTest::newRow(name) << QByteArray(text) << QString(message) << line;
    };
    row("nothing", "", "no script: it is empty", 1);
    row("blanks", " \n\n", "no script: it is empty", 1);
    row("no YAML", "steps: [", "", 0);
    row("no steps", "timeout: 1s", "\"steps\" is no list", 1);
    row("empty steps", "steps: []", "\"steps\" is no list", 1);
    row("misspelt key", "steps:\n  - expct: x", "\"expct\" is not known here", 2);
    row("misspelt condition", "steps:\n  - expect: { equal: x }", "\"equal\" is not known here", 2);
    row("two actions", "steps:\n  - { send: a, expect: b }", "two things", 2);
    row("no action", "steps:\n  - { client: client }", "does nothing", 2);
    row("unknown client", "steps:\n  - send: a\n  - { client: bob, send: a }", "No client is called \"bob\"", 3);
    row("too many clients", "clients: { a: { count: 501 } }\nsteps: [{ send: a }]", "count", 1);
    row("too many together", "clients: { a: { count: 400 }, b: { count: 400 } }\nsteps: [{ send: a }]", "800 clients",
        1);
    row("no count", "clients: { a: { count: many } }\nsteps: [{ send: a }]", "count", 1);
    row("no time", "steps:\n  - wait: soon", "no time", 2);
    row("too long", "steps:\n  - wait: 11m", "longer than ten minutes", 2);
    row("no close code", "steps:\n  - close: 99", "no close code", 2);
    row("bad path", "steps:\n  - expect: { path: type, equals: x }", "no path", 2);
    row("bad pattern", "steps:\n  - expect: { matches: '(' }", "no pattern", 2);
    row("bad capture", "steps:\n  - expect: { capture: { a: b } }", "no path", 2);
    row("two conditions", "steps:\n  - expect: { equals: a, contains: b }", "two conditions", 2);
    row("a message of no kind", "steps:\n  - send: { xml: a }", "no text", 2);
    QTest::newRow("too long a text") << "steps: [{ send: " + QByteArray(maxScriptBytes, 'x') + " }]"
                                     << "" << 0;
    QTest::newRow("too many steps") << "steps:\n" + QByteArray("- send: a\n").repeated(10'001) << "10000 steps" << 2;
}

void TestConversation::badScriptsAreRefused()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, message);
    QFETCH(int, line);
    const auto script = readConversation(text.toStdString());
    QVERIFY(!script);
    QVERIFY2(QString::fromStdString(script.error().message).contains(message), script.error().message.c_str());
    if (line > 0)
        QCOMPARE(script.error().position.line, line);
    const ConversationOutcome outcome = play(QString::fromUtf8(text), "/echo");
    QVERIFY(outcome.error && !outcome.passed());
}

void TestConversation::passes_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("script");
    QTest::newRow("echo") << "/echo"
                          << "steps: [{ send: hello }, { expect: hello }]";
    QTest::newRow("json")
        << "/echo"
        << "steps: [{ send: { json: { a: { b: [1, 2] } } } }, { expect: { path: '$.a.b[-1]', equals: 2 } }]";
    QTest::newRow("binary") << "/echo"
                            << "steps: [{ send: { hex: 00ff } }, { expect: { binary: 00 ff } }]";
    QTest::newRow("any order") << "/echo"
                               << "steps: [{ send: a }, { send: b }, { send: c }, { expect: [c, a], anyOrder: true }, "
                                  "{ expect: b }, { expectNothing: 20ms }]";
    QTest::newRow("in order") << "/echo"
                              << "steps: [{ send: a }, { send: b }, { expect: [a, b] }]";
    QTest::newRow("headers of a client")
        << "/greet"
        << "clients: { a: { headers: { X-User: ann } }, b: {} }\n"
           "steps: [{ client: a, expect: 'ann||' }, { client: b, expect: 'nobody||' }]";
    QTest::newRow("closed by the server") << "/echo"
                                          << "steps: [{ send: bye }, { expectClose: 1001 }]";
    QTest::newRow("any close") << "/drop"
                               << "steps: [{ expectClose: 1006 }]";
    QTest::newRow("closed and again") << "/echo"
                                      << "steps: [{ connect: }, { close: 4000 }, { expectClose: }, { connect: }, "
                                         "{ send: a }, { expect: a }]";
    QTest::newRow("ping") << "/silent"
                          << "steps: [{ ping: }, { wait: 1ms }]";
    QTest::newRow("everybody hears") << "/room"
                                     << "clients: { a: {}, b: {} }\nsteps: [{ client: a, send: hi }, { expect: hi }]";
    QTest::newRow("variables") << "/echo"
                               << "steps: [{ send: '{{greeting}} {{client}}' }, { expect: hello client }]";
}

void TestConversation::passes()
{
    QFETCH(QString, path);
    QFETCH(QString, script);
    VariableScope scope;
    scope.add({"greeting", "hello", {}, false});
    const ConversationOutcome outcome = play(script, path, scope);
    const QString failure = outcome.failure ? sentence(*outcome.failure) : QString();
    const QString error = outcome.error ? QString::fromStdString(outcome.error->message) : QString();
    QVERIFY2(outcome.passed(), qPrintable(failure + error));
    QVERIFY(int(outcome.steps.size()) >= outcome.total);
}

void TestConversation::fails_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("words");
    QTest::addColumn<bool>("timedOut");
    QTest::newRow("other text") << "/echo"
                                << "steps:\n  - send: a\n  - expect: b"
                                << "Step 2 (line 3), client: expected a message equal to b; got a." << false;
    QTest::newRow("nothing comes") << "/silent"
                                   << "timeout: 50ms\nsteps: [{ expect: a }]"
                                   << "expected a message equal to a; got nothing in 0.05 s." << true;
    QTest::newRow("not in any order")
        << "/echo"
        << "timeout: 100ms\nsteps: [{ send: a }, { send: x }, { expect: [a, b], anyOrder: true }]"
        << "expected a message equal to b; got 1 message that does not match, the last x, in 0.1 s." << true;
    QTest::newRow("something comes") << "/echo"
                                     << "steps: [{ send: a }, { expectNothing: 10s }]"
                                     << "expected nothing; got a." << false;
    QTest::newRow("closed instead") << "/echo"
                                    << "steps: [{ send: bye }, { expect: a }]"
                                    << "got the connection closed with 1001 (as you wish)." << false;
    QTest::newRow("another code") << "/echo"
                                  << "steps: [{ send: bye }, { expectClose: 1000 }]"
                                  << "expected a close with 1000 (normal); got the connection closed with 1001"
                                  << false;
    QTest::newRow("no close") << "/silent"
                              << "timeout: 50ms\nsteps: [{ expectClose: }]"
                              << "expected a close; got nothing" << true;
    QTest::newRow("sends after the end")
        << "/echo"
        << "steps: [{ close: }, { send: a }]"
        << "expected an open connection to send on; got the connection closed with 1000" << false;
    QTest::newRow("closes twice") << "/echo"
                                  << "steps: [{ close: }, { close: }]"
                                  << "Step 2 (line 1)" << false;
    QTest::newRow("not connected yet") << "/echo"
                                       << "steps: [{ send: a }, { connect: }]"
                                       << "it is not connected" << false;
    QTest::newRow("unknown variable") << "/echo"
                                      << "steps: [{ send: '{{nobody}}' }]"
                                      << "got The variable \"nobody\" is not defined." << false;
    QTest::newRow("nothing to capture") << "/echo"
                                        << "steps: [{ send: a }, { expect: { capture: { x: $.id } } }]"
                                        << "expected $.id for the variable \"x\"; got a." << false;
    QTest::newRow("no server") << "/echo"
                               << "clients: { a: { url: 'ws://127.0.0.1:1/' } }\nsteps: [{ send: a }]"
                               << "Connecting, a: expected a connection; got Nothing listens on 127.0.0.1:1." << false;
    QTest::newRow("no address") << "/echo"
                                << "clients: { a: { url: '{{nowhere}}' } }\nsteps: [{ send: a }]"
                                << "\"nowhere\" is not defined" << false;
    QTest::newRow("the one of many") << "/echo"
                                     << "clients: { c: { count: 5 } }\nsteps:\n"
                                        "  - send: '{{number}}'\n  - expect: { matches: '[1245]' }"
                                     << "Step 2 (line 4), c 3: expected a message that matches /[1245]/; got 3."
                                     << false;
}

void TestConversation::fails()
{
    QFETCH(QString, path);
    QFETCH(QString, script);
    QFETCH(QString, words);
    QFETCH(bool, timedOut);
    const ConversationOutcome outcome = play(script, path);
    QVERIFY(outcome.failure && !outcome.passed());
    QVERIFY2(sentence(*outcome.failure).contains(words), qPrintable(sentence(*outcome.failure)));
    QCOMPARE(outcome.hasTimedOut, timedOut);
    QVERIFY(outcome.steps.back().failure);
}

void TestConversation::capturedIsSaidByOthers()
{
    const ConversationOutcome outcome = play(R"(clients: { alice: {}, bob: {} }
steps:
  - { client: alice, send: '{"room": "r-{{$randomInt}}"}' }
  - { client: alice, expect: { path: $.room, matches: ^r-, capture: { room: $.room } } }
  - { client: bob, send: '{{room}} of {{client}}' }
  - { client: bob, expect: { matches: '^r-[0-9]+ of bob$' } }
)",
                                             "/echo");
    QVERIFY2(outcome.passed(), outcome.failure ? qPrintable(sentence(*outcome.failure)) : "");
}

void TestConversation::aHundredClientsTalk()
{
    QElapsedTimer clock;
    clock.start();
    const ConversationOutcome outcome = play(R"(timeout: 30s
clients: { c: { count: 100 } }
steps:
  - send: '{"from": {{number}}}'
  - { expect: { path: $.from, matches: "^[0-9]+$", capture: { from: $.from } } }
  - send: 'I am {{from}} of {{client}}'
  - { expect: { matches: '^I am (\d+) of c \1$' } }
)",
                                             "/echo");
    QVERIFY2(outcome.passed(), outcome.failure ? qPrintable(sentence(*outcome.failure)) : "");
    QCOMPARE(outcome.sent, 200);
    QCOMPARE(outcome.received, 200);
    qInfo("100 clients, 400 messages: %lld ms", clock.elapsed());
}

void TestConversation::cancelEnds()
{
    ConversationRun run;
    std::optional<ConversationOutcome> got;
    connect(&run, &ConversationRun::finished, this, [&](const ConversationOutcome& outcome) { got = outcome; });
    WebSocketRequest request;
    request.url = m_server->url("/silent");
    request.script = "steps: [{ wait: 10m }]";
    int steps = 0;
    connect(&run, &ConversationRun::stepFinished, this, [&] { ++steps; });
    run.start(request, VariableScope(), {});
    QTRY_COMPARE(steps, 1); // connected
    run.cancel();
    QVERIFY(!run.isRunning());
    QTRY_VERIFY(got);
    QVERIFY(got->isCanceled && !got->passed());
    run.cancel(); // nothing to cancel
}

void TestConversation::anotherRunForgetsTheFirst()
{
    ConversationRun run;
    std::vector<ConversationOutcome> got;
    connect(&run, &ConversationRun::finished, this, [&](const ConversationOutcome& o) { got.push_back(o); });
    WebSocketRequest request;
    request.url = m_server->url("/echo");
    request.script = "steps: [{ wait: 10m }]";
    run.start(request, VariableScope(), {});
    request.script = "steps: [{ send: a }, { expect: a }]";
    run.start(request, VariableScope(), {});
    QTRY_COMPARE(got.size(), std::size_t(2));
    QVERIFY(got[0].isCanceled);
    QVERIFY(got[1].passed());
}

void TestConversation::tenThousandStepsNeedNoStack()
{
    const ConversationOutcome outcome = play("steps:\n" + QString("- send: a\n- expect: a\n").repeated(5'000), "/echo");
    QVERIFY2(outcome.passed(), outcome.failure ? qPrintable(sentence(*outcome.failure)) : "");
    QCOMPARE(outcome.total, 10'000);
}

QTEST_GUILESS_MAIN(TestConversation)
#include "tst_conversation.moc"
