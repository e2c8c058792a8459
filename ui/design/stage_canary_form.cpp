// A stage's canary: the share of requests it gets, its deployment and its variables (reference 1.29).
#include "ui/design/binding.h"
#include "ui/design/method_facts.h"
#include "ui/design/stage_form.h"
#include "ui/models/deployments_model.h"
#include "ui/session/gateway_session.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/tone_label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QTableView>
#include <QVBoxLayout>

#include <functional>

namespace gw::ui {

namespace {

constexpr double firstShare = 10;

class StageCanaryForm final : public StageForm
{
public:
    StageCanaryForm(const Theme& theme, ApplyStageChange apply, GatewaySession& gateway,
                    std::function<QString()> promote);
    void showStage(const StageContext& context) override;

private:
    void buildNone();
    void buildCanary();
    QString create();
    QString setShare(const QString& text);
    QString deployDraft();
    void listDeployments(const CanarySettings& canary);
    void tell(const QString& problem);
    // Its edits reach only a stage that has a canary.
    QString changeCanary(const QString& name, const std::function<void(CanarySettings&)>& set,
                         const QString& field = {});

    GatewaySession& m_gateway;
    std::function<QString()> m_promote;
    NodeRef m_stage;
    EmptyState* m_none;
    QWidget* m_canary;
    TextField* m_share;
    ChoiceField* m_deployment;
    QPushButton* m_deployDraft;
    QPushButton* m_promoteButton;
    TableEditor* m_variables;
    CheckField* m_cache;
    ToneLabel* m_problem;
};

StageCanaryForm::StageCanaryForm(const Theme& theme, ApplyStageChange apply, GatewaySession& gateway,
                                 std::function<QString()> promote)
    : StageForm(theme, std::move(apply)), m_gateway(gateway), m_promote(std::move(promote))
{
    buildNone();
    buildCanary();
    m_problem = add(new ToneLabel(theme, tone::error));
    m_problem->setWordWrap(true);
}

void StageCanaryForm::buildNone()
{
    m_none = add(new EmptyState(m_theme, QStringLiteral("stage"), tr("No canary"),
                                tr("A canary gives a share of this stage's requests to another deployment, with its "
                                   "own variables, until you promote or remove it.")));
    connect(m_none->addButton(tr("Create Canary"), ButtonRole::Primary), &QPushButton::clicked, this, [this] {
        tell(create());
        m_share->setFocus(Qt::OtherFocusReason); // the button is gone
    });
}

void StageCanaryForm::buildCanary()
{
    m_canary = add(new QWidget);
    auto* column = new QVBoxLayout(m_canary);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::l);
    m_share = new TextField(m_theme, tr("Share of requests in percent"), TextField::Kind::CodeLine);
    m_share->setHelp(tr("Each request is drawn on its own: a client may meet either deployment."));
    m_share->setCommit([this](const QString& text) { return setShare(text); });
    column->addWidget(m_share);
    m_deployment = new ChoiceField(m_theme, tr("Deployment"), {});
    m_deployment->setCommit([this](const QString& id) {
        return changeCanary(tr("Change Canary Deployment"),
                            [&](CanarySettings& canary) { canary.deploymentId = id.toStdString(); });
    });
    column->addWidget(m_deployment);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(spacing::m);
    m_deployDraft = pushButton(tr("Deploy Draft to Canary"), m_canary);
    connect(m_deployDraft, &QPushButton::clicked, this, [this] { tell(deployDraft()); });
    m_promoteButton = pushButton(tr("Promote"), m_canary);
    m_promoteButton->setToolTip(tr("Make the canary's deployment and variables the stage's, and end the canary"));
    connect(m_promoteButton, &QPushButton::clicked, this, [this] { tell(m_promote()); });
    auto* remove = pushButton(tr("Remove Canary"), m_canary);
    connect(remove, &QPushButton::clicked, this,
            [this] { tell(change(tr("Remove Canary"), [](Stage& s) { s.canary.reset(); })); });
    for (QPushButton* button : {m_deployDraft, m_promoteButton, remove})
        buttons->addWidget(button);
    buttons->addStretch(1);
    column->addLayout(buttons);
    using Kind = TableColumn::Kind;
    m_variables = new TableEditor(m_theme, tr("Variables that differ"), tr("variable"),
                                  tr("The canary uses the stage's variables."),
                                  {{tr("Name"), Kind::Code, {}, 1}, {tr("Value"), Kind::Code, {}, 1}});
    m_variables->view()->setAccessibleName(tr("Canary variables"));
    m_variables->setEdits(variableEdits(
        [](Stage& s) { return s.canary ? &s.canary->stageVariableOverrides : static_cast<StringMap*>(nullptr); }));
    column->addWidget(m_variables);
    m_cache = new CheckField(m_theme, tr("Use the stage's cache"));
    m_cache->setCommit([this](const QString& value) {
        return changeCanary(tr("Change Canary Cache"),
                            [&](CanarySettings& canary) { canary.useStageCache = value == QLatin1String("true"); });
    });
    column->addWidget(m_cache);
}

QString StageCanaryForm::changeCanary(const QString& name, const std::function<void(CanarySettings&)>& set,
                                      const QString& field)
{
    return change(
        name,
        [&](Stage& stage) {
            if (stage.canary)
                set(*stage.canary);
        },
        field);
}

QString StageCanaryForm::create()
{
    return change(tr("Create Canary"), [](Stage& stage) {
        stage.canary.emplace();
        stage.canary->percentTraffic = firstShare;
    });
}

QString StageCanaryForm::setShare(const QString& text)
{
    bool isNumber = false;
    const double share = text.trimmed().toDouble(&isNumber);
    if (!isNumber || share < 0 || share > 100)
        return tr("A share is a number from 0 to 100.");
    return changeCanary(
        tr("Change Canary Share"), [&](CanarySettings& canary) { canary.percentTraffic = share; },
        QStringLiteral("canary-share"));
}

QString StageCanaryForm::deployDraft()
{
    const Result<QString> id = m_gateway.deployCanary(m_stage.api, m_stage.stage, tr("Canary"));
    if (!id)
        return QString::fromStdString(id.error().message);
    return changeCanary(tr("Deploy to Canary"),
                        [&](CanarySettings& canary) { canary.deploymentId = id->toStdString(); });
}

void StageCanaryForm::tell(const QString& problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

void StageCanaryForm::showStage(const StageContext& context)
{
    const NodeRef ref{context.api->id, {}, {}, context.stage.id};
    if (!(ref == m_stage))
        tell({});
    m_stage = ref;
    const auto& canary = context.stage.canary;
    m_none->setVisible(!canary);
    m_canary->setVisible(canary.has_value());
    if (!canary)
        return;
    m_share->setValue(QString::number(canary->percentTraffic));
    m_variables->setRows(rowsOf(canary->stageVariableOverrides));
    m_cache->setValue(canary->useStageCache);
    // First the canary gets something of its own, then there is something to promote.
    const bool isOwn = !canary->deploymentId.empty() || !canary->stageVariableOverrides.empty();
    m_promoteButton->setEnabled(isOwn);
    setButtonRole(m_promoteButton, isOwn ? ButtonRole::Primary : ButtonRole::Normal);
    setButtonRole(m_deployDraft, isOwn ? ButtonRole::Normal : ButtonRole::Primary);
    listDeployments(*canary);
}

void StageCanaryForm::listDeployments(const CanarySettings& canary)
{
    DeploymentsModel names(m_theme);
    names.setDeployments(m_gateway.deploymentsOf(m_stage.api, m_stage.stage), {}, {});
    QComboBox* box = m_deployment->comboBox();
    const QSignalBlocker quiet(box);
    box->clear();
    box->addItem(tr("The stage's own"), QString());
    for (int row = 0; row < names.rowCount(); ++row)
        box->addItem(names.titleOf(row), QString::fromStdString(names.at(row)->id));
    m_deployment->setValue(fromUtf8(canary.deploymentId));
}

} // namespace

StageForm* makeStageCanaryForm(const Theme& theme, ApplyStageChange apply, GatewaySession& gateway,
                               std::function<QString()> promote)
{
    return new StageCanaryForm(theme, std::move(apply), gateway, std::move(promote));
}

} // namespace gw::ui
