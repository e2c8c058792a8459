// The inside of StateGraph, shared by state_graph.cpp (view), state_graph_geometry.cpp, state_graph_mouse.cpp,
// state_graph_keys.cpp, state_graph_menus.cpp, state_graph_rename.cpp, state_graph_paint.cpp, state_graph_cards.cpp and
// state_graph_lines.cpp.
#pragma once

#include "ui/states/state_graph.h"

#include <QLineEdit>
#include <QPointF>
#include <QPointer>

class QKeyEvent;
class QMenu;
class QPainter;
class QPainterPath;

namespace gw::ui {

inline constexpr double cardHeight = 48;
inline constexpr double headHeight = 40;
inline constexpr double tileSize = 28;
inline constexpr double portRadius = 6;
inline constexpr double leastZoomForText = 0.28;
inline constexpr double leastZoom = 0.08;
inline constexpr double mostZoom = 3;

struct StateGraph::Impl
{
    Impl(StateGraph& graph, const Theme& theme) : q(graph), theme(theme) {}

    StateGraph& q;
    const Theme& theme;
    std::shared_ptr<const asl::Outline> outline = std::make_shared<asl::Outline>();
    asl::GraphPicture picture;
    std::optional<GraphLights> lights;
    std::map<std::string, const asl::Problem*> problems; // the worst of each state
    bool isEditable = true;
    double zoom = 1;
    bool isFitted = true;    // follows the size of the view until people zoom
    bool showsWhole = false; // fitted: all of it, however small
    int selectedNode = -1;
    int selectedEdge = -1;
    int hovered = -1;
    QString wanted; // what is to be selected once the outline has it

    enum class Drag { None, Pan, Connect };
    Drag drag = Drag::None;
    bool connectsByKeys = false;
    int connectFrom = -1;
    int connectTo = -1;
    QPointF dragAt;   // scene
    QPoint lastMouse; // viewport
    QPointer<QLineEdit> editor;

    // state_graph.cpp
    void layOut();
    void updateBars();
    [[nodiscard]] QPointF toScene(const QPoint& viewport) const;
    [[nodiscard]] QPointF toView(const QPointF& scene) const;
    [[nodiscard]] QPointF origin() const; // of the scene in the viewport
    [[nodiscard]] int nodeAt(const QPointF& scene) const;
    [[nodiscard]] int edgeAt(const QPointF& scene) const;
    [[nodiscard]] bool isOnPort(int node, const QPointF& scene) const;
    [[nodiscard]] const asl::GraphNode& node(int index) const { return picture.nodes[static_cast<std::size_t>(index)]; }
    [[nodiscard]] const asl::GraphEdge& edge(int index) const { return picture.edges[static_cast<std::size_t>(index)]; }
    [[nodiscard]] const asl::Transition* transitionOf(const asl::GraphEdge& edge) const;
    [[nodiscard]] QString pointerOf(int node) const;
    void choose(int node, int edge); // by people
    void reveal(const QRectF& scene);
    void zoomAround(double wanted, const QPointF& view);
    void endConnect(bool connects);
    void closeEditor(bool applies);
    [[nodiscard]] bool canLeave(int node) const;
    [[nodiscard]] bool canConnect(int from, int to) const;

    // state_graph_keys.cpp
    bool chooseByKey(const QKeyEvent& event);
    bool editByKey(const QKeyEvent& event);
    bool navigate(int key);
    [[nodiscard]] int neighbour(int node, int key) const;
    void moveAlong(bool down);
    void removeSelected();

    // state_graph_menus.cpp
    void fillAddMenu(QMenu& menu);
    void fillStateMenu(QMenu& menu);
    void openContextMenu(const QPoint& global);
    void offerKinds(int from, int to, const QPoint& global);

    // state_graph_paint.cpp
    void paint(QPainter& painter, const QRectF& visible);
    void paintGroup(QPainter& painter, int index);
    void paintCard(QPainter& painter, int index);
    void paintMark(QPainter& painter, const asl::GraphNode& mark);
    void paintHead(QPainter& painter, int index, const QRectF& area);
    void paintBadges(QPainter& painter, int index, const QRectF& area, double& right);
    void paintEdge(QPainter& painter, int index);
    void paintLabel(QPainter& painter, int index);
    void paintConnecting(QPainter& painter);
    [[nodiscard]] QPainterPath pathOf(const asl::GraphEdge& edge) const;
    [[nodiscard]] const StateLight* lightOf(int node) const;
    [[nodiscard]] bool wasTaken(const asl::GraphEdge& edge) const;
};

[[nodiscard]] asl::GraphMeasure graphMeasure(const Theme& theme);
[[nodiscard]] inline QRectF rectOf(const asl::Rect& rect)
{
    return {rect.x, rect.y, rect.width, rect.height};
}
[[nodiscard]] QString utf8(std::string_view text);

} // namespace gw::ui
