// StageView: a stage in the centre of the design page: what it serves and was deployed to it, its variables, how much
// traffic it takes, its cache, its logs and its canary, a tab each.
#pragma once

#include "core/result.h"
#include "ui/design/stage_form.h"
#include "ui/widgets/on_demand.h"

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
    void addTab(const QString& title, std::function<StageForm*()> make, std::vector<ApiKind> kinds = {});
    void showTabs(ApiKind kind);
    void refresh();
    void showForm(int tab);
    void showIn(StageForm* form) const;
    [[nodiscard]] const Cow<Api>* api() const;
    QString apply(const QString& name, const StageChange& change, const QString& field);
    QString promote();

    Workspace& m_workspace;
    GatewaySession& m_gateway;
    NodeRef m_stage;
    ToneLabel* m_heading;
    ToneLabel* m_state;
    QTabWidget* m_tabs;
    std::vector<OnDemand<StageForm>> m_forms;        // by tab
    std::vector<std::vector<ApiKind>> m_kindsOfTabs; // by tab
};

} // namespace gw::ui
