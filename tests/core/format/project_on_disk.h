// A small project in a folder of its own: two APIs, comments and foreign keys in gatewright.yaml.
#pragma once

#include "core/format/project_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStringList>
#include <QTemporaryDir>

#include <string>

namespace gw::test {

inline const QByteArray petsText =
    "# pets\nopenapi: 3.0.1\ninfo: {title: Pets, version: '1'}\npaths:\n  /pets:\n    get: {}\n";
inline const QByteArray ownersText = "openapi: 3.0.1\ninfo: {title: Owners, version: '1'}\npaths: {}\n";
inline const QByteArray manifestText = R"(# the store
name: store
x-mine: kept
apis:
  - name: pets   # first
    kind: rest
    file: apis/pets.yaml
    team: cats
    stages:
      - name: dev
        autoDeploy: true
        variables:
          backend: http://127.0.0.1:1   # local
      - name: prod
        autoDeploy: false
  - {name: owners, kind: http, file: apis/owners.yaml, id: abcdefghij, port: 4781}
)";

inline QString textOf(const Diagnostics& diagnostics)
{
    QStringList lines;
    for (const Diagnostic& d : diagnostics)
        lines << QString::fromStdString(toString(d));
    return lines.join("\n");
}

inline Api newApi(std::string name)
{
    Api api;
    api.id = {4711};
    api.name = std::move(name);
    api.stages.resize(1);
    api.stages.front().id = {1};
    api.definition = RestApi{};
    return api;
}

class ProjectOnDisk
{
public:
    [[nodiscard]] std::filesystem::path root() const { return m_folder.path().toStdString(); }
    [[nodiscard]] QString path(const QString& file) const { return m_folder.filePath(file); }

    void write(const QString& file, const QByteArray& text) const
    {
        QDir().mkpath(QFileInfo(path(file)).path());
        QFile out(path(file));
        if (!out.open(QIODevice::WriteOnly) || out.write(text) != text.size())
            qFatal("cannot write %s", qPrintable(file));
    }

    [[nodiscard]] QByteArray read(const QString& file) const
    {
        QFile in(path(file));
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray("(no such file)");
    }

    void writeProject() const
    {
        write("gatewright.yaml", manifestText);
        write("apis/pets.yaml", petsText);
        write("apis/owners.yaml", ownersText);
    }

    [[nodiscard]] OpenedProject opened() const
    {
        auto project = openProject(root());
        return project ? std::move(*project) : OpenedProject{};
    }

private:
    QTemporaryDir m_folder;
};

} // namespace gw::test
