// StagesView: the stages of an API in the centre of the design page: what each serves and where, and how to add one.
#pragma once

#include "core/api/ids.h"
#include "ui/design/form.h"

class QStandardItemModel;
class QTableView;

namespace gw::ui {

class GatewaySession;
class ToneLabel;
class Workspace;

class StagesView final : public Form
{
    Q_OBJECT

public:
    StagesView(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent = nullptr);
    void showStages(ApiId api);

signals:
    void stageRequested(const gw::NodeRef& stage);
    void newStageRequested();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void refresh();
    void choose(int row);

    Workspace& m_workspace;
    GatewaySession& m_gateway;
    ApiId m_api;
    QStandardItemModel* m_rows;
    QTableView* m_table;
    ToneLabel* m_none;
};

} // namespace gw::ui
