// JSON in the forms' editors, by core/json.
#include "ui/models/json_text.h"

#include "core/json/text.h"

#include <QCoreApplication>

namespace gw::ui {

QString jsonText(const json::Value& value)
{
    return value.isNull() ? QString() : QString::fromStdString(json::writeJsonPretty(value));
}

Result<json::Value> parseJsonText(const QString& text)
{
    if (text.trimmed().isEmpty())
        return json::Value();
    return json::readJson(text.toStdString());
}

bool isSameJson(const QString& a, const QString& b)
{
    const auto left = parseJsonText(a);
    const auto right = parseJsonText(b);
    return left && right && *left == *right;
}

QString errorText(const Diagnostic& diagnostic)
{
    QString text = QString::fromStdString(diagnostic.message);
    if (diagnostic.position.line > 0)
        text = QCoreApplication::translate("gw::ui::JsonText", "Line %1, column %2: %3")
                   .arg(diagnostic.position.line)
                   .arg(diagnostic.position.column)
                   .arg(text);
    if (!diagnostic.hint.empty())
        text += QLatin1Char(' ') + QString::fromStdString(diagnostic.hint);
    return text;
}

bool isJsonType(const std::string& contentType)
{
    return contentType.find("json") != std::string::npos;
}

QString exampleText(const json::Value& value, const std::string& contentType)
{
    if (value.isString() && !isJsonType(contentType))
        return QString::fromStdString(value.asString());
    return jsonText(value);
}

Result<json::Value> parseExample(const QString& text, const std::string& contentType)
{
    if (isJsonType(contentType) || text.isEmpty())
        return parseJsonText(text);
    return json::Value(text.toStdString());
}

} // namespace gw::ui
