// Tool buttons in an exclusive group inside one rounded frame; arrow keys move through the group as radio buttons do.
#include "ui/widgets/segmented.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace gw::ui {

SegmentedControl::SegmentedControl(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_group(new QButtonGroup(this)), m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(spacing::xxs, spacing::xxs, spacing::xxs, spacing::xxs);
    m_row->setSpacing(spacing::xxs);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_group, &QButtonGroup::idClicked, this, &SegmentedControl::currentChanged);
}

void SegmentedControl::addSegment(const QString& text, const QString& icon)
{
    auto* button = new QToolButton(this);
    button->setCheckable(true);
    button->setText(text);
    if (!icon.isEmpty()) {
        button->setIcon(m_theme.icon(icon));
        button->setToolButtonStyle(text.isEmpty() ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    }
    button->setFocusPolicy(Qt::StrongFocus);
    const int index = static_cast<int>(m_group->buttons().size());
    button->setChecked(index == 0);
    m_group->addButton(button, index);
    m_row->addWidget(button);
}

int SegmentedControl::current() const
{
    return m_group->checkedId();
}

void SegmentedControl::setCurrent(int index)
{
    if (QAbstractButton* button = m_group->button(index))
        button->setChecked(true);
}

void SegmentedControl::setSegmentText(int index, const QString& text)
{
    if (QAbstractButton* button = m_group->button(index))
        button->setText(text);
}

void SegmentedControl::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.color(Color::Stroke));
    painter.setBrush(m_theme.color(Color::BackgroundMuted));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), cornerRadius + 1, cornerRadius + 1);
}

} // namespace gw::ui
