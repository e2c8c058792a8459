// Signed requests as people paste them: HTTP text, curl commands, what curl -v writes; and what a trace still has.
#include "ui/models/signed_text.h"

#include <QTest>

using namespace gw;
using namespace gw::ui;

namespace {

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), qsizetype(view.size()));
}

} // namespace

class TestSignedText : public QObject
{
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void takesATraceWithoutItsSecrets();
};

void TestSignedText::reads_data()
{
    QTest::addColumn<QString>("pasted");
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("dateHeader");
    QTest::addColumn<QString>("body");
    const auto row = [](const char* name, const char* pasted, const char* method, const char* target, const char* host,
                        const char* date = "20260101T000000Z", const char* body = "") {
        QTest::newRow(name) << QString(pasted) << method << target << host << date << QString(body);
    };
    row("HTTP", "GET /dev/pets?x=%20 HTTP/1.1\r\nHost: h:1\r\nX-Amz-Date: 20260101T000000Z\r\n\r\n", "GET",
        "/dev/pets?x=%20", "h:1");
    row("with a body", "POST /dev/pets\nHost: h\nX-Amz-Date: 20260101T000000Z\n\n{\"a\":\n1}", "POST", "/dev/pets", "h",
        "20260101T000000Z", "{\"a\":\n1}");
    row("of curl -v",
        "*   Trying 127.0.0.1:1...\n> GET /dev/pets HTTP/1.1\n> Host: h\n> X-Amz-Date: "
        "20260101T000000Z\n> \n< HTTP/1.1 403 Forbidden\n",
        "GET", "/dev/pets", "h");
    row("a URL in the request line", "GET http://h:2/dev/pets HTTP/1.1\nX-Amz-Date: 20260101T000000Z", "GET",
        "/dev/pets", "h:2");
    row("curl", "curl -s -H 'X-Amz-Date: 20260101T000000Z' \\\n  \"http://h:3/dev/pets?a=1&b=%C3%B6\"", "GET",
        "/dev/pets?a=1&b=%C3%B6", "h:3");
    row("curl with data", "curl http://h:3/dev -H \"X-Amz-Date: 20260101T000000Z\" --data-raw '{\"a\": \"it'\\''s\"}'",
        "POST", "/dev", "h:3", "20260101T000000Z", "{\"a\": \"it's\"}");
    row("curl with a verb and a host",
        "curl -X PUT -o out -H 'Host: api.localhost' -H 'X-Amz-Date: 20260101T000000Z' h/x", "PUT", "/x",
        "api.localhost");
    row("curl as browsers copy it", "curl 'http://h' -H $'X-Amz-Date: 20260101T000000Z' --data-binary $'a\\nb'", "POST",
        "/", "h", "20260101T000000Z", "a\nb");
}

void TestSignedText::reads()
{
    QFETCH(QString, pasted);
    const auto sample = readSignedRequest(pasted);
    QVERIFY2(sample.has_value(), sample ? "" : toString(sample.error()).c_str());
    QTEST(text(sample->method), "method");
    QTEST(text(sample->target), "target");
    QTEST(text(sample->headers.get("Host")), "host");
    QTEST(text(sample->headers.get("X-Amz-Date")), "dateHeader");
    QTEST(text(sample->body), "body");
}

void TestSignedText::refuses_data()
{
    QTest::addColumn<QString>("pasted");
    QTest::addColumn<QString>("words");
    QTest::newRow("nothing") << ""
                             << "no request";
    QTest::newRow("a sentence") << "please, verify: this"
                                << "no request";
    QTest::newRow("a broken header") << "GET / HTTP/1.1\nno header"
                                     << "Line 1";
    QTest::newRow("an open quote") << "curl 'http://h"
                                   << "quote";
    QTest::newRow("no URL") << "curl -H 'A: b'"
                            << "URL";
    QTest::newRow("signed by curl itself") << "curl --aws-sigv4 aws:amz --user a:b http://h/"
                                           << "signs this request";
    QTest::newRow("too long") << QString(2 << 20, 'x') << "1 MB";
}

void TestSignedText::refuses()
{
    QFETCH(QString, pasted);
    QFETCH(QString, words);
    const auto sample = readSignedRequest(pasted);
    QVERIFY(!sample);
    QVERIFY2(text(sample.error().message).contains(words), sample.error().message.c_str());
    QVERIFY(!sample.error().hint.empty());
}

void TestSignedText::takesATraceWithoutItsSecrets()
{
    engine::Trace trace;
    engine::TraceMessage message;
    message.startLine = "POST /dev/pets?x=1 HTTP/1.1";
    message.headers.add("Host", "h");
    message.headers.add("Authorization", "****abcd");
    message.headers.add("X-Amz-Date", "20260101T000000Z");
    message.body = "{}";
    trace.messages.push_back(message);
    engine::Span span;
    span.card = engine::Card::Client;
    span.in = 0;
    trace.spans.push_back(span);
    const TracedRequest request = requestText(trace);
    QCOMPARE(request.masked, QStringList{"Authorization"});
    QVERIFY(!request.text.contains("****"));
    const auto sample = readSignedRequest(request.text);
    QVERIFY(sample && !sample->headers.has("Authorization"));
    QCOMPARE(text(sample->target), QString("/dev/pets?x=1"));
    QCOMPARE(text(sample->body), QString("{}"));
}

QTEST_GUILESS_MAIN(TestSignedText)
#include "tst_signed_text.moc"
