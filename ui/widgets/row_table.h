// RowTable: a table that is read and chosen by rows: no grid, no row numbers, one row at a time, Tab leaves it, and
// what is typed finds a row whichever of its columns holds it.
#pragma once

#include <QElapsedTimer>
#include <QTableView>

namespace gw::ui {

inline constexpr int tableRowHeight = 28; // pixels

class RowTable : public QTableView
{
    Q_OBJECT

public:
    using QTableView::QTableView;
    void keyboardSearch(const QString& search) override;

private:
    QString m_typed; // shortly after one another
    QElapsedTimer m_sinceKey;
};

// Gives `table` its model, its accessible name and the look of a table of rows.
void setUpRowTable(QTableView& table, QAbstractItemModel* model, const QString& name);
// The same for one that is only read: columns as wide as what they hold, but for one that takes what is left.
void setUpRowTable(QTableView& table, QAbstractItemModel* model, const QString& name, int stretchedColumn);

} // namespace gw::ui
