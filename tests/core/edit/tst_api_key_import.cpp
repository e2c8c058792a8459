// Keys of a CSV file in a project: new ones, known ones, taken names, plans.
#include "core/edit/api_key_import.h"

#include "core/api/elements.h"
#include "core/edit/edits_access.h"

#include <QTest>

using namespace gw;

namespace {

Project must(Result<Project> project)
{
    if (!project)
        qFatal("%s", toString(project.error()).c_str());
    return std::move(*project);
}

Project shop()
{
    Project project;
    project.name = "shop";
    ApiKey key;
    key.name = "partner";
    key.keyId = "partner001";
    project = must(createApiKey(project, key));
    UsagePlan plan;
    plan.name = "basic";
    plan.planId = "basic1";
    plan.keys = {"partner"};
    return must(createUsagePlan(project, plan));
}

ImportedApiKey line(const std::string& id, const std::string& name)
{
    ImportedApiKey key;
    key.line = 2;
    key.id = id;
    key.name = name;
    key.description = "imported";
    return key;
}

} // namespace

class TestApiKeyImport : public QObject
{
    Q_OBJECT

private slots:
    void newKeysComeUnderTheirIds()
    {
        Diagnostics warnings;
        ImportedApiKey disabled = line("second0002", "second");
        disabled.enabled = false;
        const Project project = must(addImportedKeys(shop(), {line("first00001", "first"), disabled}, warnings));
        QVERIFY(warnings.empty());
        QCOMPARE(project.apiKeys.size(), std::size_t{3});
        const ApiKey* first = findByName(project.apiKeys, "first");
        QVERIFY(first && first->keyId == "first00001" && first->enabled && first->description == "imported");
        QVERIFY(!findByName(project.apiKeys, "second")->enabled);
    }

    void aKnownKeyIsReplacedAndItsPlansFollow()
    {
        Diagnostics warnings;
        const Project project = must(addImportedKeys(shop(), {line("partner001", "friend")}, warnings));
        QCOMPARE(project.apiKeys.size(), std::size_t{1});
        QCOMPARE(project.apiKeys[0]->name, std::string("friend"));
        QCOMPARE(project.apiKeys[0]->description, std::string("imported"));
        QCOMPARE(project.usagePlans[0]->keys, std::vector<std::string>{"friend"});
        const Project again = must(addImportedKeys(project, {line("partner001", "friend")}, warnings));
        QVERIFY(again == project);
    }

    void takenNamesGetANumber()
    {
        Diagnostics warnings;
        const Project project =
            must(addImportedKeys(shop(), {line("a000000001", "partner"), line("b000000002", "partner")}, warnings));
        QVERIFY(findByName(project.apiKeys, "partner 2") && findByName(project.apiKeys, "partner 3"));
    }

    void plansTakeTheirKeysIn()
    {
        Diagnostics warnings;
        ImportedApiKey key = line("first00001", "first");
        key.usagePlanIds = {"basic1", "gone00"};
        const Project project = must(addImportedKeys(shop(), {key}, warnings));
        QCOMPARE(project.usagePlans[0]->keys, (std::vector<std::string>{"partner", "first"}));
        QVERIFY(warnings.empty()); // who reads the file has told of plans that are not there
    }

    void aPlanThatCannotTakeAKeyIsTold()
    {
        Project project = shop();
        Api api;
        api.name = "pets";
        api.definition = RestApi{};
        Stage stage;
        stage.name = "dev";
        api.stages = {stage};
        project.apis.emplace_back(api);
        UsagePlan basic = *project.usagePlans[0];
        basic.apiStages = {{"pets", "dev", {}}};
        project = must(setUsagePlan(project, basic));
        UsagePlan other;
        other.name = "other";
        other.planId = "other1";
        other.apiStages = {{"pets", "dev", {}}};
        project = must(createUsagePlan(project, other));
        Diagnostics warnings;
        ImportedApiKey key = line("first00001", "first");
        key.usagePlanIds = {"basic1", "other1"};
        project = must(addImportedKeys(project, {key}, warnings));
        QCOMPARE(warnings.size(), std::size_t{1});
        QVERIFY(warnings[0].message.find("\"other\"") != std::string::npos);
        QVERIFY(project.usagePlans[0]->hasKey("first") && !project.usagePlans[1]->hasKey("first"));
    }

    void whatTheProjectRefusesIsAnError()
    {
        Diagnostics warnings;
        QVERIFY(!addImportedKeys(shop(), {line("first00001", std::string(1025, 'x'))}, warnings));
        QVERIFY(!addImportedKeys(shop(), {line("first00001", "")}, warnings));
    }
};

QTEST_GUILESS_MAIN(TestApiKeyImport)
#include "tst_api_key_import.moc"
