// StateGraph: a state machine as a picture: states as cards, transitions as lines, Parallel and Map around what they
// hold (core/states/graph_layout.h). The design is edited on it; an execution is lit up on the same picture. It shows
// what it is given and tells what people want; it changes nothing itself.
#pragma once

#include "core/states/asl_edits.h"
#include "core/states/graph_layout.h"
#include "ui/models/execution_view.h"
#include "ui/theme/theme.h"

#include <QAbstractScrollArea>
#include <QString>

#include <map>
#include <memory>
#include <optional>

namespace gw::ui {

// An execution on the picture: by state names, which are unique in a machine.
struct GraphLights
{
    std::map<std::string, StateLight> states;
    std::map<std::pair<std::string, std::string>, int> ways;
    std::map<std::pair<std::string, std::string>, int> catches;
    bool operator==(const GraphLights&) const = default;
};

// A transition of a state, as asl::setTransition() names it.
struct TransitionRef
{
    QString from; // pointer
    asl::Transition::Kind kind = asl::Transition::Kind::Next;
    int index = 0;
    bool operator==(const TransitionRef&) const = default;
};

class StateGraph final : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit StateGraph(const Theme& theme, QWidget* parent = nullptr);
    ~StateGraph() override;

    void setOutline(std::shared_ptr<const asl::Outline> outline);
    [[nodiscard]] const asl::Outline& outline() const;
    [[nodiscard]] const asl::GraphPicture& picture() const;
    void setLights(std::optional<GraphLights> lights); // nullopt: the design
    void setEditable(bool editable);
    [[nodiscard]] bool isEditable() const;

    void select(const QString& state); // a pointer; empty: nothing. Scrolls to it; without a signal
    [[nodiscard]] QString selected() const;
    [[nodiscard]] int selectedNode() const; // -1: none
    [[nodiscard]] int nodeCount() const;
    [[nodiscard]] std::optional<TransitionRef> selectedTransition() const;

    [[nodiscard]] double zoom() const;
    void setZoom(double zoom);                    // around the middle
    void fit();                                   // all of it, however small
    void showBeginning();                         // as much as is readable, from Start on
    [[nodiscard]] QRect nodeRect(int node) const; // in the viewport
    [[nodiscard]] QPoint portOf(int node) const;  // where a new line is drawn from
    [[nodiscard]] QPoint lineMiddle(int edge) const;

    void rename();                          // an editor on the selected state's card
    void beginConnect();                    // by keys: arrows choose, Enter connects, Escape leaves
    void openAddMenu(const QPoint& global); // of the types, behind the selected state
    [[nodiscard]] asl::Position addPosition() const;
    [[nodiscard]] QString accessibleText(int node) const;
    [[nodiscard]] QString accessibleDetails(int node) const;

signals:
    void stateSelected(const QString& state); // by people; empty: nothing is
    void stateActivated(const QString& state);
    void addRequested(gw::asl::StateType type, const gw::asl::Position& position);
    void renameRequested(const QString& state, const QString& name);
    void deleteRequested(const QString& state);
    void duplicateRequested(const QString& state);
    void startRequested(const QString& state);
    void branchRequested(const QString& state);
    void branchDeleteRequested(const QString& flow);
    void moveRequested(const QString& state, const gw::asl::Position& position);
    void connectRequested(const QString& from, const QString& to, gw::asl::Transition::Kind kind);
    void transitionDeleteRequested(const gw::ui::TransitionRef& transition);
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
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gw::ui
