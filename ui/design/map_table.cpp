// Tables of names and values.
#include "ui/design/map_table.h"

#include <QCoreApplication>

namespace gw::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("gw::ui::MapTable", text);
}

} // namespace

TableEditor::Edits mapTableEdits(ApplyMapChange apply, const QString& thing)
{
    TableEditor::Edits edits;
    edits.set = [apply, thing](int row, int column, const QString& value) -> QString {
        if (column == 0 && value.trimmed().isEmpty())
            return tr("The name is missing.");
        return apply(tr("Edit %1").arg(thing), [&](StringMap& map) {
            if (row >= 0 && row < int(map.size()))
                (column == 0 ? map[std::size_t(row)].first : map[std::size_t(row)].second) = value.toStdString();
        });
    };
    edits.add = [apply, thing](const QStringList& values) {
        return apply(tr("Add %1").arg(thing), [&](StringMap& map) {
            map.emplace_back(values.value(0).toStdString(), values.value(1).toStdString());
        });
    };
    edits.remove = [apply, thing](int row) {
        return apply(tr("Remove %1").arg(thing), [&](StringMap& map) {
            if (row >= 0 && row < int(map.size()))
                map.erase(map.begin() + row);
        });
    };
    return edits;
}

} // namespace gw::ui
