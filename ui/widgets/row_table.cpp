#include "ui/widgets/row_table.h"

#include <QHeaderView>
#include <QTableView>

namespace gw::ui {

void setUpRowTable(QTableView& table, QAbstractItemModel* model, const QString& name)
{
    table.setModel(model);
    table.setAccessibleName(name);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::SingleSelection);
    table.setShowGrid(false);
    table.setTabKeyNavigation(false);
    table.setWordWrap(false);
    table.verticalHeader()->hide();
    table.verticalHeader()->setDefaultSectionSize(tableRowHeight);
    table.horizontalHeader()->setHighlightSections(false);
}

void setUpRowTable(QTableView& table, QAbstractItemModel* model, const QString& name, int stretchedColumn)
{
    setUpRowTable(table, model, name);
    table.horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table.horizontalHeader()->setSectionResizeMode(stretchedColumn, QHeaderView::Stretch);
}

} // namespace gw::ui
