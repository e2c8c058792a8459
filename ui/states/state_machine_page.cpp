// What the page shows: the definition as picture, text and fields, kept in step with the project.
#include "ui/states/state_machine_page.h"

#include "core/states/asl_edits.h"
#include "ui/design/method_facts.h"
#include "ui/models/json_text.h"
#include "ui/states/definition_editor.h"
#include "ui/states/entry_pane.h"
#include "ui/states/machine_form.h"
#include "ui/states/run_panel.h"
#include "ui/states/state_graph.h"
#include "ui/states/state_machine_page_impl.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_state.h"

#include <QDataStream>
#include <QIODevice>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace gw::ui {

namespace {

constexpr quint32 stateVersion = 1;

}

void StateMachinePage::Impl::refresh()
{
    const StateMachine* found = machine();
    q.setEnabled(found != nullptr);
    if (!found)
        return;
    if (!isRead || found->definition != text) {
        isRead = true;
        text = found->definition;
        outline = std::make_shared<asl::Outline>(asl::readOutline(text));
    }
    if (const auto next = std::exchange(upcoming, std::nullopt))
        selected = *next;
    showHead(*found);
    editor->setText(fromUtf8(found->definitionUri), fromUtf8(text), *outline);
    showPicture();
    showBelow();
    runs->showMachine(id, found->type);
}

void StateMachinePage::Impl::showHead(const StateMachine& found)
{
    name->setText(fromUtf8(found.name));
    QStringList words{found.type == StateMachineType::Express ? StateMachinePage::tr("Express state machine")
                                                              : StateMachinePage::tr("Standard state machine"),
                      counted(outline->countStates(), StateMachinePage::tr("state"), StateMachinePage::tr("states"))};
    const auto errors = std::count_if(outline->problems.begin(), outline->problems.end(),
                                      [](const asl::Problem& p) { return p.diagnostic.severity == Severity::Error; });
    if (errors > 0)
        words << counted(static_cast<std::size_t>(errors), StateMachinePage::tr("error"),
                         StateMachinePage::tr("errors"));
    facts->setText(words.join(QStringLiteral(" · ")));
}

// While the text cannot be read, the picture keeps its last good state, and tells so.
void StateMachinePage::Impl::showPicture()
{
    if (outline->isWhole || shown->root.states.empty())
        shown = outline;
    brokenBar->setVisible(!outline->isWhole);
    if (!outline->isWhole && !outline->problems.empty()) {
        broken->setText(errorText(outline->problems.front().diagnostic));
        broken->setAccessibleName(broken->text());
    }
    if (&graph->outline() != shown.get())
        graph->setOutline(shown);
    graph->setEditable(outline->isWhole && !isExecution);
    add->setEnabled(graph->isEditable());
    graph->select(selected);
    const bool isEmpty = shown->root.states.empty() && outline->isWhole;
    pictures->setCurrentWidget(isEmpty ? static_cast<QWidget*>(empty) : graph);
}

void StateMachinePage::Impl::showBelow()
{
    const StateMachine* found = machine();
    if (isExecution) {
        const asl::State* lit = selected.isEmpty() ? nullptr : shown->find(selected.toStdString());
        entry->show(runs->view(), lit ? fromUtf8(lit->name) : QString());
        below->setCurrentWidget(entry);
    } else if (found) {
        showFields(*found);
    }
    const asl::State* tinted = outline->isWhole ? outline->find(selected.toStdString()) : nullptr;
    editor->tint(tinted ? tinted->range : json::TextRange{});
}

// While the text cannot be read, the fields stay where they were and wait.
void StateMachinePage::Impl::showFields(const StateMachine& found)
{
    formArea->setEnabled(outline->isWhole);
    if (!outline->isWhole && below->currentWidget() == formArea)
        return;
    const asl::State* state = selected.isEmpty() || !outline->isWhole ? nullptr : outline->find(selected.toStdString());
    const auto value = state ? asl::stateValue(text, state->pointer) : std::nullopt;
    if (value)
        form->showState({workspace.project(), *outline, *state, *value});
    else
        settings->showMachine(workspace.project(), found, *outline);
    below->setCurrentWidget(value ? formArea : settingsArea);
}

void StateMachinePage::Impl::select(const QString& pointer, bool revealsText)
{
    if (pointer != selected) {
        form->commitNow(); // belongs to the state before; may refresh
        settings->commitNow();
        selected = pointer;
    }
    showBelow();
    const asl::State* state = outline->isWhole && revealsText ? outline->find(pointer.toStdString()) : nullptr;
    if (state)
        editor->reveal(state->range);
}

StateMachinePage::StateMachinePage(Workspace& workspace, Executions& executions, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_impl(std::make_unique<Impl>(*this, workspace, executions, theme))
{
    m_impl->build();
}

// What is typed is applied while everything still stands.
StateMachinePage::~StateMachinePage()
{
    commitNow();
    delete m_impl->rows;
}

void StateMachinePage::commitNow()
{
    m_impl->editor->applyNow();
    m_impl->form->commitNow();
    m_impl->settings->commitNow();
}

void StateMachinePage::showMachine(StateMachineId machine)
{
    if (machine == m_impl->id)
        return m_impl->refresh();
    if (m_impl->id)
        commitNow();
    m_impl->id = machine;
    m_impl->isRead = false;
    m_impl->outline = std::make_shared<asl::Outline>();
    m_impl->shown = m_impl->outline;
    m_impl->selected.clear();
    m_impl->form->clear();
    m_impl->settings->forget();
    m_impl->below->setCurrentWidget(m_impl->settingsArea);
    m_impl->refresh();
    m_impl->graph->showBeginning();
}

StateMachineId StateMachinePage::machine() const
{
    return m_impl->id;
}

void StateMachinePage::focusPicture()
{
    m_impl->pictures->currentWidget()->setFocus();
}

StateGraph* StateMachinePage::graph() const
{
    return m_impl->graph;
}

void StateMachinePage::showSource(const SourcePosition& position)
{
    m_impl->side->setCurrentWidget(m_impl->editor);
    m_impl->editor->goTo(position);
}

void StateMachinePage::selectState(const QString& name)
{
    const asl::State* state = m_impl->shown->findNamed(name.toStdString());
    const QString pointer = state ? fromUtf8(state->pointer) : QString();
    m_impl->select(pointer, true);
    m_impl->graph->select(pointer);
}

void StateMachinePage::showExecution(const QString& arn)
{
    m_impl->runs->choose(arn);
    m_impl->side->setCurrentWidget(arn.isEmpty() ? static_cast<QWidget*>(m_impl->editor) : m_impl->runs);
}

QByteArray StateMachinePage::saveState() const
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out << stateVersion << m_impl->columns->saveState() << m_impl->rows->saveState()
        << static_cast<qint32>(m_impl->side->currentIndex());
    return bytes;
}

void StateMachinePage::restoreState(const QByteArray& state)
{
    QDataStream in(state);
    quint32 version = 0;
    QByteArray columns;
    QByteArray rows;
    qint32 side = 0;
    in >> version >> columns >> rows >> side;
    if (in.status() != QDataStream::Ok || version != stateVersion)
        return;
    m_impl->columns->restoreState(columns);
    m_impl->rows->restoreState(rows);
    m_impl->side->setCurrentIndex(side);
}

} // namespace gw::ui
