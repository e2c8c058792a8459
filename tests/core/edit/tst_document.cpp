// The history of snapshots and the words of a diff.
#include "core/edit/document.h"

#include "core/edit/edits.h"
#include "core/edit/pairing.h"
#include "edited_project.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

using namespace gw;
using namespace gw::test;

namespace {

Edit renamed(const std::string& path, const std::string& part)
{
    return [=](Project p) { return renameResource(std::move(p), petsId, path, part); };
}

Edit described(const std::string& text)
{
    return [=](Project p) -> Result<Project> {
        p.edit(petsId)->openApi()->description = text;
        return p;
    };
}

QStringList words(const Changes& changes)
{
    QStringList list;
    for (const Change& change : changes)
        list << QString::fromStdString(change.what);
    return list;
}

template <typename Action>
Edit onMethod(std::string path, HttpVerb verb, Action action)
{
    return [=](Project p) -> Result<Project> {
        Method method = *p.apis.front()->openApi()->find(methodId(p, path, verb));
        action(method);
        return setMethod(std::move(p), petsId, method);
    };
}

std::string manyRoutes(int count)
{
    std::string routes;
    for (int i = 0; i < count; ++i)
        routes += (i == 0 ? "GET /r" : "; GET /r") + std::to_string(i);
    return routes;
}

} // namespace

Q_DECLARE_METATYPE(gw::Edit)

class DocumentTest : public QObject
{
    Q_OBJECT

private slots:
    void undoesAndRedoes()
    {
        Document document(projectWith("GET /pets"));
        QVERIFY(!document.canUndo() && !document.canRedo());
        QVERIFY(document.apply("Rename Resource", renamed("/pets", "animals")));
        QCOMPARE(document.undoName(), std::string("Rename Resource"));
        QCOMPARE(routesOf(document.project()), std::string("GET /animals"));
        QCOMPARE(words(document.undo()), QStringList{"Resource /animals renamed to /pets"});
        QCOMPARE(routesOf(document.project()), std::string("GET /pets"));
        QCOMPARE(document.redoName(), std::string("Rename Resource"));
        document.redo();
        QCOMPARE(routesOf(document.project()), std::string("GET /animals"));
        QVERIFY(document.redo().empty());
        const std::vector<std::string> names = {"Open", "Rename Resource"};
        QCOMPARE(document.stepNames(), names);
        QCOMPARE(document.currentStep(), std::size_t(1));
    }

    void anEditAfterUndoDropsWhatWasUndone()
    {
        Document document(projectWith("GET /pets"));
        QVERIFY(document.apply("a", renamed("/pets", "a")));
        document.undo();
        QVERIFY(document.apply("b", renamed("/pets", "b")));
        QVERIFY(!document.canRedo());
        QCOMPARE(document.stepNames().size(), std::size_t(2));
    }

    void whatFailsOrChangesNothingLeavesNoStep()
    {
        Document document(projectWith("GET /pets"));
        QVERIFY(!document.apply("x", renamed("/nothing", "a")));
        const auto changes = document.apply("x", renamed("/pets", "pets"));
        QVERIFY(changes && changes->empty());
        QVERIFY(!document.canUndo());
        QVERIFY(!document.isModified());
    }

    void typingInOneFieldIsOneStep()
    {
        Document document(projectWith("GET /pets"));
        for (const char* text : {"a", "ab", "abc"})
            QVERIFY(document.apply("Change Description", described(text), "description"));
        QCOMPARE(document.stepNames().size(), std::size_t(2));
        document.undo();
        QCOMPARE(document.project().apis.front()->openApi()->description, std::string());
    }

    void typingBackLeavesNoStep()
    {
        Document document(projectWith("GET /pets"));
        QVERIFY(document.apply("d", described("a"), "description"));
        const auto changes = document.apply("d", described(""), "description");
        QVERIFY(changes && !changes->empty()); // views still have to follow
        QVERIFY(!document.canUndo());
        QVERIFY(!document.isModified());
    }

    void otherKeysAndUndoneStepsDoNotMerge()
    {
        Document document(projectWith("GET /pets"));
        QVERIFY(document.apply("d", described("a"), "one"));
        QVERIFY(document.apply("d", described("b"), "two"));
        QVERIFY(document.apply("d", described("c"), ""));
        QVERIFY(document.apply("d", described("d"), ""));
        QCOMPARE(document.stepNames().size(), std::size_t(5));
        document.undo();
        document.undo();
        QVERIFY(document.apply("d", described("e"), "two"));
        QCOMPARE(document.stepNames().size(), std::size_t(4));
        QVERIFY(!document.canRedo());
    }

    void knowsWhetherItIsSaved()
    {
        Document document(projectWith("GET /pets"));
        QVERIFY(document.apply("a", described("a"), "k"));
        QVERIFY(document.isModified());
        document.markSaved();
        QVERIFY(!document.isModified());
        document.undo();
        QVERIFY(document.isModified());
        document.redo();
        QVERIFY(!document.isModified());
        // A saved step is not merged into: undo leads back to it.
        QVERIFY(document.apply("a", described("ab"), "k"));
        QVERIFY(document.isModified());
        document.undo();
        QVERIFY(!document.isModified());
        // Editing by hand back to what is saved is clean as well.
        QVERIFY(document.apply("b", described("x")));
        QVERIFY(document.apply("b", described("a")));
        QVERIFY(!document.isModified());
    }

    void aSaveBesideTheEditingMarksWhatItWrote()
    {
        Document document(projectWith("GET /pets"));
        QVERIFY(document.apply("a", described("a")));
        const auto written = document.snapshot();
        QVERIFY(document.apply("b", described("b")));
        document.markSaved(written);
        QVERIFY(document.isModified());
        document.undo();
        QVERIFY(!document.isModified());
    }

    void aCommentIsAnEdit()
    {
        Document document(projectWith("GET /pets"));
        const std::string text = "# hello\n" + openApiText("GET /pets");
        const auto changes =
            document.apply("Edit Source", [&](Project p) { return setSourceText(std::move(p), petsId, text); });
        QVERIFY(changes);
        QCOMPARE(words(*changes), QStringList{"API \"pets\": comments or spelling of the file changed"});
        QVERIFY(document.canUndo() && document.isModified());
        document.undo();
        QVERIFY(!document.isModified());
    }

    void anEarlierSnapshotStaysWhatItWas()
    {
        Document document(projectWith("GET /pets"));
        const std::shared_ptr<const Project> before = document.snapshot();
        QVERIFY(document.apply("a", renamed("/pets", "animals")));
        QCOMPARE(routesOf(*before), std::string("GET /pets"));
        document.reset({});
        QVERIFY(!document.canUndo() && document.project().apis.empty());
    }

    void saysWhatChanged_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<Edit>("edit");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char* name, const char* before, Edit edit, QStringList expected) {
            QTest::newRow(name) << QString(before) << edit << expected;
        };
        row("added", "GET /a", [](Project p) { return createMethod(std::move(p), petsId, "/a", HttpVerb::Put); },
            {"PUT /a added"});
        row("added resource", "GET /a", [](Project p) { return createResource(std::move(p), petsId, "/", "b"); },
            {"Resource /b added"});
        row("removed, methods first", "GET /a; GET /b",
            [](Project p) { return deleteResource(std::move(p), petsId, "/b"); },
            {"GET /b removed", "Resource /b removed"});
        row("renamed with subtree", "GET /a; GET /a/b", renamed("/a", "z"),
            {"Resource /a renamed to /z", "Resource /a/b moved to /z/b"});
        row("moved method", "GET /a; PUT /b",
            [](Project p) {
                const MethodId id = methodId(p, "/b", HttpVerb::Put);
                return moveMethod(std::move(p), petsId, id, "/a");
            },
            {"PUT /b moved to PUT /a"});
        row("integration", "GET /a", onMethod("/a", HttpVerb::Get, [](Method& m) { m.integration = Integration{}; }),
            {"GET /a: integration added"});
        row("several", "GET /a",
            onMethod("/a", HttpVerb::Get,
                     [](Method& m) {
                         m.summary = "x";
                         m.responses.clear();
                         m.requestParameters.push_back({"q", ParameterLocation::QueryString, false, {}, {}, {}, {}});
                     }),
            {"GET /a: summary changed, query parameter q added, response 200 removed"});
        row("many", "GET /a",
            onMethod("/a", HttpVerb::Get,
                     [](Method& m) {
                         for (const char* name : {"a", "b", "c", "d", "e", "f"})
                             m.requestParameters.push_back({name, ParameterLocation::Header, false, {}, {}, {}, {}});
                     }),
            {"GET /a: header a added, header b added, header c added, header d added and 2 more"});
        row("verb", "GET /a",
            [](Project p) {
                const MethodId id = methodId(p, "/a", HttpVerb::Get);
                return changeVerb(std::move(p), petsId, id, HttpVerb::Put);
            },
            {"PUT /a: verb was GET"});
        row("stage", "GET /a",
            [](Project p) {
                Stage stage = p.apis.front()->stages.front();
                stage.variables = {{"host", "x"}};
                return setStage(std::move(p), petsId, stage);
            },
            {"Stage \"dev\" variable host added"});
        row("api", "GET /a", [](Project p) { return renameApi(std::move(p), petsId, "zoo"); },
            {"API \"pets\": renamed to \"zoo\", title changed"});
        row("another api", "GET /a", [](Project p) { return createApi(std::move(p), ApiKind::Rest, "zoo"); },
            {"API \"zoo\" added"});
        row("order", "GET /a; GET /b; GET /c",
            [](Project p) -> Result<Project> {
                auto& resources = p.edit(petsId)->openApi()->resources;
                std::rotate(resources.begin(), resources.begin() + 2, resources.end());
                return p;
            },
            {"Resource /c put in another place"});
    }

    void saysWhatChanged()
    {
        QFETCH(QString, before);
        QFETCH(Edit, edit);
        QFETCH(QStringList, expected);
        const Project project = projectWith(before.toStdString());
        const Result<Project> edited = edit(project);
        QVERIFY(edited);
        QCOMPARE(words(diff(project, *edited)), expected);
        QVERIFY(diff(project, project).empty());
    }

    void deploymentsCompareTheDefinitionAlone()
    {
        const Project project = projectWith("GET /pets; GET /toys");
        Api draft = **project.apis.begin();
        draft.stages.clear();
        draft.name = "other";
        draft.source = nullptr;
        std::swap(draft.openApi()->resources[0], draft.openApi()->resources[1]);
        QVERIFY(diff(*project.apis.front(), draft).empty());
    }

    void deploymentsOfAnotherSessionMatchByPathAndVerb()
    {
        const Api deployed = apiFrom(openApiText("GET /pets; PUT /pets; GET /old"), ApiId{1});
        const Api draft = apiFrom(openApiText("GET /pets; POST /pets"), ApiId{2});
        const QStringList expected = {"GET /old removed", "Resource /old removed", "PUT /pets removed",
                                      "POST /pets added"};
        QCOMPARE(words(diff(deployed, draft)), expected);
    }

    void deploymentsOfThisSessionKnowRenames()
    {
        const Project project = projectWith("GET /pets; GET /animals");
        Project draft = *deleteResource(project, petsId, "/animals");
        draft = *renameResource(std::move(draft), petsId, "/pets", "animals");
        const QStringList expected = {"GET /animals removed", "Resource /animals removed",
                                      "Resource /pets renamed to /animals"};
        QCOMPARE(words(diff(*project.apis.front(), *draft.apis.front())), expected);
    }

    void theFewestElementsMove()
    {
        QCOMPARE(outOfOrder({}), std::vector<bool>());
        QCOMPARE(outOfOrder({0, 1, 2}), (std::vector<bool>{false, false, false}));
        QCOMPARE(outOfOrder({3, 0, 1, 2}), (std::vector<bool>{true, false, false, false}));
        QCOMPARE(outOfOrder({1, 2, 3, 0}), (std::vector<bool>{false, false, false, true}));
    }

    void anEditOfALargeApiIsQuick()
    {
        Document document(projectWith(manyRoutes(5000)));
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 20; ++i) {
            const std::string path = "/r" + std::to_string(i * 200);
            QVERIFY(
                document.apply("s", onMethod(path, HttpVerb::Get, [i](Method& m) { m.summary = std::to_string(i); })));
        }
        qInfo("20 edits and diffs of 5,000 routes: %lld ms", timer.elapsed());
        QVERIFY(timer.elapsed() < 5000); // unoptimised builds and busy machines included
    }
};

QTEST_GUILESS_MAIN(DocumentTest)
#include "tst_document.moc"
