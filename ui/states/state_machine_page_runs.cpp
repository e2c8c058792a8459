// Executions on the page: the chosen one is drawn on the picture, what it did in the selected state stands below.
#include "ui/models/execution_models.h"
#include "ui/models/quantity_text.h"
#include "ui/states/entry_pane.h"
#include "ui/states/run_panel.h"
#include "ui/states/state_graph.h"
#include "ui/states/state_machine_page_impl.h"
#include "ui/widgets/elided_label.h"

#include <QPushButton>
#include <QTabWidget>
#include <QToolButton>

#include <utility>

namespace gw::ui {

namespace {

QString executionWords(const QString& name, const ExecutionView& view)
{
    QStringList words{name, executionStatusWords(QString::fromStdString(view.status))};
    if (view.stopped > 0)
        words << secondsText(view.stopped - view.started);
    if (!view.error.empty())
        words << QString::fromStdString(view.error);
    return words.join(QStringLiteral(" · "));
}

} // namespace

void StateMachinePage::Impl::showRuns()
{
    side->setCurrentWidget(runs);
    runs->focusInput();
}

void StateMachinePage::Impl::showExecutionState()
{
    const bool wasDesign = !std::exchange(isExecution, !runs->chosen().isEmpty());
    if (isExecution && wasDesign)
        q.commitNow();
    executionBar->setVisible(isExecution);
    if (isExecution) {
        const ExecutionView& view = runs->view();
        graph->setLights(GraphLights{lightsOf(view), view.ways, view.catches});
        execution->setText(executionWords(runs->chosenName(), view));
        toFailure->setVisible(view.failedEntry() >= 0);
    } else {
        graph->setLights(std::nullopt);
    }
    graph->setEditable(outline->isWhole && !isExecution);
    add->setEnabled(graph->isEditable());
    showBelow();
}

void StateMachinePage::Impl::goToFailure()
{
    if (const int failed = runs->view().failedEntry(); failed >= 0)
        showEntry(failed);
}

void StateMachinePage::Impl::showEntry(int index)
{
    if (index < 0)
        return;
    const StateEntry& chosen = runs->view().entries[static_cast<std::size_t>(index)];
    q.selectState(QString::fromStdString(chosen.state));
    entry->chooseEntry(index);
}

} // namespace gw::ui
