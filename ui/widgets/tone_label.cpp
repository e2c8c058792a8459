// Colour and font of a ToneLabel from the theme's tokens.
#include "ui/widgets/tone_label.h"

namespace gw::ui {

ToneLabel::ToneLabel(const Theme& theme, Tone tone, const QString& text, QWidget* parent)
    : QLabel(text, parent), m_theme(theme), m_tone(tone)
{
    setTextFormat(Qt::PlainText);
    applyTone();
    connect(&theme, &Theme::changed, this, &ToneLabel::applyTone);
}

void ToneLabel::setTone(Tone tone)
{
    m_tone = tone;
    applyTone();
}

void ToneLabel::applyTone()
{
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, m_theme.color(m_tone.color));
    setPalette(colors);
    setFont(m_tone.monospace ? m_theme.monospace(m_tone.size) : m_theme.text(m_tone.size, m_tone.semibold));
}

} // namespace gw::ui
