// eval vtl: a mapping template, rendered as the service renders it (reference 1.21 to 1.23).
#include "app/commands/eval_case.h"

#include "gateway-engine/vtl/dialect/mapping_template.h"

namespace gw::cli {

namespace {

using engine::vtl::MappingOutput;
using engine::vtl::Parameters;
using engine::vtl::Template;
using engine::vtl::TemplateInput;

tl::unexpected<BadCase> bad(std::string message, const json::Value& culprit)
{
    return tl::unexpected<BadCase>({std::move(message), culprit.range().begin, {}});
}

// A fault of the template has a place in the template.
tl::unexpected<BadCase> bad(const Diagnostic& error, const json::Value& text)
{
    return tl::unexpected<BadCase>({error.message, text.range().begin, error.position});
}

// The members as texts; of a list, the last one.
Parameters parametersOf(const json::Value& object)
{
    Parameters parameters;
    if (object.isObject())
        for (const json::Member& member : object.asObject()) {
            const bool several = member.value.isArray() && !member.value.asArray().empty();
            parameters.emplace_back(member.key, (several ? member.value.asArray().back() : member.value).scalarText());
        }
    return parameters;
}

TemplateInput inputOf(const json::Value& given)
{
    TemplateInput input;
    input.body = given["body"].toString();
    input.path = parametersOf(given["params"]["path"]);
    input.querystring = parametersOf(given["params"]["querystring"]);
    input.header = parametersOf(given["params"]["header"]);
    input.stageVariables = parametersOf(given["stageVariables"]);
    input.context = [&given] { return given["context"]; };
    if (const json::Value* variables = given.find("variables"); variables && variables->isObject())
        for (const json::Member& member : variables->asObject())
            input.variables.set(member.key, engine::vtl::fromJson(member.value));
    return input;
}

json::Value describe(MappingOutput output)
{
    json::Value described = json::Value::object();
    described.set("output", std::move(output.output));
    if (!output.requestOverride.isNull())
        described.set("requestOverride", std::move(output.requestOverride));
    if (!output.responseOverride.isNull())
        described.set("responseOverride", std::move(output.responseOverride));
    return described;
}

} // namespace

EvalResult evaluateVtl(const json::Value& input)
{
    const json::Value& text = input["template"];
    if (!text.isString())
        return bad("\"template\" must be a string.", text.isNull() ? input : text);
    if (const json::Value* body = input.find("body"); body && !body->isString() && !body->isNull())
        return bad("\"body\" must be a string, the raw payload.", *body);
    const auto parsed = Template::parse(text.asString(), "template");
    if (!parsed)
        return bad(parsed.error(), text);
    auto output = engine::vtl::renderMapping(*parsed, inputOf(input));
    if (!output)
        return bad(output.error(), text);
    return describe(std::move(*output));
}

} // namespace gw::cli
