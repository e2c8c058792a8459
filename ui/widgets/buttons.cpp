// Builders for buttons; see the header.
#include "ui/widgets/buttons.h"

namespace gw::ui {

QString withShortcut(const QString& text, const QKeySequence& shortcut)
{
    return shortcut.isEmpty() ? text : QString("%1 (%2)").arg(text, shortcut.toString(QKeySequence::NativeText));
}

QToolButton* iconButton(const Theme& theme, const QString& icon, const QString& name, QWidget* parent,
                        const QKeySequence& shortcut)
{
    auto* button = new QToolButton(parent);
    button->setIcon(theme.icon(icon));
    button->setIconSize({16, 16});
    button->setFixedSize(28, 28);
    button->setToolTip(withShortcut(name, shortcut));
    button->setAccessibleName(name);
    return button;
}

QToolButton* flatButton(const Theme& theme, const QString& icon, const QString& text, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setIcon(theme.icon(icon));
    button->setIconSize({16, 16});
    button->setText(text);
    return button;
}

QPushButton* pushButton(const QString& text, QWidget* parent, ButtonRole role)
{
    auto* button = new QPushButton(text, parent);
    button->setAutoDefault(false);
    setButtonRole(button, role);
    return button;
}

} // namespace gw::ui
