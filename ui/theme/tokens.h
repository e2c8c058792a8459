// Design tokens: the only colours, distances and type sizes the studio's widgets know. Colours come from
// resources/themes/{light,dark}.json; names say the role, never the hue.
#pragma once

#include <QColor>
#include <QString>

#include <array>

namespace gw::ui {

enum class Color {
    Background,       // window and editors
    BackgroundMuted,  // side bars, headers
    BackgroundSubtle, // hover, striped rows
    Surface,          // cards, popups
    Text,
    TextMuted,
    TextSubtle, // placeholders, disabled
    TextOnAccent,
    Stroke,
    StrokeMuted,
    StrokeStrong, // focus-independent outlines that must be seen (3:1)
    Accent,
    AccentMuted, // selected rows, accent tints
    Danger,
    DangerMuted,
    Alert,
    AlertMuted,
    Success,
    SuccessMuted,
    Neutral,
    NeutralMuted,
    MethodGet,
    MethodPost,
    MethodPut,
    MethodDelete,
    MethodOptions,
    MethodHead,
    MethodAny,
    MethodWebSocket,
    SyntaxKey,
    SyntaxString,
    SyntaxNumber,
    SyntaxKeyword,
    SyntaxComment,
    Count
};

struct Tokens
{
    bool isDark = false;
    std::array<QColor, static_cast<std::size_t>(Color::Count)> colors;
    [[nodiscard]] const QColor& operator[](Color c) const { return colors[static_cast<std::size_t>(c)]; }
};

[[nodiscard]] const char* tokenName(Color color); // the key in the token files
[[nodiscard]] Tokens readTokens(const QString& path);
// WCAG 2 contrast of two opaque colours, 1…21. Text needs 4.5, icons and strokes that carry meaning need 3.
[[nodiscard]] double contrastRatio(const QColor& a, const QColor& b);
// `amount` (0…1) of `over` on `under`, as one opaque colour.
[[nodiscard]] QColor blend(const QColor& over, const QColor& under, double amount);

namespace spacing {
inline constexpr int xxs = 2, xs = 4, s = 6, m = 8, l = 12, xl = 16, xxl = 24;
}
inline constexpr int cornerRadius = 6;

namespace fontSize { // pixels at 100 %
inline constexpr int caption = 11, secondary = 12, body = 13, section = 15, title = 20;
}

} // namespace gw::ui
