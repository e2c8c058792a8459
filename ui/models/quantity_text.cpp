// Three digits at most, one unit.
#include "ui/models/quantity_text.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace gw::ui {

namespace {

QString withUnit(double value, const QString& unit)
{
    const int decimals = value < 9.95 ? 1 : 0;
    return QStringLiteral("%1 %2").arg(QString::number(value, 'f', decimals), unit);
}

} // namespace

QString durationText(std::chrono::nanoseconds duration)
{
    const double microseconds = static_cast<double>(duration.count()) / 1e3;
    if (microseconds < 999.5)
        return QStringLiteral("%1 µs").arg(qRound64(microseconds));
    if (microseconds < 999'500)
        return withUnit(microseconds / 1e3, QStringLiteral("ms"));
    if (microseconds < 119.5e6)
        return withUnit(microseconds / 1e6, QStringLiteral("s"));
    return withUnit(microseconds / 60e6, QStringLiteral("min"));
}

QString secondsText(double seconds)
{
    const auto milliseconds = static_cast<std::int64_t>(std::llround(std::max(0.0, seconds) * 1e3));
    if (milliseconds < 1000)
        return QStringLiteral("%1 ms").arg(milliseconds);
    return durationText(std::chrono::milliseconds(milliseconds));
}

QString sizeText(qint64 bytes)
{
    if (bytes < 1000)
        return QStringLiteral("%1 B").arg(bytes);
    if (bytes < 999'500)
        return withUnit(static_cast<double>(bytes) / 1e3, QStringLiteral("KB"));
    if (bytes < 999'500'000)
        return withUnit(static_cast<double>(bytes) / 1e6, QStringLiteral("MB"));
    return withUnit(static_cast<double>(bytes) / 1e9, QStringLiteral("GB"));
}

} // namespace gw::ui
