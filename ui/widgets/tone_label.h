// ToneLabel: a label in a token's colour and a type size, following the theme.
#pragma once

#include "ui/theme/theme.h"

#include <QLabel>

namespace gw::ui {

struct Tone
{
    Color color = Color::Text;
    int size = fontSize::body;
    bool semibold = false;
    bool monospace = false;
};

namespace tone {
inline constexpr Tone title{Color::Text, fontSize::title, true, false};
inline constexpr Tone section{Color::Text, fontSize::section, true, false};
inline constexpr Tone label{Color::TextMuted, fontSize::secondary, false, false};
inline constexpr Tone muted{Color::TextMuted, fontSize::body, false, false};
inline constexpr Tone code{Color::Text, fontSize::body, false, true};
inline constexpr Tone error{Color::Danger, fontSize::secondary, false, false};
} // namespace tone

class ToneLabel final : public QLabel
{
    Q_OBJECT

public:
    ToneLabel(const Theme& theme, Tone tone, const QString& text = {}, QWidget* parent = nullptr);
    void setTone(Tone tone);

private:
    void applyTone();

    const Theme& m_theme;
    Tone m_tone;
};

} // namespace gw::ui
