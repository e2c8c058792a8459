// Where the states of a definition stand in its picture, and how the lines between them run: a layered layout
// (Sugiyama, Tagawa, Toda 1981), flow by flow from the innermost outwards; a Parallel or Map is as large as the flows
// in it. The same outline and measures always give the same picture. Sizes are pixels at 100 %; whoever draws measures.
#pragma once

#include "core/states/asl_outline.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace gw::asl {

struct Point
{
    double x = 0;
    double y = 0;
    bool operator==(const Point&) const = default;
};

struct Size
{
    double width = 0;
    double height = 0;
    bool operator==(const Size&) const = default;
};

struct Rect
{
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
    [[nodiscard]] double right() const { return x + width; }
    [[nodiscard]] double bottom() const { return y + height; }
    [[nodiscard]] Point center() const { return {x + width / 2, y + height / 2}; }
    bool operator==(const Rect&) const = default;
};

struct GraphMeasure
{
    std::function<Size(const State& state)> state;     // of its card, or of the head of its group
    std::function<Size(std::string_view words)> label; // of a transition's words; {0,0}: none is drawn
    Size mark{44, 24};                                 // Start and End
};

struct GraphNode
{
    enum class Kind { Start, End, State, Group };
    Kind kind = Kind::State;
    const State* state = nullptr; // in the outline that was laid out; null for Start and End
    Rect rect;
    double headHeight = 0; // of a group
    int parent = -1;       // the group it stands in
    bool operator==(const GraphNode&) const = default;
};

struct GraphEdge
{
    int from = 0; // nodes
    int to = 0;
    int transition = -1; // of the from state; -1: from Start, or to End
    bool isBack = false; // leads upwards
    std::vector<Point> points;
    Rect label; // empty: none
    bool operator==(const GraphEdge&) const = default;
};

// One branch's or processor's area in its group.
struct GraphArea
{
    int group = 0;
    std::string flow; // pointer
    Rect rect;
    bool operator==(const GraphArea&) const = default;
};

struct GraphPicture
{
    std::vector<GraphNode> nodes; // groups before what stands in them
    std::vector<GraphEdge> edges;
    std::vector<GraphArea> areas;
    Size size;
    bool operator==(const GraphPicture&) const = default;

    [[nodiscard]] int nodeOf(std::string_view statePointer) const; // -1: none
};

[[nodiscard]] GraphPicture layOutGraph(const Outline& outline, const GraphMeasure& measure);

} // namespace gw::asl
