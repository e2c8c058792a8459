// What an HTTP API's CORS configuration makes of requests and answers (reference 2.6): which requests are preflights,
// which origins are allowed, and the headers of answers, whatever an integration says.
#include "gateway-engine/pipeline/cors.h"

#include <QTest>

using namespace gw;
using namespace gw::engine;

namespace {

Request requestOf(const char* method, const QString& headers)
{
    Request request;
    request.method = method;
    request.target = "/a";
    for (const QString& line : headers.split('\n', Qt::SkipEmptyParts)) {
        const QString name = line.section(": ", 0, 0);
        request.headers.add(name.toStdString(), line.section(": ", 1).toStdString());
    }
    return request;
}

QStringList corsLines(const Response& response)
{
    QStringList lines;
    for (const HeaderField field : response.headers)
        lines << QString::fromStdString(std::string(field.name) + ": " + std::string(field.value));
    lines.sort();
    return lines;
}

CorsDesign designOf(const QString& origins)
{
    CorsDesign design;
    for (const QString& origin : origins.split(' ', Qt::SkipEmptyParts))
        design.allowOrigins.push_back(origin.toStdString());
    return design;
}

} // namespace

class TestCors : public QObject
{
    Q_OBJECT

private slots:
    void preflights_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("headers");
        QTest::addColumn<bool>("isOne");
        const QString both = "Origin: https://a.example\nAccess-Control-Request-Method: PUT";
        QTest::newRow("both headers") << "OPTIONS" << both << true;
        QTest::newRow("small letters") << "OPTIONS" << both.toLower() << true;
        QTest::newRow("no origin") << "OPTIONS"
                                   << "Access-Control-Request-Method: PUT" << false;
        QTest::newRow("no method asked for") << "OPTIONS"
                                             << "Origin: https://a.example" << false;
        QTest::newRow("another verb") << "GET" << both << false;
        QTest::newRow("plain") << "OPTIONS"
                               << "" << false;
    }

    void preflights()
    {
        QFETCH(QString, method);
        QFETCH(QString, headers);
        QTEST(isPreflight(requestOf(method.toUtf8().constData(), headers)), "isOne");
    }

    void origins_data()
    {
        QTest::addColumn<QString>("allowed");
        QTest::addColumn<QString>("origin");
        QTest::addColumn<QString>("told"); // empty: not allowed
        const auto row = [](const char* allowed, const char* origin, const char* told) {
            QTest::newRow((std::string(allowed) + " and " + origin).c_str())
                << QString(allowed) << QString(origin) << QString(told);
        };
        row("https://a.example", "https://a.example", "https://a.example");
        row("https://b.example https://a.example", "https://a.example", "https://a.example");
        row("https://a.example", "https://b.example", "");
        row("https://a.example", "http://a.example", "");
        row("https://a.example", "https://a.example:8443", "");
        row("https://a.example", "https://A.example", "");
        row("https://a.example", "https://a.example.evil.example", "");
        row("https://a.example", "null", "");
        row("https://a.example", "", "");
        row("*", "https://a.example", "*");
        row("*", "null", "*");
        row("*", "", "");
        row("https://*", "https://any.example:1", "https://any.example:1");
        row("https://*", "http://any.example", "");
        row("http://*", "http://localhost:3000", "http://localhost:3000");
        row("http://*", "https://localhost:3000", "");
        row("http://* https://*", "https://x", "https://x");
        row("", "https://a.example", "");
    }

    void origins()
    {
        QFETCH(QString, allowed);
        QFETCH(QString, origin);
        const std::string sent = origin.toStdString();
        const auto told = Cors(designOf(allowed)).allowedOrigin(sent);
        QTEST(told ? QString::fromStdString(std::string(*told)) : QString(), "told");
    }

    void writesTheHeadersOfAnswers_data()
    {
        QTest::addColumn<QString>("origin");
        QTest::addColumn<bool>("credentials");
        QTest::addColumn<QStringList>("lines");
        const QString own = "X-Own: kept";
        QTest::newRow("allowed") << "https://a.example" << false
                                 << QStringList{own, "access-control-allow-origin: https://a.example",
                                                "access-control-expose-headers: x-total,x-page"};
        QTest::newRow("with credentials") << "https://a.example" << true
                                          << QStringList{own, "access-control-allow-credentials: true",
                                                         "access-control-allow-origin: https://a.example",
                                                         "access-control-expose-headers: x-total,x-page"};
        QTest::newRow("foreign") << "https://b.example" << true << QStringList{own};
        QTest::newRow("no page") << "" << true << QStringList{own};
    }

    void writesTheHeadersOfAnswers()
    {
        QFETCH(QString, origin);
        QFETCH(bool, credentials);
        CorsDesign design = designOf("https://a.example");
        design.allowMethods = "GET";
        design.maxAge = "5";
        design.exposeHeaders = "x-total,x-page";
        design.allowCredentials = credentials;
        Response response;
        response.headers.add("X-Own", "kept");
        response.headers.add("Access-Control-Allow-Origin", "*"); // the integration's
        response.headers.add("access-control-allow-credentials", "true");
        response.headers.add("ACCESS-CONTROL-MAX-AGE", "1");
        Cors(design).decorate(requestOf("GET", origin.isEmpty() ? "" : "Origin: " + origin), response);
        QTEST(corsLines(response), "lines");
    }
};

QTEST_GUILESS_MAIN(TestCors)
#include "tst_cors.moc"
