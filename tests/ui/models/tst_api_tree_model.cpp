// The API tree: rows, exact row operations under edits and undo, filter, moves.
#include "ui/models/api_tree_filter.h"
#include "ui/models/api_tree_model.h"

#include "core/edit/document.h"
#include "core/edit/edits.h"
#include "core/edit/edits_access.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QMimeData>
#include <QPersistentModelIndex>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace gw;
using namespace gw::ui;

namespace {

Api petsApi()
{
    Project project = *createApi(Project{}, ApiKind::Rest, "pets");
    const ApiId api = project.apis.front()->id;
    project = *createResource(project, api, "/", "pets");
    project = *createResource(project, api, "/pets", "{petId}");
    project = *createMethod(project, api, "/pets", HttpVerb::Get);
    project = *createMethod(project, api, "/pets", HttpVerb::Post);
    project = *createMethod(project, api, "/pets/{petId}", HttpVerb::Get);
    return *project.apis.front();
}

Project petsProject()
{
    Project project;
    project.apis.push_back(petsApi());
    return project;
}

std::shared_ptr<const Project> shared(const Project& project)
{
    return std::make_shared<const Project>(project);
}

QStringList rowsBelow(const QAbstractItemModel& model, const QModelIndex& parent = {}, int depth = 0)
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        rows << QString(depth, QLatin1Char(' ')) + index.data().toString();
        rows << rowsBelow(model, index, depth + 1);
    }
    return rows;
}

Result<Project> randomEdit(Project project, QRandomGenerator& random)
{
    const Api& api = *project.apis.front();
    const auto& resources = api.openApi()->resources;
    const std::string any =
        resources.empty() ? "/" : resources[random.bounded(static_cast<int>(resources.size()))]->path;
    const std::string name = "r" + std::to_string(random.bounded(6));
    const HttpVerb verb = allHttpVerbs[random.bounded(7)];
    switch (random.bounded(8)) {
    case 0:
        return createResource(std::move(project), api.id, "/", name);
    case 1:
        return createResource(std::move(project), api.id, any, name);
    case 2:
        return createMethod(std::move(project), api.id, any, verb);
    case 3:
        return renameResource(std::move(project), api.id, any, name);
    case 4:
        return deleteResource(std::move(project), api.id, any);
    case 5:
        return duplicateResource(std::move(project), api.id, any);
    case 6:
        return moveResource(std::move(project), api.id, any, "/");
    default:
        break;
    }
    for (const auto& resource : resources)
        if (!resource->methods.empty())
            return deleteMethod(project, api.id, resource->methods.front()->id);
    return project;
}

} // namespace

class TestApiTreeModel : public QObject
{
    Q_OBJECT

private slots:
    void showsApisResourcesMethodsAndStages()
    {
        ApiTreeModel model;
        model.setProject(shared(petsProject()));
        const QStringList rows = rowsBelow(model);
        QCOMPARE(rows.first(), QStringLiteral("pets"));
        QVERIFY(rows.contains(QStringLiteral(" pets")));
        QVERIFY(rows.contains(QStringLiteral("  GET /pets")));
        QVERIFY(rows.contains(QStringLiteral("  {petId}")));
        QVERIFY(rows.contains(QStringLiteral("   GET /pets/{petId}")));
        QVERIFY(rows.contains(QStringLiteral(" Stages")));
    }

    void showsWhatStandsBehindTheApis()
    {
        ApiTreeModel model;
        QAbstractItemModelTester tester(&model);
        Document document(petsProject());
        model.setProject(document.snapshot(), ApiTreeModel::Sections::Shown);
        const QPersistentModelIndex functions = model.indexOfSection(TreeKind::FunctionGroup);
        QVERIFY(functions.isValid());
        QCOMPARE(model.rowCount(functions), 0);
        QVERIFY(document.apply("New", [](Project p) {
            Function function;
            function.name = "greet";
            return createFunction(std::move(p), function);
        }));
        model.setProject(document.snapshot(), ApiTreeModel::Sections::Shown);
        QCOMPARE(model.rowCount(functions), 1);
        const NodeRef ref{{}, {}, {}, {}, document.project().functions.front()->id, {}, {}};
        const QPersistentModelIndex greet = model.indexOf(ref);
        QCOMPARE(greet.data().toString(), QStringLiteral("greet"));
        QCOMPARE(greet.parent(), QModelIndex(functions));
        QVERIFY(
            document.apply("Rename", [&](Project p) { return renameFunction(std::move(p), ref.function, "wave"); }));
        model.setProject(document.snapshot(), ApiTreeModel::Sections::Shown);
        QCOMPARE(greet.data().toString(), QStringLiteral("wave"));
        QVERIFY(document.apply("Delete", [&](Project p) { return deleteFunction(std::move(p), ref.function); }));
        model.setProject(document.snapshot(), ApiTreeModel::Sections::Shown);
        QVERIFY(!greet.isValid());
        QVERIFY(!model.indexOf(ref).isValid());
        model.setProject(document.snapshot(), ApiTreeModel::Sections::Hidden); // the same snapshot: nothing changes
        QVERIFY(functions.isValid());
    }

    void showsAuthorizersOfEachApi()
    {
        ApiTreeModel model;
        QAbstractItemModelTester tester(&model);
        Document document(petsProject());
        const ApiId api = document.project().apis.front()->id;
        model.setProject(document.snapshot());
        const QPersistentModelIndex group = model.indexOfAuthorizer(api, {});
        QCOMPARE(group.data().toString(), QStringLiteral("Authorizers"));
        for (const char* name : {"guard", "pool"})
            QVERIFY(document.apply("New", [=](Project p) {
                Authorizer authorizer;
                authorizer.name = name;
                authorizer.identitySource = {"method.request.header.Authorization"};
                return createAuthorizer(std::move(p), api, authorizer);
            }));
        model.setProject(document.snapshot());
        QCOMPARE(model.rowCount(group), 2);
        const QPersistentModelIndex guard = model.indexOfAuthorizer(api, QStringLiteral("guard"));
        QVERIFY(guard.isValid());
        QVERIFY(
            document.apply("Rename", [=](Project p) { return renameAuthorizer(std::move(p), api, "guard", "door"); }));
        model.setProject(document.snapshot());
        QVERIFY(guard.isValid()); // its row stays, and with it what is selected
        QCOMPARE(guard.data().toString(), QStringLiteral("door"));
        QVERIFY(document.apply("Delete", [=](Project p) { return deleteAuthorizer(std::move(p), api, "door"); }));
        model.setProject(document.snapshot());
        QVERIFY(!guard.isValid());
        QCOMPARE(model.rowCount(group), 1);
        QVERIFY(model.flags(model.index(0, 0, group)) & Qt::ItemIsEditable);
        QVERIFY(!(model.flags(group) & Qt::ItemIsEditable));
        document.undo();
        document.undo();
        document.undo();
        document.undo();
        model.setProject(document.snapshot());
        QCOMPARE(model.rowCount(group), 0);
        QVERIFY(!model.indexOfAuthorizer(api, QStringLiteral("pool")).isValid());
    }

    void showsKeysPlansDomainsAndWebAcls()
    {
        ApiTreeModel model;
        QAbstractItemModelTester tester(&model);
        Document document(petsProject());
        QVERIFY(document.apply("New", [](Project p) -> Result<Project> {
            ApiKey key;
            key.name = "partner";
            key.enabled = false;
            auto made = createApiKey(std::move(p), key);
            UsagePlan plan;
            plan.name = "gold";
            plan.throttle = {2.5, 5};
            plan.quota = Quota{1000, 0, QuotaPeriod::Day};
            plan.keys = {"partner"};
            return createUsagePlan(std::move(*made), plan);
        }));
        model.setProject(document.snapshot(), ApiTreeModel::Sections::Shown);
        const auto hint = [](const QModelIndex& index) {
            return index.data(ApiTreeModel::ItemRole).value<TreeItem>().hint;
        };
        const NodeRef key = nodeOf(document.project().apiKeys.front()->id);
        const NodeRef plan = nodeOf(document.project().usagePlans.front()->id);
        QCOMPARE(model.indexOf(key).data().toString(), QStringLiteral("partner"));
        QCOMPARE(hint(model.indexOf(key)), QStringLiteral("disabled"));
        QCOMPARE(hint(model.indexOf(plan)), QStringLiteral("2.5/s · 1000 a day"));
        QCOMPARE(model.indexOf(plan).parent(), model.indexOfSection(TreeKind::UsagePlanGroup));
        QVERIFY(model.indexOfSection(TreeKind::DomainNameGroup).isValid());
        QVERIFY(model.indexOfSection(TreeKind::WebAclGroup).isValid());
        document.undo();
        model.setProject(document.snapshot(), ApiTreeModel::Sections::Shown);
        QVERIFY(!model.indexOf(key).isValid());
    }

    void loneFilesHaveNoSections()
    {
        ApiTreeModel model;
        model.setProject(shared(petsProject()));
        QVERIFY(!model.indexOfSection(TreeKind::FunctionGroup).isValid());
        QVERIFY(!model.indexOfSection(TreeKind::AwsSettings).isValid());
    }

    void isEmptyWithoutProject()
    {
        ApiTreeModel model;
        QCOMPARE(model.rowCount(), 0);
        model.setProject(shared(petsProject()));
        model.setProject(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void rowsSurviveRenames()
    {
        ApiTreeModel model;
        Document document(petsProject());
        model.setProject(document.snapshot());
        const ApiId api = document.project().apis.front()->id;
        const QPersistentModelIndex pets = model.indexOfPath(api, QStringLiteral("/pets"));
        const QPersistentModelIndex below = model.indexOfPath(api, QStringLiteral("/pets/{petId}"));
        QVERIFY(pets.isValid() && below.isValid());
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QVERIFY(
            document.apply("Rename", [=](Project p) { return renameResource(std::move(p), api, "/pets", "animals"); }));
        model.setProject(document.snapshot());
        QCOMPARE(pets.data().toString(), QStringLiteral("animals"));
        QCOMPARE(below.data(ApiTreeModel::ItemRole).value<TreeItem>().path, QStringLiteral("/animals/{petId}"));
        document.undo();
        model.setProject(document.snapshot());
        QCOMPARE(pets.data().toString(), QStringLiteral("pets"));
        QCOMPARE(removed.size(), 0);
        QCOMPARE(reset.size(), 0);
    }

    void anImpliedResourceKeepsItsRowWhenItBecomesReal()
    {
        Project project = *createApi(Project{}, ApiKind::Rest, "a");
        const ApiId api = project.apis.front()->id;
        OpenApiDefinition& definition = *project.edit(api)->openApi();
        definition.resources.clear();
        Resource deep;
        deep.id = ResourceId{7};
        deep.path = "/one/two";
        definition.resources.push_back(deep);
        ApiTreeModel model;
        model.setProject(shared(project));
        const QPersistentModelIndex one = model.indexOfPath(api, QStringLiteral("/one"));
        QVERIFY(one.data(ApiTreeModel::ItemRole).value<TreeItem>().isImplied);
        project = *createMethod(project, api, "/one", HttpVerb::Get);
        model.setProject(shared(project));
        QVERIFY(one.isValid());
        QVERIFY(!one.data(ApiTreeModel::ItemRole).value<TreeItem>().isImplied);
        QCOMPARE(model.rowCount(one), 2);
    }

    void staysConsistentUnderRandomEdits_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 6; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }

    void staysConsistentUnderRandomEdits()
    {
        QFETCH(int, seed);
        QRandomGenerator random(static_cast<quint32>(seed));
        ApiTreeModel model;
        ApiTreeFilter filter;
        filter.setSourceModel(&model);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        const QAbstractItemModelTester filterTester(&filter, QAbstractItemModelTester::FailureReportingMode::Fatal);
        Document document(petsProject());
        model.setProject(document.snapshot());
        for (int step = 0; step < 120; ++step) {
            if (random.bounded(4) == 0 && document.canUndo())
                document.undo();
            else
                (void)document.apply("Edit", [&](Project p) { return randomEdit(std::move(p), random); });
            model.setProject(document.snapshot());
            ApiTreeModel fresh;
            fresh.setProject(document.snapshot());
            QCOMPARE(rowsBelow(model), rowsBelow(fresh));
            QCOMPARE(rowsBelow(filter), rowsBelow(fresh));
        }
    }

    void filtersByWordsAndKeepsParents_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("rows");
        QTest::addRow("path") << "{petId}" << QStringList{"pets", " pets", "  {petId}", "   GET /pets/{petId}"};
        QTest::addRow("verb and path") << "post /pets" << QStringList{"pets", " pets", "  POST /pets"};
        QTest::addRow("case") << "POST" << QStringList{"pets", " pets", "  POST /pets"};
        QTest::addRow("nothing") << "zebra" << QStringList{};
    }

    void filtersByWordsAndKeepsParents()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, rows);
        ApiTreeModel model;
        model.setProject(shared(petsProject()));
        ApiTreeFilter filter;
        filter.setSourceModel(&model);
        filter.setText(text);
        QCOMPARE(rowsBelow(filter), rows);
        filter.setText({});
        QCOMPARE(rowsBelow(filter), rowsBelow(model));
    }

    void renamingLeavesAsARequest()
    {
        ApiTreeModel model;
        const Project project = petsProject();
        model.setProject(shared(project));
        QSignalSpy requested(&model, &ApiTreeModel::renameRequested);
        const QModelIndex pets = model.indexOfPath(project.apis.front()->id, QStringLiteral("/pets"));
        QVERIFY(!model.setData(pets, QStringLiteral("  ")));
        QVERIFY(!model.setData(pets, QStringLiteral("pets")));
        QCOMPARE(requested.size(), 0);
        model.setData(pets, QStringLiteral("animals"));
        QCOMPARE(requested.size(), 1);
        QCOMPARE(requested.first().at(1).toString(), QStringLiteral("animals"));
        QCOMPARE(pets.data().toString(), QStringLiteral("pets"));
    }

    void dragsOnlyWhereItMakesSense()
    {
        ApiTreeModel model;
        const Project project = petsProject();
        model.setProject(shared(project));
        const ApiId api = project.apis.front()->id;
        const QModelIndex apiRow = model.index(0, 0);
        const QModelIndex pets = model.indexOfPath(api, QStringLiteral("/pets"));
        const QModelIndex pet = model.indexOfPath(api, QStringLiteral("/pets/{petId}"));
        const std::unique_ptr<QMimeData> data(model.mimeData({pet}));
        QVERIFY(data);
        QVERIFY(model.canDropMimeData(data.get(), Qt::MoveAction, -1, -1, apiRow));
        QVERIFY(!model.canDropMimeData(data.get(), Qt::MoveAction, -1, -1, pets)); // is there already
        QVERIFY(!model.canDropMimeData(data.get(), Qt::MoveAction, -1, -1, pet));  // into itself
        QVERIFY(!model.canDropMimeData(data.get(), Qt::MoveAction, -1, -1, {}));
        QVERIFY(!model.mimeData({apiRow}));
        QSignalSpy moved(&model, &ApiTreeModel::moveRequested);
        model.dropMimeData(data.get(), Qt::MoveAction, -1, -1, apiRow);
        QCOMPARE(moved.size(), 1);
        QCOMPARE(moved.first().at(1).toString(), QStringLiteral("/"));
        QMimeData foreign;
        foreign.setData(QStringLiteral("application/x-gatewright-node"), "nonsense");
        QVERIFY(!model.canDropMimeData(&foreign, Qt::MoveAction, -1, -1, apiRow));
    }

    void fiveThousandRoutesStayFluid()
    {
        Project project = *createApi(Project{}, ApiKind::Rest, "big");
        const ApiId api = project.apis.front()->id;
        OpenApiDefinition& definition = *project.edit(api)->openApi();
        for (std::uint64_t i = 0; i < 5000; ++i) {
            Resource resource;
            resource.id = ResourceId{i + 1};
            resource.path = "/group" + std::to_string(i / 50) + "/item" + std::to_string(i);
            Method method;
            method.id = MethodId{i + 100'000};
            resource.methods.push_back(method);
            definition.resources.push_back(resource);
        }
        ApiTreeModel model;
        model.setProject(shared(project));
        QVERIFY(model.indexOfPath(api, QStringLiteral("/group99/item4999")).isValid());
        Project changed = project;
        changed.edit(api)->openApi()->edit(ResourceId{2500})->path = "/group49/renamed";
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QElapsedTimer timer;
        timer.start();
        model.setProject(shared(changed));
        qInfo("one rename among 5000 routes: %lld ms", timer.elapsed());
        QVERIFY(timer.elapsed() < 2000); // some tens of milliseconds; unoptimised builds on busy machines
        QCOMPARE(inserted.size(), 0);
        QVERIFY(model.indexOfPath(api, QStringLiteral("/group49/renamed")).isValid());
    }
};

QTEST_MAIN(TestApiTreeModel)
#include "tst_api_tree_model.moc"
