#include "gateway-engine/vtl/dialect/mapping_template.h"

#include "gateway-engine/vtl/dialect/context_object.h"
#include "gateway-engine/vtl/dialect/input_object.h"
#include "gateway-engine/vtl/dialect/util_object.h"
#include "gateway-engine/vtl/tree.h"

#include <algorithm>

namespace gw::engine::vtl {

namespace {

// How a template uses a variable; null when it does not. One with #evaluate can put any name together.
struct Uses
{
    bool any = false;
    const NameUse* use = nullptr;
};
Uses usesOf(const Template& what, const std::string& variable)
{
    const Names& names = what.program().names;
    const Slot slot = names.known(variable);
    const NameUse* use = slot == noSlot ? nullptr : &names.uses[slot];
    return {names.evaluates || (use && use->otherwise), use};
}

bool isUsed(const Template& what, const std::string& variable)
{
    const Uses uses = usesOf(what, variable);
    return uses.any || uses.use;
}

bool contains(const std::vector<std::string>& names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
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
    const bool parameters = what.program().names.evaluates || what.text().find("params") != std::string::npos;
    const auto members = contextMembers(what);
    const bool overrides =
        !members || contains(*members, "requestOverride") || contains(*members, "responseOverride");
    return {parameters, isUsed(what, "stageVariables"), isUsed(what, "context"), overrides};
}

std::optional<std::vector<std::string>> contextMembers(const Template& what)
{
    const Uses uses = usesOf(what, "context");
    if (uses.any)
        return std::nullopt;
    return uses.use ? uses.use->properties : std::vector<std::string>();
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
        context.emplace(input.context ? input.context() : json::Value::object(), budget, input.needs.overrides);
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
