// Painted graphs for screen readers: a list of their cards. A graph has nodeCount(), selectedNode() (-1: none),
// nodeRect() in its viewport, accessibleText() and accessibleDetails().
#pragma once

#include <QAccessible>
#include <QAccessibleWidget>
#include <QPointer>
#include <QRect>
#include <QString>

#include <map>

namespace gw::ui {

template <typename Graph>
class GraphNodeAccessible final : public QAccessibleInterface
{
public:
    GraphNodeAccessible(Graph* graph, int node) : m_graph(graph), m_node(node) {}

    bool isValid() const override { return m_graph && m_node < m_graph->nodeCount(); }
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_graph); }
    QAccessibleInterface* child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    void setText(QAccessible::Text, const QString&) override {}
    QAccessible::Role role() const override { return QAccessible::ListItem; }

    QString text(QAccessible::Text kind) const override
    {
        if (!isValid())
            return {};
        if (kind == QAccessible::Name)
            return m_graph->accessibleText(m_node);
        return kind == QAccessible::Description ? m_graph->accessibleDetails(m_node) : QString();
    }

    QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect area = m_graph->nodeRect(m_node);
        return {m_graph->viewport()->mapToGlobal(area.topLeft()), area.size()};
    }

    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.selectable = true;
        state.focusable = true;
        if (!isValid())
            return state;
        state.selected = m_graph->selectedNode() == m_node;
        state.focused = state.selected && m_graph->hasFocus();
        return state;
    }

private:
    QPointer<Graph> m_graph;
    int m_node;
};

template <typename Graph>
class GraphAccessible final : public QAccessibleWidget
{
public:
    explicit GraphAccessible(Graph* graph) : QAccessibleWidget(graph, QAccessible::List) {}
    ~GraphAccessible() override
    {
        for (const auto& [node, id] : m_ids)
            QAccessible::deleteAccessibleInterface(id);
    }

    int childCount() const override { return graph()->nodeCount(); }

    QAccessibleInterface* child(int index) const override
    {
        if (index < 0 || index >= childCount())
            return nullptr;
        const auto [found, isNew] = m_ids.try_emplace(index, 0);
        if (isNew)
            found->second = QAccessible::registerAccessibleInterface(new GraphNodeAccessible<Graph>(graph(), index));
        return QAccessible::accessibleInterface(found->second);
    }

    int indexOfChild(const QAccessibleInterface* child) const override
    {
        for (const auto& [node, id] : m_ids)
            if (QAccessible::accessibleInterface(id) == child)
                return node;
        return -1;
    }

    QAccessibleInterface* focusChild() const override
    {
        const int selected = graph()->selectedNode();
        return selected >= 0 ? child(selected) : nullptr;
    }

    QAccessibleInterface* childAt(int x, int y) const override
    {
        const QPoint at = graph()->viewport()->mapFromGlobal(QPoint(x, y));
        for (int i = childCount() - 1; i >= 0; --i)
            if (graph()->nodeRect(i).contains(at))
                return child(i);
        return nullptr;
    }

private:
    [[nodiscard]] Graph* graph() const { return static_cast<Graph*>(object()); }
    mutable std::map<int, QAccessible::Id> m_ids;
};

// Once for all graphs of a kind.
template <typename Graph>
void installGraphAccessibility()
{
    static const bool installed = [] {
        QAccessible::installFactory([](const QString&, QObject* object) -> QAccessibleInterface* {
            auto* graph = qobject_cast<Graph*>(object);
            return graph ? new GraphAccessible<Graph>(graph) : nullptr;
        });
        return true;
    }();
    (void)installed;
}

} // namespace gw::ui
