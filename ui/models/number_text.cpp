// Numbers without grouping, with a point: as files write them.
#include "ui/models/number_text.h"

#include <QCoreApplication>

#include <cmath>

namespace gw::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("gw::ui::NumberText", text);
}

} // namespace

QString numberText(std::optional<double> value)
{
    return value ? QString::number(*value, 'g', 15) : QString();
}

QString numberText(std::optional<int> value)
{
    return value ? QString::number(*value) : QString();
}

QString readNumber(const QString& text, std::optional<double>& value)
{
    const QString trimmed = text.trimmed();
    bool isNumber = false;
    const double number = trimmed.toDouble(&isNumber);
    if (!trimmed.isEmpty() && (!isNumber || !std::isfinite(number)))
        return tr("Write a number such as 10 or 0.5, or leave it empty.");
    value = trimmed.isEmpty() ? std::nullopt : std::optional(number);
    return {};
}

QString readNumber(const QString& text, std::optional<int>& value)
{
    const QString trimmed = text.trimmed();
    bool isNumber = false;
    const int number = trimmed.toInt(&isNumber);
    if (!trimmed.isEmpty() && !isNumber)
        return tr("Write a whole number, or leave it empty.");
    value = trimmed.isEmpty() ? std::nullopt : std::optional(number);
    return {};
}

} // namespace gw::ui
