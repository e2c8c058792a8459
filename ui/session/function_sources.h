// FunctionSources: the files of a function's code folder: listed, read, written and watched, all off the GUI thread.
// The list is bounded; what is installed (node_modules, __pycache__) and what is hidden is left out.
#pragma once

#include "core/result.h"
#include "ui/session/background.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <filesystem>
#include <optional>
#include <string>

namespace gw::ui {

class FunctionSources final : public QObject
{
    Q_OBJECT

public:
    explicit FunctionSources(QObject* parent = nullptr);

    // Another folder is shown; listed() follows. The open file is forgotten.
    void setFolder(const std::filesystem::path& projectFolder, const QString& codeUri);
    void refresh();                     // looks at the disk again
    [[nodiscard]] QString path() const; // of the folder; empty when it leads out of the project
    [[nodiscard]] const QStringList& files() const { return m_files; }

    void open(const QString& file); // opened() or failed() follows
    [[nodiscard]] const QString& openFile() const { return m_open; }
    // Writes the open file; saved() or failed() follows.
    void save(const QString& text);
    // The next save writes over what others wrote.
    void acceptDisk(const QString& text) { m_known = text; }

signals:
    void listed();
    void opened(const QString& file, const QString& text);
    void saved(const QString& file);
    void failed(const QString& file, const QString& reason);
    void changedOnDisk(const QString& file, const QString& text); // by others

private:
    void watch();
    void look();

    Background m_background;
    QFileSystemWatcher m_watcher;
    QTimer m_settle;
    std::filesystem::path m_project;
    std::string m_codeUri;
    QStringList m_files;
    QString m_open;
    std::optional<QString> m_known; // text of the open file as last read or written
    int m_generation = 0;           // of the folder; what comes for another one is dropped
};

} // namespace gw::ui
