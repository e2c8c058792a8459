// The source beside the design, or below it: opened, placed, and led to the problem that is to be seen.
#include "ui/design/api_tree_panel.h"
#include "ui/design/design_page_impl.h"
#include "ui/design/pages_behind_apis.h"
#include "ui/design/source_view.h"
#include "ui/session/workspace.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/picture_layout.h"

#include <QSplitter>

#include <algorithm>

namespace gw::ui {

bool DesignPage::Impl::showDefinition(const Diagnostic& problem)
{
    for (const Cow<StateMachine>& each : workspace.project().stateMachines)
        if (each->definitionUri == problem.file) {
            tree->select(NodeRef{{}, {}, {}, {}, {}, each->id, {}});
            behind->showDefinition(problem.position);
            return true;
        }
    return false;
}

void DesignPage::Impl::openSource(bool open)
{
    if (!open)
        source->leave();
    source->setVisible(open);
    if (!open)
        return;
    placeSource();
    source->reveal(shown.ref);
    source->editor()->setFocus();
}

// Beside the design where both have room, else below it: the picture never has to scroll sideways for the source.
void DesignPage::Impl::placeSource()
{
    constexpr int leastCentreWidth = pictureMinimumWidth + 2 * spacing::xl;
    const int width = inner->width();
    const bool fits = width >= leastCentreWidth + leastSourceWidth;
    const bool turns = inner->orientation() != (fits ? Qt::Horizontal : Qt::Vertical);
    inner->setOrientation(fits ? Qt::Horizontal : Qt::Vertical);
    if (fits && (turns || inner->sizes().value(0) < leastCentreWidth)) {
        const int centreWidth = std::max(leastCentreWidth, 3 * width / 5);
        inner->setSizes({centreWidth, width - centreWidth});
    } else if (turns) {
        inner->setSizes({3 * inner->height() / 5, 2 * inner->height() / 5});
    }
}

void DesignPage::showSource(const Diagnostic& problem)
{
    if (m_impl->showDefinition(problem))
        return;
    const QString file = QString::fromStdString(problem.file);
    const ApiId api = m_impl->workspace.apiOfFile(file);
    if (!api) {
        if (const auto text = m_impl->workspace.textOnDisk(file)) {
            m_impl->source->showFile(*text, problem);
            m_impl->source->show();
        }
        return;
    }
    if (m_impl->shown.ref.api != api)
        showNode(NodeRef{api, {}, {}, {}});
    m_impl->openSource(true);
    m_impl->source->goTo(problem.position);
}

} // namespace gw::ui
