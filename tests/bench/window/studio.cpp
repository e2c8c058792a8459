#include "tests/bench/window/studio.h"

#include "tests/bench/window/steps.h"
#include "tests/support/large_api_file.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTextStream>

namespace gw::bench {

void writeProject(const QString& folder, int routes)
{
    QFile project(QDir(folder).filePath("gatewright.yaml"));
    QFile api(QDir(folder).filePath("large.yaml"));
    if (!project.open(QIODevice::WriteOnly) || !api.open(QIODevice::WriteOnly))
        qFatal("Cannot write to %s.", qPrintable(folder));
    project.write("name: large\napis:\n  - name: large\n    kind: rest\n    file: large.yaml\n    stages:\n"
                  "      - name: dev\n        autoDeploy: true\n");
    QTextStream out(&api);
    test::writeLargeApi(out, routes / 4);
}

Studio::Studio(int routes) : preferences(settings.filePath("settings.ini"))
{
    writeProject(folder.path(), routes);
    preferences.setStartsGateway(false);
    preferences.setPort(0);
    window = std::make_unique<ui::MainWindow>(workspace, gateway, theme, preferences);
    window->resize(1440, 900);
    window->show();
    QCoreApplication::processEvents();
}

void Studio::open()
{
    bool isOpen = false;
    QObject::connect(&workspace, &ui::Workspace::opened, window.get(), [&isOpen] { isOpen = true; });
    workspace.open(folder.path());
    until([&isOpen] { return isOpen; });
    QCoreApplication::processEvents();
}

void Studio::start()
{
    QSignalSpy deployed(&gateway, &ui::GatewaySession::deployed);
    gateway.setPort(0);
    gateway.start();
    until([&deployed] { return !deployed.empty(); });
}

NodeRef Studio::methodAt(std::size_t n) const
{
    const auto& resources = api().openApi()->resources;
    for (std::size_t i = 0;; ++i) {
        const Resource& resource = *resources[(n + i) % resources.size()];
        if (!resource.methods.empty())
            return {api().id, resource.id, resource.methods[n % resource.methods.size()]->id, {}};
    }
}

} // namespace gw::bench
