// Maps of a method (mappings, templates) as tables and pages.
#include "ui/design/binding.h"

#include "ui/design/method_facts.h"

#include <QCoreApplication>

#include <algorithm>

namespace gw::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("gw::ui::Binding", text);
}

void setCell(StringMap& map, int row, int column, const std::string& value)
{
    if (row < 0 || row >= static_cast<int>(map.size()))
        return;
    auto& [key, text] = map[static_cast<std::size_t>(row)];
    (column == 0 ? key : text) = value;
}

} // namespace

TableEditor::Edits mapEdits(ApplyChange apply, const QString& name, PartOf<StringMap> map)
{
    TableEditor::Edits edits;
    edits.set = [=](int row, int column, const QString& value) -> QString {
        if (column == 0 && value.isEmpty())
            return tr("A mapping needs the name of what it sets. Remove the row to take it away.");
        return apply(name, [&](Method& method) {
            if (StringMap* part = map(method))
                setCell(*part, row, column, value.toStdString());
        });
    };
    edits.add = [=](const QStringList& values) {
        return apply(name, [&](Method& method) {
            if (StringMap* part = map(method))
                part->emplace_back(values.value(0).toStdString(), values.value(1).toStdString());
        });
    };
    edits.remove = [=](int row) {
        return apply(name, [&](Method& method) {
            StringMap* part = map(method);
            if (part && row >= 0 && row < static_cast<int>(part->size()))
                part->erase(part->begin() + row);
        });
    };
    return edits;
}

std::vector<QStringList> rowsOf(const StringMap& map)
{
    std::vector<QStringList> rows;
    for (const auto& [key, value] : map)
        rows.push_back({fromUtf8(key), fromUtf8(value)});
    return rows;
}

ContentEditor::Edits templateEdits(ApplyChange apply, const QString& name, PartOf<StringMap> map)
{
    ContentEditor::Edits edits;
    edits.set = [=](const QString& type, int, const QString& text) {
        return apply(name, [&](Method& method) {
            if (StringMap* part = map(method))
                setIn(*part, type.toStdString(), text.toStdString());
        });
    };
    edits.add = [=](const QString& type) {
        return apply(name, [&](Method& method) {
            if (StringMap* part = map(method))
                setIn(*part, type.toStdString(), {});
        });
    };
    edits.remove = [=](const QString& type) {
        return apply(name, [&](Method& method) {
            if (StringMap* part = map(method))
                removeFrom(*part, type.toStdString());
        });
    };
    return edits;
}

std::vector<ContentEditor::Page> pagesOf(const StringMap& map)
{
    std::vector<ContentEditor::Page> pages;
    for (const auto& [type, text] : map)
        pages.push_back({fromUtf8(type), {fromUtf8(text)}});
    return pages;
}

} // namespace gw::ui
