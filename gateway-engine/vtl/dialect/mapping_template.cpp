#include "gateway-engine/vtl/dialect/mapping_template.h"

#include "gateway-engine/vtl/dialect/context_object.h"
#include "gateway-engine/vtl/dialect/input_object.h"
#include "gateway-engine/vtl/dialect/util_object.h"
#include "gateway-engine/vtl/tree.h"

namespace gw::engine::vtl {

namespace {

// #evaluate can put any name together.
bool mayName(const Template& what, std::string_view name)
{
    return what.text().find(name) != std::string::npos || what.text().find("#evaluate") != std::string::npos ||
           what.text().find("#{evaluate}") != std::string::npos;
}

Value stageVariablesOf(const Parameters& variables)
{
    Value made = makeMap();
    for (const auto& [name, value] : variables)
        (void)made.map()->put(Value(name), Value(value));
    return made;
}

template <typename Kind>
Value objectValue(std::shared_ptr<Kind> object)
{
    return Value(std::static_pointer_cast<Object>(std::move(object)));
}

Diagnostic overrideSetTwice(const Template& what, const std::string& target)
{
    auto refusal = fail("The template sets $context." + target + " twice.",
                        "Put the value together in a variable of the template and set the override once, at the end.");
    refusal.value().file = what.name();
    const std::string_view name = std::string_view(target).substr(target.rfind('.') + 1);
    const auto place = what.text().rfind(name);
    if (place != std::string::npos)
        refusal.value().position = positionOf(what.text(), place);
    return refusal.value();
}

} // namespace

Needs needsOf(const Template& what)
{
    return {mayName(what, "params"), mayName(what, "stageVariables"), mayName(what, "context")};
}

Result<MappingOutput> renderMapping(const Template& what, const TemplateInput& input, const RenderOptions& options)
{
    Budget budget(options.limits);
    Scope scope = input.variables;
    scope.set("input", objectValue(std::make_shared<InputObject>(input, budget)));
    scope.set("util", objectValue(std::make_shared<UtilObject>(budget)));
    if (input.needs.stageVariables)
        scope.set("stageVariables", stageVariablesOf(input.stageVariables));
    std::optional<TemplateContext> context;
    if (input.needs.context) {
        context.emplace(input.context ? input.context() : json::Value::object(), budget);
        scope.set("context", context->reference());
    }
    auto rendered = render(what, scope, options);
    if (!rendered)
        return tl::unexpected(std::move(rendered.error()));
    if (context)
        if (const std::string target = context->setTwice(); !target.empty())
            return fail(overrideSetTwice(what, target));
    MappingOutput output{std::move(rendered->output), std::move(rendered->pieces), nullptr, nullptr};
    if (context) {
        output.requestOverride = context->requestOverride();
        output.responseOverride = context->responseOverride();
    }
    return output;
}

} // namespace gw::engine::vtl
