// The inside of StateMachinePage, shared by state_machine_page.cpp (what is shown), state_machine_page_build.cpp (its
// widgets), state_machine_page_edits.cpp (how it changes) and state_machine_page_runs.cpp (executions).
#pragma once

#include "core/api/project.h"
#include "core/states/asl_outline.h"
#include "ui/session/workspace.h"
#include "ui/states/state_form.h"
#include "ui/states/state_machine_page.h"

#include <optional>
#include <string>

class QHBoxLayout;
class QPushButton;
class QScrollArea;
class QSplitter;
class QStackedWidget;
class QTabWidget;
class QToolButton;

namespace gw::ui {

class DefinitionEditor;
class ElidedLabel;
class EmptyState;
class EntryPane;
class MachineForm;
class RunPanel;
class ToneLabel;

struct StateMachinePage::Impl
{
    Impl(StateMachinePage& page, Workspace& workspace, Executions& executions, const Theme& theme)
        : q(page), workspace(workspace), executions(executions), theme(theme)
    {
    }

    StateMachinePage& q;
    Workspace& workspace;
    Executions& executions;
    const Theme& theme;
    StateMachineId id;
    std::string text; // that `outline` was read from
    std::shared_ptr<const asl::Outline> outline = std::make_shared<asl::Outline>();
    std::shared_ptr<const asl::Outline> shown = outline; // the last one that was whole
    bool isRead = false;
    QString selected;                // pointer
    std::optional<QString> upcoming; // what an edit under way selects with its result
    bool isExecution = false;

    ElidedLabel* name = nullptr;
    ElidedLabel* facts = nullptr;
    QToolButton* add = nullptr;
    QToolButton* zoom = nullptr;
    QPushButton* run = nullptr;
    QWidget* brokenBar = nullptr;
    QPushButton* broken = nullptr;
    QWidget* executionBar = nullptr;
    ElidedLabel* execution = nullptr;
    QPushButton* toFailure = nullptr;
    QStackedWidget* pictures = nullptr;
    StateGraph* graph = nullptr;
    EmptyState* empty = nullptr;
    QTabWidget* side = nullptr;
    DefinitionEditor* editor = nullptr;
    RunPanel* runs = nullptr;
    QStackedWidget* below = nullptr;
    MachineForm* settings = nullptr;
    QScrollArea* settingsArea = nullptr;
    StateForm* form = nullptr;
    QScrollArea* formArea = nullptr;
    EntryPane* entry = nullptr;
    QSplitter* columns = nullptr;
    QSplitter* rows = nullptr;

    [[nodiscard]] const StateMachine* machine() const { return workspace.project().find(id); }
    void refresh();
    void showHead(const StateMachine& machine);
    void showPicture();
    void showBelow();
    void showFields(const StateMachine& machine);
    void select(const QString& pointer, bool revealsText);

    // state_machine_page_build.cpp
    void build();
    QWidget* buildHead();
    void buildZoom(QHBoxLayout& row);
    QWidget* buildBar(Color ground, QHBoxLayout*& row);
    QWidget* buildBrokenBar();
    QWidget* buildExecutionBar();
    QWidget* buildPicture();
    QWidget* buildSide();
    QWidget* buildBelow();
    void connectParts();

    // state_machine_page_edits.cpp
    QString apply(const QString& what, const DefinitionEdit& edit, const QString& field = {});
    void typed(const QString& newText);
    QString rename(const std::string& newName);
    QString setType(StateMachineType type);
    void connectStateEdits();
    void connectWayEdits();

    // state_machine_page_runs.cpp
    void showRuns();
    void showExecutionState();
    void goToFailure();
    void showEntry(int entry);
};

} // namespace gw::ui
