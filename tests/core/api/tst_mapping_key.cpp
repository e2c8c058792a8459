// The keys of HTTP APIs' parameter mappings (reference 2.5): what they may change, and what is refused and why.
#include "core/api/mapping_key.h"

#include <QTest>

using namespace gw;

namespace {

QString textOf(const Result<MappingKey>& key)
{
    if (!key)
        return "refused: " + QString::fromStdString(key.error().message);
    const char* actions[] = {"append", "overwrite", "remove"};
    const char* places[] = {"header", "query", "path", "status"};
    return QString("%1 %2 %3")
        .arg(actions[static_cast<int>(key->action)], places[static_cast<int>(key->place)],
             QString::fromStdString(key->name))
        .trimmed();
}

} // namespace

class TestMappingKey : public QObject
{
    Q_OBJECT

private slots:
    void requests_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* key, const QString& expected) { QTest::newRow(key) << key << expected; };
        const auto nothing = [](const char* key) {
            QTest::newRow(key) << key << QString("refused: \"%1\" is nothing that a mapping can change.").arg(key);
        };
        row("append:header.X-Trace", "append header X-Trace");
        row("overwrite:header.a.b", "overwrite header a.b");
        row("remove:header.user-agent", "remove header user-agent");
        row("append:querystring.q", "append query q");
        row("overwrite:querystring.a.b[]", "overwrite query a.b[]");
        row("remove:querystring.Q", "remove query Q");
        row("overwrite:path", "overwrite path");
        for (const char* key : {"", "header.x", "overwrite:", "overwrite:header", "overwrite:header.", "set:header.x",
                                "Overwrite:header.x", "overwrite: header.x", "overwrite:header.a b", "append:path",
                                "remove:path", "overwrite:path.x", "overwrite:statuscode", "overwrite:querystring.",
                                "overwrite:body", "overwrite:cookie.a", "integration.request.header.x"})
            nothing(key);
    }

    void requests()
    {
        QFETCH(QString, key);
        QTEST(textOf(requestMappingKeyFrom(key.toStdString())), "expected");
    }

    void answers_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* key, const QString& expected) { QTest::newRow(key) << key << expected; };
        row("append:header.x", "append header x");
        row("overwrite:header.x", "overwrite header x");
        row("remove:header.x", "remove header x");
        row("overwrite:statuscode", "overwrite status");
        for (const char* key : {"append:statuscode", "remove:statuscode", "overwrite:statuscode.1",
                                "overwrite:querystring.q", "overwrite:path", "overwrite:header."})
            row(key, QString("refused: \"%1\" is nothing that a mapping can change.").arg(key));
    }

    void answers()
    {
        QFETCH(QString, key);
        QTEST(textOf(responseMappingKeyFrom(key.toStdString())), "expected");
    }

    void reservedHeaders_data()
    {
        QTest::addColumn<bool>("isReserved");
        for (const char* name : {"Access-Control-Allow-Origin",
                                 "access-control-x",
                                 "apigw-requestid",
                                 "Authorization",
                                 "Connection",
                                 "Content-Encoding",
                                 "Content-Length",
                                 "Content-Location",
                                 "Forwarded",
                                 "Keep-Alive",
                                 "Origin",
                                 "Proxy-Authenticate",
                                 "Proxy-Authorization",
                                 "TE",
                                 "Trailers",
                                 "Transfer-Encoding",
                                 "Upgrade",
                                 "x-amz-date",
                                 "X-AMZN-Trace-Id",
                                 "X-Forwarded-For",
                                 "X-Forwarded-Host",
                                 "X-Forwarded-Proto",
                                 "Via"})
            QTest::newRow(name) << true;
        for (const char* name : {"Content-Type", "Host", "User-Agent", "x-amazon", "X-Forwarded-Port", "Accept",
                                 "Viaduct", "access-control", "Cookie"})
            QTest::newRow(name) << false;
    }

    void reservedHeaders()
    {
        QFETCH(bool, isReserved);
        const std::string name = QTest::currentDataTag();
        QCOMPARE(isReservedHeader(name), isReserved);
        for (const char* action : {"append", "overwrite", "remove"}) {
            const std::string key = std::string(action) + ":header." + name;
            QCOMPARE(requestMappingKeyFrom(key).has_value(), !isReserved);
            QCOMPARE(responseMappingKeyFrom(key).has_value(), !isReserved);
            if (isReserved)
                QVERIFY(requestMappingKeyFrom(key).error().message.find("reserved") != std::string::npos);
        }
    }

    void statuses_data()
    {
        QTest::addColumn<int>("status"); // 0: none
        QTest::newRow("200") << 200;
        QTest::newRow("404") << 404;
        QTest::newRow("599") << 599;
        for (const char* text : {"", "199", "600", "2XX", "default", "200 ", "+200", "99999999999"})
            QTest::newRow(text) << 0;
    }

    void statuses() { QTEST(mappedStatusFrom(QTest::currentDataTag()).value_or(0), "status"); }
};

QTEST_GUILESS_MAIN(TestMappingKey)
#include "tst_mapping_key.moc"
