// The list of files is JSON: {"files": ["gatewright.yaml", …]}.
#include "ui/session/recovery.h"

#include "core/format/atomic_file.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

namespace gw::ui {

namespace fs = std::filesystem;

namespace {

constexpr char listName[] = "recovery.json";

QStringList listedFiles(const fs::path& folder)
{
    const auto text = readFile(folder / listName, 1 << 20);
    if (!text)
        return {};
    QStringList names;
    const QJsonObject root = QJsonDocument::fromJson(QByteArray::fromStdString(*text)).object();
    for (const QJsonValue& name : root.value("files").toArray())
        names << name.toString();
    return names;
}

} // namespace

fs::path recoveryFolder(const fs::path& projectPath, const ProjectFiles& files)
{
    if (!files.isLoneFile)
        return files.root / ".gatewright" / "recovery";
    std::error_code ignored;
    const std::string whole = fs::absolute(projectPath, ignored).string();
    const QByteArray key = QCryptographicHash::hash(QByteArray::fromStdString(whole), QCryptographicHash::Sha1).toHex();
    const QString base = QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation);
    return fs::path(base.toStdString()) / "recovery" / key.toStdString();
}

fs::path lockFile(const fs::path& recoveryFolder)
{
    return recoveryFolder.string() + ".lock";
}

Result<void> writeRecovery(const fs::path& folder, const Project& project, const ProjectFiles& files)
{
    const auto texts = renderProject(project, files);
    if (!texts)
        return fail(texts.error());
    removeRecovery(folder);
    QJsonArray names;
    for (const auto& [name, text] : *texts) {
        const fs::path file = folder / name;
        std::error_code error;
        fs::create_directories(file.parent_path(), error);
        if (auto written = writeFileAtomically(file, text); !written)
            return written;
        names.append(QString::fromStdString(name));
    }
    return writeFileAtomically(folder / listName, QJsonDocument(QJsonObject{{"files", names}}).toJson().toStdString());
}

bool hasRecovery(const fs::path& folder, const ProjectFiles& files)
{
    const QStringList names = listedFiles(folder);
    for (const QString& name : names) {
        const auto text = readFile(folder / name.toStdString());
        if (!text)
            return false;
        const auto onDisk = files.texts.find(name.toStdString());
        if (onDisk == files.texts.end() || onDisk->second != *text)
            return true;
    }
    return !names.isEmpty() && names.size() != qsizetype(files.texts.size());
}

Result<Project> readRecovery(const fs::path& folder, const ProjectFiles& files)
{
    const QStringList names = listedFiles(folder);
    if (names.isEmpty())
        return fail("The copy of the unsaved work is gone.", "Continue with the files as they were saved.");
    auto opened = openProject(files.isLoneFile ? folder / names.first().toStdString() : folder);
    if (!opened)
        return fail(opened.error());
    return std::move(opened->project);
}

void removeRecovery(const fs::path& folder)
{
    std::error_code ignored;
    fs::remove(folder / listName, ignored); // first: what is left without the list counts as nothing
    fs::remove_all(folder, ignored);
}

} // namespace gw::ui
