// What differs between two definitions of one API in the eyes of its clients: routes and behaviours, each in a
// sentence, and whether it breaks clients that worked before. What a deployment shows before it is made.
#pragma once

#include "core/api/project.h"

#include <cstdint>
#include <string>
#include <vector>

namespace gw {

enum class Behaviour {
    Route,
    Parameters,
    RequestBody,
    Validation,
    Authorization,
    Integration,
    RequestTemplates,
    Responses,
    ResponseTemplates,
    Model,
    GatewayResponse,
    BinaryMediaTypes,
    Compression,
    StageVariables,
    Throttling,
    Caching,
    Description
};

struct BehaviourChange
{
    enum class Kind { Added, Removed, Changed };
    Kind kind = Kind::Changed;
    Behaviour behaviour = Behaviour::Route;
    std::string subject;  // "GET /pets", "Model Pet", "DEFAULT_4XX", "API"
    std::string sentence; // "The query string parameter \"limit\" is required now."
    bool breaksClients = false;
    NodeRef node; // in `after`; of a removed method, in `before`
    bool operator==(const BehaviourChange&) const = default;
};

using BehaviourChanges = std::vector<BehaviourChange>;

// Elements are paired by path and verb. Order and spelling that mean nothing to clients are no change.
[[nodiscard]] BehaviourChanges behaviourDiff(const OpenApiDefinition& before, const OpenApiDefinition& after,
                                             ApiId api = {});
// Of a WebSocket API; nothing before for one that is deployed for the first time (behaviour_diff_websocket.cpp).
[[nodiscard]] BehaviourChanges behaviourDiff(const WebSocketApi& before, const WebSocketApi& after, ApiId api = {});
// Stage variables act at once, without a deployment.
[[nodiscard]] BehaviourChanges behaviourDiff(const StringMap& variablesBefore, const StringMap& variablesAfter);

// Limits, caches and filters of a stage, and what a plan lets its keys do: they act at once as well.
[[nodiscard]] BehaviourChanges behaviourDiff(const Stage& before, const Stage& after, ApiId api = {});
[[nodiscard]] BehaviourChanges behaviourDiff(const UsagePlan& before, const UsagePlan& after);

// Everything a client of an API that is deployed for the first time gets: each route added.
[[nodiscard]] BehaviourChanges behavioursOf(const OpenApiDefinition& definition, ApiId api = {});

[[nodiscard]] const char* behaviourName(Behaviour behaviour); // "request body", for tables and JSON
[[nodiscard]] bool breaksClients(const BehaviourChanges& changes);

} // namespace gw
