// A rename takes the watched inode away, so folders are watched too and the paths are renewed after every check.
#include "ui/session/disk_watch.h"

#include "core/format/atomic_file.h"

#include <QSet>

#include <chrono>

namespace gw::ui {

namespace {
constexpr std::chrono::milliseconds settleTime{120};
}

DiskTexts readTexts(const std::filesystem::path& root, const std::vector<std::string>& names)
{
    DiskTexts texts;
    for (const std::string& name : names) {
        if (auto text = readFile(root / name))
            texts.emplace(name, std::move(*text));
    }
    return texts;
}

DiskWatch::DiskWatch(Background& background, QObject* parent) : QObject(parent), m_background(background)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleTime);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_settle, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_settle, qOverload<>(&QTimer::start));
    connect(&m_settle, &QTimer::timeout, this, &DiskWatch::check);
}

void DiskWatch::watch(const ProjectFiles& files)
{
    stop();
    m_root = files.root;
    for (const auto& [name, text] : files.texts)
        m_names.push_back(name);
    renew();
}

void DiskWatch::stop()
{
    ++m_generation;
    m_settle.stop();
    m_names.clear();
    if (const QStringList paths = m_watcher.files() + m_watcher.directories(); !paths.isEmpty())
        m_watcher.removePaths(paths);
}

void DiskWatch::renew()
{
    QSet<QString> wanted;
    for (const std::string& name : m_names) {
        const std::filesystem::path file = m_root / name;
        std::error_code ignored;
        if (std::filesystem::exists(file, ignored))
            wanted.insert(QString::fromStdString(file.string()));
        if (std::filesystem::exists(file.parent_path(), ignored))
            wanted.insert(QString::fromStdString(file.parent_path().string()));
    }
    for (const QString& path : m_watcher.files() + m_watcher.directories())
        wanted.remove(path);
    if (!wanted.isEmpty())
        m_watcher.addPaths(wanted.values());
}

void DiskWatch::check()
{
    const int generation = m_generation;
    m_background.run([root = m_root, names = m_names] { return readTexts(root, names); },
                     [this, generation](const DiskTexts& texts) {
                         if (generation != m_generation)
                             return;
                         renew();
                         emit filesRead(texts);
                     });
}

} // namespace gw::ui
