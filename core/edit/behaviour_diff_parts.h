// The parts of a behaviour diff: the API as a whole, and one method (behaviour_diff_method.cpp).
#pragma once

#include "core/edit/behaviour_diff.h"

#include <string>

namespace gw {

class BehaviourReport
{
public:
    BehaviourReport(const OpenApiDefinition& definitionBefore, const OpenApiDefinition& definitionAfter,
                    BehaviourChanges& changes)
        : before(definitionBefore), after(definitionAfter), m_changes(changes)
    {
    }

    const OpenApiDefinition& before;
    const OpenApiDefinition& after;

    // What the following sentences are about.
    void begin(std::string subject, const NodeRef& node)
    {
        m_subject = std::move(subject);
        m_node = node;
    }
    void say(Behaviour behaviour, std::string sentence, bool breaksClients = false)
    {
        say(BehaviourChange::Kind::Changed, behaviour, std::move(sentence), breaksClients);
    }
    void say(BehaviourChange::Kind kind, Behaviour behaviour, std::string sentence, bool breaksClients = false)
    {
        m_changes.push_back({kind, behaviour, m_subject, std::move(sentence), breaksClients, m_node});
    }
    // "The request template for application/json changed.", one for each that differs.
    void compareMaps(Behaviour behaviour, const std::string& what, const StringMap& was, const StringMap& is);

private:
    std::string m_subject;
    NodeRef m_node;
    BehaviourChanges& m_changes;
};

void compareMethods(BehaviourReport& report, const Method& before, const Method& after);
// Authorizers, the resource policy, where API keys come from, the endpoint (behaviour_diff_access.cpp).
void compareAccess(BehaviourReport& report, const NodeRef& node);
void compareCors(BehaviourReport& report); // behaviour_diff_cors.cpp

} // namespace gw
