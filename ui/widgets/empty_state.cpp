// A centred column; the hint wraps at a width that reads well.
#include "ui/widgets/empty_state.h"

#include "ui/widgets/buttons.h"

#include <QLabel>
#include <QVBoxLayout>

namespace gw::ui {

namespace {
constexpr int iconSize = 48;
constexpr int textWidth = 420;
} // namespace

EmptyState::EmptyState(const Theme& theme, const QString& icon, const QString& title, const QString& hint,
                       QWidget* parent)
    : QWidget(parent), m_theme(theme), m_icon(theme.icon(icon, Color::TextSubtle)), m_picture(new QLabel(this)),
      m_title(new QLabel(this)), m_hint(new QLabel(this)), m_buttons(new QVBoxLayout)
{
    m_picture->setAlignment(Qt::AlignCenter);
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    m_hint->setMinimumWidth(160);
    m_hint->setMaximumWidth(textWidth);
    m_buttons->setSpacing(spacing::m);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(spacing::xl, spacing::xl, spacing::xl, spacing::xl);
    column->setSpacing(spacing::m);
    column->addStretch(2);
    column->addWidget(m_picture);
    column->addSpacing(spacing::xs);
    column->addWidget(m_title);
    auto* hintRow = new QHBoxLayout;
    hintRow->addStretch();
    hintRow->addWidget(m_hint, 1000);
    hintRow->addStretch();
    column->addLayout(hintRow);
    column->addSpacing(spacing::m);
    column->addLayout(m_buttons);
    column->addStretch(3);

    setText(title, hint);
    restyle();
    connect(&theme, &Theme::changed, this, &EmptyState::restyle);
}

void EmptyState::setText(const QString& title, const QString& hint)
{
    m_title->setText(title);
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
}

QPushButton* EmptyState::addButton(const QString& text, ButtonRole role)
{
    auto* button = pushButton(text, this, role);
    m_buttons->addWidget(button, 0, Qt::AlignHCenter);
    return button;
}

void EmptyState::restyle()
{
    m_picture->setPixmap(m_icon.pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    m_title->setFont(m_theme.text(fontSize::section, true));
    m_hint->setFont(m_theme.text(fontSize::body));
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, m_theme.color(Color::TextMuted));
    m_hint->setPalette(muted);
}

} // namespace gw::ui
