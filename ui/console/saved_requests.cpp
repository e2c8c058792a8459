// Store, tree and watcher kept together.
#include "ui/console/saved_requests.h"

#include "ui/console/request_tree_model.h"

#include <QFileInfo>

namespace gw::ui {

SavedRequests::SavedRequests(QObject* parent) : QObject(parent), m_tree(new RequestTreeModel(this))
{
    using namespace std::chrono_literals;
    m_delay.setSingleShot(true);
    m_delay.setInterval(150ms);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_delay, qOverload<>(&QTimer::start));
    connect(&m_delay, &QTimer::timeout, this, [this] {
        refresh();
        emit changedOutside();
    });
    connect(m_tree, &RequestTreeModel::renameRequested, this, &SavedRequests::rename);
}

void SavedRequests::setProjectFolder(const QString& folder)
{
    m_store = console::RequestStore(folder);
    refresh();
}

bool SavedRequests::exists(const QString& path) const
{
    return !path.isEmpty() && QFileInfo::exists(m_store.filePath(path));
}

void SavedRequests::refresh()
{
    m_tree->setEntries(m_store.list());
    const QStringList watched = m_watcher.directories();
    const QStringList wanted = m_store.folders();
    if (watched == wanted)
        return;
    if (!watched.isEmpty())
        m_watcher.removePaths(watched);
    if (!wanted.isEmpty())
        m_watcher.addPaths(wanted);
}

QString SavedRequests::done(const Result<QString>& result)
{
    refresh();
    if (result)
        return *result;
    emit failed(result.error());
    return {};
}

bool SavedRequests::done(const Result<void>& result)
{
    refresh();
    if (!result)
        emit failed(result.error());
    return result.has_value();
}

QString SavedRequests::create(const QString& folder, const QString& name, const console::ConsoleRequest& request)
{
    return done(m_store.create(folder, m_store.freeName(folder, name), request));
}

QString SavedRequests::createWebSocket(const QString& folder, const QString& name,
                                       const console::WebSocketRequest& request)
{
    return done(m_store.createWebSocket(folder, m_store.freeName(folder, name), request));
}

QString SavedRequests::createFolder(const QString& folder)
{
    return done(m_store.createFolder(folder, m_store.freeName(folder, tr("New folder"))));
}

QString SavedRequests::rename(const QString& path, const QString& newName)
{
    const QString newPath = done(m_store.rename(path, newName.trimmed()));
    if (!newPath.isEmpty())
        emit renamed(path, newPath);
    return newPath;
}

QString SavedRequests::duplicate(const QString& path)
{
    return done(m_store.duplicate(path));
}

bool SavedRequests::remove(const QString& path)
{
    return done(m_store.remove(path));
}

bool SavedRequests::save(const QString& path, const console::ConsoleRequest& request)
{
    return done(m_store.save(path, request));
}

bool SavedRequests::save(const QString& path, const console::WebSocketRequest& request)
{
    return done(m_store.save(path, request));
}

} // namespace gw::ui
