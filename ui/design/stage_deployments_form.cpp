// What was deployed to a stage and when, the way back to any of it, and what a deployment would change
// (reference 1.28).
#include "ui/design/compare_view.h"
#include "ui/design/method_facts.h"
#include "ui/design/stage_form.h"
#include "ui/models/deployments_model.h"
#include "ui/session/gateway_session.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/row_table.h"
#include "ui/widgets/tone_label.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QTableView>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr int mostRows = 6;

class StageDeploymentsForm final : public StageForm
{
public:
    StageDeploymentsForm(const Theme& theme, ApplyStageChange apply, GatewaySession& gateway);
    void showStage(const StageContext& context) override;

private:
    void buildDeploy();
    void buildHistory();
    void deploy();
    void rollBack();
    void rowChosen();
    void fitHeight();
    [[nodiscard]] const Deployment* current() const;

    GatewaySession& m_gateway;
    NodeRef m_stage;
    ToneLabel* m_auto;
    QWidget* m_deploy;
    TextField* m_description;
    DeploymentsModel* m_model;
    QTableView* m_table;
    ToneLabel* m_empty;
    QPushButton* m_back;
    CompareView* m_compare;
};

StageDeploymentsForm::StageDeploymentsForm(const Theme& theme, ApplyStageChange apply, GatewaySession& gateway)
    : StageForm(theme, std::move(apply)), m_gateway(gateway), m_model(new DeploymentsModel(theme, this))
{
    buildDeploy();
    buildHistory();
    addSection(tr("Compare"), tr("What clients notice: routes and behaviours, and what breaks calls that work today."));
    m_compare = add(new CompareView(theme, gateway, *m_model));
}

void StageDeploymentsForm::buildDeploy()
{
    addSection(tr("Deploy"));
    m_auto = add(new ToneLabel(m_theme, tone::muted,
                               tr("This stage deploys by itself: it serves every edit at once. Switch auto-deploy off "
                                  "on the Stage tab to deploy when you decide, and to roll back.")));
    m_auto->setWordWrap(true);
    m_deploy = add(new QWidget);
    auto* row = new QHBoxLayout(m_deploy);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::m);
    m_description = new TextField(m_theme, {});
    m_description->lineEdit()->setAccessibleName(tr("Description of the deployment"));
    m_description->setPlaceholder(tr("What this deployment brings (optional)"));
    row->addWidget(m_description, 1);
    auto* button = pushButton(tr("Deploy"), m_deploy, ButtonRole::Primary);
    row->addWidget(button, 0, Qt::AlignTop);
    connect(button, &QPushButton::clicked, this, [this] { deploy(); });
    connect(m_description->lineEdit(), &QLineEdit::returnPressed, this, [this] { deploy(); });
}

void StageDeploymentsForm::buildHistory()
{
    addSection(tr("History"),
               tr("Deployments never change. Rolling back makes an old one active again, as a new entry."));
    m_empty = add(new ToneLabel(m_theme, tone::muted, tr("Nothing was deployed to this stage yet.")));
    m_table = add(new RowTable);
    setUpRowTable(*m_table, m_model, tr("Deployments"), DeploymentsModel::Description);
    auto* line = new QWidget;
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    m_back = pushButton(tr("Roll Back to This"), line);
    m_back->setToolTip(tr("Serve the selected deployment's definition again"));
    connect(m_back, &QPushButton::clicked, this, [this] { rollBack(); });
    row->addWidget(m_back);
    row->addStretch(1);
    add(line);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] { rowChosen(); });
    connect(m_table, &QTableView::activated, this, [this] { rowChosen(); });
}

const Deployment* StageDeploymentsForm::current() const
{
    return m_model->at(m_table->currentIndex().row());
}

void StageDeploymentsForm::deploy()
{
    m_gateway.deploy(m_stage.api, m_stage.stage, m_description->value().trimmed());
    m_description->forget();
    m_description->lineEdit()->clear();
}

void StageDeploymentsForm::rollBack()
{
    const Deployment* deployment = current();
    if (!deployment)
        return;
    const QString what =
        deployment->description.empty()
            ? tr("Rolled back to #%1").arg(deployment->sequence)
            : tr("Rolled back to #%1: %2").arg(deployment->sequence).arg(fromUtf8(deployment->description));
    m_gateway.rollBack(m_stage.api, m_stage.stage, fromUtf8(deployment->id), what);
}

void StageDeploymentsForm::rowChosen()
{
    const Deployment* deployment = current();
    const bool isActive =
        deployment && fromUtf8(deployment->id) == m_gateway.activeDeployment(m_stage.api, m_stage.stage);
    m_back->setEnabled(deployment && !isActive && m_deploy->isVisibleTo(this));
    if (deployment)
        m_compare->compare(fromUtf8(deployment->id), {});
}

void StageDeploymentsForm::showStage(const StageContext& context)
{
    m_stage = NodeRef{context.api->id, {}, {}, context.stage.id};
    m_auto->setVisible(context.stage.autoDeploy);
    m_deploy->setVisible(!context.stage.autoDeploy);
    const QString active = m_gateway.activeDeployment(m_stage.api, m_stage.stage);
    m_model->setDeployments(m_gateway.deploymentsOf(m_stage.api, m_stage.stage), active,
                            context.stage.canary ? fromUtf8(context.stage.canary->deploymentId) : QString());
    fitHeight();
    const Deployment* deployment = current();
    m_back->setEnabled(deployment && fromUtf8(deployment->id) != active && !context.stage.autoDeploy);
    m_compare->setDraft(context.api.share());
    m_compare->refreshChoices(active);
}

void StageDeploymentsForm::fitHeight()
{
    const int rows = m_model->rowCount();
    m_table->setVisible(rows > 0);
    m_back->setVisible(rows > 0);
    m_empty->setVisible(rows == 0);
    const int header = std::max(m_table->horizontalHeader()->sizeHint().height(), tableRowHeight);
    m_table->setFixedHeight(header + std::min(rows, mostRows) * tableRowHeight + 2 * m_table->frameWidth());
}

} // namespace

StageForm* makeStageDeploymentsForm(const Theme& theme, ApplyStageChange apply, GatewaySession& gateway)
{
    return new StageDeploymentsForm(theme, std::move(apply), gateway);
}

} // namespace gw::ui
