// Parameters, headers and bodies of a method as tables and pages. What a table does not show of a parameter (its
// example, the rest of its schema) stays as it is.
#include "ui/design/binding.h"

#include "ui/design/method_facts.h"
#include "ui/models/json_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace gw::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("gw::ui::Binding", text);
}

QString locationWord(ParameterLocation location)
{
    switch (location) {
    case ParameterLocation::Path:
        return QStringLiteral("path");
    case ParameterLocation::QueryString:
        return QStringLiteral("query");
    case ParameterLocation::Header:
        return QStringLiteral("header");
    case ParameterLocation::Cookie:
        return QStringLiteral("cookie");
    }
    return {};
}

ParameterLocation locationFrom(const QString& word)
{
    for (const auto location : {ParameterLocation::Path, ParameterLocation::Header, ParameterLocation::Cookie})
        if (word == locationWord(location))
            return location;
    return ParameterLocation::QueryString;
}

QString typeOf(const Parameter& parameter)
{
    const json::Value* type = parameter.schema.find("type");
    return type ? fromUtf8(type->toString()) : QString();
}

enum class ParameterColumn { Name, In, Required, Type, Description };

ParameterColumn columnAt(int column, bool areHeaders)
{
    return static_cast<ParameterColumn>(areHeaders && column > 0 ? column + 2 : column);
}

// Changing a shared parameter makes it the method's own.
void setColumn(Parameter& parameter, ParameterColumn column, const QString& value)
{
    parameter.ref.clear();
    switch (column) {
    case ParameterColumn::Name:
        parameter.name = value.toStdString();
        return;
    case ParameterColumn::In:
        parameter.location = locationFrom(value);
        parameter.required = parameter.required || parameter.location == ParameterLocation::Path;
        return;
    case ParameterColumn::Required:
        parameter.required = value == QLatin1String("true");
        return;
    case ParameterColumn::Type:
        if (value.isEmpty())
            parameter.schema.remove("type");
        else
            parameter.schema.set("type", value.toStdString());
        return;
    case ParameterColumn::Description:
        parameter.description = value.toStdString();
        return;
    }
}

const QStringList& typeChoices()
{
    static const QStringList choices{QStringLiteral("string"),  QStringLiteral("integer"), QStringLiteral("number"),
                                     QStringLiteral("boolean"), QStringLiteral("array"),   QStringLiteral("object")};
    return choices;
}

MediaType* findType(std::vector<MediaType>& types, const std::string& name)
{
    const auto it = std::find_if(types.begin(), types.end(), [&](const MediaType& t) { return t.contentType == name; });
    return it == types.end() ? nullptr : &*it;
}

// The single example, or the first named one.
json::Value& shownExample(MediaType& type)
{
    return type.example.isNull() && !type.examples.empty() ? type.examples.front().value : type.example;
}

} // namespace

std::vector<TableColumn> parameterColumns()
{
    using Kind = TableColumn::Kind;
    return {{tr("Name"), Kind::Code, {}, 1},
            {tr("In"), Kind::Choice, {"path", "query", "header", "cookie"}, 0},
            {tr("Required"), Kind::Check, {}, 0},
            {tr("Type"), Kind::Choice, typeChoices(), 0},
            {tr("Description"), Kind::Text, {}, 1}};
}

std::vector<TableColumn> headerColumns()
{
    using Kind = TableColumn::Kind;
    return {{tr("Name"), Kind::Code, {}, 1},
            {tr("Type"), Kind::Choice, typeChoices(), 0},
            {tr("Description"), Kind::Text, {}, 1}};
}

TableEditor::Edits parameterEdits(ApplyChange apply, const QString& name, PartOf<std::vector<Parameter>> parameters,
                                  bool areHeaders)
{
    TableEditor::Edits edits;
    edits.set = [=](int row, int column, const QString& value) -> QString {
        const ParameterColumn which = columnAt(column, areHeaders);
        if (which == ParameterColumn::Name && value.isEmpty())
            return tr("A parameter needs a name. Remove the row to take it away.");
        return apply(name, [&](Method& method) {
            auto* part = parameters(method);
            if (part && row >= 0 && row < static_cast<int>(part->size()))
                setColumn((*part)[static_cast<std::size_t>(row)], which, value);
        });
    };
    edits.add = [=](const QStringList& values) {
        return apply(name, [&](Method& method) {
            Parameter parameter;
            parameter.location = ParameterLocation::Header;
            for (int i = 0; i < values.size(); ++i)
                setColumn(parameter, columnAt(i, areHeaders), values.at(i));
            if (auto* part = parameters(method))
                part->push_back(parameter);
        });
    };
    edits.remove = [=](int row) {
        return apply(name, [&](Method& method) {
            auto* part = parameters(method);
            if (part && row >= 0 && row < static_cast<int>(part->size()))
                part->erase(part->begin() + row);
        });
    };
    return edits;
}

std::vector<QStringList> rowsOf(const std::vector<Parameter>& parameters, bool areHeaders)
{
    std::vector<QStringList> rows;
    for (const Parameter& p : parameters) {
        QStringList row{fromUtf8(p.name)};
        if (!areHeaders)
            row << locationWord(p.location) << (p.required ? QStringLiteral("true") : QStringLiteral("false"));
        row << typeOf(p) << fromUtf8(p.description);
        rows.push_back(row);
    }
    return rows;
}

ContentEditor::Edits mediaTypeEdits(ApplyChange apply, const QString& name, PartOf<std::vector<MediaType>> types)
{
    ContentEditor::Edits edits;
    edits.set = [=](const QString& type, int part, const QString& text) -> QString {
        const auto value = part == 0 ? parseJsonText(text) : parseExample(text, type.toStdString());
        if (!value)
            return errorText(value.error());
        if (part == 0 && !value->isNull() && !value->isObject() && !value->isBool())
            return tr("A schema is a JSON object, as in {\"type\": \"object\"}.");
        return apply(name, [&](Method& method) {
            auto* list = types(method);
            if (MediaType* found = list ? findType(*list, type.toStdString()) : nullptr)
                (part == 0 ? found->schema : shownExample(*found)) = *value;
        });
    };
    edits.add = [=](const QString& type) {
        return apply(name, [&](Method& method) {
            if (auto* list = types(method)) {
                MediaType added;
                added.contentType = type.toStdString();
                list->push_back(added);
            }
        });
    };
    edits.remove = [=](const QString& type) {
        return apply(name, [&](Method& method) {
            if (auto* list = types(method))
                std::erase_if(*list, [&](const MediaType& t) { return t.contentType == type.toStdString(); });
        });
    };
    return edits;
}

std::vector<ContentEditor::Page> pagesOf(const std::vector<MediaType>& types)
{
    std::vector<ContentEditor::Page> pages;
    for (MediaType type : types)
        pages.push_back(
            {fromUtf8(type.contentType), {jsonText(type.schema), exampleText(shownExample(type), type.contentType)}});
    return pages;
}

} // namespace gw::ui
