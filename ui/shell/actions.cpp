// The table. A new command is one line here and its connection in main_window.
#include "ui/shell/actions.h"

#include "ui/widgets/buttons.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace gw::ui {

namespace {

// clang-format off
constexpr ActionSpec specs[] = {
    {ActionId::NewProject,    "new-project",    QT_TRANSLATE_NOOP("Actions", "New Project…"),          "plus",        "Ctrl+Shift+N", QT_TRANSLATE_NOOP("Actions", "File")},
    {ActionId::OpenFile,      "open-file",      QT_TRANSLATE_NOOP("Actions", "Open…"),                 "file",        "Ctrl+O",       "File"},
    {ActionId::OpenFolder,    "open-folder",    QT_TRANSLATE_NOOP("Actions", "Open Project Folder…"),  "folder-open", "Ctrl+Shift+O", "File"},
    {ActionId::OpenExample,   "open-example",   QT_TRANSLATE_NOOP("Actions", "Open Example"),          "sparkle",     "",             "File"},
    {ActionId::OpenChatExample, "open-chat-example", QT_TRANSLATE_NOOP("Actions", "Open Chat Example"), "websocket",  "",             "File"},
    {ActionId::Save,          "save",           QT_TRANSLATE_NOOP("Actions", "Save"),                  "save",        "Ctrl+S",       "File"},
    {ActionId::Quit,          "quit",           QT_TRANSLATE_NOOP("Actions", "Quit"),                  "",            "Ctrl+Q",       "File"},

    {ActionId::Undo,          "undo",           QT_TRANSLATE_NOOP("Actions", "Undo"),                  "undo",        "Ctrl+Z",       QT_TRANSLATE_NOOP("Actions", "Edit")},
    {ActionId::Redo,          "redo",           QT_TRANSLATE_NOOP("Actions", "Redo"),                  "redo",        "Ctrl+Shift+Z", "Edit"},
    {ActionId::New,           "new",            QT_TRANSLATE_NOOP("Actions", "New Resource or Request"), "plus",      "Ctrl+N",       "Edit"},
    {ActionId::NewApi,        "new-api",        QT_TRANSLATE_NOOP("Actions", "New REST API"),          "api",         "",             "Edit"},
    {ActionId::NewHttpApi,    "new-http-api",   QT_TRANSLATE_NOOP("Actions", "New HTTP API"),          "api",         "",             "Edit"},
    {ActionId::NewWebSocketApi,"new-websocket-api", QT_TRANSLATE_NOOP("Actions", "New WebSocket API"),     "api",         "",             "Edit"},
    {ActionId::CreateHttpApi, "create-http-api", QT_TRANSLATE_NOOP("Actions", "Create HTTP API from This REST API…"), "api", "",        "Edit"},
    {ActionId::NewMethod,     "new-method",     QT_TRANSLATE_NOOP("Actions", "New Method"),            "method",      "Ctrl+Shift+M", "Edit"},
    {ActionId::NewWebSocket,  "new-websocket",  QT_TRANSLATE_NOOP("Actions", "New WebSocket Request"), "websocket",   "Ctrl+Alt+N",   "Edit"},
    {ActionId::Rename,        "rename",         QT_TRANSLATE_NOOP("Actions", "Rename"),                "pencil",      "F2",           "Edit", true},
    {ActionId::Duplicate,     "duplicate",      QT_TRANSLATE_NOOP("Actions", "Duplicate"),             "duplicate",   "Ctrl+D",       "Edit", true},
    {ActionId::Delete,        "delete",         QT_TRANSLATE_NOOP("Actions", "Delete"),                "trash",       "Del",          "Edit", true},

    {ActionId::ShowDesign,    "show-design",    QT_TRANSLATE_NOOP("Actions", "Design"),                "design",      "Ctrl+1",       QT_TRANSLATE_NOOP("Actions", "View")},
    {ActionId::ShowConsole,   "show-console",   QT_TRANSLATE_NOOP("Actions", "Console"),               "console",     "Ctrl+2",       "View"},
    {ActionId::ShowInspector, "show-inspector", QT_TRANSLATE_NOOP("Actions", "Inspector"),             "inspector",   "Ctrl+3",       "View"},
    {ActionId::ShowSettings,  "show-settings",  QT_TRANSLATE_NOOP("Actions", "Settings"),              "settings",    "Ctrl+4",       "View"},
    {ActionId::ToggleSidebar, "toggle-sidebar", QT_TRANSLATE_NOOP("Actions", "Toggle Side Bar"),       "sidebar",     "Ctrl+B",       "View"},
    {ActionId::ToggleSource,  "toggle-source",  QT_TRANSLATE_NOOP("Actions", "Toggle Source View"),    "code",        "F4",           "View"},
    {ActionId::ShowProblems,  "show-problems",  QT_TRANSLATE_NOOP("Actions", "Problems"),              "problems",    "Alt+1",        "View"},
    {ActionId::ShowLog,       "show-log",       QT_TRANSLATE_NOOP("Actions", "Log"),                   "log",         "Alt+2",        "View"},
    {ActionId::ToggleTheme,   "toggle-theme",   QT_TRANSLATE_NOOP("Actions", "Switch Light and Dark"), "moon",        "",             "View"},
    {ActionId::NextPane,      "next-pane",      QT_TRANSLATE_NOOP("Actions", "Next Pane"),             "",            "F6",           "View"},
    {ActionId::PreviousPane,  "previous-pane",  QT_TRANSLATE_NOOP("Actions", "Previous Pane"),         "",            "Shift+F6",     "View"},

    {ActionId::StartStop,     "start-stop",     QT_TRANSLATE_NOOP("Actions", "Start or Stop Gateway"), "play",        "F5",           QT_TRANSLATE_NOOP("Actions", "Gateway")},
    {ActionId::Deploy,        "deploy",         QT_TRANSLATE_NOOP("Actions", "Deploy"),                "deploy",      "Ctrl+Shift+D", "Gateway"},
    {ActionId::CopyUrl,       "copy-url",       QT_TRANSLATE_NOOP("Actions", "Copy Invoke URL"),       "copy",        "Ctrl+Shift+C", "Gateway"},
    {ActionId::Send,          "send",           QT_TRANSLATE_NOOP("Actions", "Send Request"),          "send",        "Ctrl+Return",  "Gateway"},
    {ActionId::Test,          "test",           QT_TRANSLATE_NOOP("Actions", "Test Without Deploying"), "play",       "Ctrl+Shift+Return", "Gateway"},
    {ActionId::FocusUrl,      "focus-url",      QT_TRANSLATE_NOOP("Actions", "Edit Request URL"),      "globe",       "Ctrl+L",       "Gateway"},
    {ActionId::SaveRequest,   "save-request",   QT_TRANSLATE_NOOP("Actions", "Save Request"),          "save",        "Ctrl+Shift+S", "Gateway"},
    {ActionId::FlipResponse,  "flip-response",  QT_TRANSLATE_NOOP("Actions", "Response Below or Beside"), "panel-bottom", "Ctrl+J",     "Gateway"},
    {ActionId::Environments,  "environments",   QT_TRANSLATE_NOOP("Actions", "Edit Environments…"),    "environment", "Ctrl+E",       "Gateway"},
    {ActionId::FocusFilter,   "focus-filter",   QT_TRANSLATE_NOOP("Actions", "Filter Traces"),         "filter",      "Ctrl+Shift+F", "Gateway"},
    {ActionId::ClearTraces,   "clear-traces",   QT_TRANSLATE_NOOP("Actions", "Clear Traces"),          "trash",       "",             "Gateway"},

    {ActionId::Palette,       "palette",        QT_TRANSLATE_NOOP("Actions", "Command Palette"),       "search",      "Ctrl+K",       QT_TRANSLATE_NOOP("Actions", "Help")},
    {ActionId::Shortcuts,     "shortcuts",      QT_TRANSLATE_NOOP("Actions", "Keyboard Shortcuts"),    "keyboard",    "Ctrl+/",       "Help"},
};
// clang-format on

} // namespace

std::span<const ActionSpec> actionSpecs()
{
    return specs;
}

Actions::Actions(const Theme& theme, Preferences& preferences, QObject* parent)
    : QObject(parent), m_preferences(preferences)
{
    for (const ActionSpec& spec : specs) {
        auto* action = new QAction(text(spec), this);
        if (*spec.icon)
            action->setIcon(theme.icon(spec.icon));
        action->setIconVisibleInMenu(true);
        if (spec.isOfTree)
            action->setShortcutContext(Qt::WidgetShortcut);
        m_actions[spec.id] = action;
        showShortcut(spec, spec.isOfTree ? defaultShortcut(spec)
                                         : preferences.shortcut(spec.name).value_or(defaultShortcut(spec)));
    }
}

QAction* Actions::operator[](ActionId id) const
{
    return m_actions.at(id);
}

QString Actions::text(const ActionSpec& spec)
{
    return QCoreApplication::translate("Actions", spec.text);
}

QString Actions::group(const ActionSpec& spec)
{
    return QCoreApplication::translate("Actions", spec.group);
}

QKeySequence Actions::defaultShortcut(const ActionSpec& spec)
{
    return QKeySequence::fromString(spec.shortcut, QKeySequence::PortableText);
}

void Actions::setShortcut(ActionId id, const QKeySequence& keys)
{
    const auto spec =
        std::find_if(std::begin(specs), std::end(specs), [id](const ActionSpec& s) { return s.id == id; });
    const bool isDefault = keys == defaultShortcut(*spec);
    m_preferences.setShortcut(spec->name, isDefault ? std::nullopt : std::optional(keys));
    showShortcut(*spec, keys);
    emit shortcutsChanged();
}

const ActionSpec* Actions::holderOf(const QKeySequence& keys, ActionId except) const
{
    if (keys.isEmpty())
        return nullptr;
    const auto spec = std::find_if(std::begin(specs), std::end(specs), [&](const ActionSpec& s) {
        return s.id != except && m_actions.at(s.id)->shortcut() == keys;
    });
    return spec == std::end(specs) ? nullptr : &*spec;
}

void Actions::showShortcut(const ActionSpec& spec, const QKeySequence& keys)
{
    QAction* action = m_actions.at(spec.id);
    action->setShortcut(keys);
    action->setToolTip(withShortcut(text(spec), keys));
}

} // namespace gw::ui
