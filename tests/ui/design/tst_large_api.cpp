// An API of 5,000 routes stays fluid: how long the GUI thread is held by one step through its methods, one edit, one
// undo. Prints the median and the worst, to be read against 50 ms in an optimised build; what is asserted is that each
// step leads where it should.
#include "ui/design/card_forms.h"
#include "ui/design/design_page.h"
#include "ui/design/source_view.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/widgets/code_editor.h"

#include "core/api/models.h"
#include "core/edit/edits.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextStream>
#include <QThread>
#include <QTreeView>

#include <algorithm>
#include <functional>

using namespace gw;
using namespace gw::ui;

namespace {

constexpr int resources = 1250; // four methods each

void writeApi(const QString& path)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QTextStream out(&file);
    out << "openapi: 3.0.1\ninfo: { title: Large, version: \"1\" }\npaths:\n";
    for (int i = 0; i < resources; ++i) {
        out << "  /group" << i / 25 << "/things" << i << "/{id}:\n";
        for (const char* verb : {"get", "put", "post", "delete"})
            out << "    " << verb << ":\n      operationId: " << verb << i
                << "\n      parameters:\n        - { name: id, in: path, required: true, schema: { type: string } }\n"
                   "      responses:\n        \"200\":\n          description: OK\n          content:\n"
                   "            application/json: { schema: { $ref: \"#/components/schemas/Thing\" } }\n"
                   "      x-amazon-apigateway-integration:\n        type: http\n        httpMethod: GET\n"
                   "        uri: http://localhost:8081/things/{id}\n        requestParameters:\n"
                   "          integration.request.path.id: method.request.path.id\n        requestTemplates:\n"
                   "          application/json: \"{ \\\"id\\\": \\\"$input.params('id')\\\" }\"\n"
                   "        responses:\n          default: { statusCode: \"200\" }\n";
    }
    out << "components:\n  schemas:\n    Thing:\n      type: object\n      properties: { id: { type: string } }\n";
}

void tell(const char* what, std::vector<double> milliseconds)
{
    std::sort(milliseconds.begin(), milliseconds.end());
    const double median = milliseconds[milliseconds.size() / 2];
    qInfo("%s: median %.1f ms, worst %.1f ms of %zu", what, median, milliseconds.back(), milliseconds.size());
}

} // namespace

class TestLargeApi : public QObject
{
    Q_OBJECT

private slots:
    void staysFluid()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("large.yaml"));
        writeApi(path);
        Theme theme(ThemeChoice::Light);
        Workspace workspace;
        GatewaySession gateway(workspace);
        DesignPage page(workspace, gateway, theme);
        page.resize(1440, 900);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QSignalSpy opened(&workspace, &Workspace::opened);
        workspace.open(path);
        QTRY_VERIFY_WITH_TIMEOUT(opened.count() == 1, 60'000);
        const Api& api = *workspace.project().apis.front();
        QCOMPARE(api.openApi()->methodCount(), std::size_t(4 * resources));
        QCoreApplication::processEvents();
        for (const engine::Card card : engine::allCards)
            step(page, workspace, card);
        edit(page, workspace);
        models(page, workspace);
        for (const char* name : {"Gateway Responses", "Stages"})
            show(page, name);
        source(page, workspace);
    }

private:
    static NodeRef methodAt(const Workspace& workspace, std::size_t n)
    {
        const Api& api = *workspace.project().apis.front();
        const Resource& resource = *api.openApi()->resources[n % resources];
        return {api.id, resource.id, resource.methods[n % resource.methods.size()]->id, {}};
    }

    static void step(DesignPage& page, const Workspace& workspace, engine::Card card)
    {
        page.showCard(methodAt(workspace, 0), card);
        QCoreApplication::processEvents();
        std::vector<double> times;
        for (std::size_t n = 1; n <= 40; ++n) {
            QElapsedTimer timer;
            timer.start();
            page.showNode(methodAt(workspace, n * 31));
            QCoreApplication::processEvents();
            times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        }
        tell(engine::cardName(card), std::move(times));
    }

    static void edit(DesignPage& page, Workspace& workspace)
    {
        page.showNode(methodAt(workspace, 600));
        std::vector<double> edits;
        std::vector<double> undos;
        for (int n = 0; n < 12; ++n) {
            const NodeRef ref = methodAt(workspace, 600);
            Method changed = *workspace.project().find(ref);
            changed.description = "Edit " + std::to_string(n);
            QElapsedTimer timer;
            timer.start();
            workspace.apply(QStringLiteral("Edit"),
                            [&](Project project) { return setMethod(std::move(project), ref.api, changed); });
            QCoreApplication::processEvents();
            edits.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            QCOMPARE(workspace.project().find(ref)->description, changed.description);
            timer.restart();
            workspace.undo();
            QCoreApplication::processEvents();
            undos.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            QCOMPARE(workspace.project().find(ref)->description, std::string());
        }
        tell("edit", std::move(edits));
        tell("undo", std::move(undos));
    }

    // What `change` holds the GUI thread, told under `what`.
    static void time(const char* what, int times, const std::function<void(int)>& change)
    {
        std::vector<double> all;
        for (int n = 0; n < times; ++n) {
            QElapsedTimer timer;
            timer.start();
            change(n);
            QCoreApplication::processEvents();
            all.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        }
        tell(what, std::move(all));
    }

    // Until `isDone`: what single events hold the GUI thread.
    static bool holds(const char* what, const std::function<bool()>& isDone)
    {
        std::vector<double> all;
        QElapsedTimer whole;
        whole.start();
        while (!isDone() && whole.elapsed() < 30'000) {
            QElapsedTimer timer;
            timer.start();
            QCoreApplication::processEvents();
            if (const double held = static_cast<double>(timer.nsecsElapsed()) / 1e6; held > 1)
                all.push_back(held);
            QThread::yieldCurrentThread(); // the worker's turn
        }
        tell(what, all.empty() ? std::vector<double>{0} : std::move(all));
        return isDone();
    }

    static void show(DesignPage& page, const char* name)
    {
        const auto trees = page.findChildren<QTreeView*>();
        auto* tree = *std::find_if(trees.begin(), trees.end(),
                                   [](const QTreeView* one) { return one->accessibleName() == "API tree"; });
        const auto found = tree->model()->match(tree->model()->index(0, 0), Qt::DisplayRole, QString(name), 1,
                                                Qt::MatchRecursive | Qt::MatchExactly);
        QCOMPARE(found.size(), 1);
        const NodeRef method = page.currentNode();
        time(name, 4, [&](int n) { n % 2 == 0 ? tree->setCurrentIndex(found[0]) : page.showNode(method); });
        tree->setCurrentIndex(found[0]);
    }

    static void source(DesignPage& page, Workspace& workspace)
    {
        page.showNode(methodAt(workspace, 600));
        time("open the source", 1, [&](int) { page.run(DesignPage::Command::ToggleSource); });
        auto* view = page.findChild<SourceView*>();
        QVERIFY(view->editor()->isReadOnly()); // it is written away from the window's thread
        QVERIFY(holds("written, then shown", [&] { return !view->editor()->isReadOnly(); }));
        QVERIFY(view->editor()->toPlainText().contains("operationId: get600"));
        time("step beside the source", 6, [&](int n) { page.showNode(methodAt(workspace, std::size_t(n) * 31)); });
        const NodeRef ref = methodAt(workspace, 700);
        time("edit beside the source", 6, [&](int n) {
            Method changed = *workspace.project().find(ref);
            changed.description = "Edit beside " + std::to_string(n);
            workspace.apply(QStringLiteral("Edit"),
                            [&](Project project) { return setMethod(std::move(project), ref.api, changed); });
        });
        QVERIFY(holds("edit written, then shown", [&] { return !view->editor()->isReadOnly(); }));
        QVERIFY(view->editor()->toPlainText().contains("Edit beside 5"));
        time("type in the source", 6, [&](int n) {
            view->editor()->moveCursor(QTextCursor::Start);
            view->editor()->insertPlainText(QStringLiteral("# %1\n").arg(n));
        });
        QVERIFY(holds("typed text applied", [&] { return workspace.undoName() == "Edit Source"; })); // read aside
        QVERIFY(workspace.sourceText(ref.api)->starts_with("# 5"));
        view->editor()->moveCursor(QTextCursor::Start);
        view->editor()->insertPlainText(QStringLiteral("# now\n"));
        view->applyNow(); // what waits no longer
        QVERIFY(workspace.sourceText(ref.api)->starts_with("# now\n# 5"));
    }

    static void models(DesignPage& page, Workspace& workspace)
    {
        page.showNode(methodAt(workspace, 600));
        show(page, "Models");
        const ApiId api = workspace.project().apis.front()->id;
        const auto name = [](int n) { return n == 0 ? std::string("Thing") : "Thing" + std::to_string(n); };
        time("rename model", 6, [&](int n) {
            workspace.apply(QStringLiteral("Rename Model"), [&](Project project) {
                return renameModel(std::move(project), api, name(n), name(n + 1));
            });
        });
        QVERIFY(findModel(*workspace.project().apis.front()->openApi(), name(6)));
        time("edit model", 6, [&](int n) {
            workspace.apply(QStringLiteral("Edit Model"), [&](Project project) {
                json::Value schema = json::Value::object();
                schema.set("title", "Edit " + std::to_string(n));
                return setModel(std::move(project), api, name(6), std::move(schema));
            });
        });
        time("edit beside the models", 6, [&](int n) {
            const NodeRef ref = methodAt(workspace, 700);
            Method changed = *workspace.project().find(ref);
            changed.description = "Edit " + std::to_string(n);
            workspace.apply(QStringLiteral("Edit"),
                            [&](Project project) { return setMethod(std::move(project), ref.api, changed); });
        });
    }
};

QTEST_MAIN(TestLargeApi)
#include "tst_large_api.moc"
