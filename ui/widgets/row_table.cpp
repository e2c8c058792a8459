#include "ui/widgets/row_table.h"

#include <QApplication>
#include <QHeaderView>

#include <algorithm>

namespace gw::ui {

// A letter typed again leads to the next row that begins with it. Columns are tried from the left.
void RowTable::keyboardSearch(const QString& search)
{
    if (!model() || search.isEmpty())
        return;
    const bool goesOn = m_sinceKey.isValid() && m_sinceKey.elapsed() < QApplication::keyboardInputInterval();
    m_sinceKey.start();
    m_typed = goesOn ? m_typed + search : search;
    const bool isRepeated = std::all_of(m_typed.begin(), m_typed.end(), [this](QChar c) { return c == m_typed[0]; });
    const QString wanted = isRepeated ? m_typed.left(1) : m_typed;
    const int rows = model()->rowCount(rootIndex());
    const int from = rows > 0 ? (currentIndex().row() + (isRepeated ? 1 : 0) + rows) % rows : 0;
    for (int column = 0; column < model()->columnCount(rootIndex()); ++column) {
        const QModelIndexList found = model()->match(model()->index(from, column, rootIndex()), Qt::DisplayRole, wanted,
                                                     1, Qt::MatchStartsWith | Qt::MatchWrap);
        if (!found.isEmpty())
            return setCurrentIndex(found.front().siblingAtColumn(std::max(0, currentIndex().column())));
    }
}

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
    table.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

void setUpRowTable(QTableView& table, QAbstractItemModel* model, const QString& name, int stretchedColumn)
{
    setUpRowTable(table, model, name);
    table.horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table.horizontalHeader()->setSectionResizeMode(stretchedColumn, QHeaderView::Stretch);
}

} // namespace gw::ui
