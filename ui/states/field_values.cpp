#include "ui/states/field_values.h"

#include "core/json/text.h"

namespace gw::ui {

json::Value typedValue(const QString& text)
{
    const auto value = json::readJson(text.trimmed().toStdString());
    const bool isScalar = value && (value->isNumber() || value->isBool() || value->isNull() || value->isString());
    return isScalar ? *value : json::Value(text.toStdString());
}

json::Value namesFrom(const QString& text)
{
    json::Array names;
    for (const QString& part : text.split(QLatin1Char(','), Qt::SkipEmptyParts))
        if (!part.trimmed().isEmpty())
            names.emplace_back(part.trimmed().toStdString());
    return names;
}

const json::Array& listOf(const json::Value& value, const char* key)
{
    static const json::Array none;
    return value[key].isArray() ? value[key].asArray() : none;
}

std::string entryPath(const char* list, int index, const char* field)
{
    return std::string("/") + list + "/" + std::to_string(index) + "/" + field;
}

QStringList usualErrorNames()
{
    return {QStringLiteral("States.ALL"),
            QStringLiteral("States.TaskFailed"),
            QStringLiteral("States.Timeout"),
            QStringLiteral("States.HeartbeatTimeout"),
            QStringLiteral("States.Permissions"),
            QStringLiteral("Lambda.ServiceException"),
            QStringLiteral("Lambda.TooManyRequestsException")};
}

} // namespace gw::ui
