// Whole requests through compiled programs: every file of tests/data/exchanges holds an API and cases that say what the
// client sends, what the endpoint answers, and what must come out: exact status, headers, body, spans and fault.
#include "core/format/openapi_read.h"
#include "core/json/text.h"
#include "gateway-engine/compile/compile.h"
#include "gateway-engine/http/base64.h"
#include "gateway-engine/http/content_coding.h"
#include "gateway-engine/pipeline/serve.h"
#include "gateway-engine/servers/instance_address.h"
#include "gateway-engine/servers/server_directory.h"
#include "tests/support/engine_world.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>

using namespace gw;
using namespace gw::engine;
using gw::engine::test::FakeServices;
using gw::engine::test::FakeUpstream;

namespace {

struct ExchangeFile
{
    std::shared_ptr<const Program> program;
    std::string prefix; // of paths: the stage, where it is part of them
    Diagnostics diagnostics;
    json::Value content;
};

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

TargetHealth healthFrom(std::string_view text)
{
    static const std::map<std::string_view, TargetHealth> states{{"healthy", TargetHealth::Healthy},
                                                                 {"unhealthy", TargetHealth::Unhealthy},
                                                                 {"draining", TargetHealth::Draining},
                                                                 {"unused", TargetHealth::Unused}};
    return states.at(text);
}

Rotation rotationFrom(const json::Value& server)
{
    Rotation rotation;
    rotation.name = server["name"].scalarText();
    rotation.basePath = server["basePath"].scalarText();
    rotation.whyEmpty = "it has no instances";
    const auto bell = std::make_shared<ChangeBell>();
    for (const json::Member& member : server["instances"].asObject()) {
        const auto parsed = parseInstanceAddress(member.key);
        rotation.instances.push_back(
            std::make_shared<ServerInstance>(member.key, parsed ? parsed->endpoint : Endpoint(), bell));
        rotation.instances.back()->setHealth(healthFrom(member.value.scalarText()), "GET / answered 500", {});
    }
    return rotation;
}

std::shared_ptr<const ServerDirectory> serversFrom(const json::Value& servers)
{
    if (!servers.isArray())
        return nullptr;
    ServerDirectory::Entries entries;
    for (const json::Value& server : servers.asArray()) {
        const auto group = std::make_shared<ServerGroup>();
        group->setRotation(rotationFrom(server));
        entries.byName.emplace(server["name"].scalarText(), group);
        if (server["vpcLink"].isString())
            entries.byVpcLink.emplace(server["vpcLink"].scalarText(), group);
    }
    auto directory = std::make_shared<ServerDirectory>();
    directory->publish(std::move(entries));
    return directory;
}

ExchangeFile load(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    auto content = json::readYaml(file.readAll().toStdString());
    if (!content)
        qFatal("%s: %s", qPrintable(path), toString(content.error()).c_str());
    ExchangeFile result;
    result.content = *std::move(content);
    const auto reading = readOpenApi(result.content["api"].scalarText(), path.toStdString(), ApiId{7});
    if (!reading.source)
        qFatal("%s: no API", qPrintable(path));
    Api api;
    api.id = ApiId{7};
    api.apiId = "abcdefghij";
    api.name = "pets";
    const bool isHttpApi = result.content["kind"].toString() == "http";
    if (isHttpApi)
        api.definition = HttpApi{reading.source->definition};
    else
        api.definition = RestApi{reading.source->definition};
    gw::Stage stage;
    stage.name = result.content["stage"].toString("dev");
    result.prefix = stage.name == "$default" ? std::string() : "/" + stage.name;
    if (result.content["variables"].isObject())
        for (const auto& variable : result.content["variables"].asObject())
            stage.variables.emplace_back(variable.key, variable.value.scalarText());
    Surroundings surroundings;
    surroundings.servers = serversFrom(result.content["servers"]);
    if (result.content["aws"].toBool())
        surroundings.services = std::make_shared<test::FakeAwsServices>();
    Compilation compilation = compile(api, stage, {}, surroundings);
    result.program = compilation.program;
    result.diagnostics = compilation.diagnostics;
    return result;
}

// A body as text, or as Base64 where it is no text.
std::string bodyFrom(const json::Value& message)
{
    if (const json::Value* bytes = message.find("body64"))
        return base64Decoded(bytes->scalarText()).value();
    return message["body"].scalarText();
}

// ["Name: value", …]
Headers headersFrom(const json::Value& list)
{
    Headers headers;
    if (!list.isArray())
        return headers;
    for (const json::Value& line : list.asArray()) {
        const std::string field = line.scalarText();
        const auto colon = field.find(": ");
        headers.add(field.substr(0, colon), colon == std::string::npos ? "" : field.substr(colon + 2));
    }
    return headers;
}

QStringList lines(const Headers& headers)
{
    QStringList result;
    for (const HeaderField field : headers)
        result << text(field.name) + ": " + text(field.value);
    return result;
}

Request requestFrom(const json::Value& value, const std::string& prefix)
{
    Request request;
    request.method = value["method"].toString("GET");
    request.target = prefix + value["path"].scalarText();
    request.headers = headersFrom(value["headers"]);
    request.body = bodyFrom(value);
    request.remoteAddress = "192.0.2.7";
    request.localAddress = "192.0.2.1";
    request.localPort = 4780;
    return request;
}

std::string unpacked(const Response& response)
{
    const auto coding = contentCodingFrom(response.headers.get("Content-Encoding"));
    return decompressed(response.bodyText(), coding.value_or(ContentCoding::Identity), 1'000'000).payload;
}

FakeUpstream::Outcome outcomeFrom(const json::Value& value)
{
    static const std::map<std::string, UpstreamFailure::Kind> kinds{
        {"timeout", UpstreamFailure::Kind::Timeout}, {"dns", UpstreamFailure::Kind::NameResolution},
        {"connect", UpstreamFailure::Kind::Connect}, {"tls", UpstreamFailure::Kind::Tls},
        {"closed", UpstreamFailure::Kind::Closed},   {"protocol", UpstreamFailure::Kind::Protocol},
        {"large", UpstreamFailure::Kind::TooLarge},  {"notConfigured", UpstreamFailure::Kind::NotConfigured}};
    if (value["failure"].isString())
        return tl::unexpected(UpstreamFailure{kinds.at(value["failure"].asString()), value["detail"].scalarText()});
    UpstreamResponse answer;
    answer.response.status = static_cast<int>(value["status"].toInt(200));
    answer.response.headers = headersFrom(value["headers"]);
    answer.response.body = bodyFrom(value);
    return answer;
}

} // namespace

class TestExchanges : public QObject
{
    Q_OBJECT

private slots:
    void exchange_data();
    void exchange();
    void warnings_data();
    void warnings();

private:
    static QStringList files();
    static void checkSent(const json::Value& expected, const FakeUpstream& upstream);
    static void checkTrace(const json::Value& expected, const Trace& trace);
};

QStringList TestExchanges::files()
{
    const QDir folder(QStringLiteral(GW_TEST_DATA "/exchanges"));
    QStringList paths;
    for (const QString& name : folder.entryList({"*.yaml"}, QDir::Files, QDir::Name))
        paths << folder.filePath(name);
    return paths;
}

void TestExchanges::exchange_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("index");
    for (const QString& path : files()) {
        const ExchangeFile loaded = load(path);
        const json::Array& cases = loaded.content["cases"].asArray();
        for (std::size_t i = 0; i < cases.size(); ++i)
            QTest::addRow("%s: %s", qPrintable(QFileInfo(path).baseName()), cases[i]["name"].scalarText().c_str())
                << path << static_cast<int>(i);
    }
}

void TestExchanges::exchange()
{
    QFETCH(QString, file);
    QFETCH(int, index);
    const ExchangeFile loaded = load(file);
    QVERIFY(loaded.program);
    const json::Value& given = loaded.content["cases"].asArray()[static_cast<std::size_t>(index)];
    const json::Value& expected = given["response"];

    FakeServices services;
    FakeUpstream upstream;
    upstream.outcome = outcomeFrom(given["endpoint"]);
    Exchange x(requestFrom(given["request"], loaded.prefix), loaded.program, upstream, services, {});
    x.path = std::string_view(x.request.target).substr(loaded.prefix.size());
    x.path = x.path.substr(0, x.path.find('?'));
    test::runTask(serve(x));
    const Response& response = x.response;
    const auto trace = x.trace.finish(response);

    QCOMPARE(response.status, static_cast<int>(expected["status"].toInt(200)));
    if (expected["unpacked"].isString()) // what a client reads once it has decompressed it
        QCOMPARE(text(unpacked(response)), text(expected["unpacked"].asString()));
    else
        QCOMPARE(QByteArray::fromStdString(response.bodyText()), QByteArray::fromStdString(bodyFrom(expected)));
    if (expected["coding"].isString())
        QCOMPARE(text(response.headers.get("Content-Encoding")), text(expected["coding"].asString()));
    if (expected["bytes"].isNumber())
        QCOMPARE(static_cast<std::int64_t>(response.bodyText().size()), expected["bytes"].toInt());
    if (expected["headers"].isArray()) {
        Headers wanted = headersFrom(expected["headers"]);
        if (loaded.program->isHttpApi) {
            wanted.add("apigw-requestid", x.extendedRequestId);
        } else {
            wanted.add("x-amzn-RequestId", x.requestId);
            wanted.add("x-amz-apigw-id", x.extendedRequestId);
        }
        QCOMPARE(lines(response.headers), lines(wanted));
    }
    checkSent(given["sent"], upstream);
    checkTrace(given, *trace);
}

void TestExchanges::checkSent(const json::Value& expected, const FakeUpstream& upstream)
{
    if (!expected.isObject())
        return;
    if (expected["nothing"].toBool()) {
        QVERIFY(upstream.sent.empty());
        return;
    }
    QCOMPARE(upstream.sent.size(), std::size_t{1});
    const UpstreamRequest& sent = upstream.sent.front();
    QString url = sent.endpoint.isTls ? "https://" : "http://";
    url += text(sent.endpoint.host) + ":" + QString::number(sent.endpoint.port) + text(sent.target);
    if (expected["url"].isString())
        QCOMPARE(text(sent.method) + " " + url, text(expected["url"].asString()));
    if (expected["host"].isString())
        QCOMPARE(text(sent.headers.get("Host")), text(expected["host"].asString()));
    if (expected["tlsName"].isString())
        QCOMPARE(text(sent.endpoint.tlsName), text(expected["tlsName"].asString()));
    if (expected.find("body") || expected.find("body64"))
        QCOMPARE(QByteArray::fromStdString(sent.body), QByteArray::fromStdString(bodyFrom(expected)));
    if (expected["headers"].isArray())
        QCOMPARE(lines(sent.headers), lines(headersFrom(expected["headers"])));
    if (expected["timeout"].isNumber())
        QCOMPARE(static_cast<std::int64_t>(sent.timeout.count()), expected["timeout"].toInt());
}

void TestExchanges::checkTrace(const json::Value& expected, const Trace& trace)
{
    QStringList spans;
    for (const Span& span : trace.spans) {
        spans << span.stage;
        QVERIFY(span.duration.count() > 0);
        QVERIFY(span.in < static_cast<int>(trace.messages.size()));
        QVERIFY(span.out < static_cast<int>(trace.messages.size()));
    }
    if (expected["notes"].isArray()) {
        QStringList notes;
        for (const Span& span : trace.spans)
            for (const auto& [name, value] : span.notes)
                notes << text(name) + ": " + text(value);
        for (const json::Value& note : expected["notes"].asArray())
            QVERIFY2(notes.contains(text(note.scalarText())), qPrintable(notes.join('\n')));
    }
    if (expected["spans"].isString())
        QCOMPARE(spans.join(' '), text(expected["spans"].asString()));
    QCOMPARE(trace.hasFault, expected["fault"].isString());
    if (trace.hasFault) {
        QCOMPARE(text(trace.fault.responseType + ": " + trace.fault.reason), text(expected["fault"].asString()));
        QCOMPARE(std::count_if(trace.spans.begin(), trace.spans.end(), [](const Span& s) { return s.failed; }), 1);
    }
    QVERIFY(trace.duration.count() > 0);
    QCOMPARE(trace.spans.front().in, 0);
    QCOMPARE(trace.spans.front().out, trace.spans.back().out);
}

void TestExchanges::warnings_data()
{
    QTest::addColumn<QString>("file");
    for (const QString& path : files())
        QTest::addRow("%s", qPrintable(QFileInfo(path).baseName())) << path;
}

void TestExchanges::warnings()
{
    QFETCH(QString, file);
    const ExchangeFile loaded = load(file);
    QStringList actual;
    for (const Diagnostic& d : loaded.diagnostics) {
        QVERIFY(d.severity == Severity::Warning);
        QVERIFY(!d.hint.empty());
        actual << text(d.message);
    }
    QStringList wanted;
    if (loaded.content["warnings"].isArray())
        for (const json::Value& warning : loaded.content["warnings"].asArray())
            wanted << text(warning.scalarText());
    QCOMPARE(actual.join('\n'), wanted.join('\n'));
}

QTEST_GUILESS_MAIN(TestExchanges)
#include "tst_exchanges.moc"
