// eval schema: whether an instance is valid against a JSON Schema of draft 4, and if not, why (reference 1.7).
#include "app/commands/eval_case.h"

#include "gateway-engine/schema/validator.h"

namespace gw::cli {

namespace {

tl::unexpected<BadCase> bad(std::string message, const json::Value& culprit)
{
    return tl::unexpected<BadCase>({std::move(message), culprit.range().begin});
}

} // namespace

EvalResult evaluateSchema(const json::Value& input)
{
    const json::Value* schema = input.find("schema");
    const json::Value* instance = input.find("instance");
    if (!schema || !instance)
        return bad(R"(A case is {"schema":…,"instance":…}.)", input);
    engine::SchemaOptions options;
    options.find = [&input](std::string_view address) { return input["remotes"].find(address); };
    const auto compiled = engine::Schema::compile(*schema, options);
    if (!compiled)
        return bad(compiled.error().message, *schema);
    json::Value errors = json::Value::array();
    for (const engine::Violation& violation : compiled->validate(*instance))
        errors.asArray().emplace_back(violation.message);
    json::Value output = json::Value::object();
    output.set("valid", errors.asArray().empty());
    output.set("errors", std::move(errors));
    return output;
}

} // namespace gw::cli
