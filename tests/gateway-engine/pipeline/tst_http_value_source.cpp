// Sources of values of HTTP APIs: what each names, what is left out, and what is refused.
#include "gateway-engine/pipeline/http_value_source.h"

#include "gateway-engine/compile/program.h"
#include "tests/support/engine_world.h"

#include <QTest>

using namespace gw::engine;
using Side = HttpValueSource::Side;

Q_DECLARE_METATYPE(Side)

namespace {

std::shared_ptr<const Program> program()
{
    auto made = std::make_shared<Program>();
    made->isHttpApi = true;
    made->apiId = "abcdefghij";
    made->stageName = "prod";
    made->stageVariables = {{"host", "h1"}};
    return made;
}

Request request()
{
    Request made;
    made.method = "POST";
    made.target = "/prod/pets/a%20b?q=1&q=2%203&Q=x&e";
    made.headers.add("X-Tag", "a");
    made.headers.add("x-tag", "b");
    made.body = R"({"pet":{"name":"Rex","tags":["x","y"],"age":3,"none":null},"a-b":1})";
    return made;
}

} // namespace

class TestHttpValueSource : public QObject
{
    Q_OBJECT

private slots:
    void values_data()
    {
        QTest::addColumn<Side>("side");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected"); // null: left out
        const auto row = [](const char* text, const char* expected, Side side = Side::Request) {
            QTest::newRow(text) << side << text << (expected ? QString(expected) : QString());
        };
        row("plain text", "plain text");
        row("'quoted'", "'quoted'");
        row("5 $", "5 $");
        row("$request.header.X-TAG", "a,b");
        row("$request.header.other", nullptr);
        row("$request.querystring.q", "1,2 3");
        row("$request.querystring.Q", "x");
        row("$request.querystring.e", "");
        row("$request.querystring.z", nullptr);
        row("$request.path", "/pets/a b");
        row("$request.path.id", "a b");
        row("$request.path.other", nullptr);
        row("$request.body.pet.name", "Rex");
        row("$request.body.pet.age", "3");
        row("$request.body.pet.tags", R"(["x","y"])");
        row("$request.body.pet.tags[1]", "y");
        row("$request.body.pet.none", nullptr);
        row("$request.body.other", nullptr);
        row("$context.apiId", "abcdefghij");
        row("$context.stage", "prod");
        row("$context.path", "/prod/pets/a b");
        row("$context.nothing", nullptr);
        row("$stageVariables.host", "h1");
        row("$stageVariables.other", nullptr);
        row("${request.path.id}/${context.stage}", "a b/prod");
        row("id-${request.path.other}-${context.stage}", "id--prod");
        row("id-${request.path.other}", nullptr);
        row("$response.header.etag", "\"1\"", Side::Response);
        row("$response.header.other", nullptr, Side::Response);
        row("$response.body", R"({"id":7})", Side::Response);
        row("$response.body.id", "7", Side::Response);
        row("${response.body.id} of ${stageVariables.host}", "7 of h1", Side::Response);
    }
    void values()
    {
        QFETCH(Side, side);
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const auto source = HttpValueSource::parse(text.toStdString(), side);
        QVERIFY2(source, source ? "" : source.error().message.c_str());
        gw::engine::test::FakeServices services;
        gw::engine::test::FakeUpstream upstream;
        Exchange x(request(), program(), upstream, services, {});
        x.path = "/pets/a%20b";
        x.pathParameters = {{"id", "a b"}};
        x.response.headers.add("ETag", "\"1\"");
        x.response.body = R"({"id":7})";
        HttpValues values(x);
        const auto value = source->value(values);
        QCOMPARE(value.has_value(), !expected.isNull());
        if (value)
            QCOMPARE(QString::fromStdString(*value), expected);
    }

    void refused_data()
    {
        QTest::addColumn<Side>("side");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("why");
        const auto row = [](const char* text, const char* why, Side side = Side::Request) {
            QTest::newRow(text) << side << text << why;
        };
        row("$request.cookie.a", "there is no such value");
        row("$request.header.", "there is no such value");
        row("$request", "there is no such value");
        row("$5", "there is no such value");
        row("$request.header.apigw-x", "the gateway's own");
        row("$request.header.APIGW-requestid", "the gateway's own");
        row("$context.a-b", "names of variables");
        row("$stageVariables.a b", "names of variables");
        row("$request.body.a..b", "recursive descent");
        row("$request.body.a[?(@.b)]", "recursive descent");
        row("$request.body.a[x]", "is no source");
        row("${request.path.a", "never closed");
        row("a${other.a}b", "there is no such value");
        row("$response.body", "no response is there yet");
        row("$request.body", "do not look back", Side::Response);
    }
    void refused()
    {
        QFETCH(Side, side);
        QFETCH(QString, text);
        QFETCH(QString, why);
        const auto source = HttpValueSource::parse(text.toStdString(), side);
        QVERIFY(!source);
        QVERIFY2(QString::fromStdString(source.error().message).contains(why), source.error().message.c_str());
        QVERIFY(!source.error().hint.empty());
    }

    void readsTheBodyAlsoOnceItHasGoneOn()
    {
        gw::engine::test::FakeServices services;
        gw::engine::test::FakeUpstream upstream;
        Exchange x(request(), program(), upstream, services, {});
        x.endpointRequest.body = std::move(x.request.body);
        x.request.body.clear();
        HttpValues values(x);
        QCOMPARE(HttpValueSource::parse("$request.body.pet.name")->value(values), std::optional<std::string>("Rex"));
        QVERIFY(HttpValueSource::parse("$request.body")->value(values).has_value());
    }

    void pathsLookIntoHundredKilobytes()
    {
        gw::engine::test::FakeServices services;
        gw::engine::test::FakeUpstream upstream;
        Exchange x(request(), program(), upstream, services, {});
        x.request.body = "{\"a\":\"" + std::string(100 * 1024 - 8, 'x') + "\"}";
        QCOMPARE(x.request.body.size(), std::size_t{100 * 1024});
        HttpValues fits(x);
        QVERIFY(HttpValueSource::parse("$request.body.a")->value(fits).has_value());
        x.request.body += ' ';
        HttpValues larger(x);
        QVERIFY(!HttpValueSource::parse("$request.body.a")->value(larger).has_value());
        QVERIFY(HttpValueSource::parse("$request.body")->value(larger).has_value());
    }

    void literals()
    {
        QVERIFY(HttpValueSource::parse("text")->isLiteral());
        QVERIFY(HttpValueSource::parse("")->isLiteral());
        QVERIFY(!HttpValueSource::parse("$request.path")->isLiteral());
        QVERIFY(!HttpValueSource::parse("a${context.stage}")->isLiteral());
    }
};

QTEST_GUILESS_MAIN(TestHttpValueSource)
#include "tst_http_value_source.moc"
