// The studio's window with settings of its own, and a small project to open in it.
#pragma once

#include "core/edit/edits.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/shell/main_window.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace gw::test {

using namespace gw::ui;

inline void write(const QString& path, const QByteArray& text)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(text);
}

inline constexpr char pets[] = "openapi: 3.0.1\ninfo: {title: Pets, version: '1'}\npaths:\n  /pets:\n    get:\n"
                               "      summary: List pets\n      responses:\n        '200':\n          description: OK\n"
                               "          content:\n            application/json:\n              example: []\n";

struct Studio
{
    QTemporaryDir dir;
    QTemporaryDir settings;
    Preferences preferences{settings.filePath("settings.ini")};
    Theme theme{ThemeChoice::Light};
    Workspace workspace;
    GatewaySession gateway{workspace};
    std::unique_ptr<MainWindow> window;

    Studio()
    {
        preferences.setStartsGateway(false);
        preferences.setPort(0);
        window = std::make_unique<MainWindow>(workspace, gateway, theme, preferences);
        window->show();
        window->activateWindow();
        if (!QTest::qWaitForWindowActive(window.get()))
            qFatal("The window did not become active.");
    }
    bool open()
    {
        write(dir.filePath("gatewright.yaml"),
              "name: shop\napis:\n  - name: pets\n    kind: rest\n    file: pets.yaml\n    stages:\n"
              "      - name: dev\n        autoDeploy: true\n      - name: prod\n        autoDeploy: false\n");
        write(dir.filePath("pets.yaml"), pets);
        QSignalSpy opened(&workspace, &Workspace::opened);
        workspace.open(dir.path());
        return opened.wait(5000);
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(window.get(), key, modifiers); }
    template <typename T>
    T* child() const
    {
        return window->findChild<T*>();
    }
    bool addMethod(HttpVerb verb)
    {
        const ApiId id = workspace.project().apis.front()->id;
        return workspace.apply("Create Method",
                               [=](Project p) { return createMethod(std::move(p), id, "/pets", verb); });
    }
    bool start()
    {
        QSignalSpy deployed(&gateway, &GatewaySession::deployed);
        key(Qt::Key_F5);
        return deployed.count() || deployed.wait(5000);
    }
};

} // namespace gw::test
