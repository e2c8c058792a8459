// SettingsPage: theme, port, and the keys of every action.
#pragma once

#include "ui/shell/actions.h"
#include "ui/shell/preferences.h"

#include <QWidget>

class QTableWidget;

namespace gw::ui {

class SettingsPage final : public QWidget
{
    Q_OBJECT

public:
    SettingsPage(Theme& theme, Preferences& preferences, Actions& actions, QWidget* parent = nullptr);

signals:
    void portChanged(int port);

private:
    QWidget* makeAppearance();
    QWidget* makeGateway();
    QWidget* makeShortcuts();
    void fillShortcuts(QTableWidget* table);
    void changeShortcut(ActionId id, const QKeySequence& keys);

    Theme& m_theme;
    Preferences& m_preferences;
    Actions& m_actions;
};

} // namespace gw::ui
