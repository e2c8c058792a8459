// Reads a token file. The files are compiled in, so a missing or misspelt token is our own mistake: it asserts here and
// fails the contrast test.
#include "ui/theme/tokens.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace gw::ui {

namespace {

constexpr std::array<const char*, static_cast<std::size_t>(Color::Count)> names = {
    "background",     "background-muted", "background-subtle", "surface",          "text",
    "text-muted",     "text-subtle",      "text-on-accent",    "stroke",           "stroke-muted",
    "stroke-strong",  "accent",           "accent-muted",      "danger",           "danger-muted",
    "alert",          "alert-muted",      "success",           "success-muted",    "neutral",
    "neutral-muted",  "method-get",       "method-post",       "method-put",       "method-delete",
    "method-options", "method-head",      "method-any",        "method-websocket", "syntax-key",
    "syntax-string",  "syntax-number",    "syntax-keyword",    "syntax-comment",
};

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& c)
{
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

} // namespace

const char* tokenName(Color color)
{
    return names[static_cast<std::size_t>(color)];
}

Tokens readTokens(const QString& path)
{
    QFile file(path);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(isOpen, "readTokens", qPrintable(path));
    Q_UNUSED(isOpen)
    const QJsonObject root = QJsonDocument::fromJson(file.readAll()).object();
    const QJsonObject colors = root.value("colors").toObject();
    Tokens tokens;
    tokens.isDark = root.value("isDark").toBool();
    for (std::size_t i = 0; i < names.size(); ++i) {
        tokens.colors[i] = QColor(colors.value(QLatin1String(names[i])).toString());
        Q_ASSERT_X(tokens.colors[i].isValid(), "readTokens", names[i]);
    }
    return tokens;
}

double contrastRatio(const QColor& a, const QColor& b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

QColor blend(const QColor& over, const QColor& under, double amount)
{
    const auto mix = [amount](double a, double b) { return static_cast<float>(a * amount + b * (1 - amount)); };
    return QColor::fromRgbF(mix(over.redF(), under.redF()), mix(over.greenF(), under.greenF()),
                            mix(over.blueF(), under.blueF()));
}

} // namespace gw::ui
