// RouteGraphView: a WebSocket API as a picture (ui/models/route_graph.h): what happens on a connection, the routes,
// what they call and what goes back. It shows what it is given and tells what people want; it changes nothing itself.
#pragma once

#include "ui/models/route_graph.h"
#include "ui/theme/theme.h"

#include <QAbstractScrollArea>

#include <map>

class QPainter;

namespace gw::ui {

class RouteGraphView final : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit RouteGraphView(const Theme& theme, QWidget* parent = nullptr);

    void setGraph(RouteGraph graph);
    [[nodiscard]] const RouteGraph& graph() const { return m_graph; }
    // Messages that each route has answered lately; shown on its card.
    void setCounts(std::map<std::string, int> counts);

    void select(RouteId route); // without a signal
    [[nodiscard]] RouteId selectedRoute() const;
    [[nodiscard]] int selectedNode() const { return m_selected; } // -1: none
    [[nodiscard]] int nodeCount() const { return static_cast<int>(m_graph.nodes.size()); }

    [[nodiscard]] double zoom() const { return m_zoom; }
    void setZoom(double zoom); // around the middle
    void fit();
    [[nodiscard]] QRect nodeRect(int node) const; // in the viewport
    [[nodiscard]] QString accessibleText(int node) const;
    [[nodiscard]] QString accessibleDetails(int node) const;
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void nodeSelected(); // by people
    void routeActivated(gw::RouteId route);
    void elementActivated(const gw::NodeRef& element); // what a route calls
    void expressionActivated();                        // what chooses routes
    void newRequested();
    void renameRequested(gw::RouteId route);
    void duplicateRequested(gw::RouteId route);
    void deleteRequested(gw::RouteId route);
    void zoomChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    [[nodiscard]] const RouteGraphNode& node(int index) const { return m_graph.nodes[static_cast<std::size_t>(index)]; }
    [[nodiscard]] QPointF origin() const; // of the scene in the viewport
    [[nodiscard]] int nodeAt(const QPointF& viewport) const;
    void updateBars();
    void choose(int index);
    void reveal(int index);
    void activate();
    void zoomAround(double wanted, const QPointF& view);
    void openMenu(const QPoint& global);
    [[nodiscard]] bool isOnWay(int index) const; // of the route that is selected
    void paintNode(QPainter& painter, int index) const;
    void paintEdge(QPainter& painter, const RouteGraphEdge& edge) const;

    const Theme& m_theme;
    RouteGraph m_graph;
    std::map<std::string, int> m_counts;
    double m_zoom = 1;
    bool m_isFitted = true; // follows the view's size until people zoom
    int m_selected = -1;
    int m_hovered = -1;
    bool m_isPanning = false;
    QPoint m_lastMouse;
};

} // namespace gw::ui
