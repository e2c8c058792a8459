// Menus of the graph: what a state can be added as, how two are connected, and what can be done with one.
#include "ui/states/state_graph_impl.h"
#include "ui/states/state_look.h"

#include <QContextMenuEvent>
#include <QMenu>

#include <utility>
#include <vector>

namespace gw::ui {

namespace {

template <typename Slot>
QAction* addEntry(QMenu& menu, QObject& context, const QString& text, const QKeySequence& keys, Slot slot)
{
    QAction* action = menu.addAction(text);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut); // shown; the keys themselves are keyPressEvent's
    QObject::connect(action, &QAction::triggered, &context, std::move(slot));
    return action;
}

} // namespace

void StateGraph::Impl::fillAddMenu(QMenu& menu)
{
    for (const asl::StateType type : stateTypes) {
        QAction* action = menu.addAction(theme.icon(stateIcon(type)), stateTypeName(type));
        action->setToolTip(stateSentence(type));
        QObject::connect(action, &QAction::triggered, &q, [this, type] { emit q.addRequested(type, q.addPosition()); });
    }
    menu.setToolTipsVisible(true);
}

void StateGraph::openAddMenu(const QPoint& global)
{
    if (!m_impl->isEditable)
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("Add state"));
    m_impl->fillAddMenu(*menu);
    menu->popup(global);
}

// Where only one kind of transition can be meant, nobody is asked.
void StateGraph::Impl::offerKinds(int from, int to, const QPoint& global)
{
    using Kind = asl::Transition::Kind;
    const asl::State& state = *node(from).state;
    const QString source = pointerOf(from);
    const QString target = pointerOf(to);
    std::vector<std::pair<Kind, QString>> kinds;
    if (asl::mayHaveNext(state.type))
        kinds.emplace_back(Kind::Next, StateGraph::tr("Next"));
    if (state.type == asl::StateType::Choice) {
        kinds.emplace_back(Kind::Choice, StateGraph::tr("New Rule"));
        kinds.emplace_back(Kind::Default, StateGraph::tr("Default"));
    }
    if (asl::mayCatch(state.type))
        kinds.emplace_back(Kind::Catch, StateGraph::tr("Catch an Error"));
    if (kinds.size() == 1) {
        emit q.connectRequested(source, target, kinds.front().first);
        return;
    }
    auto* menu = new QMenu(&q);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(StateGraph::tr("Kind of transition"));
    for (const auto& [kind, name] : kinds)
        connect(menu->addAction(name), &QAction::triggered, &q,
                [this, source, target, kind = kind] { emit q.connectRequested(source, target, kind); });
    menu->popup(global);
    menu->setActiveAction(menu->actions().constFirst());
}

void StateGraph::Impl::fillStateMenu(QMenu& menu)
{
    const QString state = pointerOf(selectedNode);
    addEntry(menu, q, isEditable ? StateGraph::tr("Edit") : StateGraph::tr("Show"), Qt::Key_Return,
             [this, state] { emit q.stateActivated(state); });
    if (!isEditable)
        return;
    const asl::State& chosen = *node(selectedNode).state;
    addEntry(menu, q, StateGraph::tr("Rename"), Qt::Key_F2, [this] { q.rename(); });
    addEntry(menu, q, StateGraph::tr("Connect"), Qt::Key_C, [this] {
        q.beginConnect();
    })->setEnabled(canLeave(selectedNode));
    addEntry(menu, q, StateGraph::tr("Duplicate"), Qt::CTRL | Qt::Key_D,
             [this, state] { emit q.duplicateRequested(state); });
    addEntry(menu, q, StateGraph::tr("Start Here"), {}, [this, state] { emit q.startRequested(state); });
    if (chosen.type == asl::StateType::Parallel)
        addEntry(menu, q, StateGraph::tr("Add Branch"), {}, [this, state] { emit q.branchRequested(state); });
    const asl::Flow* flow = outline->flowOf(chosen.pointer);
    const std::size_t branch = flow ? flow->pointer.rfind("/Branches/") : std::string::npos;
    if (branch != std::string::npos && branch > flow->pointer.rfind("/States/"))
        addEntry(menu, q, StateGraph::tr("Delete Branch"), {},
                 [this, pointer = utf8(flow->pointer)] { emit q.branchDeleteRequested(pointer); });
    menu.addSeparator();
    addEntry(menu, q, StateGraph::tr("Delete"), Qt::Key_Delete, [this] { removeSelected(); });
}

void StateGraph::Impl::openContextMenu(const QPoint& global)
{
    auto* menu = new QMenu(&q);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (isEditable)
        fillAddMenu(*menu->addMenu(theme.icon(QStringLiteral("plus")), StateGraph::tr("Add State")));
    if (!pointerOf(selectedNode).isEmpty())
        fillStateMenu(*menu);
    else if (selectedEdge >= 0 && isEditable)
        addEntry(*menu, q, StateGraph::tr("Delete Transition"), Qt::Key_Delete, [this] { removeSelected(); });
    menu->addSeparator();
    addEntry(*menu, q, StateGraph::tr("Fit to View"), Qt::Key_0, [this] { q.fit(); });
    menu->popup(global);
}

void StateGraph::contextMenuEvent(QContextMenuEvent* event)
{
    if (event->reason() == QContextMenuEvent::Mouse) {
        const QPointF scene = m_impl->toScene(viewport()->mapFromGlobal(event->globalPos()));
        const int edge = m_impl->edgeAt(scene);
        const int node = m_impl->nodeAt(scene);
        const bool isCard = node >= 0 && m_impl->node(node).state;
        const bool onLine = edge >= 0 && (!isCard || m_impl->node(node).kind == asl::GraphNode::Kind::Group);
        m_impl->choose(onLine || !isCard ? -1 : node, onLine ? edge : -1);
    }
    m_impl->openContextMenu(event->globalPos());
}

} // namespace gw::ui
