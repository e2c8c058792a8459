// Every file is reached by pathInProject(): links that lead out of the project are not followed.
#include "ui/session/function_sources.h"

#include "core/format/atomic_file.h"
#include "core/format/project_paths.h"

#include <algorithm>
#include <chrono>

namespace gw::ui {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::milliseconds settleTime{150};
constexpr std::size_t mostFiles = 500;
constexpr int mostDepth = 8;
constexpr std::size_t mostSourceBytes = 4u << 20;

struct Folder
{
    QStringList files;
    QStringList watched; // absolute paths of the folders
};

bool isLeftOut(const std::string& name)
{
    return name.starts_with('.') || name == "node_modules" || name == "__pycache__" || name.ends_with(".pyc");
}

Folder list(const fs::path& root)
{
    Folder folder;
    std::error_code error;
    if (!fs::is_directory(root, error))
        return folder;
    folder.watched << QString::fromStdString(root.string());
    fs::recursive_directory_iterator it(root, fs::directory_options::skip_permission_denied, error);
    for (; !error && it != fs::recursive_directory_iterator() && std::size_t(folder.files.size()) < mostFiles;
         it.increment(error)) {
        std::error_code unreadable;
        const bool isFolder = it->is_directory(unreadable) && !it->is_symlink(unreadable);
        if (isLeftOut(it->path().filename().string()) || (isFolder && it.depth() >= mostDepth)) {
            it.disable_recursion_pending();
            continue;
        }
        if (isFolder)
            folder.watched << QString::fromStdString(it->path().string());
        else if (it->is_regular_file(unreadable))
            folder.files << QString::fromStdString(it->path().lexically_relative(root).generic_string());
    }
    std::sort(folder.files.begin(), folder.files.end());
    return folder;
}

QString words(const Diagnostic& diagnostic)
{
    return QString::fromStdString(diagnostic.hint.empty() ? diagnostic.message
                                                          : diagnostic.message + " " + diagnostic.hint);
}

Result<QString> read(const fs::path& project, const std::string& file)
{
    const auto path = pathInProject(project, file);
    if (!path)
        return fail(path.error());
    auto text = readFile(*path, mostSourceBytes);
    if (!text)
        return fail(std::move(text.error()));
    if (text->find('\0') != std::string::npos)
        return fail("This file is no text.", "Open the folder to use another program for it.");
    return QString::fromStdString(*text);
}

// What others wrote since is not written over.
Result<void> write(const fs::path& project, const std::string& file, const std::optional<QString>& known,
                   const std::string& text)
{
    const auto path = pathInProject(project, file);
    if (!path)
        return fail(path.error());
    if (const auto now = readFile(*path, mostSourceBytes); now && known && *now != known->toStdString())
        return fail("\"" + file + "\" changed on disk meanwhile.", "Choose which version to keep.");
    return writeFileAtomically(*path, text);
}

} // namespace

FunctionSources::FunctionSources(QObject* parent) : QObject(parent)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleTime);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_settle, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_settle, qOverload<>(&QTimer::start));
    connect(&m_settle, &QTimer::timeout, this, [this] {
        refresh();
        look();
    });
}

void FunctionSources::setFolder(const fs::path& projectFolder, const QString& codeUri)
{
    if (m_project == projectFolder && m_codeUri == codeUri.toStdString())
        return;
    ++m_generation;
    m_project = projectFolder;
    m_codeUri = codeUri.toStdString();
    m_open.clear();
    m_known.reset();
    m_files.clear();
    refresh();
}

QString FunctionSources::path() const
{
    const bool isInside = !m_project.empty() && isInsideProject(m_codeUri);
    return isInside ? QString::fromStdString((m_project / m_codeUri).string()) : QString();
}

void FunctionSources::refresh()
{
    const QString root = path();
    m_background.run([root] { return root.isEmpty() ? Folder{} : list(root.toStdString()); },
                     [this, generation = m_generation](Folder folder) {
                         if (generation != m_generation)
                             return;
                         m_files = std::move(folder.files);
                         if (const QStringList old = m_watcher.directories(); !old.isEmpty())
                             m_watcher.removePaths(old);
                         // The project folder as well: the code folder itself may be made or replaced.
                         if (!m_project.empty())
                             folder.watched << QString::fromStdString(m_project.string());
                         if (!folder.watched.isEmpty())
                             m_watcher.addPaths(folder.watched);
                         watch();
                         emit listed();
                     });
}

void FunctionSources::open(const QString& file)
{
    m_open = file;
    m_known.reset();
    m_background.run([project = m_project, name = m_codeUri + "/" + file.toStdString()] { return read(project, name); },
                     [this, generation = m_generation, file](const Result<QString>& text) {
                         if (generation != m_generation || file != m_open)
                             return;
                         if (!text) {
                             emit failed(file, words(text.error()));
                             return;
                         }
                         m_known = *text;
                         watch();
                         emit opened(file, *text);
                     });
}

void FunctionSources::save(const QString& text)
{
    if (m_open.isEmpty())
        return;
    m_background.run([project = m_project, name = m_codeUri + "/" + m_open.toStdString(), known = m_known,
                      bytes = text.toStdString()] { return write(project, name, known, bytes); },
                     [this, generation = m_generation, file = m_open, text](const Result<void>& written) {
                         const bool isShown = generation == m_generation && file == m_open;
                         if (!written) {
                             emit failed(file, words(written.error()));
                             return;
                         }
                         if (isShown) {
                             m_known = text;
                             watch();
                         }
                         emit saved(file);
                     });
}

// A rename over the file takes the watched one away.
void FunctionSources::watch()
{
    if (const QStringList old = m_watcher.files(); !old.isEmpty())
        m_watcher.removePaths(old);
    if (!m_open.isEmpty() && !path().isEmpty())
        m_watcher.addPath(path() + QLatin1Char('/') + m_open);
}

void FunctionSources::look()
{
    if (m_open.isEmpty() || !m_known)
        return;
    m_background.run(
        [project = m_project, name = m_codeUri + "/" + m_open.toStdString()] { return read(project, name); },
        [this, generation = m_generation, file = m_open](const Result<QString>& text) {
            if (generation != m_generation || file != m_open || !text || !m_known || *text == *m_known)
                return;
            emit changedOnDisk(file, *text);
        });
}

} // namespace gw::ui
