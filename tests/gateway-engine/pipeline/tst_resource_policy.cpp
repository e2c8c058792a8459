// Resource policies of methods that ask nobody else (reference 1.26): an allow is needed, a deny beats it, and the
// answer is the service's.
#include "tests/support/authorized_api.h"

#include <QTest>

using namespace gw;
using namespace gw::engine;
using gw::engine::test::AuthorizedApi;

namespace {

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

std::string apiWith(const std::string& policy)
{
    return R"(openapi: 3.0.1
info: { title: pets, version: "1" }
paths:
  /admin/{id}:
    get:
      responses: { "200": { description: ok } }
      x-amazon-apigateway-integration: { type: http_proxy, httpMethod: GET, uri: "http://127.0.0.1:1/x" }
x-amazon-apigateway-policy: )" +
           policy + "\n";
}

constexpr char allowAll[] = "{ Effect: Allow, Principal: \"*\", Action: \"execute-api:Invoke\", Resource: \"*\" }";

} // namespace

class TestResourcePolicy : public QObject
{
    Q_OBJECT

private slots:
    void decides_data();
    void decides();
    void isNotLedAround_data();
    void isNotLedAround();
    void closesWhatCannotBeRead();
    void skipsTheTestTab();
    void closesPrivateApisWithoutOne_data();
    void closesPrivateApisWithoutOne();
};

void TestResourcePolicy::decides_data()
{
    QTest::addColumn<QString>("statements");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("isExplicit");
    QTest::addColumn<QString>("reason");
    const QString all = allowAll;
    const auto one = [](const char* effect, const char* principal, const char* resource, const char* more = "") {
        return QString(R"({ Effect: %1, Principal: %2, Action: "execute-api:Invoke", Resource: "%3"%4 })")
            .arg(effect, principal, resource, more);
    };
    QTest::newRow("allow") << all << 200 << false << "";
    QTest::newRow("this stage") << one("Allow", "\"*\"", "execute-api:/dev/GET/admin/*") << 200 << false << "";
    QTest::newRow("another stage") << one("Allow", "\"*\"", "execute-api:/prod/*") << 403 << false << "Resource";
    QTest::newRow("another API") << one("Allow", "\"*\"", "arn:aws:execute-api:us-east-1:000000000000:zzzzzzzzzz/*")
                                 << 403 << false << "Resource";
    QTest::newRow("for an account") << one("Allow", "{ AWS: \"000000000000\" }", "execute-api:/*") << 403 << false
                                    << "Principal";
    QTest::newRow("deny beats allow") << all + ", " + one("Deny", "\"*\"", "execute-api:/dev/GET/admin/1") << 403
                                      << true << "statement 2";
    QTest::newRow("deny elsewhere") << all + ", " + one("Deny", "\"*\"", "execute-api:/dev/GET/admin/2") << 200 << false
                                    << "";
    QTest::newRow("from this address")
        << one("Allow", "\"*\"", "execute-api:/*",
               ", Condition: { IpAddress: { \"aws:SourceIp\": [\"10.0.0.0/8\", \"203.0.113.9\"] } }")
        << 200 << false << "";
    QTest::newRow("from another address")
        << one("Allow", "\"*\"", "execute-api:/*", ", Condition: { IpAddress: { \"aws:SourceIp\": \"10.0.0.0/8\" } }")
        << 403 << false << "aws:SourceIp";
    QTest::newRow("but from there") << all + ", " +
                                           one("Deny", "\"*\"", "execute-api:/*",
                                               ", Condition: { NotIpAddress: { \"aws:SourceIp\": \"10.0.0.0/8\" } }")
                                    << 403 << true << "aws:SourceIp";
    QTest::newRow("by this program") << one("Allow", "\"*\"", "execute-api:/*",
                                            ", Condition: { StringLike: { \"aws:UserAgent\": \"curl/*\" } }")
                                     << 200 << false << "";
    QTest::newRow("by another program") << one("Allow", "\"*\"", "execute-api:/*",
                                               ", Condition: { StringLike: { \"aws:UserAgent\": \"wget/*\" } }")
                                        << 403 << false << "aws:UserAgent";
    QTest::newRow("with a referer") << one("Allow", "\"*\"", "execute-api:/*",
                                           ", Condition: { StringEquals: { \"aws:Referer\": \"https://a/\" } }")
                                    << 403 << false << "aws:Referer";
    QTest::newRow("from a VPC") << one("Allow", "\"*\"", "execute-api:/*",
                                       ", Condition: { StringEquals: { \"aws:SourceVpce\": \"vpce-1\" } }")
                                << 403 << false << "aws:SourceVpce";
}

void TestResourcePolicy::decides()
{
    QFETCH(QString, statements);
    QFETCH(int, status);
    QFETCH(bool, isExplicit);
    QFETCH(QString, reason);
    AuthorizedApi api(apiWith("{ Version: \"2012-10-17\", Statement: [ " + statements.toStdString() + " ] }"));
    QVERIFY(api.diagnostics.empty());
    const Response response = api.send("GET", "/admin/1", {{"User-Agent", "curl/7.88"}});
    QCOMPARE(response.status, status);
    QCOMPARE(api.upstream.sent.size(), status == 200 ? 1u : 0u);
    if (status == 200)
        return;
    QCOMPARE(text(response.bodyText()),
             QString(R"({"Message":"User: anonymous is not authorized to perform: execute-api:Invoke on resource: )"
                     R"(arn:aws:execute-api:us-east-1:000000000000:abcdefghij/dev/GET/admin/1%1"})")
                 .arg(isExplicit ? " with an explicit deny" : ""));
    QCOMPARE(text(response.headers.get("x-amzn-ErrorType")), "AccessDeniedException");
    QVERIFY2(text(api.trace->fault.reason).contains(reason), api.trace->fault.reason.c_str());
    QCOMPARE(text(api.trace->spans.at(2).stage), "resource_policy");
    QVERIFY(api.trace->spans.at(2).failed);
    QCOMPARE(api.trace->fault.setting.api, ApiId{7});
}

void TestResourcePolicy::isNotLedAround_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("as it is") << "/admin/1";
    QTest::newRow("slash behind") << "/admin/1/";
    QTest::newRow("slashes before") << "//admin/1";
    QTest::newRow("query") << "/admin/1?x=/dev/GET/open";
}

void TestResourcePolicy::isNotLedAround()
{
    QFETCH(QString, path);
    AuthorizedApi api(apiWith(
        std::string("{ Version: \"2012-10-17\", Statement: [ ") + allowAll +
        R"(, { Effect: Deny, Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/dev/GET/admin/1" } ] })"));
    QCOMPARE(api.send("GET", path.toStdString()).status, 403);
    QVERIFY(api.upstream.sent.empty());
}

void TestResourcePolicy::closesWhatCannotBeRead()
{
    AuthorizedApi api(apiWith("{ Version: \"2012-10-17\", Statement: [ { Effect: Allow, Principal: \"*\" } ] }"));
    QCOMPARE(api.diagnostics.size(), 2u); // the policy, and the method it closes
    const Response response = api.send("GET", "/admin/1");
    QCOMPARE(response.status, 500);
    QCOMPARE(text(response.bodyText()), R"({"message":null})");
    QVERIFY(api.upstream.sent.empty());
}

void TestResourcePolicy::skipsTheTestTab()
{
    AuthorizedApi api(apiWith("{ Version: \"2012-10-17\", Statement: [] }"), {}, {}, {}, std::string(testStageName));
    QCOMPARE(api.send("GET", "/admin/1").status, 200);
}

void TestResourcePolicy::closesPrivateApisWithoutOne_data()
{
    QTest::addColumn<QString>("endpoint");
    QTest::addColumn<QString>("policy");
    QTest::addColumn<int>("status");
    const QString open = QString("{ Version: \"2012-10-17\", Statement: [ %1 ] }").arg(allowAll);
    QTest::newRow("private") << "{ types: [ PRIVATE ] }"
                             << "" << 403;
    QTest::newRow("private by its VPC endpoints") << "{ vpcEndpointIds: [ vpce-1 ] }"
                                                  << "" << 403;
    QTest::newRow("private with a policy") << "{ types: [ PRIVATE ] }" << open << 200;
    QTest::newRow("regional") << "{ types: [ REGIONAL ] }"
                              << "" << 200;
}

void TestResourcePolicy::closesPrivateApisWithoutOne()
{
    QFETCH(QString, endpoint);
    QFETCH(QString, policy);
    QFETCH(int, status);
    AuthorizedApi api(apiWith(policy.isEmpty() ? "null" : policy.toStdString()) +
                      "x-amazon-apigateway-endpoint-configuration: " + endpoint.toStdString() + "\n");
    QCOMPARE(api.send("GET", "/admin/1").status, status);
    QCOMPARE(api.upstream.sent.size(), status == 200 ? 1u : 0u);
    QCOMPARE(api.diagnostics.size(), status == 200 ? 0u : 1u);
    if (status == 200)
        return;
    QCOMPARE(api.diagnostics.front().rule, std::string("policy-private-api"));
    QCOMPARE(text(api.trace->fault.responseType), "ACCESS_DENIED");
    QVERIFY2(text(api.trace->fault.reason).contains("PRIVATE"), api.trace->fault.reason.c_str());
    QCOMPARE(api.trace->fault.setting.api, ApiId{7});
}

QTEST_GUILESS_MAIN(TestResourcePolicy)
#include "tst_resource_policy.moc"
