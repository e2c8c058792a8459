// Which setting a denial leads to, in words.
#include "ui/inspector/denial.h"

#include <QTest>

using namespace gw;
using namespace gw::ui;

class TestDenial : public QObject
{
    Q_OBJECT

    static engine::Trace refused(const char* type, const NodeRef& setting = {})
    {
        engine::Trace trace;
        trace.apiName = "pets";
        trace.method = "GET";
        trace.resourcePath = "/pets";
        trace.hasFault = true;
        trace.fault.responseType = type;
        trace.fault.setting = setting;
        return trace;
    }
    static Project project()
    {
        Project project;
        UsagePlan plan;
        plan.id = UsagePlanId{7};
        plan.name = "basic";
        project.usagePlans.push_back(Cow<UsagePlan>(plan));
        WebAcl acl;
        acl.id = WebAclId{8};
        acl.name = "office";
        project.webAcls.push_back(Cow<WebAcl>(acl));
        Api api;
        api.id = ApiId{1};
        api.name = "pets";
        Stage stage;
        stage.id = StageId{2};
        stage.name = "dev";
        api.stages.push_back(stage);
        project.apis.push_back(Cow<Api>(api));
        return project;
    }

private slots:
    void theSettingOfTheFaultIsNamed_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("words");
        QTest::newRow("plan") << "THROTTLED" << 0 << "usage plan \"basic\"";
        QTest::newRow("quota") << "QUOTA_EXCEEDED" << 0 << "usage plan \"basic\"";
        QTest::newRow("web ACL") << "WAF_FILTERED" << 1 << "web ACL \"office\"";
        QTest::newRow("stage") << "THROTTLED" << 2 << "stage \"dev\"";
        QTest::newRow("none") << "THROTTLED" << 3 << "";
        QTest::newRow("gone") << "THROTTLED" << 4 << "";
    }
    void theSettingOfTheFaultIsNamed()
    {
        QFETCH(QString, type);
        QFETCH(int, kind);
        QFETCH(QString, words);
        const NodeRef settings[] = {nodeOf(UsagePlanId{7}), nodeOf(WebAclId{8}), NodeRef{ApiId{1}, {}, {}, StageId{2}},
                                    NodeRef{}, nodeOf(UsagePlanId{99})};
        const auto trace = refused(type.toLatin1().constData(), settings[kind]);
        const DenialSetting setting = denialSetting(project(), trace);
        QCOMPARE(setting.words, words);
        QVERIFY(words.isEmpty() ? setting.node.isEmpty() : setting.node == settings[kind]);
        QVERIFY(setting.authorizer.isEmpty());
    }

    void denialsHaveWordsAndOtherFaultsNone()
    {
        for (const char* type : {"ACCESS_DENIED", "UNAUTHORIZED", "INVALID_API_KEY", "INVALID_SIGNATURE",
                                 "EXPIRED_TOKEN", "THROTTLED", "QUOTA_EXCEEDED", "WAF_FILTERED"})
            QVERIFY2(denialWords(refused(type)).endsWith(". "), type);
        QVERIFY(denialWords(refused("INTEGRATION_FAILURE")).isEmpty());
        QVERIFY(denialWords(engine::Trace{}).isEmpty());
    }

    void whatWentWellLeadsNowhere()
    {
        engine::Trace trace = refused("THROTTLED", nodeOf(UsagePlanId{7}));
        trace.hasFault = false;
        QVERIFY(denialSetting(project(), trace).words.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestDenial)
#include "tst_denial.moc"
