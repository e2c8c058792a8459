// The CORS configuration of HTTP APIs (reference 2.6): what the service accepts of it, its edit, and what a change
// means to pages.
#include "core/edit/behaviour_diff.h"
#include "core/edit/cors_rules.h"
#include "core/edit/diff.h"
#include "core/edit/edits_access.h"
#include "tests/core/edit/edited_project.h"

#include <QTest>

#include <functional>

using namespace gw;
using namespace gw::test;

using CorsChange = std::function<void(CorsConfiguration&)>;
Q_DECLARE_METATYPE(CorsChange)

namespace {

CorsConfiguration sound()
{
    CorsConfiguration cors;
    cors.allowOrigins = {"https://shop.example", "http://localhost:3000"};
    cors.allowMethods = {"GET", "POST"};
    cors.allowHeaders = {"content-type"};
    cors.exposeHeaders = {"x-total"};
    cors.maxAge = 300;
    return cors;
}

Project httpProject(std::optional<CorsConfiguration> cors = std::nullopt)
{
    Project project;
    project.name = "shop";
    Api api = apiFrom(openApiText("GET /pets"));
    api.definition = HttpApi{*api.openApi()};
    api.openApi()->cors = std::move(cors);
    project.apis.emplace_back(api);
    return project;
}

} // namespace

class TestCorsEdits : public QObject
{
    Q_OBJECT

private slots:
    void faults_data()
    {
        QTest::addColumn<CorsChange>("change");
        QTest::addColumn<QString>("fault"); // empty: there is none
        const auto row = [](const char* name, CorsChange change, const char* fault) {
            QTest::newRow(name) << std::move(change) << QString(fault);
        };
        row(
            "sound", [](CorsConfiguration&) {}, "");
        row(
            "credentials", [](CorsConfiguration& c) { c.allowCredentials = true; }, "");
        row(
            "any origin", [](CorsConfiguration& c) { c.allowOrigins = {"*"}; }, "");
        row(
            "any secure origin, credentials",
            [](CorsConfiguration& c) {
                c.allowOrigins = {"https://*"};
                c.allowCredentials = true;
            },
            "");
        row(
            "everything",
            [](CorsConfiguration& c) {
                c.allowOrigins = {"http://*"};
                c.allowMethods = {"*"};
                c.allowHeaders = {"*"};
                c.exposeHeaders = {"*"};
            },
            "");
        row(
            "another scheme", [](CorsConfiguration& c) { c.allowOrigins = {"chrome-extension://abc"}; }, "");
        row(
            "IPv6", [](CorsConfiguration& c) { c.allowOrigins = {"http://[::1]:8080"}; }, "");
        row(
            "not kept", [](CorsConfiguration& c) { c.maxAge = -1; }, "");
        row(
            "a day", [](CorsConfiguration& c) { c.maxAge = 86'400; }, "");
        row(
            "any origin with credentials",
            [](CorsConfiguration& c) {
                c.allowOrigins = {"https://a.example", "*"};
                c.allowCredentials = true;
            },
            "CORS allows credentials, which is not supported together with the origin \"*\".");
        row(
            "no scheme", [](CorsConfiguration& c) { c.allowOrigins = {"shop.example"}; },
            "CORS allows the origin \"shop.example\", which is none.");
        row(
            "a path", [](CorsConfiguration& c) { c.allowOrigins = {"https://shop.example/"}; },
            "CORS allows the origin \"https://shop.example/\", which is none.");
        row(
            "a part of a host", [](CorsConfiguration& c) { c.allowOrigins = {"https://*.shop.example"}; },
            "CORS allows the origin \"https://*.shop.example\", which is none.");
        row(
            "null", [](CorsConfiguration& c) { c.allowOrigins = {"null"}; },
            "CORS allows the origin \"null\", which is none.");
        row(
            "a line break", [](CorsConfiguration& c) { c.allowOrigins = {"https://a\r\nx: y"}; },
            "CORS allows the origin \"https://a\r\nx: y\", which is none.");
        row(
            "ANY", [](CorsConfiguration& c) { c.allowMethods = {"ANY"}; },
            "CORS allows the method \"ANY\", which is none.");
        row(
            "small letters", [](CorsConfiguration& c) { c.allowMethods = {"get"}; },
            "CORS allows the method \"get\", which is none.");
        row(
            "no header", [](CorsConfiguration& c) { c.allowHeaders = {"a b"}; },
            "CORS allows the header \"a b\", which is no name of one.");
        row(
            "no exposed header", [](CorsConfiguration& c) { c.exposeHeaders = {""}; },
            "CORS exposes the header \"\", which is no name of one.");
        row(
            "before time", [](CorsConfiguration& c) { c.maxAge = -2; },
            "CORS lets preflight answers be kept for -2 seconds.");
        row(
            "beyond a day", [](CorsConfiguration& c) { c.maxAge = 86'401; },
            "CORS lets preflight answers be kept for 86401 seconds.");
    }

    void faults()
    {
        QFETCH(CorsChange, change);
        QFETCH(QString, fault);
        CorsConfiguration cors = sound();
        change(cors);
        const Faults found = faultsOf(cors);
        QCOMPARE(found.empty() ? QString() : QString::fromStdString(found.front()), fault);
        QVERIFY(found.size() <= 1);
        const auto edited = setCorsConfiguration(httpProject(), petsId, cors);
        QCOMPARE(edited.has_value(), fault.isEmpty());
        if (edited)
            QVERIFY(edited->apis.front()->openApi()->cors == cors);
    }

    void isSetAndTaken()
    {
        const Project before = httpProject();
        const Project with = setCorsConfiguration(before, petsId, sound()).value();
        const Changes changes = diff(before, with);
        QCOMPARE(changes.size(), std::size_t(1));
        QVERIFY(changes.front().what.find("CORS") != std::string::npos);
        const Project without = setCorsConfiguration(with, petsId, std::nullopt).value();
        QVERIFY(without == before);
    }

    void whatWasWrongBeforeStands()
    {
        CorsConfiguration wrong = sound();
        wrong.maxAge = 100'000;
        CorsConfiguration wanted = wrong;
        wanted.allowMethods.emplace_back("PUT");
        QVERIFY(setCorsConfiguration(httpProject(wrong), petsId, wanted));
        wanted.allowOrigins = {"shop"};
        QVERIFY(!setCorsConfiguration(httpProject(wrong), petsId, wanted));
    }

    void isOfHttpApisOnly()
    {
        const Project rest = projectWith("GET /pets");
        const auto refused = setCorsConfiguration(rest, petsId, sound());
        QVERIFY(!refused);
        QCOMPARE(refused.error().message, std::string("\"pets\" is no HTTP API."));
        QVERIFY(setCorsConfiguration(rest, petsId, std::nullopt)); // taking away nothing
        QVERIFY(!setCorsConfiguration(rest, ApiId{1}, sound()));
    }

    void whatItMeansToPages_data()
    {
        QTest::addColumn<CorsChange>("change");
        QTest::addColumn<QStringList>("sentences");
        QTest::addColumn<bool>("breaks");
        const auto row = [](const char* name, CorsChange change, QStringList sentences, bool breaks) {
            QTest::newRow(name) << std::move(change) << std::move(sentences) << breaks;
        };
        row(
            "nothing", [](CorsConfiguration&) {}, {}, false);
        row(
            "an origin less", [](CorsConfiguration& c) { c.allowOrigins.pop_back(); },
            {"CORS no longer allows the origin \"http://localhost:3000\"."}, true);
        row(
            "a method more", [](CorsConfiguration& c) { c.allowMethods.emplace_back("PUT"); },
            {"CORS allows the method \"PUT\" now."}, false);
        row(
            "credentials", [](CorsConfiguration& c) { c.allowCredentials = true; }, {"CORS allows credentials now."},
            false);
        row(
            "another age", [](CorsConfiguration& c) { c.maxAge.reset(); },
            {"CORS exposes other headers, or is kept for another time."}, false);
    }

    void whatItMeansToPages()
    {
        QFETCH(CorsChange, change);
        QFETCH(QStringList, sentences);
        QFETCH(bool, breaks);
        OpenApiDefinition before;
        before.cors = sound();
        OpenApiDefinition after = before;
        change(*after.cors);
        const BehaviourChanges changes = behaviourDiff(before, after);
        QStringList said;
        for (const BehaviourChange& one : changes)
            said << QString::fromStdString(one.sentence);
        QCOMPARE(said, sentences);
        QCOMPARE(breaksClients(changes), breaks);
    }

    void comesAndGoes()
    {
        OpenApiDefinition with;
        with.cors = sound();
        QVERIFY(!breaksClients(behaviourDiff({}, with)));
        QVERIFY(breaksClients(behaviourDiff(with, {})));
    }
};

QTEST_GUILESS_MAIN(TestCorsEdits)
#include "tst_cors_edits.moc"
