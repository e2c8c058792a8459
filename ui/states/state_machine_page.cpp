// Connects the picture, the text, the fields and the executions of one machine. Every change becomes an edit of the
// project here.
#include "ui/states/state_machine_page.h"

#include "core/api/project.h"
#include "core/states/asl_edits.h"
#include "ui/models/json_text.h"
#include "ui/models/quantity_text.h"
#include "ui/session/workspace.h"
#include "ui/states/definition_editor.h"
#include "ui/states/entry_pane.h"
#include "ui/states/run_panel.h"
#include "ui/states/state_form.h"
#include "ui/states/state_graph.h"
#include "ui/states/state_look.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/tone_label.h"

#include <QDataStream>
#include <QHBoxLayout>
#include <QIODevice>
#include <QPainter>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace gw::ui {

namespace {

constexpr quint32 stateVersion = 1;
constexpr double zoomStep = 1.25;
constexpr int leastSide = 280;

QString fromText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QScrollArea* scrolling(QWidget* widget)
{
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(widget);
    return area;
}

} // namespace

struct StateMachinePage::Impl
{
    Impl(StateMachinePage& page, Workspace& workspace, Executions* executions, const Theme& theme)
        : q(page), workspace(workspace), executions(executions), theme(theme)
    {
    }

    StateMachinePage& q;
    Workspace& workspace;
    Executions* executions;
    const Theme& theme;
    StateMachineId id;
    std::string text; // that `outline` was read from
    std::shared_ptr<const asl::Outline> outline = std::make_shared<asl::Outline>();
    std::shared_ptr<const asl::Outline> shown = outline; // the last one that was whole
    bool isRead = false;
    QString selected;                // pointer
    std::optional<QString> upcoming; // what an edit under way selects with its result
    bool isExecution = false;

    ToneLabel* name = nullptr;
    ToneLabel* counts = nullptr;
    SegmentedControl* type = nullptr;
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
    StateForm* form = nullptr;
    QScrollArea* formArea = nullptr;
    EntryPane* entry = nullptr;
    ToneLabel* hint = nullptr;
    QSplitter* columns = nullptr;
    QSplitter* rows = nullptr;

    void build();
    QWidget* buildHead();
    QWidget* buildPicture();
    QWidget* buildBar(Color ground, QHBoxLayout*& row);
    void connectGraph();
    void refresh();
    void showPicture();
    void showBelow();
    void showHead(const StateMachine& machine);
    void showExecutionState();
    void select(const QString& pointer, bool revealsText);
    QString apply(const QString& what, const DefinitionEdit& edit, const QString& field = {});
    void typed(const QString& newText);
    void showRuns();
    void goToFailure();
    [[nodiscard]] const StateMachine* machine() const { return workspace.project().find(id); }
};

void StateMachinePage::Impl::build()
{
    auto* column = new QVBoxLayout(&q);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead());

    columns = new QSplitter(Qt::Horizontal);
    columns->setChildrenCollapsible(false);
    columns->addWidget(buildPicture());
    side = new QTabWidget;
    side->setDocumentMode(true);
    side->setMinimumWidth(leastSide);
    editor = new DefinitionEditor(theme);
    side->addTab(editor, StateMachinePage::tr("Definition"));
    if (executions) {
        runs = new RunPanel(*executions, theme);
        side->addTab(runs, StateMachinePage::tr("Executions"));
    }
    columns->addWidget(side);
    columns->setStretchFactor(0, 3);
    columns->setStretchFactor(1, 2);
    columns->setSizes({620, 420});

    below = new QStackedWidget;
    below->setMinimumHeight(96);
    hint = new ToneLabel(theme, tone::muted,
                         StateMachinePage::tr("Select a state to edit it. Arrow keys follow the transitions, Insert "
                                              "adds a state, C connects two."));
    hint->setAlignment(Qt::AlignCenter);
    hint->setWordWrap(true);
    below->addWidget(hint);
    form = new StateForm(theme, [this](const QString& what, const DefinitionEdit& edit, const QString& field) {
        return apply(what, edit, field);
    });
    formArea = scrolling(form);
    below->addWidget(formArea);
    entry = new EntryPane(theme);
    below->addWidget(entry);

    rows = new QSplitter(Qt::Vertical);
    rows->setChildrenCollapsible(false);
    rows->addWidget(columns);
    rows->addWidget(below);
    rows->setStretchFactor(0, 3);
    rows->setStretchFactor(1, 2);
    rows->setSizes({480, 280});
    column->addWidget(rows, 1);

    connectGraph();
    connect(editor, &DefinitionEditor::typed, &q, [this](const QString& newText) { typed(newText); });
    connect(editor, &DefinitionEditor::cursorMoved, &q, [this](std::size_t offset) {
        const asl::State* state = outline->at(offset);
        const QString pointer = state ? fromText(state->pointer) : QString();
        if (pointer != selected && outline->isWhole) {
            select(pointer, false);
            graph->select(pointer);
        }
    });
    connect(form, &StateForm::functionRequested, &q, &StateMachinePage::functionRequested);
    connect(entry, &EntryPane::functionRequested, &q, &StateMachinePage::functionRequested);
    connect(entry, &EntryPane::functionLogRequested, &q, &StateMachinePage::functionLogRequested);
    connect(&workspace, &Workspace::changed, &q, [this] { refresh(); });
    if (!runs)
        return;
    connect(runs, &RunPanel::executionChanged, &q, [this] { showExecutionState(); });
    connect(runs, &RunPanel::entryChosen, &q, [this](int index) {
        if (index < 0)
            return;
        const StateEntry& chosen = runs->view().entries[static_cast<std::size_t>(index)];
        q.selectState(QString::fromStdString(chosen.state));
        entry->chooseEntry(index);
    });
}

QWidget* StateMachinePage::Impl::buildHead()
{
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(spacing::xl, spacing::l, spacing::xl, spacing::m);
    row->setSpacing(spacing::m);
    name = new ToneLabel(theme, tone::title);
    row->addWidget(name);
    counts = new ToneLabel(theme, tone::muted);
    counts->setMinimumWidth(0);
    row->addWidget(counts, 1, Qt::AlignVCenter);
    type = new SegmentedControl(theme);
    type->addSegment(StateMachinePage::tr("Standard"));
    type->addSegment(StateMachinePage::tr("Express"));
    type->setAccessibleName(StateMachinePage::tr("Type of the state machine"));
    type->setToolTip(StateMachinePage::tr("Standard: up to a year, with a history. Express: up to five minutes, "
                                          "answers when it is over."));
    row->addWidget(type);
    add = flatButton(theme, QStringLiteral("plus"), StateMachinePage::tr("Add State"), head);
    add->setToolTip(
        withShortcut(StateMachinePage::tr("Add a state behind the selected one"), QKeySequence(Qt::Key_Insert)));
    row->addWidget(add);
    auto* smaller =
        iconButton(theme, QStringLiteral("minus"), StateMachinePage::tr("Zoom out"), head, QKeySequence(Qt::Key_Minus));
    zoom = flatButton(theme, QString(), QStringLiteral("100 %"), head);
    zoom->setToolTip(withShortcut(StateMachinePage::tr("Fit to view"), QKeySequence(Qt::Key_0)));
    zoom->setAccessibleName(StateMachinePage::tr("Zoom, fit to view"));
    auto* larger =
        iconButton(theme, QStringLiteral("plus"), StateMachinePage::tr("Zoom in"), head, QKeySequence(Qt::Key_Plus));
    for (QToolButton* button : {smaller, zoom, larger})
        row->addWidget(button);
    run = pushButton(StateMachinePage::tr("Run"), head, ButtonRole::Primary);
    run->setToolTip(StateMachinePage::tr("Start an execution, and see those there were"));
    run->setVisible(executions != nullptr);
    row->addWidget(run);
    connect(add, &QToolButton::clicked, &q, [this] { graph->openAddMenu(add->mapToGlobal(QPoint(0, add->height()))); });
    connect(smaller, &QToolButton::clicked, &q, [this] { graph->setZoom(graph->zoom() / zoomStep); });
    connect(larger, &QToolButton::clicked, &q, [this] { graph->setZoom(graph->zoom() * zoomStep); });
    connect(zoom, &QToolButton::clicked, &q, [this] { graph->fit(); });
    connect(run, &QPushButton::clicked, &q, [this] { showRuns(); });
    connect(type, &SegmentedControl::currentChanged, &q, [this](int index) {
        const auto wanted = index == 1 ? StateMachineType::Express : StateMachineType::Standard;
        workspace.apply(StateMachinePage::tr("Change Type"), [this, wanted](Project project) -> Result<Project> {
            if (StateMachine* found = project.edit(id))
                found->type = wanted;
            return project;
        });
    });
    return head;
}

QWidget* StateMachinePage::Impl::buildBar(Color ground, QHBoxLayout*& row)
{
    auto* bar = new QWidget;
    bar->setAutoFillBackground(true);
    const auto paint = [this, bar, ground] {
        QPalette palette = bar->palette();
        palette.setColor(QPalette::Window, theme.color(ground));
        bar->setPalette(palette);
    };
    paint();
    connect(&theme, &Theme::changed, bar, paint);
    row = new QHBoxLayout(bar);
    row->setContentsMargins(spacing::l, spacing::xs, spacing::xs, spacing::xs);
    bar->hide();
    return bar;
}

QWidget* StateMachinePage::Impl::buildPicture()
{
    auto* pane = new QWidget;
    auto* column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    QHBoxLayout* row = nullptr;
    brokenBar = buildBar(Color::DangerMuted, row);
    broken = pushButton({}, brokenBar, ButtonRole::Flat);
    broken->setObjectName(QStringLiteral("definitionError"));
    broken->setIcon(theme.icon(QStringLiteral("error"), Color::Danger));
    broken->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    broken->setStyleSheet(QStringLiteral("text-align: left"));
    broken->setToolTip(StateMachinePage::tr("Go to the place in the text"));
    connect(broken, &QPushButton::clicked, &q, [this] {
        if (!outline->problems.empty())
            q.showSource(outline->problems.front().diagnostic.position);
    });
    row->addWidget(broken, 1);
    column->addWidget(brokenBar);
    executionBar = buildBar(Color::AccentMuted, row);
    execution = new ElidedLabel;
    row->addWidget(execution, 1);
    toFailure = pushButton(StateMachinePage::tr("Go to Failure"), executionBar);
    connect(toFailure, &QPushButton::clicked, &q, [this] { goToFailure(); });
    row->addWidget(toFailure);
    auto* back = pushButton(StateMachinePage::tr("Back to Design"), executionBar);
    connect(back, &QPushButton::clicked, &q, [this] { q.showExecution({}); });
    row->addWidget(back);
    column->addWidget(executionBar);
    pictures = new QStackedWidget;
    graph = new StateGraph(theme);
    pictures->addWidget(graph);
    empty = new EmptyState(theme, QStringLiteral("state-machine"), StateMachinePage::tr("No states yet"),
                           StateMachinePage::tr("A state machine goes from state to state: it calls functions, "
                                                "decides, waits, and handles errors."));
    auto* first = empty->addButton(StateMachinePage::tr("Insert a First State"), ButtonRole::Primary);
    connect(first, &QPushButton::clicked, &q,
            [this, first] { graph->openAddMenu(first->mapToGlobal(QPoint(0, first->height()))); });
    pictures->addWidget(empty);
    pictures->setMinimumSize(280, 160);
    column->addWidget(pictures, 1);
    return pane;
}

void StateMachinePage::Impl::connectGraph()
{
    using Kind = asl::Transition::Kind;
    const auto plain = [](const QString& text) { return text.toStdString(); };
    connect(graph, &StateGraph::stateSelected, &q, [this](const QString& state) { select(state, true); });
    connect(graph, &StateGraph::stateActivated, &q, [this](const QString& state) {
        select(state, true);
        if (!isExecution)
            form->focusName();
    });
    connect(graph, &StateGraph::zoomChanged, &q,
            [this] { zoom->setText(QStringLiteral("%1 %").arg(std::lround(graph->zoom() * 100))); });
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
    connect(graph, &StateGraph::startRequested, &q, [=, this](const QString& state) {
        apply(StateMachinePage::tr("Change Start"), [=](std::string_view t) { return asl::setStart(t, plain(state)); });
    });
    connect(graph, &StateGraph::branchRequested, &q, [=, this](const QString& state) {
        apply(StateMachinePage::tr("Add Branch"), [=](std::string_view t) { return asl::addBranch(t, plain(state)); });
    });
    connect(graph, &StateGraph::branchDeleteRequested, &q, [=, this](const QString& flow) {
        apply(StateMachinePage::tr("Delete Branch"),
              [=](std::string_view t) { return asl::deleteBranch(t, plain(flow)); });
    });
    connect(graph, &StateGraph::moveRequested, &q, [=, this](const QString& state, const asl::Position& position) {
        apply(StateMachinePage::tr("Move State"),
              [=](std::string_view t) { return asl::moveState(t, plain(state), position); });
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

// The one way the definition changes. What is being typed comes first: edits work on what people see.
QString StateMachinePage::Impl::apply(const QString& what, const DefinitionEdit& edit, const QString& field)
{
    editor->applyNow();
    QString refusal;
    const auto watch =
        connect(&workspace, &Workspace::editFailed, &q, [&](const Diagnostic& error) { refusal = errorText(error); });
    const QString before = selected;
    workspace.apply(
        what,
        [&](Project project) -> Result<Project> {
            StateMachine* found = project.edit(id);
            if (!found)
                return fail("This state machine no longer exists.", "Undo its removal, or select another one.");
            asl::TextEdit edited = edit(found->definition);
            if (!edited)
                return fail(edited.error());
            upcoming = fromText(edited->state);
            found->definition = std::move(edited->text);
            return project;
        },
        field.isEmpty() ? QString() : QStringLiteral("%1:%2").arg(id.value).arg(field));
    disconnect(watch);
    upcoming.reset();
    if (const asl::State* state = selected == before ? nullptr : outline->find(selected.toStdString()))
        editor->reveal(state->range);
    return refusal;
}

void StateMachinePage::Impl::typed(const QString& newText)
{
    workspace.apply(
        StateMachinePage::tr("Edit Definition"),
        [this, plain = newText.toStdString()](Project project) -> Result<Project> {
            if (StateMachine* found = project.edit(id))
                found->definition = plain;
            return project;
        },
        QStringLiteral("definition:%1").arg(id.value));
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
    editor->setText(fromText(found->definitionUri), fromText(text), *outline);
    showPicture();
    showBelow();
    if (runs)
        runs->showMachine(id, found->type);
}

void StateMachinePage::Impl::showHead(const StateMachine& found)
{
    name->setText(fromText(found.name));
    type->setCurrent(found.type == StateMachineType::Express ? 1 : 0);
    const std::size_t states = outline->countStates();
    QStringList words{states == 1 ? StateMachinePage::tr("1 state") : StateMachinePage::tr("%1 states").arg(states)};
    const auto errors = std::count_if(outline->problems.begin(), outline->problems.end(),
                                      [](const asl::Problem& p) { return p.diagnostic.severity == Severity::Error; });
    if (errors > 0)
        words << (errors == 1 ? StateMachinePage::tr("1 error") : StateMachinePage::tr("%1 errors").arg(errors));
    counts->setText(words.join(QStringLiteral(" · ")));
    counts->setToolTip(fromText(outline->comment));
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
    const asl::State* state = selected.isEmpty() ? nullptr : outline->find(selected.toStdString());
    if (isExecution) {
        const asl::State* lit = selected.isEmpty() ? nullptr : shown->find(selected.toStdString());
        entry->show(runs->view(), lit ? fromText(lit->name) : QString());
        below->setCurrentWidget(entry);
    } else if (const auto value = state && outline->isWhole ? asl::stateValue(text, state->pointer) : std::nullopt) {
        form->showState({workspace.project(), *outline, *state, *value});
        below->setCurrentWidget(formArea);
    } else {
        below->setCurrentWidget(hint);
    }
    const asl::State* tinted = outline->isWhole ? state : nullptr;
    editor->tint(tinted ? tinted->range : json::TextRange{});
}

void StateMachinePage::Impl::select(const QString& pointer, bool revealsText)
{
    if (pointer != selected) {
        form->commitNow(); // belongs to the state before; may refresh
        selected = pointer;
    }
    showBelow();
    const asl::State* state = outline->isWhole && revealsText ? outline->find(pointer.toStdString()) : nullptr;
    if (state)
        editor->reveal(state->range);
}

void StateMachinePage::Impl::showRuns()
{
    side->setCurrentWidget(runs);
    runs->focusInput();
}

void StateMachinePage::Impl::showExecutionState()
{
    const bool was = isExecution;
    isExecution = runs && !runs->chosen().isEmpty();
    executionBar->setVisible(isExecution);
    if (isExecution) {
        const ExecutionView& view = runs->view();
        GraphLights lights{lightsOf(view), view.ways, view.catches};
        graph->setLights(std::move(lights));
        const ExecutionRow* row = runs->chosenRow();
        QStringList words{row ? row->name : runs->chosen(), executionStatusWords(QString::fromStdString(view.status))};
        if (view.stopped > 0)
            words << durationText(
                std::chrono::nanoseconds(static_cast<std::int64_t>((view.stopped - view.started) * 1e9)));
        if (!view.error.empty())
            words << QString::fromStdString(view.error);
        execution->setText(words.join(QStringLiteral(" · ")));
        toFailure->setVisible(view.failedEntry() >= 0);
    } else {
        graph->setLights(std::nullopt);
    }
    if (was != isExecution)
        form->commitNow();
    graph->setEditable(outline->isWhole && !isExecution);
    add->setEnabled(graph->isEditable());
    showBelow();
}

void StateMachinePage::Impl::goToFailure()
{
    const int failed = runs->view().failedEntry();
    if (failed < 0)
        return;
    q.selectState(QString::fromStdString(runs->view().entries[static_cast<std::size_t>(failed)].state));
    entry->chooseEntry(failed);
}

StateMachinePage::StateMachinePage(Workspace& workspace, Executions* executions, const Theme& theme, QWidget* parent)
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
}

void StateMachinePage::showMachine(StateMachineId machine)
{
    if (machine != m_impl->id) {
        if (m_impl->id)
            commitNow();
        m_impl->id = machine;
        m_impl->isRead = false;
        m_impl->outline = std::make_shared<asl::Outline>();
        m_impl->shown = m_impl->outline;
        m_impl->selected.clear();
        m_impl->form->clear();
        m_impl->refresh();
        m_impl->graph->showBeginning();
        return;
    }
    m_impl->refresh();
}

StateMachineId StateMachinePage::machine() const
{
    return m_impl->id;
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
    const QString pointer = state ? fromText(state->pointer) : QString();
    m_impl->select(pointer, true);
    m_impl->graph->select(pointer);
}

void StateMachinePage::showExecution(const QString& arn)
{
    if (!m_impl->runs)
        return;
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
