// The edits of a table whose rows are the elements of a list (stages of a plan, mappings of a domain, …).
#pragma once

#include "ui/design/table_editor.h"

#include <QCoreApplication>

#include <functional>
#include <vector>

namespace gw::ui {

template <typename Row>
struct ListEdits
{
    std::function<std::vector<Row>()> rows; // as the project has them
    // Puts `rows` in their place under a name; gives the refusal in words, or nothing.
    std::function<QString(const QString& name, std::vector<Row> rows)> put;
    // A cell of a row; gives what is wrong with the text in words, or nothing.
    std::function<QString(Row& row, int column, const QString& value)> set;
    QString thing; // names a row in commands: "Stage"
};

template <typename Row>
[[nodiscard]] TableEditor::Edits tableEdits(ListEdits<Row> list)
{
    const auto tr = [](const char* text) { return QCoreApplication::translate("gw::ui::ListEdits", text); };
    TableEditor::Edits edits;
    edits.set = [list, tr](int row, int column, const QString& value) -> QString {
        std::vector<Row> rows = list.rows();
        if (row < 0 || row >= int(rows.size()))
            return {};
        if (QString refusal = list.set(rows[std::size_t(row)], column, value); !refusal.isEmpty())
            return refusal;
        return list.put(tr("Change %1").arg(list.thing), std::move(rows));
    };
    edits.add = [list, tr](const QStringList& values) -> QString {
        std::vector<Row> rows = list.rows();
        Row fresh{};
        for (int column = 0; column < int(values.size()); ++column)
            if (QString refusal = list.set(fresh, column, values[column]); !refusal.isEmpty())
                return refusal;
        rows.push_back(std::move(fresh));
        return list.put(tr("Add %1").arg(list.thing), std::move(rows));
    };
    edits.remove = [list, tr](int row) -> QString {
        std::vector<Row> rows = list.rows();
        if (row < 0 || row >= int(rows.size()))
            return {};
        rows.erase(rows.begin() + row);
        return list.put(tr("Remove %1").arg(list.thing), std::move(rows));
    };
    return edits;
}

// A list of texts, one column.
[[nodiscard]] inline QString setText(std::string& row, int, const QString& value)
{
    row = value.trimmed().toStdString();
    return {};
}

} // namespace gw::ui
