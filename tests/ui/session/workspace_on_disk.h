// Projects on disk for the tests of the workspace, and the steps that all of them take.
#pragma once

#include "core/edit/edits.h"
#include "ui/session/workspace.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>

namespace gw::test {

using ui::Workspace;

inline constexpr char pets[] = "openapi: 3.0.1\n"
                               "info:\n"
                               "  title: Pets # ours\n"
                               "  version: '1'\n"
                               "paths:\n"
                               "  /pets:\n"
                               "    get:\n"
                               "      responses:\n"
                               "        '200':\n"
                               "          description: OK\n";

inline void write(const QString& path, const QByteArray& text)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(text);
}

inline QByteArray read(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

struct Folder
{
    QTemporaryDir dir;
    Folder()
    {
        write(path("gatewright.yaml"), "name: shop\napis:\n  - name: pets\n    kind: rest\n    file: apis/pets.yaml\n"
                                       "  - name: owners\n    kind: rest\n    file: apis/owners.yaml\n");
        write(path("apis/pets.yaml"), pets);
        write(path("apis/owners.yaml"), QByteArray(pets).replace("Pets", "Owners").replace("/pets", "/owners"));
    }
    [[nodiscard]] QString path(const QString& name) const { return dir.filePath(name); }
};

inline bool openNow(Workspace& workspace, const QString& path)
{
    QSignalSpy opened(&workspace, &Workspace::opened);
    QSignalSpy failed(&workspace, &Workspace::openFailed);
    workspace.open(path);
    return (opened.count() || failed.count() || opened.wait(5000)) && workspace.hasProject();
}

inline bool saveNow(Workspace& workspace)
{
    QSignalSpy saved(&workspace, &Workspace::saved);
    workspace.save();
    return QTest::qWaitFor([&] { return !workspace.isSaving(); }) && saved.count() > 0;
}

inline const Api& api(const Workspace& workspace, const char* name)
{
    return *workspace.project().findApi(name);
}

inline bool addMethod(Workspace& workspace, const char* apiName, HttpVerb verb, const std::string& path)
{
    const ApiId id = api(workspace, apiName).id;
    return workspace.apply("Create Method", [=](Project p) { return createMethod(std::move(p), id, path, verb); });
}

inline bool hasMethod(const Workspace& workspace, const char* apiName, const char* path, HttpVerb verb)
{
    const Api* found = workspace.project().findApi(apiName);
    const Resource* resource = found ? found->openApi()->findPath(path) : nullptr;
    return resource && std::any_of(resource->methods.begin(), resource->methods.end(),
                                   [verb](const Cow<Method>& m) { return m->verb == verb; });
}

inline QByteArray withPost()
{
    return QByteArray(pets) + "    post:\n      responses:\n        '201':\n          description: Created\n";
}

} // namespace gw::test
