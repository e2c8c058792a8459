#include "tests/bench/window/studio.h"

#include "tests/bench/window/steps.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTextStream>

namespace gw::bench {

namespace {

void writeApi(QTextStream& out, int resources)
{
    out << "openapi: 3.0.1\ninfo: { title: Large, version: \"1\" }\npaths:\n";
    for (int i = 0; i < resources; ++i) {
        out << "  /group" << i / 25 << "/things" << i << "/{id}:\n";
        for (const char* verb : {"get", "put", "post", "delete"})
            out << "    " << verb << ":\n      operationId: " << verb << i
                << "\n      parameters:\n        - { name: id, in: path, required: true, schema: { type: string } }\n"
                   "      responses:\n        \"200\":\n          description: OK\n          content:\n"
                   "            application/json: { schema: { $ref: \"#/components/schemas/Thing\" } }\n"
                   "      x-amazon-apigateway-integration:\n        type: http\n        httpMethod: GET\n"
                   "        uri: http://127.0.0.1:9/things/{id}\n        requestParameters:\n"
                   "          integration.request.path.id: method.request.path.id\n        requestTemplates:\n"
                   "          application/json: \"{ \\\"id\\\": \\\"$input.params('id')\\\" }\"\n"
                   "        responses:\n          default: { statusCode: \"200\" }\n";
    }
    out << "components:\n  schemas:\n    Thing:\n      type: object\n      properties: { id: { type: string } }\n";
}

} // namespace

void writeProject(const QString& folder, int routes)
{
    QFile project(QDir(folder).filePath("gatewright.yaml"));
    QFile api(QDir(folder).filePath("large.yaml"));
    if (!project.open(QIODevice::WriteOnly) || !api.open(QIODevice::WriteOnly))
        qFatal("Cannot write to %s.", qPrintable(folder));
    project.write("name: large\napis:\n  - name: large\n    kind: rest\n    file: large.yaml\n    stages:\n"
                  "      - name: dev\n        autoDeploy: true\n");
    QTextStream out(&api);
    writeApi(out, routes / 4);
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
