// x-amazon-apigateway-cors (reference 1.39, 2.6): read leniently, and edited so that the rest of the file stays.
#include "core/format/openapi_write_parts.h"

namespace gw {

namespace {

constexpr char rule[] = "openapi-cors";
constexpr std::string_view order[] = {"allowOrigins", "allowCredentials", "exposeHeaders",
                                      "maxAge",       "allowMethods",     "allowHeaders"};

// A list of texts, or one text with commas, as templates write it.
std::vector<std::string> readList(const ReadContext& context, const json::Value& node, const char* key)
{
    const json::Value& list = node[key];
    if (list.isArray())
        return textList(list);
    if (list.isString() && !list.asString().empty())
        return {list.asString()};
    if (!list.isNull())
        context.warn(list, rule, "\"" + std::string(key) + "\" of the CORS configuration is not a list.",
                     "Write it as [ … ].");
    return {};
}

std::optional<int> readMaxAge(const ReadContext& context, const json::Value& node)
{
    constexpr std::int64_t absurd = 1'000'000'000;
    if (node.isNull())
        return std::nullopt;
    const std::int64_t seconds = node.toInt(absurd);
    if (seconds > -absurd && seconds < absurd)
        return static_cast<int>(seconds);
    context.warn(node, rule, "\"maxAge\" of the CORS configuration is no number of seconds.",
                 "Write -1 to 86400, or remove it.");
    return std::nullopt;
}

void writeMaxAge(json::Value& node, const std::optional<int>& base, const std::optional<int>& wanted)
{
    if (base == wanted)
        return;
    if (wanted)
        put(node, "maxAge", *wanted, order);
    else
        node.remove("maxAge");
}

} // namespace

std::optional<CorsConfiguration> readCors(const ReadContext& context)
{
    const json::Value& node = context.document.tree[corsKey];
    if (!node.isObject()) {
        if (!node.isNull())
            context.warn(node, rule, "The CORS configuration is not an object.",
                         "Write it as { allowOrigins: [ … ], allowMethods: [ … ] }.");
        return std::nullopt;
    }
    CorsConfiguration cors;
    cors.allowOrigins = readList(context, node, "allowOrigins");
    cors.allowMethods = readList(context, node, "allowMethods");
    cors.allowHeaders = readList(context, node, "allowHeaders");
    cors.exposeHeaders = readList(context, node, "exposeHeaders");
    cors.allowCredentials = node["allowCredentials"].toBool();
    cors.maxAge = readMaxAge(context, node["maxAge"]);
    return cors;
}

void writeCors(const WriteContext& context, const std::optional<CorsConfiguration>& base,
               const std::optional<CorsConfiguration>& wanted)
{
    if (base == wanted)
        return;
    if (!wanted) {
        context.tree.remove(corsKey);
        return;
    }
    const CorsConfiguration before = base.value_or(CorsConfiguration{});
    if (!context.tree[corsKey].isObject())
        put(context.tree, corsKey, json::Value::object());
    json::Value& node = *context.tree.find(corsKey);
    putList(node, "allowOrigins", before.allowOrigins, wanted->allowOrigins, order);
    putFlag(node, "allowCredentials", before.allowCredentials, wanted->allowCredentials, order);
    putList(node, "exposeHeaders", before.exposeHeaders, wanted->exposeHeaders, order);
    writeMaxAge(node, before.maxAge, wanted->maxAge);
    putList(node, "allowMethods", before.allowMethods, wanted->allowMethods, order);
    putList(node, "allowHeaders", before.allowHeaders, wanted->allowHeaders, order);
}

} // namespace gw
