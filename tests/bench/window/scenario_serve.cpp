#include "core/edit/edits.h"
#include "tests/bench/window/scenarios.h"
#include "tests/bench/window/steps.h"
#include "tests/bench/window/studio.h"
#include "ui/console/console_page.h"
#include "ui/inspector/inspector_page.h"
#include "ui/inspector/trace_table.h"

#include <QSignalSpy>
#include <QTest>

namespace gw::bench {

using ui::MainWindow;

void serve(int routes)
{
    Studio studio(routes);
    studio.open();
    measure("start the gateway and deploy", [&] { studio.start(); });
    measure("an edit, deployed by itself", [&] {
        QSignalSpy deployed(&studio.gateway, &ui::GatewaySession::deployed);
        const NodeRef ref = studio.methodAt(3);
        Method changed = *studio.workspace.project().find(ref);
        changed.description = "Deployed anew";
        studio.workspace.apply(QStringLiteral("Edit"),
                               [&](Project project) { return setMethod(std::move(project), ref.api, changed); });
        until([&deployed] { return !deployed.empty(); });
    });
    std::size_t arrived = 0;
    QObject::connect(&studio.gateway, &ui::GatewaySession::tracesFinished, studio.window.get(),
                     [&arrived](const std::vector<engine::TracePtr>& traces) { arrived += traces.size(); });
    measureEach("a method into the console", 3, [&](int n) {
        studio.window->setMode(MainWindow::Mode::Console);
        studio.window->console().tryMethod(studio.methodAt(std::size_t(n)));
    });
    measure("twenty requests from the console", [&] {
        for (std::size_t n = 1; n <= 20; ++n) {
            studio.window->console().send();
            until([&] { return arrived >= n; });
        }
    });
    measure("test the method: nothing is sent", [&] {
        studio.window->console().test();
        until([&] { return arrived >= 21; });
    });
    studio.window->setMode(MainWindow::Mode::Inspector);
    QCoreApplication::processEvents();
    auto* table = studio.window->inspector().findChild<ui::TraceTable*>();
    table->setFocus();
    measureEach("from trace to trace", 15, [&](int) { QTest::keyClick(table, Qt::Key_Down); });
    measure("stop the gateway", [&] {
        studio.gateway.stop();
        until([&] { return studio.gateway.state() == ui::GatewaySession::State::Stopped; });
    });
}

} // namespace gw::bench
