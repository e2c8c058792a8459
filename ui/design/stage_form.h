// StageForm: base of the stage page's tabs. A form shows a stage and hands every change back as a named function over
// it, as the method's forms do.
#pragma once

#include "core/api/project.h"
#include "ui/design/form.h"
#include "ui/design/table_editor.h"

#include <functional>

namespace gw::ui {

class GatewaySession;

using StageChange = std::function<void(Stage&)>;
// Applies `change` under `name`. Changes of the same `field` that follow each other are one undo step. Gives the
// refusal in words, or nothing.
using ApplyStageChange = std::function<QString(const QString& name, const StageChange& change, const QString& field)>;

// What a form shows.
struct StageContext
{
    const Cow<Api>& api;
    const Stage& stage;
};

class StageForm : public Form
{
    Q_OBJECT

public:
    StageForm(const Theme& theme, ApplyStageChange apply, QWidget* parent = nullptr)
        : Form(theme, parent), m_apply(std::move(apply))
    {
    }

    virtual void showStage(const StageContext& context) = 0;

protected:
    QString change(const QString& name, const StageChange& change, const QString& field = {})
    {
        return m_apply(name, change, field);
    }
    // For a table of variables: the stage's own, or those a canary overrides.
    [[nodiscard]] TableEditor::Edits variableEdits(std::function<StringMap*(Stage&)> variables);

private:
    ApplyStageChange m_apply;
};

// One function a tab, each in a file of its own.
[[nodiscard]] StageForm* makeStageGeneralForm(const Theme& theme, ApplyStageChange apply);
[[nodiscard]] StageForm* makeStageLogsForm(const Theme& theme, ApplyStageChange apply);
[[nodiscard]] StageForm* makeStageCanaryForm(const Theme& theme, ApplyStageChange apply, GatewaySession& gateway,
                                             std::function<QString()> promote);
[[nodiscard]] StageForm* makeStageDeploymentsForm(const Theme& theme, ApplyStageChange apply, GatewaySession& gateway);

} // namespace gw::ui
