// Program: one API on one stage, compiled for serving. Immutable once published; requests keep the one they began with.
#pragma once

#include "core/api/ids.h"
#include "core/api/method.h"
#include "gateway-engine/pipeline/content_handling.h"
#include "gateway-engine/pipeline/stage.h"
#include "gateway-engine/routing/route_tree.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gw::engine {

struct CompiledMethod
{
    NodeRef node;                                     // the design's method or route, for "Go to setting"
    std::string verb;                                 // "GET" … "ANY"
    std::string resourcePath;                         // "/pets/{petId}"
    std::vector<std::unique_ptr<const Stage>> stages; // order: compile/method_pipeline.cpp
    bool isTwoWay = false;                            // of WebSocket APIs: the reply goes to the client
};

class WebAclCheck;   // pipeline/web_acl_check.h
struct StageLogging; // trace/stage_logging.h

// A gateway response of this API, ready to send: see pipeline/gateway_response.h.
struct GatewayResponses;
struct SocketRoutes; // websocket/socket_routes.h

struct Program
{
    std::string apiId;
    std::string apiName;
    std::string stageName;
    std::string accountId; // as ARNs, events and $context name it
    ApiId api;
    RouteTree routes; // leads to indices into `methods`
    std::vector<CompiledMethod> methods;
    std::shared_ptr<const SocketRoutes> sockets; // of a WebSocket API: leads to `methods`, too; null: it is none
    std::shared_ptr<const WebAclCheck> webAcl;   // what every request meets first; null: the stage has none
    std::shared_ptr<const GatewayResponses> gatewayResponses;
    StringMap stageVariables;
    BinaryMediaTypes binaryMediaTypes;
    std::optional<std::size_t> minimumCompressionSize; // unset: answers are not compressed
    std::string deploymentId;                          // of the deployment store; empty for a draft
    std::shared_ptr<const StageLogging> logging;       // null: the stage logs nothing
    std::shared_ptr<const Program> canary;             // what a share of the requests gets (reference 1.29)
    double canaryPercent = 0;
    bool isDefaultEndpointDisabled = false; // disableExecuteApiEndpoint: reached by custom domains only
    std::optional<bool> isCanary;           // unset while the stage has no canary
};

} // namespace gw::engine
