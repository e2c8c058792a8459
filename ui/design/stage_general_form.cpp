// A stage's name, description, auto-deploy and variables (reference 1.28).
#include "ui/design/binding.h"
#include "ui/design/method_facts.h"
#include "ui/design/stage_form.h"
#include "ui/models/integration_checks.h"

#include <QTableView>

#include <functional>

namespace gw::ui {

namespace {

class StageGeneralForm final : public StageForm
{
public:
    StageGeneralForm(const Theme& theme, ApplyStageChange apply);
    void showStage(const StageContext& context) override;

private:
    TextField* m_name;
    TextField* m_description;
    CheckField* m_autoDeploy;
    TableEditor* m_variables;
};

StageGeneralForm::StageGeneralForm(const Theme& theme, ApplyStageChange apply) : StageForm(theme, std::move(apply))
{
    m_name = new TextField(theme, tr("Name"), TextField::Kind::CodeLine);
    m_name->setCommit([this](const QString& value) {
        if (const QString problem = stageNameProblem(value); !problem.isEmpty())
            return problem;
        return change(
            tr("Rename Stage"), [&](Stage& s) { s.name = value.toStdString(); }, QStringLiteral("name"));
    });
    m_description = new TextField(theme, tr("Description"));
    m_description->setCommit([this](const QString& value) {
        return change(
            tr("Edit Description"), [&](Stage& s) { s.description = value.toStdString(); },
            QStringLiteral("description"));
    });
    addRow({m_name, m_description});
    m_autoDeploy = add(new CheckField(theme, tr("Auto-deploy: serve every edit at once")));
    m_autoDeploy->setHelp(tr("Without it the stage serves what was last deployed, until you deploy again."));
    m_autoDeploy->setCommit([this](const QString& value) {
        return change(tr("Change Auto-deploy"), [&](Stage& s) { s.autoDeploy = value == QLatin1String("true"); });
    });
    addSection(tr("Stage variables"),
               tr("Used as ${stageVariables.name} in targets and as $stageVariables.name in templates. They take "
                  "effect at once, without a deployment."));
    using Kind = TableColumn::Kind;
    m_variables = add(new TableEditor(theme, {}, tr("variable"), tr("This stage has no variables."),
                                      {{tr("Name"), Kind::Code, {}, 1}, {tr("Value"), Kind::Code, {}, 1}}));
    m_variables->view()->setAccessibleName(tr("Stage variables"));
    m_variables->setEdits(variableEdits([](Stage& s) { return &s.variables; }));
}

void StageGeneralForm::showStage(const StageContext& context)
{
    const bool isHttp = context.api->kind() == ApiKind::Http;
    m_name->setHelp(isHttp ? tr("$default answers at the API's own address, without a name in the path.") : QString());
    m_name->setValue(fromUtf8(context.stage.name));
    m_description->setValue(fromUtf8(context.stage.description));
    m_autoDeploy->setValue(context.stage.autoDeploy);
    m_variables->setRows(rowsOf(context.stage.variables));
}

} // namespace

TableEditor::Edits StageForm::variableEdits(std::function<StringMap*(Stage&)> variables)
{
    const auto withVariables = [this, variables](const QString& name, const std::function<void(StringMap&)>& edit) {
        return change(name, [&](Stage& stage) {
            if (StringMap* map = variables(stage))
                edit(*map);
        });
    };
    TableEditor::Edits edits;
    edits.set = [withVariables](int row, int column, const QString& value) {
        const QString anyName = QStringLiteral("name");
        const QString problem = column == 0 ? variableProblem(value, {}) : variableProblem(anyName, value);
        if (!problem.isEmpty())
            return problem;
        return withVariables(tr("Edit Stage Variables"), [&](StringMap& map) {
            if (row >= 0 && row < int(map.size()))
                (column == 0 ? map[std::size_t(row)].first : map[std::size_t(row)].second) = value.toStdString();
        });
    };
    edits.add = [withVariables](const QStringList& values) {
        if (const QString problem = variableProblem(values.value(0), values.value(1)); !problem.isEmpty())
            return problem;
        return withVariables(tr("Add Stage Variable"), [&](StringMap& map) {
            setIn(map, values.value(0).toStdString(), values.value(1).toStdString());
        });
    };
    edits.remove = [withVariables](int row) {
        return withVariables(tr("Remove Stage Variable"), [&](StringMap& map) {
            if (row >= 0 && row < int(map.size()))
                map.erase(map.begin() + row);
        });
    };
    return edits;
}

StageForm* makeStageGeneralForm(const Theme& theme, ApplyStageChange apply)
{
    return new StageGeneralForm(theme, std::move(apply));
}

} // namespace gw::ui
