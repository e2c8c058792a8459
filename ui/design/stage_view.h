// StageView: a stage in the centre of the design page: what it serves and was deployed to it, its variables, how much
// traffic it takes, its cache, its logs and its canary, a tab each.
#pragma once

#include "core/result.h"
#include "ui/design/stage_form.h"

#include <QWidget>

#include <vector>

class QTabWidget;

namespace gw::ui {

class ToneLabel;
class Workspace;

// What the stage serves now, in a sentence.
[[nodiscard]] QString stateOfStage(const GatewaySession& gateway, const NodeRef& ref, const Stage& stage);

class StageView final : public QWidget
{
    Q_OBJECT

public:
    StageView(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent = nullptr);
    void showStage(const NodeRef& stage);

signals:
    void elementRequested(const gw::NodeRef& element);

protected:
    void showEvent(QShowEvent* event) override;

private:
    // `kinds`: the APIs whose stages have it; none named: all.
    void addTab(const QString& title, StageForm* form, std::vector<ApiKind> kinds = {});
    void showTabs(ApiKind kind);
    void refresh();
    [[nodiscard]] const Cow<Api>* api() const;
    QString apply(const QString& name, const StageChange& change, const QString& field);
    QString promote();

    Workspace& m_workspace;
    GatewaySession& m_gateway;
    NodeRef m_stage;
    ToneLabel* m_heading;
    ToneLabel* m_state;
    QTabWidget* m_tabs;
    std::vector<StageForm*> m_forms;
    std::vector<std::vector<ApiKind>> m_kindsOfTabs; // by tab
};

} // namespace gw::ui
