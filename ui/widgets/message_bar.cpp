// Tinted by severity, with the severity's icon so the colour does not stand alone.
#include "ui/widgets/message_bar.h"

#include "ui/widgets/buttons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace gw::ui {

namespace {

struct Look
{
    const char* icon;
    Color ink;
    Color ground;
};

Look lookOf(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return {"error", Color::Danger, Color::DangerMuted};
    case Severity::Warning:
        return {"warning", Color::Alert, Color::AlertMuted};
    case Severity::Info:
        break;
    }
    return {"info", Color::Accent, Color::AccentMuted};
}

} // namespace

MessageBar::MessageBar(const Theme& theme, Severity severity, const QString& text, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_severity(severity), m_text(new QLabel(text, this)),
      m_row(new QHBoxLayout(this))
{
    const Look look = lookOf(severity);
    m_row->setContentsMargins(spacing::l, spacing::xs, spacing::m, spacing::xs);
    m_row->setSpacing(spacing::m);
    auto* icon = new QToolButton(this); // paints its icon for the current theme
    icon->setIcon(theme.icon(look.icon, look.ink));
    icon->setAttribute(Qt::WA_TransparentForMouseEvents);
    icon->setFocusPolicy(Qt::NoFocus);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* dismiss = iconButton(theme, "close", tr("Dismiss"), this);
    connect(dismiss, &QToolButton::clicked, this, &MessageBar::close);
    m_row->addWidget(icon);
    m_row->addWidget(m_text, 1);
    m_row->addWidget(dismiss);
    setAccessibleName(text);
}

QString MessageBar::text() const
{
    return m_text->text();
}

QAbstractButton* MessageBar::addActionButton(const QString& text)
{
    auto* button = pushButton(text, this);
    m_row->insertWidget(m_row->count() - 1, button);
    connect(button, &QPushButton::clicked, this, &MessageBar::close);
    return button;
}

void MessageBar::close()
{
    hide();
    emit closed();
    deleteLater();
}

void MessageBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(lookOf(m_severity).ground));
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.color(Color::Stroke));
}

} // namespace gw::ui
