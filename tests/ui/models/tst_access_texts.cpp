// The texts of the access pages, both ways: numbers that may be left out, identity sources, stages, header conditions,
// rules of web ACLs.
#include "ui/models/api_stage_text.h"
#include "ui/models/header_conditions.h"
#include "ui/models/identity_sources.h"
#include "ui/models/number_text.h"
#include "ui/models/web_acl_text.h"

#include <QTest>

using namespace gw;
using namespace gw::ui;

class TestAccessTexts : public QObject
{
    Q_OBJECT

private slots:
    void numbers_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isGood");
        QTest::addColumn<QString>("shown");
        QTest::newRow("empty") << "" << true << "";
        QTest::newRow("blank") << "  " << true << "";
        QTest::newRow("whole") << " 10 " << true << "10";
        QTest::newRow("zero") << "0" << true << "0";
        QTest::newRow("fraction") << "0.25" << true << "0.25";
        QTest::newRow("negative") << "-1" << true << "-1"; // the edit refuses it in its own words
        QTest::newRow("words") << "many" << false << "";
        QTest::newRow("unit") << "10/s" << false << "";
        QTest::newRow("infinite") << "inf" << false << "";
        QTest::newRow("nan") << "nan" << false << "";
        QTest::newRow("two") << "1 2" << false << "";
    }
    void numbers()
    {
        QFETCH(QString, text);
        QFETCH(bool, isGood);
        QFETCH(QString, shown);
        std::optional<double> value = 7.0;
        QCOMPARE(readNumber(text, value).isEmpty(), isGood);
        QCOMPARE(numberText(value), isGood ? shown : QStringLiteral("7"));
    }

    void wholeNumbersTakeNoFractions()
    {
        std::optional<int> value = 3;
        QVERIFY(!readNumber(QStringLiteral("0.5"), value).isEmpty());
        QVERIFY(!readNumber(QStringLiteral("99999999999"), value).isEmpty());
        QCOMPARE(value.value_or(0), 3);
        QVERIFY(readNumber(QString(), value).isEmpty());
        QVERIFY(!value);
    }

    void identitySources_data()
    {
        QTest::addColumn<bool>("isHttp");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("place");
        QTest::newRow("header") << false << "method.request.header.X-Id"
                                << "X-Id"
                                << "Header";
        QTest::newRow("query") << false << "method.request.querystring.token"
                               << "token"
                               << "Query string";
        QTest::newRow("variable") << false << "stageVariables.tenant"
                                  << "tenant"
                                  << "Stage variable";
        QTest::newRow("context") << false << "context.identity.sourceIp"
                                 << "identity.sourceIp"
                                 << "Context";
        QTest::newRow("http header") << true << "$request.header.X-Id"
                                     << "X-Id"
                                     << "Header";
        QTest::newRow("http context") << true << "$context.identity.sourceIp"
                                      << "identity.sourceIp"
                                      << "Context";
        QTest::newRow("none") << false << "request.header"
                              << "request.header"
                              << "";
        QTest::newRow("http's in REST") << false << "$request.header.X"
                                        << "$request.header.X"
                                        << "";
    }
    void identitySources()
    {
        QFETCH(bool, isHttp);
        QFETCH(QString, text);
        QFETCH(QString, name);
        QFETCH(QString, place);
        QCOMPARE(identityRow(text.toStdString(), isHttp), (QStringList{name, place}));
        QCOMPARE(identitySourceText(name, place, isHttp), text.toStdString());
    }

    void stages()
    {
        QCOMPARE(apiStageText("pets", "dev"), QStringLiteral("pets/dev"));
        const auto names = apiStageFrom(QStringLiteral("pets/dev"));
        QVERIFY(names);
        QCOMPARE(names->first, std::string("pets"));
        QCOMPARE(names->second, std::string("dev"));
        for (const char* bad : {"", "pets", "/dev", "pets/"})
            QVERIFY2(!apiStageFrom(QString::fromLatin1(bad)), bad);
    }

    void headerConditions_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("shown");
        QTest::newRow("none") << "" << 0 << "";
        QTest::newRow("one") << "x-version:v2*" << 1 << "x-version: v2*";
        QTest::newRow("two") << " a: 1 ; b:2;" << 2 << "a: 1; b: 2";
        QTest::newRow("colon in the value") << "host: a:80" << 1 << "host: a:80";
        QTest::newRow("no colon") << "x-version" << -1 << "";
        QTest::newRow("no value") << "x-version:" << -1 << "";
        QTest::newRow("no name") << ": v" << -1 << "";
    }
    void headerConditions()
    {
        QFETCH(QString, text);
        QFETCH(int, count);
        QFETCH(QString, shown);
        std::vector<HeaderCondition> conditions{{"kept", "1"}};
        QCOMPARE(readHeaderConditions(text, conditions).isEmpty(), count >= 0);
        QCOMPARE(headerConditionsText(conditions), count >= 0 ? shown : QStringLiteral("kept: 1"));
    }

    void aclConditions_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("addresses") << "Addresses"
                                   << "192.0.2.0/24, 2001:db8::/32" << true;
        QTest::newRow("rate") << "Rate"
                              << "100 in 60" << true;
        QTest::newRow("rate without window") << "Rate"
                                             << "100" << false;
        QTest::newRow("rate in words") << "Rate"
                                       << "many in 60" << false;
        QTest::newRow("header") << "Header"
                                << "user-agent CONTAINS bad bot" << true;
        QTest::newRow("header, unknown match") << "Header"
                                               << "user-agent LIKE bot" << false;
        QTest::newRow("header, no value") << "Header"
                                          << "user-agent EXACTLY" << false;
        QTest::newRow("size") << "Size"
                              << "QUERY_STRING > 100" << true;
        QTest::newRow("size, unknown part") << "Size"
                                            << "COOKIE > 100" << false;
        QTest::newRow("size, less") << "Size"
                                    << "BODY < 100" << false;
    }
    void aclConditions()
    {
        QFETCH(QString, kind);
        QFETCH(QString, text);
        QFETCH(bool, isGood);
        AclMatch match = aclMatchOfKind(
            kind, AclMatch(kind == QLatin1String("Rate") ? AclMatch(SizeMatch{}) : AclMatch(RateMatch{})));
        QCOMPARE(aclMatchKind(match), kind);
        const QString before = aclConditionText(match);
        QCOMPARE(readAclCondition(text, match).isEmpty(), isGood);
        QCOMPARE(aclConditionText(match), isGood ? text : before);
        QCOMPARE(aclMatchOfKind(kind, match), match); // the same kind keeps what it says
    }
};

QTEST_APPLESS_MAIN(TestAccessTexts)
#include "tst_access_texts.moc"
