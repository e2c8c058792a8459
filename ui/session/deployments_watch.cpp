// The store's folders come into being with the first deployment, so those around them are watched as well.
#include "ui/session/deployments_watch.h"

#include <chrono>

namespace gw::ui {

namespace {
constexpr std::chrono::milliseconds settleTime{120};
}

DeploymentsWatch::DeploymentsWatch(QObject* parent) : QObject(parent)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleTime);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_settle, qOverload<>(&QTimer::start));
    connect(&m_settle, &QTimer::timeout, this, [this] {
        renew();
        emit changed();
    });
}

void DeploymentsWatch::watch(std::optional<std::filesystem::path> projectFolder)
{
    m_settle.stop();
    if (const QStringList paths = m_watcher.directories(); !paths.isEmpty())
        m_watcher.removePaths(paths);
    m_store.reset();
    if (!projectFolder)
        return;
    m_store.emplace(*projectFolder);
    m_watcher.addPath(QString::fromStdString(projectFolder->string()));
    renew();
}

void DeploymentsWatch::renew()
{
    const QStringList known = m_watcher.directories();
    for (const std::filesystem::path& folder : m_store->folders()) {
        const QString path = QString::fromStdString(folder.string());
        std::error_code ignored;
        if (!known.contains(path) && std::filesystem::exists(folder, ignored))
            m_watcher.addPath(path);
    }
}

} // namespace gw::ui
