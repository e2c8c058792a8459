// Actions: every command of the studio, declared once. Menus, buttons, tool tips, the command palette, the shortcuts
// sheet and the settings all come from this table.
#pragma once

#include "ui/shell/preferences.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QObject>

#include <map>
#include <span>
#include <vector>

namespace gw::ui {

enum class ActionId {
    NewProject,
    OpenFile,
    OpenFolder,
    OpenExample,
    OpenChatExample,
    Save,
    Quit,
    Undo,
    Redo,
    New,
    NewApi,
    NewHttpApi,
    NewWebSocketApi,
    CreateHttpApi,
    NewMethod,
    NewWebSocket,
    Rename,
    Duplicate,
    Delete,
    ShowDesign,
    ShowConsole,
    ShowInspector,
    ShowSettings,
    ToggleSidebar,
    ToggleSource,
    ShowProblems,
    ShowLog,
    ToggleTheme,
    NextPane,
    PreviousPane,
    StartStop,
    Deploy,
    CopyUrl,
    Send,
    Test,
    FocusUrl,
    SaveRequest,
    FlipResponse,
    Environments,
    FocusFilter,
    ClearTraces,
    Palette,
    Shortcuts,
};

struct ActionSpec
{
    ActionId id;
    const char* name;      // stable, for the settings file
    const char* text;      // title case; "…" only before a dialog
    const char* icon;      // may be empty
    const char* shortcut;  // portable form; may be empty
    const char* group;     // menu and heading
    bool isOfTree = false; // its keys work in the API tree alone, which handles them: Del in a table is the table's
};

[[nodiscard]] std::span<const ActionSpec> actionSpecs(); // in menu order, groups together

class Actions final : public QObject
{
    Q_OBJECT

public:
    Actions(const Theme& theme, Preferences& preferences, QObject* parent = nullptr);

    [[nodiscard]] QAction* operator[](ActionId id) const;
    [[nodiscard]] static QString text(const ActionSpec& spec);
    [[nodiscard]] static QString group(const ActionSpec& spec);
    [[nodiscard]] static QKeySequence defaultShortcut(const ActionSpec& spec);

    void setShortcut(ActionId id, const QKeySequence& keys); // saved; the default one is not written
    // The action that has these keys already, if any.
    [[nodiscard]] const ActionSpec* holderOf(const QKeySequence& keys, ActionId except) const;

signals:
    void shortcutsChanged();

private:
    void showShortcut(const ActionSpec& spec, const QKeySequence& keys);

    Preferences& m_preferences;
    std::map<ActionId, QAction*> m_actions;
};

} // namespace gw::ui
