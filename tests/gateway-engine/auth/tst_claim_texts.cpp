// Claims as APIs see them: all texts, in the ways of REST and of HTTP APIs.
#include "core/json/text.h"
#include "gateway-engine/auth/claim_texts.h"

#include <QTest>

using namespace gw;
using namespace gw::engine::auth;

class TestClaimTexts : public QObject
{
    Q_OBJECT

private slots:
    void texts_data();
    void texts();
    void keepsTheOrder();
};

void TestClaimTexts::texts_data()
{
    QTest::addColumn<QString>("claim");
    QTest::addColumn<QString>("rest");
    QTest::addColumn<QString>("http");
    const auto row = [](const char* claim, const char* rest, const char* http) {
        QTest::newRow(claim) << claim << rest << http;
    };
    row(R"({"sub": "u1"})", "u1", "u1");
    row(R"({"n": 1.50})", "1.50", "1.50");
    row(R"({"email_verified": true})", "true", "true");
    row(R"({"x": null})", "", "");
    row(R"({"cognito:groups": ["a", "b c"]})", "a,b c", "[a b c]");
    row(R"({"cognito:groups": []})", "", "[]");
    row(R"({"list": [1, true, ["x"], {"a": 1}]})", R"(1,true,["x"],{"a":1})", R"([1 true ["x"] {"a":1}])");
    row(R"({"address": {"city": "Ulm"}})", R"({"city":"Ulm"})", R"({"city":"Ulm"})");
    row(R"({"exp": 1469818373})", "Fri Jul 29 18:52:53 UTC 2016", "1469818373");
    row(R"({"iat": 0})", "Thu Jan 01 00:00:00 UTC 1970", "0");
    row(R"({"auth_time": 1469814773})", "1469814773", "1469814773");
    row(R"({"exp": "soon"})", "soon", "soon");
    row(R"({"exp": -5})", "-5", "-5");
    row(R"({"exp": 253402300800})", "253402300800", "253402300800");
}

void TestClaimTexts::texts()
{
    QFETCH(QString, claim);
    const json::Value claims = json::readJson(claim.toStdString()).value();
    QTEST(QString::fromStdString(claimTexts(claims, ClaimStyle::RestApi).at(0).second), "rest");
    QTEST(QString::fromStdString(claimTexts(claims, ClaimStyle::HttpApi).at(0).second), "http");
}

void TestClaimTexts::keepsTheOrder()
{
    const auto texts = claimTexts(json::readJson(R"({"z": "1", "a": "2"})").value(), ClaimStyle::RestApi);
    QCOMPARE(texts, (ClaimTexts{{"z", "1"}, {"a", "2"}}));
    QVERIFY(claimTexts(json::Value("x"), ClaimStyle::RestApi).empty());
}

QTEST_GUILESS_MAIN(TestClaimTexts)
#include "tst_claim_texts.moc"
