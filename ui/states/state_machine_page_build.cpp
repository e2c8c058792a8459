// The widgets of the page: head, picture, text and executions beside it, fields below.
#include "core/states/asl_outline.h"
#include "ui/design/method_facts.h"
#include "ui/states/definition_editor.h"
#include "ui/states/entry_pane.h"
#include "ui/states/machine_form.h"
#include "ui/states/run_panel.h"
#include "ui/states/state_graph.h"
#include "ui/states/state_machine_page_impl.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/page_stack.h"
#include "ui/widgets/scrolling.h"
#include "ui/widgets/tone_label.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

#include <cmath>

namespace gw::ui {

namespace {

constexpr double zoomStep = 1.25;
constexpr int leastSide = 300;
constexpr int leastBelow = 120;
constexpr QSize leastPicture{280, 160};

} // namespace

void StateMachinePage::Impl::build()
{
    auto* column = new QVBoxLayout(&q);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead());
    columns = new QSplitter(Qt::Horizontal);
    columns->setChildrenCollapsible(false);
    columns->addWidget(buildPicture());
    columns->addWidget(buildSide());
    columns->setStretchFactor(0, 3);
    columns->setStretchFactor(1, 2);
    columns->setSizes({620, 420});
    rows = new QSplitter(Qt::Vertical);
    rows->setChildrenCollapsible(false);
    rows->addWidget(columns);
    rows->addWidget(buildBelow());
    rows->setStretchFactor(0, 3);
    rows->setStretchFactor(1, 2);
    rows->setSizes({480, 280});
    column->addWidget(rows, 1);
    connectParts();
    connectStateEdits();
    connectWayEdits();
}

QWidget* StateMachinePage::Impl::buildHead()
{
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(spacing::xl, spacing::l, spacing::xl, spacing::m);
    row->setSpacing(spacing::m);
    auto* words = new QVBoxLayout;
    words->setSpacing(spacing::xxs);
    name = new ElidedLabel;
    name->setFont(theme.text(fontSize::title, true));
    facts = new ElidedLabel({}, nullptr, Qt::ElideRight);
    facts->setForegroundRole(QPalette::PlaceholderText);
    words->addWidget(name);
    words->addWidget(facts);
    row->addLayout(words, 1);
    add = flatButton(theme, QStringLiteral("plus"), StateMachinePage::tr("Add State"), head);
    add->setToolTip(
        withShortcut(StateMachinePage::tr("Add a state behind the selected one"), QKeySequence(Qt::Key_Insert)));
    row->addWidget(add);
    buildZoom(*row);
    run = pushButton(StateMachinePage::tr("Run"), head, ButtonRole::Primary);
    run->setToolTip(StateMachinePage::tr("Start an execution, and see those there were"));
    row->addWidget(run);
    connect(add, &QToolButton::clicked, &q, [this] { graph->openAddMenu(add->mapToGlobal(QPoint(0, add->height()))); });
    connect(run, &QPushButton::clicked, &q, [this] { showRuns(); });
    return head;
}

void StateMachinePage::Impl::buildZoom(QHBoxLayout& row)
{
    auto* smaller = iconButton(theme, QStringLiteral("minus"), StateMachinePage::tr("Zoom out"), nullptr,
                               QKeySequence(Qt::Key_Minus));
    zoom = flatButton(theme, QString(), QStringLiteral("100 %"), nullptr);
    zoom->setToolTip(withShortcut(StateMachinePage::tr("Fit to view"), QKeySequence(Qt::Key_0)));
    zoom->setAccessibleName(StateMachinePage::tr("Zoom, fit to view"));
    auto* larger =
        iconButton(theme, QStringLiteral("plus"), StateMachinePage::tr("Zoom in"), nullptr, QKeySequence(Qt::Key_Plus));
    for (QToolButton* button : {smaller, zoom, larger})
        row.addWidget(button);
    connect(smaller, &QToolButton::clicked, &q, [this] { graph->setZoom(graph->zoom() / zoomStep); });
    connect(larger, &QToolButton::clicked, &q, [this] { graph->setZoom(graph->zoom() * zoomStep); });
    connect(zoom, &QToolButton::clicked, &q, [this] { graph->fit(); });
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

QWidget* StateMachinePage::Impl::buildBrokenBar()
{
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
    return brokenBar;
}

QWidget* StateMachinePage::Impl::buildExecutionBar()
{
    QHBoxLayout* row = nullptr;
    executionBar = buildBar(Color::AccentMuted, row);
    execution = new ElidedLabel;
    row->addWidget(execution, 1);
    toFailure = pushButton(StateMachinePage::tr("Go to Failure"), executionBar);
    connect(toFailure, &QPushButton::clicked, &q, [this] { goToFailure(); });
    row->addWidget(toFailure);
    auto* back = pushButton(StateMachinePage::tr("Back to Design"), executionBar);
    connect(back, &QPushButton::clicked, &q, [this] { q.showExecution({}); });
    row->addWidget(back);
    return executionBar;
}

QWidget* StateMachinePage::Impl::buildPicture()
{
    auto* pane = new QWidget;
    auto* column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildBrokenBar());
    column->addWidget(buildExecutionBar());
    pictures = new PageStack;
    graph = new StateGraph(theme);
    pictures->addWidget(graph);
    empty = new EmptyState(theme, QStringLiteral("state-machine"), StateMachinePage::tr("No states yet"),
                           StateMachinePage::tr("A state machine goes from state to state: it calls functions, "
                                                "decides, waits, and handles errors."));
    auto* first = empty->addButton(StateMachinePage::tr("Insert a First State"), ButtonRole::Primary);
    connect(first, &QPushButton::clicked, &q,
            [this, first] { graph->openAddMenu(first->mapToGlobal(QPoint(0, first->height()))); });
    pictures->addWidget(empty);
    pictures->setMinimumSize(leastPicture);
    column->addWidget(pictures, 1);
    return pane;
}

QWidget* StateMachinePage::Impl::buildSide()
{
    side = new QTabWidget;
    side->setDocumentMode(true);
    side->setMinimumWidth(leastSide);
    editor = new DefinitionEditor(theme);
    side->addTab(editor, StateMachinePage::tr("Definition"));
    runs = new RunPanel(executions, theme);
    side->addTab(runs, StateMachinePage::tr("Executions"));
    return side;
}

QWidget* StateMachinePage::Impl::buildBelow()
{
    below = new PageStack;
    below->setMinimumHeight(leastBelow);
    const ApplyDefinitionEdit define = [this](const QString& what, const DefinitionEdit& edit, const QString& field) {
        return apply(what, edit, field);
    };
    settings = new MachineForm(theme, {[this](const std::string& newName) { return rename(newName); },
                                       [this](StateMachineType type) { return setType(type); }, define});
    settingsArea = scrolling(settings);
    below->addWidget(settingsArea);
    form = new StateForm(theme, define);
    formArea = scrolling(form);
    below->addWidget(formArea);
    entry = new EntryPane(theme);
    below->addWidget(entry);
    return below;
}

void StateMachinePage::Impl::connectParts()
{
    connect(graph, &StateGraph::stateSelected, &q, [this](const QString& state) { select(state, true); });
    connect(graph, &StateGraph::stateActivated, &q, [this](const QString& state) {
        select(state, true);
        if (!isExecution)
            form->focusName();
    });
    connect(graph, &StateGraph::zoomChanged, &q,
            [this] { zoom->setText(QStringLiteral("%1 %").arg(std::lround(graph->zoom() * 100))); });
    connect(editor, &DefinitionEditor::typed, &q, [this](const QString& newText) { typed(newText); });
    connect(editor, &DefinitionEditor::cursorMoved, &q, [this](std::size_t offset) {
        const asl::State* state = outline->at(offset);
        const QString pointer = state ? fromUtf8(state->pointer) : QString();
        if (pointer == selected || !outline->isWhole)
            return;
        select(pointer, false);
        graph->select(pointer);
    });
    connect(form, &StateForm::functionRequested, &q, &StateMachinePage::functionRequested);
    connect(entry, &EntryPane::functionRequested, &q, &StateMachinePage::functionRequested);
    connect(entry, &EntryPane::functionLogRequested, &q, &StateMachinePage::functionLogRequested);
    connect(runs, &RunPanel::executionChanged, &q, [this] { showExecutionState(); });
    connect(runs, &RunPanel::entryChosen, &q, [this](int index) { showEntry(index); });
    connect(&workspace, &Workspace::changed, &q, [this] { refresh(); });
    connect(&workspace, &Workspace::settling, &q, [this] { editor->applyNow(); });
}

} // namespace gw::ui
