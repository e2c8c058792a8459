// StartPage: what the studio shows without a project: open, new, the example, and what was open lately.
#pragma once

#include "ui/shell/actions.h"

#include <QWidget>

class QListWidget;
class QLabel;

namespace gw::ui {

class StartPage final : public QWidget
{
    Q_OBJECT

public:
    StartPage(const Theme& theme, Actions& actions, QWidget* parent = nullptr);
    void setRecentProjects(const QStringList& paths);

signals:
    void recentChosen(const QString& path);

protected:
    void focusInEvent(QFocusEvent* event) override; // the list's, or the first button's

private:
    void restyle();

    const Theme& m_theme;
    QLabel* m_picture;
    QLabel* m_title;
    QLabel* m_hint;
    QLabel* m_recentTitle;
    QListWidget* m_recent;
    QWidget* m_first = nullptr;
};

} // namespace gw::ui
