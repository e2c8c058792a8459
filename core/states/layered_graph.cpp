// The steps of the layered layout, in order. Helpers of long edges ("lanes") are nodes of their own: they keep a place
// in every rank the edge passes, so no line ever crosses a card.
#include "core/states/layered_graph.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace gw::asl {

namespace {

constexpr int mostLanes = 6'000; // beyond, long edges run outside all cards instead
constexpr int orderSweeps = 12;
constexpr int placeSweeps = 10;

class Layering
{
public:
    Layering(LayeredGraph& graph, const LayeredSpacing& spacing) : m_graph(graph), m_spacing(spacing) {}

    void run()
    {
        breakCycles();
        rankNodes();
        insertLabelRanks();
        makeVertices();
        orderVertices();
        placeColumns();
        placeRows();
        route();
    }

private:
    struct Vertex
    {
        int node = -1; // of the graph; -1: a lane
        int rank = 0;
        double width = 0;
        double height = 0;
        double x = 0;       // centre
        double anchor = -1; // node whose column a back lane's end seeks
        int place = 0;      // in its rank
        bool isLane = false;
        std::vector<int> above;
        std::vector<int> below;
    };

    void breakCycles();
    void rankNodes();
    void insertLabelRanks();
    void makeVertices();
    void addForwardLanes(std::size_t edge, std::map<std::pair<int, int>, int>& joined);
    void addBackLanes(std::size_t edge);
    int addLane(int rank, Size label);
    void link(int upper, int lower);
    void orderVertices();
    void sweep(bool down);
    [[nodiscard]] long crossings() const;
    [[nodiscard]] long crossingsBetween(std::size_t rank) const;
    void placeColumns();
    void placeRank(std::vector<int>& rank, bool down, bool both);
    [[nodiscard]] double gapBetween(const Vertex& a, const Vertex& b) const;
    [[nodiscard]] double wantedColumn(const Vertex& vertex, bool down, bool both, double& weight) const;
    void placeRows();
    void route();
    void spreadPorts();
    void routeThrough(LayeredEdge& edge, const std::vector<int>& lanes);
    void routeOutside(LayeredEdge& edge, int number);

    LayeredGraph& m_graph;
    LayeredSpacing m_spacing;
    std::vector<int> m_rankOf;      // of nodes
    std::vector<Vertex> m_vertices; // nodes first, then lanes
    std::vector<std::vector<int>> m_ranks;
    std::vector<std::vector<int>> m_lanes; // of edges, from top to bottom
    std::vector<bool> m_isOutside;         // edges
    std::vector<bool> m_isLabelRank;
    std::vector<double> m_top, m_bottom; // of ranks
    std::vector<double> m_leaveX, m_arriveX;
    double m_right = 0;
};

// Depth first from the start: an edge to a node whose turn is not over leads back. Without recursion.
void Layering::breakCycles()
{
    const std::size_t count = m_graph.nodes.size();
    std::vector<std::vector<int>> out(count);
    for (std::size_t e = 0; e < m_graph.edges.size(); ++e)
        out[static_cast<std::size_t>(m_graph.edges[e].from)].push_back(static_cast<int>(e));
    enum class Turn : char { Waiting, Open, Over };
    std::vector<Turn> turns(count, Turn::Waiting);
    std::vector<std::pair<int, std::size_t>> stack;
    for (std::size_t first = 0; first < count; ++first) {
        if (turns[first] != Turn::Waiting)
            continue;
        stack.emplace_back(static_cast<int>(first), 0);
        turns[first] = Turn::Open;
        while (!stack.empty()) {
            auto& [node, next] = stack.back();
            const auto& edges = out[static_cast<std::size_t>(node)];
            if (next == edges.size()) {
                turns[static_cast<std::size_t>(node)] = Turn::Over;
                stack.pop_back();
                continue;
            }
            LayeredEdge& edge = m_graph.edges[static_cast<std::size_t>(edges[next++])];
            Turn& turn = turns[static_cast<std::size_t>(edge.to)];
            edge.isBack = turn == Turn::Open;
            if (turn == Turn::Waiting) {
                turn = Turn::Open;
                stack.emplace_back(edge.to, 0); // `node` and `next` are not used any more
            }
        }
    }
}

void Layering::rankNodes()
{
    const std::size_t count = m_graph.nodes.size();
    m_rankOf.assign(count, 0);
    std::vector<int> waits(count, 0);
    std::vector<std::vector<int>> out(count);
    for (const LayeredEdge& edge : m_graph.edges)
        if (!edge.isBack) {
            ++waits[static_cast<std::size_t>(edge.to)];
            out[static_cast<std::size_t>(edge.from)].push_back(edge.to);
        }
    // What nothing leads to stands below Start's rank, beside the first state.
    const bool hasStart = count > 1 && !out[0].empty();
    std::vector<int> ready;
    for (std::size_t n = 0; n < count; ++n)
        if (waits[n] == 0) {
            ready.push_back(static_cast<int>(n));
            m_rankOf[n] = n > 0 && hasStart ? 1 : 0;
        }
    for (std::size_t i = 0; i < ready.size(); ++i)
        for (const int to : out[static_cast<std::size_t>(ready[i])]) {
            int& rank = m_rankOf[static_cast<std::size_t>(to)];
            rank = std::max(rank, m_rankOf[static_cast<std::size_t>(ready[i])] + 1);
            if (--waits[static_cast<std::size_t>(to)] == 0)
                ready.push_back(to);
        }
    if (m_graph.last >= 0) {
        int lowest = 0;
        for (std::size_t n = 0; n < count; ++n)
            if (static_cast<int>(n) != m_graph.last)
                lowest = std::max(lowest, m_rankOf[n]);
        m_rankOf[static_cast<std::size_t>(m_graph.last)] = lowest + 1;
    }
}

// Words of transitions get a rank of their own below the states they leave.
void Layering::insertLabelRanks()
{
    const int ranks = m_rankOf.empty() ? 0 : *std::max_element(m_rankOf.begin(), m_rankOf.end()) + 1;
    std::vector<bool> hasLabels(static_cast<std::size_t>(ranks), false);
    for (const LayeredEdge& edge : m_graph.edges)
        if (!edge.isBack && edge.label.width > 0)
            hasLabels[static_cast<std::size_t>(m_rankOf[static_cast<std::size_t>(edge.from)])] = true;
    std::vector<int> now(static_cast<std::size_t>(ranks), 0);
    for (int rank = 0, next = 0; rank < ranks; ++rank) {
        now[static_cast<std::size_t>(rank)] = next++;
        m_isLabelRank.push_back(false);
        if (!hasLabels[static_cast<std::size_t>(rank)])
            continue;
        ++next;
        m_isLabelRank.push_back(true);
    }
    for (int& rank : m_rankOf)
        rank = now[static_cast<std::size_t>(rank)];
    m_ranks.resize(m_isLabelRank.size());
}

void Layering::link(int upper, int lower)
{
    m_vertices[static_cast<std::size_t>(upper)].below.push_back(lower);
    m_vertices[static_cast<std::size_t>(lower)].above.push_back(upper);
}

int Layering::addLane(int rank, Size label)
{
    Vertex lane;
    lane.rank = rank;
    lane.width = label.width;
    lane.height = label.height;
    lane.isLane = true;
    m_vertices.push_back(std::move(lane));
    const int index = static_cast<int>(m_vertices.size()) - 1;
    m_ranks[static_cast<std::size_t>(rank)].push_back(index);
    return index;
}

void Layering::addForwardLanes(std::size_t e, std::map<std::pair<int, int>, int>& joined)
{
    const LayeredEdge& edge = m_graph.edges[e];
    const int first = m_rankOf[static_cast<std::size_t>(edge.from)];
    const int last = m_rankOf[static_cast<std::size_t>(edge.to)];
    int upper = edge.from;
    for (int rank = first + 1; rank < last; ++rank) {
        const bool isShared = edge.joins && !(rank == first + 1 && edge.label.width > 0);
        int lane = -1;
        if (isShared) {
            const auto [found, isNew] = joined.try_emplace({edge.to, rank}, -1);
            if (!isNew) {
                link(upper, found->second);
                for (int r = rank; r < last; ++r)
                    m_lanes[e].push_back(joined.at({edge.to, r}));
                return;
            }
            lane = found->second = addLane(rank, {});
        } else {
            lane = addLane(rank, rank == first + 1 ? edge.label : Size{});
        }
        m_lanes[e].push_back(lane);
        link(upper, lane);
        upper = lane;
    }
    link(upper, edge.to);
}

// From the target's rank to the source's, both included: the line leaves and arrives through the gaps beside them.
void Layering::addBackLanes(std::size_t e)
{
    const LayeredEdge& edge = m_graph.edges[e];
    const int first = m_rankOf[static_cast<std::size_t>(edge.to)];
    const int last = m_rankOf[static_cast<std::size_t>(edge.from)];
    int upper = -1;
    for (int rank = first; rank <= last; ++rank) {
        const int lane = addLane(rank, rank == last ? edge.label : Size{});
        if (upper >= 0)
            link(upper, lane);
        m_lanes[e].push_back(lane);
        upper = lane;
    }
    m_vertices[static_cast<std::size_t>(m_lanes[e].front())].anchor = edge.to;
    m_vertices[static_cast<std::size_t>(m_lanes[e].back())].anchor = edge.from;
}

void Layering::makeVertices()
{
    // In the order a walk from the start meets them: a good order to begin with.
    for (std::size_t n = 0; n < m_graph.nodes.size(); ++n) {
        Vertex vertex;
        vertex.node = static_cast<int>(n);
        vertex.rank = m_rankOf[n];
        vertex.width = m_graph.nodes[n].width;
        vertex.height = m_graph.nodes[n].height;
        m_vertices.push_back(std::move(vertex));
        m_ranks[static_cast<std::size_t>(m_rankOf[n])].push_back(static_cast<int>(n));
    }
    m_lanes.resize(m_graph.edges.size());
    m_isOutside.assign(m_graph.edges.size(), false);
    std::map<std::pair<int, int>, int> joined; // target and rank → lane
    int left = mostLanes;
    for (std::size_t e = 0; e < m_graph.edges.size(); ++e) {
        const LayeredEdge& edge = m_graph.edges[e];
        const int span =
            std::abs(m_rankOf[static_cast<std::size_t>(edge.to)] - m_rankOf[static_cast<std::size_t>(edge.from)]);
        if (!edge.joins && span > 1 && span > left) {
            m_isOutside[e] = true;
            continue;
        }
        left -= edge.joins ? 0 : span;
        if (edge.isBack)
            addBackLanes(e);
        else
            addForwardLanes(e, joined);
    }
}

long Layering::crossingsBetween(std::size_t rank) const
{
    // Pairs of edges in the order of their upper ends; inversions of the lower ends, counted with a Fenwick tree.
    std::vector<int> lower;
    std::vector<int> ends;
    for (const int v : m_ranks[rank]) {
        ends.clear();
        for (const int w : m_vertices[static_cast<std::size_t>(v)].below)
            ends.push_back(m_vertices[static_cast<std::size_t>(w)].place);
        std::sort(ends.begin(), ends.end());
        lower.insert(lower.end(), ends.begin(), ends.end());
    }
    std::vector<int> tree(m_ranks[rank + 1].size() + 1, 0);
    long count = 0;
    for (std::size_t seen = 0; seen < lower.size(); ++seen) {
        long notAfter = 0;
        for (std::size_t i = static_cast<std::size_t>(lower[seen]) + 1; i > 0; i &= i - 1)
            notAfter += tree[i];
        count += static_cast<long>(seen) - notAfter;
        for (std::size_t i = static_cast<std::size_t>(lower[seen]) + 1; i < tree.size(); i += i & (~i + 1))
            ++tree[i];
    }
    return count;
}

long Layering::crossings() const
{
    long count = 0;
    for (std::size_t rank = 0; rank + 1 < m_ranks.size(); ++rank)
        count += crossingsBetween(rank);
    return count;
}

void Layering::sweep(bool down)
{
    std::vector<std::pair<double, int>> keyed;
    for (std::size_t step = 0; step < m_ranks.size(); ++step) {
        auto& rank = m_ranks[down ? step : m_ranks.size() - 1 - step];
        keyed.clear();
        for (const int v : rank) {
            const Vertex& vertex = m_vertices[static_cast<std::size_t>(v)];
            const auto& neighbours = down ? vertex.above : vertex.below;
            double sum = 0;
            for (const int n : neighbours)
                sum += m_vertices[static_cast<std::size_t>(n)].place;
            const bool hasAnchor = vertex.anchor >= 0 && neighbours.empty();
            const double own =
                hasAnchor ? m_vertices[static_cast<std::size_t>(vertex.anchor)].place + 0.5 : vertex.place;
            keyed.emplace_back(neighbours.empty() ? own : sum / static_cast<double>(neighbours.size()), v);
        }
        std::stable_sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        for (std::size_t i = 0; i < rank.size(); ++i) {
            rank[i] = keyed[i].second;
            m_vertices[static_cast<std::size_t>(rank[i])].place = static_cast<int>(i);
        }
    }
}

void Layering::orderVertices()
{
    for (const auto& rank : m_ranks)
        for (std::size_t i = 0; i < rank.size(); ++i)
            m_vertices[static_cast<std::size_t>(rank[i])].place = static_cast<int>(i);
    const bool isHuge = m_vertices.size() > 20'000;
    auto best = m_ranks;
    long fewest = crossings();
    for (int i = 0; i < (isHuge ? 2 : orderSweeps) && fewest > 0; ++i) {
        sweep(i % 2 == 0);
        if (const long count = crossings(); count < fewest) {
            fewest = count;
            best = m_ranks;
        }
    }
    m_ranks = std::move(best);
    for (const auto& rank : m_ranks)
        for (std::size_t i = 0; i < rank.size(); ++i)
            m_vertices[static_cast<std::size_t>(rank[i])].place = static_cast<int>(i);
}

double Layering::gapBetween(const Vertex& a, const Vertex& b) const
{
    const double gap = a.isLane && b.isLane   ? m_spacing.lane
                       : a.isLane || b.isLane ? m_spacing.lane + 4
                                              : m_spacing.column;
    return (a.width + b.width) / 2 + gap;
}

// Where a vertex would stand if its rank were empty. Lanes weigh more: a long line shall be straight.
double Layering::wantedColumn(const Vertex& vertex, bool down, bool both, double& weight) const
{
    double sum = 0;
    double total = 0;
    const auto take = [&](const std::vector<int>& neighbours) {
        for (const int n : neighbours) {
            const Vertex& other = m_vertices[static_cast<std::size_t>(n)];
            const double w = vertex.isLane && other.isLane ? 8 : vertex.isLane || other.isLane ? 2 : 1;
            sum += w * other.x;
            total += w;
        }
    };
    if (down || both)
        take(vertex.above);
    if (!down || both)
        take(vertex.below);
    if (vertex.anchor >= 0) {
        sum += m_vertices[static_cast<std::size_t>(vertex.anchor)].x;
        total += 1;
    }
    weight = total > 0 ? total : 0.01;
    return total > 0 ? sum / total : vertex.x;
}

// Least squares of the distances to the wanted columns under the order and the gaps: pool adjacent violators.
void Layering::placeRank(std::vector<int>& rank, bool down, bool both)
{
    struct Block
    {
        double sum = 0; // of weight × (wanted − offset)
        double weight = 0;
        std::size_t first = 0;
        [[nodiscard]] double at() const { return sum / weight; }
    };
    std::vector<double> offset(rank.size(), 0);
    std::vector<Block> blocks;
    for (std::size_t i = 0; i < rank.size(); ++i) {
        const Vertex& vertex = m_vertices[static_cast<std::size_t>(rank[i])];
        if (i > 0)
            offset[i] = offset[i - 1] + gapBetween(m_vertices[static_cast<std::size_t>(rank[i - 1])], vertex);
        double weight = 1;
        const double wanted = wantedColumn(vertex, down, both, weight);
        blocks.push_back({weight * (wanted - offset[i]), weight, i});
        while (blocks.size() > 1 && blocks[blocks.size() - 2].at() > blocks.back().at()) {
            const Block merged = blocks.back();
            blocks.pop_back();
            blocks.back().sum += merged.sum;
            blocks.back().weight += merged.weight;
        }
    }
    for (std::size_t b = 0; b < blocks.size(); ++b) {
        const std::size_t end = b + 1 < blocks.size() ? blocks[b + 1].first : rank.size();
        for (std::size_t i = blocks[b].first; i < end; ++i)
            m_vertices[static_cast<std::size_t>(rank[i])].x = blocks[b].at() + offset[i];
    }
}

void Layering::placeColumns()
{
    for (auto& rank : m_ranks)
        for (std::size_t i = 1; i < rank.size(); ++i) {
            const Vertex& before = m_vertices[static_cast<std::size_t>(rank[i - 1])];
            Vertex& vertex = m_vertices[static_cast<std::size_t>(rank[i])];
            vertex.x = before.x + gapBetween(before, vertex);
        }
    const int sweeps = m_vertices.size() > 20'000 ? 2 : placeSweeps;
    for (int i = 0; i < sweeps; ++i) {
        const bool down = i % 2 == 0;
        const bool both = i >= sweeps / 2;
        for (std::size_t step = 0; step < m_ranks.size(); ++step)
            placeRank(m_ranks[down ? step : m_ranks.size() - 1 - step], down, both);
    }
    double left = 0;
    bool isFirst = true;
    for (const Vertex& vertex : m_vertices) {
        left = isFirst ? vertex.x - vertex.width / 2 : std::min(left, vertex.x - vertex.width / 2);
        isFirst = false;
    }
    for (Vertex& vertex : m_vertices) {
        vertex.x = std::round(vertex.x - left);
        m_right = std::max(m_right, vertex.x + vertex.width / 2);
    }
}

void Layering::placeRows()
{
    bool dips = false; // a back edge below the last rank or above the first one
    for (const LayeredEdge& edge : m_graph.edges)
        dips = dips || edge.isBack;
    double y = dips ? m_spacing.rank / 2 : 0;
    for (std::size_t rank = 0; rank < m_ranks.size(); ++rank) {
        double height = 0;
        for (const int v : m_ranks[rank])
            height = std::max(height, m_vertices[static_cast<std::size_t>(v)].height);
        const bool isBesideLabels = m_isLabelRank[rank] || (rank > 0 && m_isLabelRank[rank - 1]);
        if (rank > 0)
            y += isBesideLabels ? m_spacing.rank * 0.6 : m_spacing.rank;
        m_top.push_back(y);
        y += height;
        m_bottom.push_back(y);
    }
    m_graph.size = {m_right, y + (dips ? m_spacing.rank / 2 : 0)};
    m_graph.rects.resize(m_graph.nodes.size());
    for (std::size_t n = 0; n < m_graph.nodes.size(); ++n) {
        const Vertex& vertex = m_vertices[n];
        const auto rank = static_cast<std::size_t>(vertex.rank);
        const double middle = (m_top[rank] + m_bottom[rank]) / 2;
        m_graph.rects[n] = {vertex.x - vertex.width / 2, std::round(middle - vertex.height / 2), vertex.width,
                            vertex.height};
    }
}

// Several lines of one card leave and arrive side by side, in the order of where they go.
void Layering::spreadPorts()
{
    m_leaveX.assign(m_graph.edges.size(), 0);
    m_arriveX.assign(m_graph.edges.size(), 0);
    const auto spread = [&](bool leaves, std::vector<double>& columns) {
        std::vector<std::vector<std::pair<double, int>>> ports(m_graph.nodes.size());
        for (std::size_t e = 0; e < m_graph.edges.size(); ++e) {
            const LayeredEdge& edge = m_graph.edges[e];
            const auto& lanes = m_lanes[e];
            const int other = leaves ? edge.to : edge.from;
            double toward = m_vertices[static_cast<std::size_t>(other)].x;
            if (m_isOutside[e])
                toward = m_right;
            else if (!lanes.empty())
                toward = m_vertices[static_cast<std::size_t>(leaves != edge.isBack ? lanes.front() : lanes.back())].x;
            ports[static_cast<std::size_t>(leaves ? edge.from : edge.to)].emplace_back(toward, static_cast<int>(e));
        }
        for (std::size_t n = 0; n < ports.size(); ++n) {
            std::stable_sort(ports[n].begin(), ports[n].end(),
                             [](const auto& a, const auto& b) { return a.first < b.first; });
            const auto count = static_cast<double>(ports[n].size());
            const Rect& rect = m_graph.rects[n];
            const double step = leaves ? std::min(24.0, rect.width * 0.7 / std::max(1.0, count)) : 0;
            for (std::size_t i = 0; i < ports[n].size(); ++i)
                columns[static_cast<std::size_t>(ports[n][i].second)] =
                    rect.center().x + (static_cast<double>(i) - (count - 1) / 2) * step;
        }
    };
    spread(true, m_leaveX);
    spread(false, m_arriveX);
}

void Layering::routeThrough(LayeredEdge& edge, const std::vector<int>& lanes)
{
    const auto index = static_cast<std::size_t>(&edge - m_graph.edges.data());
    const auto rankOf = [&](int node) { return static_cast<std::size_t>(m_rankOf[static_cast<std::size_t>(node)]); };
    const Rect& from = m_graph.rects[static_cast<std::size_t>(edge.from)];
    const Rect& to = m_graph.rects[static_cast<std::size_t>(edge.to)];
    const double gap = m_spacing.rank / 2;
    std::vector<Point>& points = edge.points;
    points.push_back({m_leaveX[index], from.bottom()});
    if (from.bottom() < m_bottom[rankOf(edge.from)] || edge.isBack)
        points.push_back({m_leaveX[index], m_bottom[rankOf(edge.from)] + (edge.isBack ? gap / 2 : 0)});
    if (edge.isBack)
        points.push_back({m_vertices[static_cast<std::size_t>(lanes.back())].x, points.back().y});
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        const Vertex& lane = m_vertices[static_cast<std::size_t>(edge.isBack ? lanes[lanes.size() - 1 - i] : lanes[i])];
        const auto rank = static_cast<std::size_t>(lane.rank);
        const double first = edge.isBack ? m_bottom[rank] : m_top[rank];
        const double second = edge.isBack ? m_top[rank] : m_bottom[rank];
        points.push_back({lane.x, first});
        if (second != first)
            points.push_back({lane.x, second});
        if (edge.label.width > 0 && i == 0)
            edge.labelRect = {lane.x - edge.label.width / 2, (first + second) / 2 - edge.label.height / 2,
                              edge.label.width, edge.label.height};
    }
    const double above = m_top[rankOf(edge.to)];
    if (edge.isBack) {
        points.push_back({points.back().x, above - gap / 2});
        points.push_back({m_arriveX[index], above - gap / 2});
    } else if (to.y > above) {
        points.push_back({m_arriveX[index], above});
    }
    points.push_back({m_arriveX[index], to.y});
}

// Past everything on the right.
void Layering::routeOutside(LayeredEdge& edge, int number)
{
    const auto index = static_cast<std::size_t>(&edge - m_graph.edges.data());
    const auto rankOf = [&](int node) { return static_cast<std::size_t>(m_rankOf[static_cast<std::size_t>(node)]); };
    const double below = m_bottom[rankOf(edge.from)] + m_spacing.rank / 4;
    const double above = m_top[rankOf(edge.to)] - m_spacing.rank / 4;
    const double lane = m_right + m_spacing.lane * (1 + number % 12);
    edge.points = {{m_leaveX[index], m_graph.rects[static_cast<std::size_t>(edge.from)].bottom()},
                   {m_leaveX[index], below},
                   {lane, below},
                   {lane, above},
                   {m_arriveX[index], above},
                   {m_arriveX[index], m_graph.rects[static_cast<std::size_t>(edge.to)].y}};
}

void Layering::route()
{
    spreadPorts();
    int outside = 0;
    for (std::size_t e = 0; e < m_graph.edges.size(); ++e) {
        if (m_isOutside[e])
            routeOutside(m_graph.edges[e], outside++);
        else
            routeThrough(m_graph.edges[e], m_lanes[e]);
    }
    if (outside > 0)
        m_graph.size.width += m_spacing.lane * 13;
}

} // namespace

void layOut(LayeredGraph& graph, const LayeredSpacing& spacing)
{
    if (!graph.nodes.empty())
        Layering(graph, spacing).run();
}

} // namespace gw::asl
