// EmptyState: what an empty list or page says: an icon, what this is, what to do, and the buttons that do it.
#pragma once

#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace gw::ui {

class EmptyState final : public QWidget
{
    Q_OBJECT

public:
    EmptyState(const Theme& theme, const QString& icon, const QString& title, const QString& hint,
               QWidget* parent = nullptr);

    void setText(const QString& title, const QString& hint);
    QPushButton* addButton(const QString& text, ButtonRole role = ButtonRole::Normal); // connect to its clicked()

private:
    void restyle();

    const Theme& m_theme;
    QIcon m_icon;
    QLabel* m_picture;
    QLabel* m_title;
    QLabel* m_hint;
    QVBoxLayout* m_buttons;
};

} // namespace gw::ui
