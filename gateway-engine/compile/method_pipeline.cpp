// The table of contents: the stages of a method in the order a request meets them. A stage that a method does not use
// is left out.
#include "gateway-engine/compile/method_pipeline.h"

#include "gateway-engine/pipeline/configuration_fault.h"

namespace gw::engine {

std::string MethodSource::name() const
{
    return std::string(toString(method.verb)) + " " + resource.path;
}

NodeRef MethodSource::node() const
{
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

CompiledMethod compileMethod(const MethodSource& source)
{
    CompiledMethod method;
    method.node = source.node();
    method.verb = toString(source.method.verb);
    method.resourcePath = source.resource.path;
    auto& stages = method.stages;
    if (!source.method.integration) {
        stages.push_back(compileExamples(source)); // the document itself answers
        return method;
    }
    return method;
}

} // namespace gw::engine
