#include "ui/design/route_table.h"

#include "ui/design/route_key_delegate.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>

#include <algorithm>
#include <utility>

namespace gw::ui {

namespace {

constexpr int keyWidth = 340;
constexpr int integrationWidth = 300;
constexpr int leastTableHeight = 140;

} // namespace

RouteTable::RouteTable(const Theme& theme, QWidget* parent)
    : RowTable(parent), m_model(new RouteTableModel(this)), m_filter(new RouteFilter(this))
{
    m_filter->setSourceModel(m_model);
    setUp(theme);
    connect(this, &QTableView::doubleClicked, this, &RouteTable::openCurrent);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RouteTable::stateChanged);
    connect(&theme, &Theme::changed, this, [this] { viewport()->update(); });
    connect(m_model, &RouteTableModel::renameRequested, this, &RouteTable::renameRequested);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_filter, signal, this, &RouteTable::stateChanged);
}

void RouteTable::setUp(const Theme& theme)
{
    setUpRowTable(*this, m_filter, tr("Routes"));
    setItemDelegateForColumn(RouteTableModel::Key, new RouteKeyDelegate(theme, this));
    setSortingEnabled(true);
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder); // the file's order, until a header is clicked
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setMinimumHeight(leastTableHeight);
    setColumnWidth(RouteTableModel::Key, keyWidth);
    setColumnWidth(RouteTableModel::Integration, integrationWidth);
    horizontalHeader()->setStretchLastSection(true);
}

void RouteTable::setRows(std::vector<RouteRow> rows)
{
    m_model->setRows(std::move(rows));
}

void RouteTable::setFilter(const QString& text)
{
    m_filter->setText(text);
    emit stateChanged();
}

int RouteTable::routeCount() const
{
    return m_model->rowCount();
}

int RouteTable::shownCount() const
{
    return m_filter->rowCount();
}

NodeRef RouteTable::current() const
{
    return m_model->at(m_filter->mapToSource(currentIndex()).row());
}

void RouteTable::select(MethodId route)
{
    const QModelIndex index = m_filter->mapFromSource(m_model->index(m_model->rowOf(route), RouteTableModel::Key));
    if (!index.isValid())
        return;
    setCurrentIndex(index);
    scrollTo(index);
}

void RouteTable::selectRowNear(int row)
{
    setCurrentIndex(m_filter->index(std::min(row, m_filter->rowCount() - 1), RouteTableModel::Key));
}

void RouteTable::editKey()
{
    edit(currentIndex().siblingAtColumn(RouteTableModel::Key));
}

void RouteTable::openCurrent()
{
    if (const NodeRef route = current(); !route.isEmpty())
        emit routeRequested(route);
}

// Keys that the editor of a key did not want are none of the table's.
void RouteTable::keyPressEvent(QKeyEvent* event)
{
    if (!hasFocus() || !handleKey(*event))
        RowTable::keyPressEvent(event);
}

bool RouteTable::handleKey(const QKeyEvent& key)
{
    const bool isPlain = key.modifiers() == Qt::NoModifier || key.modifiers() == Qt::KeypadModifier;
    if (key.key() == Qt::Key_D && key.modifiers() == Qt::ControlModifier) {
        emit duplicateRequested();
        return true;
    }
    if (!isPlain)
        return false;
    switch (key.key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        openCurrent();
        return true;
    case Qt::Key_F2:
        editKey();
        return true;
    case Qt::Key_Delete:
        emit removeRequested();
        return true;
    case Qt::Key_Insert:
        emit addRequested();
        return true;
    default:
        return false;
    }
}

} // namespace gw::ui
