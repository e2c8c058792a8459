// The table of contents: the stages of a method in the order a request meets them (reference 1.1). A stage that a
// method does not use is left out, so it costs nothing.
#include "gateway-engine/compile/method_pipeline.h"

#include "core/in_quotes.h"
#include "gateway-engine/pipeline/cache.h"

namespace gw::engine {

std::string MethodSource::name() const
{
    return route ? "Route " + inQuotes(route->routeKey) : std::string(toString(method.verb)) + " " + resource.path;
}

NodeRef MethodSource::node() const
{
    if (route)
        return nodeOf(api.id, route->id);
    NodeRef ref;
    ref.api = api.id;
    ref.resource = resource.id;
    ref.method = method.id;
    return ref;
}

void MethodSource::warn(std::string rule, std::string message, std::string hint) const
{
    Diagnostic d;
    d.severity = Severity::Warning;
    d.rule = std::move(rule);
    d.file = api.file;
    d.node = node();
    d.message = std::move(message);
    d.hint = std::move(hint);
    diagnostics.push_back(std::move(d));
}

ApiAuthorization::Stages compileAuthorization(const MethodSource& source)
{
    Diagnostic problem;
    auto stages = source.authorization.stagesOf(source.method, problem);
    if (!problem.message.empty())
        source.warn(problem.rule, source.name() + " lets nobody pass: " + problem.message + ".", problem.hint);
    return stages;
}

CompiledMethod compileMethod(const MethodSource& source)
{
    CompiledMethod method;
    method.node = source.node();
    method.verb = toString(source.method.verb);
    method.resourcePath = source.resource.path;
    const auto add = [&stages = method.stages](std::unique_ptr<const Stage> stage) {
        if (stage)
            stages.push_back(std::move(stage));
    };
    for (auto& stage : compileAuthorization(source)) // who calls is known before anything is counted or told
        add(std::move(stage));
    add(compileUsagePlan(source)); // whoever is let in is counted; a refused request costs nobody anything further
    const auto cache = cacheDesign(source);
    if (cache)
        add(std::make_unique<CacheLookup>(cache)); // a kept answer needs no validation, and no endpoint
    add(compileValidation(source)); // refuses what is incomplete or malformed before anything is made of it
    if (!source.method.integration) {
        add(compileExamples(source)); // nothing stands behind the method: the document itself answers
        return method;
    }
    add(compileMapRequest(source));  // may refuse the content type, so before the endpoint hears of the request
    add(compileBackend(source));     // the endpoint's answer, or a fault of the network
    add(compileMapResponse(source)); // selects by the endpoint's status
    if (cache)
        add(std::make_unique<CacheStore>(cache)); // the method response, as the next client gets it
    return method;
}

} // namespace gw::engine
