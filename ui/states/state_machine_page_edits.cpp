// How the machine changes: what people do on the picture, in the fields and in the text becomes edits of the project.
#include "core/edit/edits.h"
#include "core/states/asl_edits.h"
#include "ui/design/element_views.h"
#include "ui/design/method_facts.h"
#include "ui/states/definition_editor.h"
#include "ui/states/state_graph.h"
#include "ui/states/state_machine_page_impl.h"

#include <utility>

namespace gw::ui {

// The one way the definition changes. What is being typed comes first: edits work on what people see.
QString StateMachinePage::Impl::apply(const QString& what, const DefinitionEdit& edit, const QString& field)
{
    editor->applyNow();
    const QString before = selected;
    const auto change = [&](Project project) -> Result<Project> {
        const StateMachine* found = project.find(id);
        if (!found)
            return fail("This state machine no longer exists.", "Undo its removal, or select another one.");
        asl::TextEdit edited = edit(found->definition);
        if (!edited)
            return fail(edited.error());
        upcoming = fromUtf8(edited->state);
        StateMachine changed = *found;
        changed.definition = std::move(edited->text);
        return setStateMachine(std::move(project), std::move(changed));
    };
    const QString key = field.isEmpty() ? QString() : QStringLiteral("%1:%2").arg(id.value).arg(field);
    const QString refusal = applyTelling(workspace, what, change, key);
    upcoming.reset();
    if (const asl::State* state = selected == before ? nullptr : outline->find(selected.toStdString()))
        editor->reveal(state->range);
    return refusal;
}

void StateMachinePage::Impl::typed(const QString& newText)
{
    const auto change = [this, plain = newText.toStdString()](Project project) -> Result<Project> {
        const StateMachine* found = project.find(id);
        if (!found)
            return fail("This state machine no longer exists.", "Undo its removal, or select another one.");
        StateMachine changed = *found;
        changed.definition = plain;
        return setStateMachine(std::move(project), std::move(changed));
    };
    workspace.apply(StateMachinePage::tr("Edit Definition"), change, QStringLiteral("definition:%1").arg(id.value));
}

QString StateMachinePage::Impl::rename(const std::string& newName)
{
    return applyTelling(
        workspace, StateMachinePage::tr("Rename State Machine"),
        [&](Project project) { return renameStateMachine(std::move(project), id, newName); },
        QStringLiteral("c%1:name").arg(id.value));
}

QString StateMachinePage::Impl::setType(StateMachineType type)
{
    const StateMachine* now = machine();
    if (!now)
        return StateMachinePage::tr("This state machine no longer exists.");
    StateMachine changed = *now;
    changed.type = type;
    return applyTelling(workspace, StateMachinePage::tr("Change Type"),
                        [&](Project project) { return setStateMachine(std::move(project), changed); }, {});
}

void StateMachinePage::Impl::connectStateEdits()
{
    const auto plain = [](const QString& text) { return text.toStdString(); };
    connect(graph, &StateGraph::addRequested, &q, [this](asl::StateType kind, const asl::Position& position) {
        apply(StateMachinePage::tr("Add State"), [=](std::string_view t) { return asl::addState(t, kind, position); });
    });
    connect(graph, &StateGraph::renameRequested, &q, [=, this](const QString& state, const QString& to) {
        apply(StateMachinePage::tr("Rename State"),
              [=](std::string_view t) { return asl::renameState(t, plain(state), plain(to)); });
    });
    connect(graph, &StateGraph::deleteRequested, &q, [=, this](const QString& state) {
        apply(StateMachinePage::tr("Delete State"),
              [=](std::string_view t) { return asl::deleteState(t, plain(state)); });
    });
    connect(graph, &StateGraph::duplicateRequested, &q, [=, this](const QString& state) {
        apply(StateMachinePage::tr("Duplicate State"),
              [=](std::string_view t) { return asl::duplicateState(t, plain(state)); });
    });
    connect(graph, &StateGraph::moveRequested, &q, [=, this](const QString& state, const asl::Position& position) {
        apply(StateMachinePage::tr("Move State"),
              [=](std::string_view t) { return asl::moveState(t, plain(state), position); });
    });
    connect(graph, &StateGraph::branchRequested, &q, [=, this](const QString& state) {
        apply(StateMachinePage::tr("Add Branch"), [=](std::string_view t) { return asl::addBranch(t, plain(state)); });
    });
    connect(graph, &StateGraph::branchDeleteRequested, &q, [=, this](const QString& flow) {
        apply(StateMachinePage::tr("Delete Branch"),
              [=](std::string_view t) { return asl::deleteBranch(t, plain(flow)); });
    });
}

void StateMachinePage::Impl::connectWayEdits()
{
    using Kind = asl::Transition::Kind;
    const auto plain = [](const QString& text) { return text.toStdString(); };
    connect(graph, &StateGraph::startRequested, &q, [=, this](const QString& state) {
        apply(StateMachinePage::tr("Change Start"), [=](std::string_view t) { return asl::setStart(t, plain(state)); });
    });
    connect(graph, &StateGraph::connectRequested, &q, [=, this](const QString& from, const QString& to, Kind kind) {
        apply(StateMachinePage::tr("Connect States"),
              [=](std::string_view t) { return asl::connectStates(t, plain(from), plain(to), kind); });
    });
    connect(graph, &StateGraph::transitionDeleteRequested, &q, [=, this](const TransitionRef& way) {
        apply(StateMachinePage::tr("Delete Transition"),
              [=](std::string_view t) { return asl::setTransition(t, plain(way.from), way.kind, way.index, ""); });
    });
}

} // namespace gw::ui
