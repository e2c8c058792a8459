// Icon over label; the chosen mode has the accent's bar at its side, so colour is not the only sign.
#include "ui/shell/mode_bar.h"

#include <QAbstractButton>
#include <QPainter>
#include <QVBoxLayout>

namespace gw::ui {

namespace {

constexpr int barWidth = 64;
constexpr QSize buttonSize(barWidth, 58);

class ModeButton final : public QAbstractButton
{
public:
    ModeButton(const Theme& theme, QAction* action, QWidget* parent)
        : QAbstractButton(parent), m_theme(theme), m_action(action)
    {
        setCheckable(true);
        setFixedSize(buttonSize);
        setAttribute(Qt::WA_Hover);
        setText(action->text());
        setAccessibleName(action->text());
        const auto follow = [this] {
            setChecked(m_action->isChecked());
            setEnabled(m_action->isEnabled());
            setToolTip(m_action->toolTip());
        };
        follow();
        connect(action, &QAction::changed, this, follow);
        connect(this, &QAbstractButton::clicked, action, &QAction::trigger);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter p(this);
        p.setRenderHint(QPainter::Antialiasing);
        p.setPen(Qt::NoPen);
        if (underMouse() && isEnabled() && !isChecked()) {
            p.setBrush(m_theme.color(Color::BackgroundSubtle));
            p.drawRoundedRect(rect().adjusted(4, 3, -4, -3), cornerRadius, cornerRadius);
        }
        if (isChecked()) {
            p.setBrush(m_theme.color(Color::AccentMuted));
            p.drawRoundedRect(rect().adjusted(4, 3, -4, -3), cornerRadius, cornerRadius);
            p.setBrush(m_theme.color(Color::Accent));
            p.drawRoundedRect(QRectF(0, 14, 3, height() - 28), 1.5, 1.5);
        }
        if (hasFocus()) {
            p.setBrush(Qt::NoBrush);
            p.setPen(QPen(m_theme.color(Color::Accent), 2));
            p.drawRoundedRect(QRectF(rect()).adjusted(4, 3, -4, -3), cornerRadius, cornerRadius);
        }
        const QIcon::Mode mode = isEnabled() ? QIcon::Normal : QIcon::Disabled;
        m_action->icon().paint(&p, QRect((width() - 20) / 2, 12, 20, 20), Qt::AlignCenter, mode,
                               isChecked() ? QIcon::On : QIcon::Off);
        p.setFont(m_theme.text(fontSize::caption, isChecked()));
        p.setPen(isEnabled() ? m_theme.color(isChecked() ? Color::Text : Color::TextMuted)
                             : palette().color(QPalette::Disabled, QPalette::WindowText));
        p.drawText(QRect(0, 34, width(), 16), Qt::AlignCenter, text());
    }

private:
    const Theme& m_theme;
    QAction* m_action;
};

} // namespace

ModeBar::ModeBar(const Theme& theme, const std::vector<QAction*>& modes, QAction* last, QWidget* parent)
    : QWidget(parent), m_theme(theme)
{
    setFixedWidth(barWidth + 1);
    setAccessibleName(tr("Modes"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, spacing::xs, 1, spacing::xs);
    column->setSpacing(0);
    for (QAction* mode : modes)
        column->addWidget(new ModeButton(theme, mode, this));
    column->addStretch();
    column->addWidget(new ModeButton(theme, last, this));
}

void ModeBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Color::BackgroundMuted));
    painter.fillRect(QRect(width() - 1, 0, 1, height()), m_theme.color(Color::Stroke));
}

} // namespace gw::ui
