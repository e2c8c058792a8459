// A stage: name, auto-deploy, variables, and what is deployed to it.
#include "core/edit/edits.h"
#include "ui/design/binding.h"
#include "ui/design/element_views.h"
#include "ui/design/field.h"
#include "ui/design/method_facts.h"
#include "ui/design/table_editor.h"
#include "ui/models/integration_checks.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/tone_label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QTableView>

namespace gw::ui {

namespace {

constexpr int mostChangesListed = 12;

} // namespace

StageView::StageView(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : Form(theme, parent), m_workspace(workspace), m_gateway(gateway)
{
    m_heading = add(new ToneLabel(theme, tone::title));
    addSection(tr("Deployment"));
    m_state = add(new ToneLabel(theme, tone::muted));
    m_state->setWordWrap(true);
    m_pending = add(new ToneLabel(theme, {}));
    m_pending->setWordWrap(true);
    m_deploy = new QWidget;
    auto* row = new QHBoxLayout(m_deploy);
    row->setContentsMargins(0, 0, 0, 0);
    auto* deploy = pushButton(tr("Deploy"), m_deploy, ButtonRole::Primary);
    connect(deploy, &QPushButton::clicked, this, [this] { m_gateway.deploy(m_stage.api, m_stage.stage); });
    row->addWidget(deploy);
    row->addStretch(1);
    add(m_deploy);
    m_autoDeploy = add(new CheckField(theme, tr("Auto-deploy: serve every edit at once")));
    m_autoDeploy->setCommit([this](const QString& value) {
        return apply(tr("Change Auto-deploy"), {}, [&](Stage& s) { s.autoDeploy = value == QLatin1String("true"); });
    });
    addSection(tr("Stage"));
    m_name = new TextField(theme, tr("Name"), TextField::Kind::CodeLine);
    m_name->setCommit([this](const QString& value) {
        if (const QString problem = stageNameProblem(value); !problem.isEmpty())
            return problem;
        return apply(tr("Rename Stage"), QStringLiteral("name"), [&](Stage& s) { s.name = value.toStdString(); });
    });
    m_description = new TextField(theme, tr("Description"));
    m_description->setCommit([this](const QString& value) {
        return apply(tr("Edit Description"), QStringLiteral("description"),
                     [&](Stage& s) { s.description = value.toStdString(); });
    });
    addRow({m_name, m_description});
    addSection(tr("Stage variables"),
               tr("Used as ${stageVariables.name} in targets and as $stageVariables.name in templates."));
    using Kind = TableColumn::Kind;
    m_variables = add(new TableEditor(theme, {}, tr("variable"), tr("This stage has no variables."),
                                      {{tr("Name"), Kind::Code, {}, 1}, {tr("Value"), Kind::Code, {}, 1}}));
    m_variables->view()->setAccessibleName(tr("Stage variables"));
    const auto at = [](Stage& s, int row) { return s.variables.begin() + row; };
    m_variables->setEdits(
        {[this, at](int row, int column, const QString& value) {
             const Stage* now = stage();
             const auto& pair = now->variables[static_cast<std::size_t>(row)];
             const QString problem =
                 column == 0 ? variableProblem(value, {}) : variableProblem(fromUtf8(pair.first), value);
             if (!problem.isEmpty())
                 return problem;
             return apply(tr("Edit Stage Variables"), {}, [&](Stage& s) {
                 (column == 0 ? at(s, row)->first : at(s, row)->second) = value.toStdString();
             });
         },
         [this](const QStringList& values) {
             if (const QString problem = variableProblem(values.value(0), values.value(1)); !problem.isEmpty())
                 return problem;
             return apply(tr("Add Stage Variable"), {}, [&](Stage& s) {
                 setIn(s.variables, values.value(0).toStdString(), values.value(1).toStdString());
             });
         },
         [this, at](int row) {
             return apply(tr("Remove Stage Variable"), {}, [&](Stage& s) { s.variables.erase(at(s, row)); });
         }});
    for (const auto signal : {&GatewaySession::stateChanged, &GatewaySession::pendingChangesChanged})
        connect(&gateway, signal, this, &StageView::refresh);
    connect(&gateway, &GatewaySession::deployed, this, &StageView::refresh);
}

const Stage* StageView::stage() const
{
    const Api* api = m_workspace.project().find(m_stage.api);
    return api ? api->findStage(m_stage.stage) : nullptr;
}

QString StageView::apply(const QString& name, const QString& field, const std::function<void(Stage&)>& set)
{
    const Stage* now = stage();
    if (!now)
        return tr("This stage no longer exists.");
    Stage changed = *now;
    set(changed);
    const ApiId api = m_stage.api;
    const QString key = field.isEmpty() ? QString() : QStringLiteral("%1:%2").arg(m_stage.stage.value).arg(field);
    return applyTelling(
        m_workspace, name, [&](Project p) { return setStage(std::move(p), api, changed); }, key);
}

void StageView::showStage(const NodeRef& stage)
{
    if (!(stage == m_stage)) {
        for (Field* field : findChildren<Field*>())
            field->commitNow();
        for (Field* field : findChildren<Field*>())
            field->forget();
    }
    m_stage = stage;
    refresh();
}

void StageView::refresh()
{
    const Stage* now = stage();
    if (!now)
        return;
    m_heading->setText(fromUtf8(now->name));
    m_name->setValue(fromUtf8(now->name));
    m_description->setValue(fromUtf8(now->description));
    m_autoDeploy->setValue(now->autoDeploy);
    m_variables->setRows(rowsOf(now->variables));
    refreshDeployment(*now);
}

void StageView::refreshDeployment(const Stage& stage)
{
    const QUrl url = m_gateway.invokeUrl(m_stage.api, m_stage.stage);
    const bool isDeployed = m_gateway.isDeployed(m_stage.api, m_stage.stage);
    const Changes pending = stage.autoDeploy ? Changes{} : m_gateway.pendingChanges(m_stage.api, m_stage.stage);
    QString state = stage.autoDeploy ? tr("Serves the design as it stands.")
                    : !isDeployed    ? tr("Nothing is deployed to this stage yet.")
                    : pending.empty()
                        ? tr("The deployment is up to date.")
                        : tr("%1 not deployed yet:").arg(counted(pending.size(), tr("change"), tr("changes")));
    if (!url.isEmpty())
        state = url.toString() + QLatin1Char('\n') + state;
    m_state->setText(state);
    QStringList lines;
    for (const Change& change : pending)
        if (lines.size() < mostChangesListed)
            lines << QStringLiteral("• ") + fromUtf8(change.what);
    if (pending.size() > static_cast<std::size_t>(lines.size()))
        lines << tr("and %1 more").arg(pending.size() - static_cast<std::size_t>(lines.size()));
    m_pending->setText(lines.join(QLatin1Char('\n')));
    m_pending->setVisible(!lines.isEmpty());
    m_deploy->setVisible(!stage.autoDeploy);
}

} // namespace gw::ui
