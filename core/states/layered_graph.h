// The layered layout of one flat graph: ranks by longest path with back edges broken, order by barycentre sweeps,
// columns by least squares under the order. Knows nothing of states; graph_layout puts flows together with it.
#pragma once

#include "core/states/graph_layout.h"

#include <vector>

namespace gw::asl {

struct LayeredEdge
{
    int from = 0;
    int to = 0;
    Size label;         // {0,0}: none
    bool joins = false; // long edges to one node that join run as one line (End)
    // Results:
    bool isBack = false;
    std::vector<Point> points;
    Rect labelRect;
};

struct LayeredGraph
{
    std::vector<Size> nodes; // the first is where it starts
    std::vector<LayeredEdge> edges;
    int last = -1; // a node that stands below all others (End)
    // Results:
    std::vector<Rect> rects;
    Size size;
};

struct LayeredSpacing
{
    double column = 28; // between nodes side by side
    double rank = 34;   // between ranks
    double lane = 14;   // beside a line that passes
};

void layOut(LayeredGraph& graph, const LayeredSpacing& spacing = {});

} // namespace gw::asl
