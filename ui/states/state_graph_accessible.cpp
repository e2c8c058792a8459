#include "ui/states/state_graph_accessible.h"

#include "ui/states/state_graph_impl.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QPointer>

#include <map>

namespace gw::ui {

namespace {

class StateNodeAccessible final : public QAccessibleInterface
{
public:
    StateNodeAccessible(StateGraph* graph, int node) : m_graph(graph), m_node(node) {}

    bool isValid() const override { return m_graph && m_node < static_cast<int>(m_graph->picture().nodes.size()); }
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
        const asl::State* shown = m_graph->picture().nodes[static_cast<std::size_t>(m_node)].state;
        state.selected = shown && m_graph->selected().toStdString() == shown->pointer;
        state.focused = state.selected && m_graph->hasFocus();
        return state;
    }

private:
    QPointer<StateGraph> m_graph;
    int m_node;
};

class StateGraphAccessible final : public QAccessibleWidget
{
public:
    explicit StateGraphAccessible(StateGraph* graph) : QAccessibleWidget(graph, QAccessible::List) {}
    ~StateGraphAccessible() override
    {
        for (const auto& [node, id] : m_ids)
            QAccessible::deleteAccessibleInterface(id);
    }

    int childCount() const override { return static_cast<int>(graph()->picture().nodes.size()); }

    QAccessibleInterface* child(int index) const override
    {
        if (index < 0 || index >= childCount())
            return nullptr;
        const auto [found, isNew] = m_ids.try_emplace(index, 0);
        if (isNew)
            found->second = QAccessible::registerAccessibleInterface(new StateNodeAccessible(graph(), index));
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
        for (int i = 0; i < childCount(); ++i) {
            const asl::State* state = graph()->picture().nodes[static_cast<std::size_t>(i)].state;
            if (state && graph()->selected().toStdString() == state->pointer)
                return child(i);
        }
        return nullptr;
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
    [[nodiscard]] StateGraph* graph() const { return static_cast<StateGraph*>(object()); }
    mutable std::map<int, QAccessible::Id> m_ids;
};

QAccessibleInterface* makeInterface(const QString&, QObject* object)
{
    auto* graph = qobject_cast<StateGraph*>(object);
    return graph ? new StateGraphAccessible(graph) : nullptr;
}

} // namespace

void installStateGraphAccessibility()
{
    static const bool installed = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    (void)installed;
}

// What a card says where it cannot be seen.
QString StateGraph::accessibleText(int index) const
{
    const asl::GraphNode& node = m_impl->node(index);
    if (!node.state)
        return node.kind == asl::GraphNode::Kind::Start ? tr("Start") : tr("End");
    QStringList parts{utf8(node.state->name), utf8(node.state->typeText)};
    if (const StateLight* light = m_impl->lightOf(index)) {
        using Status = StateEntry::Status;
        parts << (light->status == Status::Running     ? tr("running")
                  : light->status == Status::Succeeded ? tr("succeeded")
                  : light->status == Status::Caught    ? tr("caught an error")
                  : light->status == Status::Failed    ? tr("failed")
                                                       : tr("aborted"));
    } else if (m_impl->lights) {
        parts << tr("not entered");
    }
    return parts.join(QStringLiteral(", "));
}

QString StateGraph::accessibleDetails(int index) const
{
    const asl::GraphNode& node = m_impl->node(index);
    if (!node.state)
        return {};
    QStringList lines;
    const auto add = [&](std::string_view text) {
        if (!text.empty())
            lines << utf8(text);
    };
    add(node.state->name);
    add(node.state->comment);
    if (node.state->summary != node.state->comment)
        add(node.state->summary);
    for (const asl::Transition& way : node.state->transitions)
        lines << (way.words.empty() ? tr("Leads to %1").arg(utf8(way.target))
                                    : tr("%1: leads to %2").arg(utf8(way.words), utf8(way.target)));
    if (node.state->retriers > 0)
        lines << tr("Retries after errors");
    if (const auto found = m_impl->problems.find(node.state->pointer); found != m_impl->problems.end())
        add(found->second->diagnostic.message + " " + found->second->diagnostic.hint);
    if (const StateLight* light = m_impl->lightOf(index)) {
        if (light->entries > 1)
            lines << tr("Entered %1 times").arg(light->entries);
        add(light->error);
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace gw::ui
