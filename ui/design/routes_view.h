// RoutesView: the routes of an HTTP API as a table: filter, sort, add, rename, duplicate, delete, open; below it a path
// to try, with the route that answers it and why.
#pragma once

#include "core/api/project.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <memory>

class QTableView;

namespace gw::ui {

class Workspace;

class RoutesView final : public QWidget
{
    Q_OBJECT

public:
    RoutesView(Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);
    ~RoutesView() override;

    void showApi(const Api& api);
    void addRoute(const QString& belowPath = {}); // and begins to edit its key
    void renameRoute(MethodId route);             // begins to edit its key
    [[nodiscard]] QTableView* table() const;

signals:
    void routeRequested(const gw::NodeRef& route); // Enter or double click: its picture

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gw::ui
