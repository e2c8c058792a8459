// The files under requests/.
#include "core/console/request_store.h"

#include "core/console/file_name.h"
#include "core/console/request_file.h"
#include "core/console/websocket_file.h"
#include "core/format/atomic_file.h"
#include "core/json/text.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>

namespace gw::console {

namespace {

constexpr int maxFolderDepth = 8;
constexpr int maxEntries = 5000;

const QString ending = QStringLiteral(".yaml");

QString joined(const QString& parent, const QString& name)
{
    return parent.isEmpty() ? name : parent + u'/' + name;
}

QString parentOf(const QString& path)
{
    const qsizetype slash = path.lastIndexOf(u'/');
    return slash < 0 ? QString() : path.left(slash);
}

QString nameOf(const QString& path)
{
    return path.mid(path.lastIndexOf(u'/') + 1);
}

QString methodIn(const QString& file)
{
    const Result<std::string> text = readFile(toPath(file), 1u << 20);
    if (!text)
        return {};
    const Result<json::Value> tree = json::readYaml(*text);
    if (tree && isWebSocketFile(*tree))
        return QStringLiteral("WS");
    const Result<ConsoleRequest> request = tree ? requestFromTree(*tree) : fail(tree.error());
    return request ? request->method : QString();
}

std::vector<RequestEntry> listFolder(const QString& folder, const QString& path, int depth, int& count)
{
    std::vector<RequestEntry> entries;
    const QDir dir(folder);
    const auto filters = QDir::Dirs | QDir::Files | QDir::NoDotAndDotDot | QDir::NoSymLinks;
    for (const QFileInfo& info : dir.entryInfoList(filters, QDir::Name | QDir::DirsFirst | QDir::IgnoreCase)) {
        if (++count > maxEntries)
            break;
        RequestEntry entry;
        entry.isFolder = info.isDir();
        if (!entry.isFolder && !info.fileName().endsWith(ending))
            continue;
        entry.name = entry.isFolder ? info.fileName() : info.completeBaseName();
        entry.path = joined(path, entry.name);
        if (!entry.isFolder)
            entry.method = methodIn(info.filePath());
        else if (depth < maxFolderDepth)
            entry.children = listFolder(info.filePath(), entry.path, depth + 1, count);
        entries.push_back(std::move(entry));
    }
    return entries;
}

tl::unexpected<Diagnostic> cannot(const char* what, const QString& name)
{
    return fail("Cannot " + std::string(what) + " \"" + name.toStdString() + "\".",
                "Check that the project folder can be written.");
}

// Qt 6.4 moves files into the working directory when the user has no data folder to hold a trash.
bool moveToTrash(const QString& target)
{
    const QFileInfo home(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation));
    return home.isDir() && home.isWritable() && QFile::moveToTrash(target);
}

} // namespace

RequestStore::RequestStore(QString projectFolder)
    : m_folder(projectFolder.isEmpty() ? QString() : projectFolder + QStringLiteral("/requests"))
{
}

QString RequestStore::folder() const
{
    return m_folder;
}

QString RequestStore::filePath(const QString& path) const
{
    return m_folder + u'/' + path + ending;
}

bool RequestStore::isFolder(const QString& path) const
{
    return path.isEmpty() || (!QFileInfo::exists(filePath(path)) && QFileInfo(m_folder + u'/' + path).isDir());
}

std::vector<RequestEntry> RequestStore::list() const
{
    int count = 0;
    return m_folder.isEmpty() ? std::vector<RequestEntry>{} : listFolder(m_folder, {}, 0, count);
}

QStringList RequestStore::folders() const
{
    QStringList found;
    if (m_folder.isEmpty() || !QFileInfo(m_folder).isDir())
        return found;
    found.append(m_folder);
    QDirIterator it(m_folder, QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (it.hasNext() && found.size() < 256)
        found.append(it.next());
    return found;
}

Result<ConsoleRequest> RequestStore::load(const QString& path) const
{
    const Result<std::string> text = readFile(toPath(filePath(path)));
    if (!text)
        return fail(text.error());
    return readRequest(*text, filePath(path).toStdString());
}

Result<void> RequestStore::replace(const QString& path, const std::string& before, const Result<std::string>& after)
{
    if (!after)
        return fail(after.error());
    return *after == before ? Result<void>{} : writeFileAtomically(toPath(filePath(path)), *after);
}

Result<void> RequestStore::save(const QString& path, const ConsoleRequest& request)
{
    const Result<std::string> before = readFile(toPath(filePath(path)));
    return before ? replace(path, *before, writeRequest(*before, request)) : fail(before.error());
}

Result<void> RequestStore::save(const QString& path, const WebSocketRequest& request)
{
    const Result<std::string> before = readFile(toPath(filePath(path)));
    return before ? replace(path, *before, writeWebSocket(*before, request)) : fail(before.error());
}

bool RequestStore::isWebSocket(const QString& path) const
{
    const Result<std::string> text = readFile(toPath(filePath(path)));
    const Result<json::Value> tree = text ? json::readYaml(*text) : fail(text.error());
    return tree && isWebSocketFile(*tree);
}

Result<WebSocketRequest> RequestStore::loadWebSocket(const QString& path) const
{
    const Result<std::string> text = readFile(toPath(filePath(path)));
    return text ? readWebSocket(*text, filePath(path).toStdString()) : fail(text.error());
}

Result<QString> RequestStore::freePath(const QString& parentFolder, const QString& name) const
{
    if (m_folder.isEmpty())
        return fail("No project is open to save in.", "Open a project folder first.");
    if (Result<void> named = checkFileName(name); !named)
        return fail(named.error());
    const QString path = joined(parentFolder, name);
    if (QFileInfo::exists(filePath(path)) || QFileInfo::exists(m_folder + u'/' + path))
        return fail("Another request or folder here is already called \"" + name.toStdString() + "\".",
                    "Choose another name.");
    return path;
}

QString RequestStore::freeName(const QString& parentFolder, const QString& wanted) const
{
    QString name = wanted;
    for (int number = 2; !freePath(parentFolder, name) && number < 1000; ++number)
        name = QStringLiteral("%1 %2").arg(wanted).arg(number);
    return name;
}

Result<QString> RequestStore::create(const QString& parentFolder, const QString& name, const ConsoleRequest& request)
{
    return createFile(parentFolder, name, writeRequest({}, request));
}

Result<QString> RequestStore::createWebSocket(const QString& parentFolder, const QString& name,
                                              const WebSocketRequest& request)
{
    return createFile(parentFolder, name, writeWebSocket({}, request));
}

Result<QString> RequestStore::createFile(const QString& parentFolder, const QString& name,
                                         const Result<std::string>& text)
{
    Result<QString> path = freePath(parentFolder, name);
    if (!path)
        return path;
    if (!text)
        return fail(text.error());
    if (!QDir().mkpath(m_folder + u'/' + parentFolder))
        return cannot("create the folder", parentFolder);
    if (Result<void> written = writeFileAtomically(toPath(filePath(*path)), *text); !written)
        return fail(written.error());
    return path;
}

Result<QString> RequestStore::createFolder(const QString& parentFolder, const QString& name)
{
    Result<QString> path = freePath(parentFolder, name);
    if (path && !QDir().mkpath(m_folder + u'/' + *path))
        return cannot("create the folder", name);
    return path;
}

Result<QString> RequestStore::rename(const QString& path, const QString& newName)
{
    if (newName == nameOf(path))
        return path;
    Result<QString> target = freePath(parentOf(path), newName);
    if (!target)
        return target;
    const bool moved = isFolder(path) ? QDir().rename(m_folder + u'/' + path, m_folder + u'/' + *target)
                                      : QFile::rename(filePath(path), filePath(*target));
    return moved ? target : cannot("rename", nameOf(path));
}

Result<QString> RequestStore::duplicate(const QString& path)
{
    const Result<std::string> text = readFile(toPath(filePath(path)));
    if (!text)
        return fail(text.error());
    const QString parent = parentOf(path);
    Result<QString> copy = freePath(parent, freeName(parent, nameOf(path) + QStringLiteral(" copy")));
    if (!copy)
        return copy;
    if (Result<void> written = writeFileAtomically(toPath(filePath(*copy)), *text); !written)
        return fail(written.error());
    return copy;
}

Result<void> RequestStore::remove(const QString& path)
{
    const QString target = isFolder(path) ? m_folder + u'/' + path : filePath(path);
    if (path.isEmpty() || !QFileInfo::exists(target))
        return fail("\"" + path.toStdString() + "\" no longer exists.");
    const bool removed =
        moveToTrash(target) || (QFileInfo(target).isDir() ? QDir(target).removeRecursively() : QFile::remove(target));
    return removed ? Result<void>{} : cannot("delete", nameOf(path));
}

} // namespace gw::console
