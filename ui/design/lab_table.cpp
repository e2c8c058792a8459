#include "ui/design/lab_table.h"

#include "ui/widgets/row_table.h"

#include <QHeaderView>
#include <QResizeEvent>
#include <QStandardItemModel>

#include <algorithm>
#include <utility>

namespace gw::ui {

namespace {

constexpr int highest = 420; // pixels; more rows scroll

Color colorOf(LabTone tone)
{
    return tone == LabTone::Good ? Color::Success : tone == LabTone::Bad ? Color::Danger : Color::Text;
}

} // namespace

LabTable::LabTable(const Theme& theme, const QString& name, const QStringList& columns, QWidget* parent)
    : QTableView(parent), m_theme(theme), m_model(new QStandardItemModel(0, int(columns.size()), this))
{
    m_model->setHorizontalHeaderLabels(columns);
    setUpRowTable(*this, m_model, name, int(columns.size()) - 1);
    setEditTriggers(NoEditTriggers);
    setWordWrap(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    if (columns.size() > 3)
        horizontalHeader()->setSectionResizeMode(int(columns.size()) - 2, QHeaderView::Stretch);
    m_fit.setSingleShot(true);
    m_fit.setInterval(0);
    connect(&m_fit, &QTimer::timeout, this, &LabTable::fit);
    connect(horizontalHeader(), &QHeaderView::sectionResized, &m_fit, qOverload<>(&QTimer::start));
    connect(&theme, &Theme::changed, this, &LabTable::colour);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
        if (current.isValid() && std::size_t(current.row()) < m_rows.size())
            emit rowChosen(m_rows[std::size_t(current.row())]);
    });
}

void LabTable::setRows(std::vector<LabRow> rows)
{
    m_rows = std::move(rows);
    m_model->setRowCount(0);
    for (const LabRow& row : m_rows) {
        QList<QStandardItem*> items;
        for (const QString& cell : row.cells) {
            items << new QStandardItem(cell);
            items.back()->setToolTip(cell);
            items.back()->setEditable(false);
        }
        m_model->appendRow(items);
    }
    colour();
    fit();
}

void LabTable::colour()
{
    for (int row = 0; row < m_model->rowCount(); ++row)
        for (int column = 0; column < m_model->columnCount(); ++column)
            if (QStandardItem* item = m_model->item(row, column))
                item->setForeground(m_theme.color(colorOf(m_rows[std::size_t(row)].tone)));
}

void LabTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        m_fit.start();
}

void LabTable::fit()
{
    resizeRowsToContents();
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (rowHeight(row) < tableRowHeight)
            setRowHeight(row, tableRowHeight);
    const int wanted = horizontalHeader()->sizeHint().height() + verticalHeader()->length() + 2 * frameWidth();
    setFixedHeight(std::min(wanted, highest));
}

} // namespace gw::ui
