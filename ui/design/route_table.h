// RouteTable: the routes of an HTTP API as rows that are filtered, sorted and edited by key
// (ui/models/route_table_model). It shows what it is given and tells what people want; it changes nothing itself.
#pragma once

#include "ui/models/route_filter.h"
#include "ui/models/route_table_model.h"
#include "ui/theme/theme.h"
#include "ui/widgets/row_table.h"

#include <vector>

namespace gw::ui {

class RouteTable final : public RowTable
{
    Q_OBJECT

public:
    explicit RouteTable(const Theme& theme, QWidget* parent = nullptr);

    void setRows(std::vector<RouteRow> rows);
    void setFilter(const QString& text);
    [[nodiscard]] int routeCount() const; // with those the filter hides
    [[nodiscard]] int shownCount() const;

    [[nodiscard]] NodeRef current() const; // empty: none
    void select(MethodId route);           // where the filter shows it
    void selectRowNear(int row);           // that row, or the last
    void editKey();                        // of the current route

signals:
    void stateChanged(); // there are other rows, or another is current
    void renameRequested(const gw::NodeRef& route, const QString& key);
    void routeRequested(const gw::NodeRef& route); // Enter or double click
    void addRequested();
    void duplicateRequested();
    void removeRequested();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void setUp(const Theme& theme);
    void openCurrent();
    bool handleKey(const QKeyEvent& key);

    RouteTableModel* m_model;
    RouteFilter* m_filter;
};

} // namespace gw::ui
