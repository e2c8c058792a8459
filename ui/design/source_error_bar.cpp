// Over the danger colour, with the whole message as a button: it leads to the place.
#include "ui/design/source_error_bar.h"

#include "ui/models/json_text.h"
#include "ui/widgets/buttons.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace gw::ui {

SourceErrorBar::SourceErrorBar(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_text(pushButton({}, this, ButtonRole::Flat))
{
    setAutoFillBackground(true);
    paint();
    connect(&m_theme, &Theme::changed, this, &SourceErrorBar::paint);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(spacing::l, spacing::xs, spacing::xs, spacing::xs);
    m_text->setObjectName(QStringLiteral("sourceError"));
    m_text->setToolTip(tr("Go to the place in the text"));
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_text->setStyleSheet(QStringLiteral("text-align: left"));
    connect(m_text, &QPushButton::clicked, this, [this] { emit placeRequested(m_position); });
    row->addWidget(m_text, 1);
    auto* back = pushButton(tr("Discard Text"), this);
    back->setObjectName(QStringLiteral("discardSource"));
    back->setToolTip(tr("Take the text of the design as it stands"));
    connect(back, &QPushButton::clicked, this, &SourceErrorBar::discardRequested);
    row->addWidget(back);
}

void SourceErrorBar::showError(const Diagnostic& error)
{
    m_position = error.position;
    const QString text = errorText(error);
    m_text->setText(text);
    m_text->setAccessibleName(text);
    show();
}

void SourceErrorBar::paint()
{
    QPalette colors = palette();
    colors.setColor(QPalette::Window, m_theme.color(Color::DangerMuted));
    setPalette(colors);
    m_text->setIcon(m_theme.icon(QStringLiteral("error"), Color::Danger));
}

} // namespace gw::ui
