// The table of contents of HTTP APIs: the stages of a route in the order a request meets them (reference 2). The
// sibling of compile/method_pipeline.cpp; a stage that a route does not use is left out.
#include "gateway-engine/compile/route_pipeline.h"

#include "core/api/route_key.h"
#include "gateway-engine/compile/route_access.h"

#include <utility>

namespace gw::engine {

CompiledMethod compileRoute(const MethodSource& source)
{
    CompiledMethod route;
    route.node = source.node();
    route.verb = toString(source.method.verb);
    route.routeKey = routeKeyOf(source.resource.path, source.method.verb);
    route.resourcePath = route.routeKey == defaultRouteKey ? route.routeKey : source.resource.path;
    const auto add = [&stages = route.stages](std::unique_ptr<const Stage> stage) {
        if (stage)
            stages.push_back(std::move(stage));
    };
    for (auto& stage : compileAuthorization(source)) // who calls is known before anything is counted or told
        add(std::move(stage));
    route.needsAuthorization = !route.stages.empty();
    add(compileRouteThrottle(source)); // whoever is let in is counted
    if (!source.method.integration) {
        add(compileExamples(source)); // nothing stands behind the route: the document itself answers
        add(compileCorsHeaders(source));
        return route;
    }
    add(compileEventMapping(source)); // an event is made of the request as mappings leave it
    add(compileRouteRequest(source)); // what goes on by itself: path, query, headers, body, or the event of a function
    add(compileRequestMapping(source)); // changes what goes on by itself, so behind it
    add(compileRouteBackend(source));   // the endpoint's answer, or a fault of the network
    add(compileRouteAnswer(source));    // what comes back by itself
    add(compileAnswerMapping(source));  // changes that, by the status it came with
    add(compileCorsHeaders(source));    // last: nothing but the configuration speaks of CORS
    return route;
}

} // namespace gw::engine
