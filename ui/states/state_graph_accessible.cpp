#include "ui/states/state_graph_accessible.h"

#include "ui/states/state_graph_impl.h"
#include "ui/widgets/graph_accessible.h"

namespace gw::ui {

void installStateGraphAccessibility()
{
    installGraphAccessibility<StateGraph>();
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
