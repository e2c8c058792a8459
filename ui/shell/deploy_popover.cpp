// Hangs from the Deploy button, right edges in line.
#include "ui/shell/deploy_popover.h"

#include "ui/widgets/buttons.h"

#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>

namespace gw::ui {

namespace {

constexpr int popoverWidth = 380;
constexpr int maxListHeight = 280;
constexpr int rowHeight = 28;

const char* iconOf(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::Added:
        return "plus";
    case ChangeKind::Removed:
        return "minus";
    case ChangeKind::Changed:
        return "pencil";
    case ChangeKind::Moved:
        return "arrow-right";
    }
    return "";
}

Color tintOf(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::Added:
        return Color::Success;
    case ChangeKind::Removed:
        return Color::Danger;
    case ChangeKind::Changed:
    case ChangeKind::Moved:
        break;
    }
    return Color::Accent;
}

} // namespace

QString DeployPopover::titleFor(const QString& stage, bool isDeployed, int count)
{
    if (count == 0)
        return tr("Stage \"%1\" serves everything you designed.").arg(stage);
    if (!isDeployed)
        return tr("Nothing was deployed to \"%1\" yet. The first deployment brings:").arg(stage);
    return count == 1 ? tr("1 change is not deployed to \"%1\"").arg(stage)
                      : tr("%1 changes are not deployed to \"%2\"").arg(count).arg(stage);
}

DeployPopover::DeployPopover(const Theme& theme, QWidget* window)
    : Popover(theme, window), m_title(new QLabel(this)), m_list(new QListWidget(this)),
      m_deploy(pushButton(tr("Deploy"), this, ButtonRole::Primary))
{
    m_title->setWordWrap(true);
    m_title->setFont(theme.text(fontSize::body, true));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setAccessibleName(tr("Pending changes"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(spacing::l, spacing::l, spacing::l, spacing::l);
    column->setSpacing(spacing::m);
    column->addWidget(m_title);
    column->addWidget(m_list, 1);
    column->addWidget(m_deploy, 0, Qt::AlignRight);
    connect(m_deploy, &QPushButton::clicked, this, [this] {
        dismiss();
        emit deployRequested();
    });
}

void DeployPopover::open(const QString& stage, bool isDeployed, const Changes& changes, QWidget* below)
{
    const int count = int(changes.size());
    m_title->setText(titleFor(stage, isDeployed, count));
    m_list->clear();
    for (const Change& change : changes)
        m_list->addItem(new QListWidgetItem(theme().icon(iconOf(change.kind), tintOf(change.kind)),
                                            QString::fromStdString(change.what)));
    m_list->setVisible(count > 0);
    m_list->setFixedHeight(std::min(maxListHeight, count * rowHeight + 2));
    m_deploy->setEnabled(count > 0);
    m_below = below;
    popUp(m_deploy->isEnabled() ? static_cast<QWidget*>(m_deploy) : this);
}

void DeployPopover::place()
{
    if (!m_below)
        return;
    setFixedWidth(popoverWidth);
    adjustSize();
    const QPoint corner = m_below->mapTo(parentWidget(), QPoint(m_below->width(), m_below->height()));
    move(corner - QPoint(width(), -spacing::xs));
}

QStringList DeployPopover::shownChanges() const
{
    QStringList lines;
    for (int row = 0; row < m_list->count(); ++row)
        lines << m_list->item(row)->text();
    return lines;
}

} // namespace gw::ui
