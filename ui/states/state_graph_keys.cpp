// Keys of the graph: arrows follow the lines, everything the mouse can do has a key.
#include "ui/states/state_graph_impl.h"

#include <QKeyEvent>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gw::ui {

namespace {

constexpr double zoomStep = 1.25;

QPointF middle(const asl::GraphNode& node)
{
    const bool isGroup = node.kind == asl::GraphNode::Kind::Group;
    return {node.rect.center().x, isGroup ? node.rect.y + headHeight / 2 : node.rect.center().y};
}

} // namespace

// Along a line where one leads that way, else to the nearest card in that direction.
int StateGraph::Impl::neighbour(int from, int key) const
{
    const bool isVertical = key == Qt::Key_Down || key == Qt::Key_Up;
    const QPointF at = middle(node(from));
    int best = -1;
    double nearest = std::numeric_limits<double>::max();
    const auto consider = [&](int index, double bonus) {
        if (index == from || !node(index).state)
            return;
        const QPointF there = middle(node(index));
        const double along = key == Qt::Key_Down    ? there.y() - at.y()
                             : key == Qt::Key_Up    ? at.y() - there.y()
                             : key == Qt::Key_Right ? there.x() - at.x()
                                                    : at.x() - there.x();
        const double across = isVertical ? std::abs(there.x() - at.x()) : std::abs(there.y() - at.y());
        const double distance = along + 2 * across - bonus;
        if (along > 4 && distance < nearest) {
            nearest = distance;
            best = index;
        }
    };
    constexpr double lineBonus = 100'000;
    for (const asl::GraphEdge& edge : picture.edges) {
        if (isVertical && key == Qt::Key_Down && edge.from == from)
            consider(edge.to, lineBonus);
        if (isVertical && key == Qt::Key_Up && edge.to == from)
            consider(edge.from, lineBonus);
    }
    for (int i = 0; i < static_cast<int>(picture.nodes.size()); ++i) {
        if (node(i).parent == from && key == Qt::Key_Down)
            consider(i, lineBonus * 2); // into the group
        else if (node(from).parent == i && key == Qt::Key_Up)
            consider(i, lineBonus / 2); // out of it
        else
            consider(i, 0);
    }
    return best;
}

bool StateGraph::Impl::navigate(int key)
{
    int& current = connectsByKeys ? connectTo : selectedNode;
    int next = -1;
    if (key == Qt::Key_Home || current < 0) {
        for (int i = 0; i < static_cast<int>(picture.nodes.size()) && next < 0; ++i)
            next = node(i).state ? i : -1;
    } else if (key == Qt::Key_End) {
        for (int i = 0; i < static_cast<int>(picture.nodes.size()); ++i)
            if (node(i).state && (next < 0 || node(i).rect.y > node(next).rect.y))
                next = i;
    } else {
        next = neighbour(current, key);
    }
    if (next < 0)
        return false;
    QRectF rect = rectOf(node(next).rect);
    if (node(next).kind == asl::GraphNode::Kind::Group)
        rect.setHeight(headHeight);
    reveal(rect);
    if (connectsByKeys) {
        connectTo = next;
        q.viewport()->update();
    } else {
        choose(next, -1);
    }
    return true;
}

void StateGraph::Impl::removeSelected()
{
    if (!isEditable)
        return;
    if (const auto transition = q.selectedTransition())
        emit q.transitionDeleteRequested(*transition);
    else if (selectedNode >= 0)
        emit q.deleteRequested(pointerOf(selectedNode));
}

// Down: behind the state it leads to. Up: the one before it goes behind it.
void StateGraph::Impl::moveAlong(bool down)
{
    if (!isEditable || selectedNode < 0 || !node(selectedNode).state)
        return;
    const asl::State& state = *node(selectedNode).state;
    const asl::Flow* flow = outline->flowOf(state.pointer);
    if (!flow)
        return;
    if (down) {
        if (!state.transitions.empty() && state.transitions.front().kind == asl::Transition::Kind::Next)
            emit q.moveRequested(utf8(state.pointer),
                                 {flow->pointer, asl::statePointer(flow->pointer, state.transitions.front().target)});
        return;
    }
    for (const asl::State& before : flow->states)
        for (const asl::Transition& way : before.transitions)
            if (way.kind == asl::Transition::Kind::Next && way.target == state.name && &before != &state)
                return q.moveRequested(utf8(before.pointer), {flow->pointer, state.pointer});
}

asl::Position StateGraph::addPosition() const
{
    const QString state = selected();
    if (state.isEmpty()) {
        // Behind the last state that ends, where people go on writing.
        const asl::Flow& root = m_impl->outline->root;
        for (auto last = root.states.rbegin(); last != root.states.rend(); ++last)
            if (last->ends && asl::mayHaveNext(last->type))
                return {"", last->pointer};
        return {"", ""};
    }
    const asl::Flow* flow = m_impl->outline->flowOf(state.toStdString());
    return {flow ? flow->pointer : std::string(), state.toStdString()};
}

void StateGraph::beginConnect()
{
    if (!m_impl->canLeave(m_impl->selectedNode))
        return;
    m_impl->connectsByKeys = true;
    m_impl->connectFrom = m_impl->selectedNode;
    m_impl->connectTo = m_impl->selectedNode;
    viewport()->update();
}

// Arrows, Home and End choose; Escape lets go.
bool StateGraph::Impl::chooseByKey(const QKeyEvent& event)
{
    const int key = event.key();
    const bool isArrow = key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down;
    const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    if (connectsByKeys && (isEnter || key == Qt::Key_Escape))
        endConnect(key != Qt::Key_Escape);
    else if (modifiers == Qt::NoModifier && (isArrow || key == Qt::Key_Home || key == Qt::Key_End))
        navigate(key);
    else if (modifiers == Qt::NoModifier && key == Qt::Key_Escape && (selectedNode >= 0 || selectedEdge >= 0))
        choose(-1, -1);
    else if (modifiers == Qt::NoModifier && isEnter && !pointerOf(selectedNode).isEmpty())
        emit q.stateActivated(pointerOf(selectedNode));
    else
        return false;
    return true;
}

bool StateGraph::Impl::editByKey(const QKeyEvent& event)
{
    const int key = event.key();
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const bool isPlain = modifiers == Qt::NoModifier;
    if (modifiers == Qt::AltModifier && (key == Qt::Key_Up || key == Qt::Key_Down))
        moveAlong(key == Qt::Key_Down);
    else if (isPlain && key == Qt::Key_F2)
        q.rename();
    else if (isPlain && (key == Qt::Key_Delete || key == Qt::Key_Backspace))
        removeSelected();
    else if (modifiers == Qt::ControlModifier && key == Qt::Key_D && isEditable && !pointerOf(selectedNode).isEmpty())
        emit q.duplicateRequested(pointerOf(selectedNode));
    else if (isPlain && key == Qt::Key_Insert)
        q.openAddMenu(
            q.viewport()->mapToGlobal(selectedNode >= 0 ? q.portOf(selectedNode) : q.viewport()->rect().center()));
    else if (isPlain && key == Qt::Key_C)
        q.beginConnect();
    else
        return false;
    return true;
}

void StateGraph::keyPressEvent(QKeyEvent* event)
{
    if (m_impl->chooseByKey(*event) || m_impl->editByKey(*event))
        return;
    const int key = event->key();
    if (key == Qt::Key_Plus || key == Qt::Key_Equal)
        setZoom(zoom() * zoomStep);
    else if (key == Qt::Key_Minus)
        setZoom(zoom() / zoomStep);
    else if (key == Qt::Key_0 && event->modifiers() == Qt::NoModifier)
        fit();
    else
        QAbstractScrollArea::keyPressEvent(event);
}

} // namespace gw::ui
