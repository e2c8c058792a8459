// The menu is built from the action table, so a new action is in it by itself.
#include "ui/shell/top_bar.h"

#include "ui/shell/gateway_bar.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"

#include <QDir>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>

namespace gw::ui {

namespace {

constexpr int barHeight = 46;

QToolButton* actionButton(QAction* action, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setIconSize({18, 18});
    button->setFixedSize(30, 30);
    button->setAccessibleName(action->text());
    return button;
}

QString shortPath(const QString& path)
{
    const QString home = QDir::homePath();
    return path.startsWith(home + '/') ? '~' + path.mid(home.size()) : path;
}

} // namespace

QMenu* mainMenu(const Actions& actions, QWidget* parent)
{
    auto* menu = new QMenu(parent);
    QMenu* group = nullptr;
    QString groupName;
    for (const ActionSpec& spec : actionSpecs()) {
        if (Actions::group(spec) != groupName) {
            groupName = Actions::group(spec);
            group = menu->addMenu(groupName);
        }
        group->addAction(actions[spec.id]);
    }
    return menu;
}

TopBar::TopBar(const Theme& theme, Actions& actions, GatewayBar* gateway, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_recent(new QMenu(tr("Open Recent"), this)),
      m_project(new ElidedLabel({}, this, Qt::ElideRight)), m_modified(new QLabel("•", this))
{
    setFixedHeight(barHeight);
    auto* menuButton = iconButton(theme, "list", tr("Menu"), this);
    menuButton->setFixedSize(30, 30);
    menuButton->setIconSize({18, 18});
    menuButton->setPopupMode(QToolButton::InstantPopup);
    QMenu* menu = mainMenu(actions, this);
    menu->insertMenu(menu->actions().value(1), m_recent);
    menuButton->setMenu(menu);
    m_project->setFont(theme.text(fontSize::body, true));
    m_modified->setToolTip(tr("There are unsaved edits"));
    m_modified->setAccessibleName(tr("Unsaved edits"));

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(spacing::l, 0, spacing::l, 1);
    row->setSpacing(spacing::xs);
    row->addWidget(menuButton);
    row->addSpacing(spacing::m);
    row->addWidget(m_project);
    row->addWidget(m_modified);
    row->addSpacing(spacing::m);
    row->addWidget(actionButton(actions[ActionId::Undo], this));
    row->addWidget(actionButton(actions[ActionId::Redo], this));
    row->addSpacing(spacing::m);
    row->addWidget(gateway, 1);
    row->addStretch(); // takes the gateway's place while there is no project
    row->addSpacing(spacing::m);
    row->addWidget(actionButton(actions[ActionId::ToggleTheme], this));
    row->addWidget(actionButton(actions[ActionId::Palette], this));
    setProject({}, {}, false);
}

void TopBar::setProject(const QString& name, const QString& path, bool isModified)
{
    m_project->setText(name);
    m_project->setToolTip(path);
    m_project->setMaximumWidth(std::min(220, m_project->fontMetrics().horizontalAdvance(name) + spacing::xs));
    m_modified->setVisible(isModified);
}

void TopBar::setRecentProjects(const QStringList& paths)
{
    m_recent->clear();
    m_recent->setEnabled(!paths.isEmpty());
    for (const QString& path : paths)
        m_recent->addAction(shortPath(path), this, [this, path] { emit recentChosen(path); });
}

void TopBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Color::BackgroundMuted));
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.color(Color::Stroke));
}

} // namespace gw::ui
