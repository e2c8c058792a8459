// Preferences: what the studio remembers between sessions, in one settings file. A test gives a file of its own.
#pragma once

#include "ui/theme/theme.h"

#include <QByteArray>
#include <QKeySequence>
#include <QSettings>
#include <QStringList>

#include <memory>
#include <optional>

namespace gw::ui {

class Preferences final
{
public:
    static constexpr int defaultPort = 4780;

    explicit Preferences(const QString& file = {}); // empty: the user's own

    [[nodiscard]] ThemeChoice theme() const;
    void setTheme(ThemeChoice choice);
    [[nodiscard]] int port() const;
    void setPort(int port);
    [[nodiscard]] bool startsGateway() const; // when a project opens
    void setStartsGateway(bool starts);

    [[nodiscard]] QStringList recentProjects() const; // newest first, only those that still exist
    void addRecentProject(const QString& path);
    void removeRecentProject(const QString& path);

    // The user's own keys for an action; std::nullopt while the default holds.
    [[nodiscard]] std::optional<QKeySequence> shortcut(const QString& action) const;
    void setShortcut(const QString& action, const std::optional<QKeySequence>& keys);

    // Window geometry and splitter positions; `project` is empty for what all projects share.
    [[nodiscard]] QByteArray state(const QString& part, const QString& project = {}) const;
    void setState(const QString& part, const QByteArray& state, const QString& project = {});

private:
    [[nodiscard]] static QString stateKey(const QString& part, const QString& project);

    std::unique_ptr<QSettings> m_settings;
};

} // namespace gw::ui
