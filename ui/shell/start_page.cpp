// A centred column of readable width.
#include "ui/shell/start_page.h"

#include "ui/widgets/buttons.h"

#include <QFileInfo>
#include <QFocusEvent>
#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>

namespace gw::ui {

namespace {

constexpr int columnWidth = 520;
constexpr int pictureSize = 64;

QPushButton* actionButton(QAction* action, QWidget* parent, ButtonRole role)
{
    QPushButton* button = pushButton(action->text(), parent, role);
    button->setToolTip(action->toolTip());
    button->setAutoDefault(true); // Enter presses the one that has the focus
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    return button;
}

} // namespace

StartPage::StartPage(const Theme& theme, Actions& actions, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_picture(new QLabel(this)), m_title(new QLabel(tr("Gatewright"), this)),
      m_hint(
          new QLabel(tr("Design REST, HTTP and WebSocket APIs, serve them here, call them, and see what happened."), this)),
      m_recentTitle(new QLabel(tr("Recent"), this)), m_recent(new QListWidget(this))
{
    m_picture->setAlignment(Qt::AlignCenter);
    m_title->setAlignment(Qt::AlignCenter);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    m_recent->setFrameShape(QFrame::NoFrame);
    m_recent->setTextElideMode(Qt::ElideMiddle);
    m_recent->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_recent->setAccessibleName(tr("Recent projects"));
    m_recent->setFixedWidth(columnWidth);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(spacing::m);
    buttons->addStretch();
    m_first = actionButton(actions[ActionId::OpenExample], this, ButtonRole::Primary);
    buttons->addWidget(m_first);
    for (const ActionId id :
         {ActionId::OpenChatExample, ActionId::NewProject, ActionId::OpenFile, ActionId::OpenFolder})
        buttons->addWidget(actionButton(actions[id], this, ButtonRole::Normal));
    buttons->addStretch();

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(spacing::xxl, spacing::xxl, spacing::xxl, spacing::xxl);
    column->setSpacing(spacing::m);
    column->addStretch(2);
    column->addWidget(m_picture);
    column->addWidget(m_title);
    column->addWidget(m_hint);
    column->addSpacing(spacing::l);
    column->addLayout(buttons);
    column->addSpacing(spacing::xxl);
    column->addWidget(m_recentTitle, 0, Qt::AlignHCenter);
    column->addWidget(m_recent, 0, Qt::AlignHCenter);
    column->addStretch(3);
    connect(&theme, &Theme::changed, this, &StartPage::restyle);
    const auto choose = [this](const QListWidgetItem* item) { emit recentChosen(item->data(Qt::UserRole).toString()); };
    connect(m_recent, &QListWidget::itemClicked, this, choose);
    connect(m_recent, &QListWidget::itemActivated, this, choose);
    restyle();
    setRecentProjects({});
}

void StartPage::focusInEvent(QFocusEvent* event)
{
    QWidget* first = m_recent->count() > 0 ? static_cast<QWidget*>(m_recent) : m_first;
    first->setFocus(event->reason());
}

void StartPage::setRecentProjects(const QStringList& paths)
{
    m_recent->clear();
    for (const QString& path : paths) {
        const QFileInfo info(path);
        auto* item = new QListWidgetItem(m_theme.icon(info.isDir() ? "folder" : "file"),
                                         QString("%1    %2").arg(info.fileName(), info.path()), m_recent);
        item->setData(Qt::UserRole, path);
        item->setToolTip(path);
    }
    m_recent->setCurrentRow(paths.isEmpty() ? -1 : 0);
    m_recent->setVisible(!paths.isEmpty());
    m_recentTitle->setVisible(!paths.isEmpty());
    m_recent->setFixedHeight(std::min<int>(6, int(paths.size())) * 28 + 2);
}

void StartPage::restyle()
{
    m_picture->setPixmap(applicationIcon().pixmap(QSize(pictureSize, pictureSize), devicePixelRatioF()));
    m_title->setFont(m_theme.text(fontSize::title, true));
    m_hint->setFont(m_theme.text());
    m_recentTitle->setFont(m_theme.text(fontSize::secondary, true));
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, m_theme.color(Color::TextMuted));
    m_hint->setPalette(muted);
    m_recentTitle->setPalette(muted);
}

} // namespace gw::ui
