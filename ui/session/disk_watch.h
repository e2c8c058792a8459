// DiskWatch: notices when a project's files change on disk, whoever changed them and however: in place, by renaming a
// new file over the old one (editors, git), or by removing it. Says what the files hold now; whether that is news is
// for the workspace to decide, so our own saves pass through here as well and are recognised by their text.
#pragma once

#include "core/format/project_file.h"
#include "ui/session/background.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <map>
#include <string>

namespace gw::ui {

using DiskTexts = std::map<std::string, std::string>; // relative path → text; a file that is gone is left out

[[nodiscard]] DiskTexts readTexts(const std::filesystem::path& root, const std::vector<std::string>& names);

class DiskWatch final : public QObject
{
    Q_OBJECT

public:
    explicit DiskWatch(Background& background, QObject* parent = nullptr);
    void watch(const ProjectFiles& files); // replaces what was watched
    void stop();
    void check(); // now, without waiting for an event

signals:
    void filesRead(const gw::ui::DiskTexts& texts);

private:
    void renew();

    Background& m_background;
    QFileSystemWatcher m_watcher;
    QTimer m_settle; // an editor's save is several events
    std::filesystem::path m_root;
    std::vector<std::string> m_names;
    int m_generation = 0;
};

} // namespace gw::ui
