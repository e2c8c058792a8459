// RoutesEmptyState: what stands where an HTTP API has no routes yet: what a route is, a button that adds one, and quick
// create, which sends everything to one target (reference 2.1).
#pragma once

#include "core/api/ids.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace gw::ui {

class TextField;
class Workspace;

class RoutesEmptyState final : public QWidget
{
    Q_OBJECT

public:
    RoutesEmptyState(Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);
    void showApi(ApiId api) { m_api = api; }

signals:
    void addRequested();

private:
    QWidget* buildQuickCreate(const Theme& theme);
    void createFromTarget();

    Workspace& m_workspace;
    ApiId m_api;
    TextField* m_target;
};

} // namespace gw::ui
