// eval jsonpath: a path into a JSON value, in the dialect of the service's templates (reference 1.21).
#include "app/commands/eval_case.h"

#include "core/json/text.h"
#include "gateway-engine/jsonpath/json_path.h"

namespace gw::cli {

namespace {

tl::unexpected<BadCase> bad(std::string message, const json::Value& culprit)
{
    return tl::unexpected<BadCase>({std::move(message), culprit.range().begin, {}});
}

tl::expected<json::Value, BadCase> documentOf(const json::Value& input)
{
    if (const json::Value* document = input.find("json"))
        return *document;
    const json::Value* text = input.find("text");
    if (!text || !text->isString())
        return bad("A case needs \"json\" (any value) or \"text\" (a string of JSON).", text ? *text : input);
    auto document = json::readJson(text->asString());
    if (!document)
        return bad("\"text\" is not valid JSON: " + document.error().message, *text);
    return std::move(*document);
}

} // namespace

EvalResult evaluateJsonPath(const json::Value& input)
{
    const json::Value& text = input["path"];
    if (!text.isString())
        return bad("\"path\" must be a string.", text.isNull() ? input : text);
    const auto path = engine::JsonPath::parse(text.asString());
    if (!path)
        return bad(path.error().message, text);
    const auto document = documentOf(input);
    if (!document)
        return tl::unexpected(document.error());
    auto found = path->evaluate(*document);
    if (!found)
        return bad(found.error().message, text);
    json::Value output = json::Value::object();
    if (*found)
        output.set("result", std::move(**found));
    else
        output.set("missing", true);
    return output;
}

} // namespace gw::cli
