// StageForm: base of the stage page's tabs. A form shows a stage and hands every change back as a named function over
// it, as the method's forms do.
#pragma once

#include "core/api/project.h"
#include "ui/design/form.h"
#include "ui/design/table_editor.h"

#include <functional>

namespace gw::ui {

class GatewaySession;
class Workspace;

using StageChange = std::function<void(Stage&)>;
// Applies `change` under `name`. Changes of the same `field` that follow each other are one undo step. Gives the
// refusal in words, or nothing.
using ApplyStageChange = std::function<QString(const QString& name, const StageChange& change, const QString& field)>;

// What a form shows.
struct StageContext
{
    const Cow<Api>& api;
    const Stage& stage;
    const Project& project;
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

signals:
    void elementRequested(const gw::NodeRef& element); // what the stage names and its own page shows

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
[[nodiscard]] StageForm* makeStageTrafficForm(const Theme& theme, ApplyStageChange apply, Workspace& workspace,
                                              GatewaySession& gateway);
// Of HTTP or WebSocket APIs.
[[nodiscard]] StageForm* makeStageRoutesForm(const Theme& theme, ApplyStageChange apply, ApiKind kind,
                                             Workspace& workspace, GatewaySession& gateway);
[[nodiscard]] StageForm* makeStageCacheForm(const Theme& theme, ApplyStageChange apply, GatewaySession& gateway);
[[nodiscard]] StageForm* makeStageLogsForm(const Theme& theme, ApplyStageChange apply);
[[nodiscard]] StageForm* makeStageCanaryForm(const Theme& theme, ApplyStageChange apply, GatewaySession& gateway,
                                             std::function<QString()> promote);
[[nodiscard]] StageForm* makeStageDeploymentsForm(const Theme& theme, ApplyStageChange apply, GatewaySession& gateway);

// What the limits of all methods or routes mean where they are 0 or empty.
[[nodiscard]] QString meaningOfStageLimits();
// "pets/{petId}/GET" of every method of the API, as method settings name them.
[[nodiscard]] QStringList methodSettingsPaths(const Api& api);
// Why a text names no method of a stage's settings, in words, or nothing.
[[nodiscard]] QString problemOfMethodPath(const QString& path);
// The settings of a method, made when there are none; those that say nothing any more are taken away.
MethodSettings& settingsFor(Stage& stage, const std::string& methodPath);
void dropIdleSettings(Stage& stage);

} // namespace gw::ui
