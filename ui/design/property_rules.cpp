// Which rules a value can have follows from its type (JSON Schema draft 4).
#include "ui/design/property_rules.h"

#include "core/api/model_tree.h"
#include "ui/design/field.h"
#include "ui/models/json_text.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace gw::ui {

namespace {

json::Value valueOf(const QString& text)
{
    const auto value = parseJsonText(text);
    return value ? *value : json::Value(text.toStdString());
}

QString listText(const json::Value& values)
{
    QStringList texts;
    if (values.isArray())
        for (const json::Value& value : values.asArray())
            texts << QString::fromStdString(value.isString() ? value.asString() : value.scalarText());
    return texts.join(QStringLiteral(", "));
}

// "a, b": texts where the property is one, else JSON values.
json::Value listOf(const QString& text, bool areTexts)
{
    json::Array values;
    for (const QString& part : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const QString trimmed = part.trimmed();
        values.push_back(areTexts ? json::Value(trimmed.toStdString()) : valueOf(trimmed));
    }
    return values.empty() ? json::Value() : json::Value(std::move(values));
}

// What the two measures of a value are called: of numbers their value, of texts their length.
std::pair<QString, QString> measureLabels(const ModelNode& node)
{
    if (node.isObject())
        return {PropertyRules::tr("Fewest properties"), PropertyRules::tr("Most properties")};
    if (node.isList())
        return {PropertyRules::tr("Fewest items"), PropertyRules::tr("Most items")};
    const bool isText = std::find(node.types.begin(), node.types.end(), "string") != node.types.end();
    return isText ? std::pair(PropertyRules::tr("Shortest length"), PropertyRules::tr("Longest length"))
                  : std::pair(PropertyRules::tr("At least"), PropertyRules::tr("At most"));
}

} // namespace

PropertyRules::PropertyRules(const Theme& theme, ApplySchemaEdit apply, QWidget* parent)
    : QWidget(parent), m_apply(std::move(apply))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, spacing::m, 0, 0);
    column->setSpacing(spacing::m);
    const auto field = [&theme, this](const QString& label, const QString& keyword, bool isJson) {
        auto* made = new TextField(theme, label, TextField::Kind::CodeLine);
        made->setCommit([keyword, isJson, this](const QString& value) { return setKeyword(keyword, value, isJson); });
        return made;
    };
    m_format = field(tr("Format"), QStringLiteral("format"), false);
    QStringList formats;
    for (const std::string_view format : modelFormats)
        formats << QString::fromUtf8(format.data(), static_cast<qsizetype>(format.size()));
    m_format->setCompletions(formats);
    m_pattern = field(tr("Pattern"), QStringLiteral("pattern"), false);
    m_minimum = field(tr("At least"), QStringLiteral("minimum"), true);
    m_maximum = field(tr("At most"), QStringLiteral("maximum"), true);
    m_values = field(tr("Allowed values, separated by commas"), QStringLiteral("enum"), false);
    m_closed = new CheckField(theme, tr("Properties that are not listed are refused"));
    m_closed->setCommit(
        [this](const QString& value) { return setKeyword(QStringLiteral("additionalProperties"), value, true); });
    auto* row = new QHBoxLayout;
    row->setSpacing(spacing::m);
    for (TextField* part : {m_format, m_pattern, m_minimum, m_maximum})
        row->addWidget(part, 1, Qt::AlignTop);
    column->addLayout(row);
    column->addWidget(m_values);
    column->addWidget(m_closed);
}

QString PropertyRules::setKeyword(const QString& keyword, const QString& value, bool isJson)
{
    json::Value wanted = isJson ? valueOf(value) : json::Value(value.toStdString());
    if (keyword == QLatin1String("enum"))
        wanted = listOf(value, m_isText);
    if (keyword == QLatin1String("additionalProperties"))
        wanted = value == QLatin1String("true") ? json::Value(false) : json::Value();
    const bool isBound = keyword == QLatin1String("minimum") || keyword == QLatin1String("maximum");
    if (isBound && !wanted.isNull() && !wanted.isNumber())
        return tr("A bound is a number.");
    return m_apply(
        tr("Change Rule"),
        [wanted, pointer = m_pointer, key = keyword.toStdString()](json::Value schema) {
            if (key == "minimum")
                return setModelMinimum(std::move(schema), pointer, wanted);
            if (key == "maximum")
                return setModelMaximum(std::move(schema), pointer, wanted);
            return setModelKeyword(std::move(schema), pointer, key, wanted);
        },
        keyword + QString::fromStdString(m_pointer));
}

void PropertyRules::forget()
{
    for (TextField* field : {m_format, m_pattern, m_minimum, m_maximum, m_values})
        field->forget();
}

void PropertyRules::showNode(const ModelNode* node)
{
    setVisible(node && node->ref.empty());
    if (!node)
        return;
    m_pointer = node->pointer;
    m_isText = node->types.size() == 1 && node->types.front() == "string";
    const auto is = [node](const char* type) {
        return std::find(node->types.begin(), node->types.end(), type) != node->types.end();
    };
    const bool isText = is("string");
    m_format->setVisible(isText);
    m_pattern->setVisible(isText);
    const bool isMeasured = isText || is("number") || is("integer") || node->isList() || node->isObject();
    const auto [least, most] = measureLabels(*node);
    m_minimum->setLabel(least);
    m_maximum->setLabel(most);
    m_minimum->setVisible(isMeasured);
    m_maximum->setVisible(isMeasured);
    m_values->setVisible(isText || is("number") || is("integer"));
    m_closed->setVisible(node->isObject());
    m_format->setValue(QString::fromStdString(node->format));
    m_pattern->setValue(QString::fromStdString(node->pattern));
    m_minimum->setValue(QString::fromStdString(node->minimum.scalarText()));
    m_maximum->setValue(QString::fromStdString(node->maximum.scalarText()));
    m_values->setValue(listText(node->enumeration));
    m_closed->setValue(!node->allowsOthers);
}

} // namespace gw::ui
