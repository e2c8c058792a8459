// Puts the picture together: each flow is a layered graph whose Parallel and Map nodes have the size of their flows.
#include "core/states/graph_layout.h"

#include "core/states/layered_graph.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace gw::asl {

namespace {

constexpr double padding = 16; // inside a group
constexpr double areaGap = 16; // between branches
constexpr double marginOutside = 24;

struct Box // a flow laid out, and what is in its groups
{
    LayeredGraph graph;
    std::vector<const State*> states;    // of the graph's nodes; null: Start, End
    std::vector<std::vector<Box>> inner; // of each node, its flows
    std::vector<int> transitions;        // of the graph's edges
    std::vector<Size> areas;
};

class Builder
{
public:
    explicit Builder(const GraphMeasure& measure) : m_measure(measure) {}

    Box build(const Flow& flow, bool isOutermost);
    void emit(const Box& box, Point origin, int parent);
    GraphPicture picture;

private:
    Size groupSize(const State& state, const std::vector<Box>& flows) const;
    void addEdges(Box& box, const Flow& flow, const std::unordered_map<std::string_view, int>& nodes) const;
    void emitGroup(const Box& box, std::size_t node, int index);
    [[nodiscard]] Size sizeOf(const Box& box) const
    {
        return {std::max(box.graph.size.width, 96.0), std::max(box.graph.size.height, 40.0)};
    }

    const GraphMeasure& m_measure;
};

// Start, then the states in the order in which a reader meets them, then End.
std::vector<const State*> readingOrder(const Flow& flow)
{
    std::vector<const State*> order;
    std::vector<bool> isTaken(flow.states.size(), false);
    std::unordered_map<std::string_view, std::size_t> indexOf; // of the first of a name
    for (std::size_t i = 0; i < flow.states.size(); ++i)
        indexOf.emplace(flow.states[i].name, i);
    std::vector<std::size_t> stack;
    const auto visit = [&](std::size_t first) {
        stack.push_back(first);
        while (!stack.empty()) {
            const std::size_t index = stack.back();
            stack.pop_back();
            if (isTaken[index])
                continue;
            isTaken[index] = true;
            order.push_back(&flow.states[index]);
            const auto& transitions = flow.states[index].transitions;
            for (auto t = transitions.rbegin(); t != transitions.rend(); ++t)
                if (const auto next = indexOf.find(t->target); next != indexOf.end() && !isTaken[next->second])
                    stack.push_back(next->second);
        }
    };
    if (const auto start = indexOf.find(flow.startAt); start != indexOf.end())
        visit(start->second);
    for (std::size_t i = 0; i < flow.states.size(); ++i)
        visit(i);
    return order;
}

Size Builder::groupSize(const State& state, const std::vector<Box>& flows) const
{
    const Size head = m_measure.state(state);
    double width = 0;
    double height = 0;
    for (const Box& flow : flows) {
        width += sizeOf(flow).width + (width > 0 ? 2 * areaGap : 0);
        height = std::max(height, sizeOf(flow).height);
    }
    return {std::max(head.width, width) + 2 * padding, head.height + height + 2 * padding};
}

void Builder::addEdges(Box& box, const Flow& flow, const std::unordered_map<std::string_view, int>& nodes) const
{
    const auto add = [&](int from, int to, Size label, int transition) {
        LayeredEdge edge;
        edge.from = from;
        edge.to = to;
        edge.label = label;
        edge.joins = to == box.graph.last;
        box.graph.edges.push_back(edge);
        box.transitions.push_back(transition);
    };
    const auto start = nodes.find(flow.startAt);
    if (box.states.front() == nullptr && start != nodes.end())
        add(0, start->second, {}, -1);
    for (std::size_t n = 0; n < box.states.size(); ++n) {
        const State* state = box.states[n];
        if (!state)
            continue;
        for (std::size_t t = 0; t < state->transitions.size(); ++t) {
            const Transition& transition = state->transitions[t];
            const std::string_view words =
                transition.kind == Transition::Kind::Default ? std::string_view("Default") : transition.words;
            if (const auto target = nodes.find(transition.target); target != nodes.end())
                add(static_cast<int>(n), target->second, words.empty() ? Size{} : m_measure.label(words),
                    static_cast<int>(t));
        }
        if (state->ends && state->type != StateType::Fail && box.graph.last >= 0)
            add(static_cast<int>(n), box.graph.last, {}, -1);
    }
}

Box Builder::build(const Flow& flow, bool isOutermost)
{
    Box box;
    std::unordered_map<std::string_view, int> nodes;
    const auto addNode = [&](const State* state, Size size) {
        box.graph.nodes.push_back(size);
        box.states.push_back(state);
        box.inner.emplace_back();
    };
    if (isOutermost)
        addNode(nullptr, m_measure.mark);
    bool reachesEnd = false;
    for (const State* state : readingOrder(flow)) {
        std::vector<Box> inner;
        for (const Flow& nested : state->flows)
            inner.push_back(build(nested, false));
        nodes.emplace(state->name, static_cast<int>(box.states.size()));
        addNode(state, inner.empty() ? m_measure.state(*state) : groupSize(*state, inner));
        box.inner.back() = std::move(inner);
        reachesEnd = reachesEnd || (state->ends && state->type != StateType::Fail);
    }
    if (isOutermost && reachesEnd) {
        box.graph.last = static_cast<int>(box.states.size());
        addNode(nullptr, m_measure.mark);
    }
    if (!box.states.empty())
        addEdges(box, flow, nodes);
    layOut(box.graph);
    return box;
}

void Builder::emitGroup(const Box& box, std::size_t node, int index)
{
    const State& state = *box.states[node];
    const std::vector<Box>& flows = box.inner[node];
    const Rect rect = picture.nodes[static_cast<std::size_t>(index)].rect;
    const double head = m_measure.state(state).height;
    picture.nodes[static_cast<std::size_t>(index)].headHeight = head;
    double width = 0;
    for (const Box& flow : flows)
        width += sizeOf(flow).width + (width > 0 ? 2 * areaGap : 0);
    double x = rect.x + (rect.width - width) / 2;
    for (std::size_t i = 0; i < flows.size(); ++i) {
        const Size size = sizeOf(flows[i]);
        const Rect area{x, rect.y + head + padding, size.width, rect.height - head - 2 * padding};
        picture.areas.push_back({index, state.flows[i].pointer, area});
        emit(flows[i], {x + (size.width - flows[i].graph.size.width) / 2, area.y}, index);
        x += size.width + 2 * areaGap;
    }
}

void Builder::emit(const Box& box, Point origin, int parent)
{
    std::vector<int> indexOf;
    for (std::size_t n = 0; n < box.states.size(); ++n) {
        Rect rect = box.graph.rects[n];
        rect.x += origin.x;
        rect.y += origin.y;
        GraphNode node;
        node.state = box.states[n];
        node.kind = node.state ? (box.inner[n].empty() ? GraphNode::Kind::State : GraphNode::Kind::Group)
                    : static_cast<int>(n) == box.graph.last ? GraphNode::Kind::End
                                                            : GraphNode::Kind::Start;
        node.rect = rect;
        node.parent = parent;
        indexOf.push_back(static_cast<int>(picture.nodes.size()));
        picture.nodes.push_back(node);
    }
    for (std::size_t e = 0; e < box.graph.edges.size(); ++e) {
        const LayeredEdge& laid = box.graph.edges[e];
        GraphEdge edge;
        edge.from = indexOf[static_cast<std::size_t>(laid.from)];
        edge.to = indexOf[static_cast<std::size_t>(laid.to)];
        edge.transition = box.transitions[e];
        edge.isBack = laid.isBack;
        for (const Point& point : laid.points)
            edge.points.push_back({point.x + origin.x, point.y + origin.y});
        if (laid.labelRect.width > 0)
            edge.label = {laid.labelRect.x + origin.x, laid.labelRect.y + origin.y, laid.labelRect.width,
                          laid.labelRect.height};
        picture.edges.push_back(std::move(edge));
    }
    for (std::size_t n = 0; n < box.states.size(); ++n)
        if (!box.inner[n].empty())
            emitGroup(box, n, indexOf[n]);
}

} // namespace

int GraphPicture::nodeOf(std::string_view statePointer) const
{
    for (std::size_t n = 0; n < nodes.size(); ++n)
        if (nodes[n].state && nodes[n].state->pointer == statePointer)
            return static_cast<int>(n);
    return -1;
}

GraphPicture layOutGraph(const Outline& outline, const GraphMeasure& measure)
{
    Builder builder(measure);
    if (outline.root.states.empty())
        return {};
    const Box box = builder.build(outline.root, true);
    builder.emit(box, {marginOutside, marginOutside}, -1);
    builder.picture.size = {box.graph.size.width + 2 * marginOutside, box.graph.size.height + 2 * marginOutside};
    return std::move(builder.picture);
}

} // namespace gw::asl
