// An API of 5,000 routes stays fluid: how long the GUI thread is held by one step through its methods, one edit, one
// undo. Prints the median and the worst, to be read against 50 ms in an optimised build; what is asserted is that each
// step leads where it should.
#include "ui/design/card_forms.h"
#include "ui/design/design_page.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"

#include "core/edit/edits.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextStream>

#include <algorithm>

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
};

QTEST_MAIN(TestLargeApi)
#include "tst_large_api.moc"
