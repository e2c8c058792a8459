// Writes parameters and response headers. A shared one (a "$ref", or the path item's list) stays shared for as long as
// everyone who uses it wants the same; where one method differs, that method gets its own.
#include "core/format/openapi_write_parts.h"

#include <algorithm>

namespace gw {

namespace {

constexpr std::string_view parameterOrder[] = {"name", "in", "description", "required", "schema", "type", "example"};

std::string_view inText(ParameterLocation location)
{
    switch (location) {
    case ParameterLocation::Path:
        return "path";
    case ParameterLocation::QueryString:
        return "query";
    case ParameterLocation::Header:
        return "header";
    case ParameterLocation::Cookie:
        return "cookie";
    }
    return {};
}

bool fitsSwagger(const json::Value& schema)
{
    if (!schema.isObject() || schema.asObject().empty())
        return false;
    const json::Object& members = schema.asObject();
    return std::all_of(members.begin(), members.end(), [](const auto& m) { return isSwaggerSchemaKey(m.key); });
}

void writeSwaggerSchema(json::Value& node, const json::Value& base, const json::Value& wanted)
{
    if (base == wanted)
        return;
    if (node.find("schema") || (!wanted.isNull() && !fitsSwagger(wanted))) {
        putValue(node, "schema", base, wanted, parameterOrder);
        return;
    }
    if (base.isObject())
        for (const json::Member& member : base.asObject())
            if (!wanted.find(member.key))
                node.remove(member.key);
    if (wanted.isObject())
        for (const json::Member& member : wanted.asObject())
            put(node, member.key, member.value);
}

void writeSchema(const WriteContext& context, json::Value& node, const json::Value& base, const json::Value& wanted)
{
    if (context.isSwagger())
        return writeSwaggerSchema(node, base, wanted);
    json::Value* content = node.find("content");
    if (!node.find("schema") && content && content->isObject() && !content->asObject().empty())
        putValue(content->asObject().front().value, "schema", base, wanted);
    else
        putValue(node, "schema", base, wanted, parameterOrder);
}

void writeCommon(const WriteContext& context, json::Value& node, const Parameter& base, const Parameter& wanted)
{
    putText(node, "description", base.description, wanted.description, parameterOrder);
    putFlag(node, "required", base.required, wanted.required, parameterOrder);
    writeSchema(context, node, base.schema, wanted.schema);
    const bool isSwaggerExample = context.isSwagger() && (node.find("x-example") || !node.find("example"));
    putValue(node, isSwaggerExample ? "x-example" : "example", base.example, wanted.example, parameterOrder);
}

json::Value reference(const std::string& ref)
{
    return json::Object{{"$ref", ref, {}}};
}

const FileParameter* findParameter(const std::vector<FileParameter>& list, const Parameter& wanted)
{
    const auto it = std::find_if(list.begin(), list.end(),
                                 [&](const FileParameter& p) { return isSameParameter(p.parameter, wanted); });
    return it == list.end() ? nullptr : &*it;
}

// What a shared parameter becomes in the methods that use it.
struct SharedUse
{
    bool isUsed = false;
    bool isUnanimous = true; // all users want `wanted`
    bool isLeft = false;     // one of them no longer wants a parameter of this name
    std::optional<Parameter> wanted;
};

const Method* methodWith(const Resource& resource, MethodId id)
{
    for (const Cow<Method>& method : resource.methods)
        if (method->id == id)
            return &*method;
    return nullptr;
}

void countUser(const Parameter& shared, const Method& base, const Method& wanted, SharedUse& use)
{
    const auto uses = std::find(base.requestParameters.begin(), base.requestParameters.end(), shared);
    if (uses == base.requestParameters.end())
        return; // overridden there
    const auto index = static_cast<std::size_t>(uses - base.requestParameters.begin());
    const auto origins = pairItems(base.requestParameters, wanted.requestParameters, isSameParameter);
    const auto it = std::find(origins.begin(), origins.end(), std::optional(index));
    std::optional<Parameter> now;
    if (it != origins.end())
        now = wanted.requestParameters[static_cast<std::size_t>(it - origins.begin())];
    use.isUnanimous = use.isUnanimous && (!use.isUsed || use.wanted == now);
    use.isLeft = use.isLeft || !now || !isSameParameter(*now, shared);
    use.wanted = std::move(now);
    use.isUsed = true;
}

SharedUse useOf(const Parameter& shared, const Resource& base, const Resource& wanted)
{
    SharedUse use;
    for (const Cow<Method>& before : base.methods)
        if (const Method* now = methodWith(wanted, before->id))
            countUser(shared, *before, *now, use);
    return use;
}

} // namespace

json::Value writeParameter(const WriteContext& context, const json::Value* original, const Parameter* base,
                           const Parameter& wanted)
{
    if (original && base && *base == wanted)
        return *original;
    if (!wanted.ref.empty() && readParameter(context.source, reference(wanted.ref)) == wanted)
        return reference(wanted.ref);
    json::Value node = context.inlined(original);
    const Parameter before = base && original ? *base : Parameter{};
    const bool isNew = !node.find("in");
    putText(node, "name", before.name, wanted.name, parameterOrder);
    if (isNew || before.location != wanted.location)
        put(node, "in", inText(wanted.location), parameterOrder);
    writeCommon(context, node, before, wanted);
    return node;
}

json::Value writeHeader(const WriteContext& context, const json::Value* original, const Parameter* base,
                        const Parameter& wanted)
{
    Parameter renamed = base ? *base : Parameter{};
    renamed.name = wanted.name; // the member's key
    if (original && base && renamed == wanted)
        return *original;
    const json::Member shared{wanted.name, reference(wanted.ref), {}};
    if (!wanted.ref.empty() && readHeader(context.source, shared) == wanted)
        return shared.value;
    json::Value node = context.inlined(original);
    writeCommon(context, node, original ? renamed : Parameter{}, wanted);
    return node;
}

void writeSharedParameters(const WriteContext& context, json::Value& pathItem, const Resource& base,
                           const Resource& wanted)
{
    const json::Value before = pathItem["parameters"];
    const std::vector<FileParameter> shared = readParameters(context.source, before);
    if (shared.empty())
        return;
    json::Array result;
    for (const json::Value& node : before.asArray()) {
        const auto it = std::find_if(shared.begin(), shared.end(), [&](const auto& p) { return p.node == &node; });
        const SharedUse use = it == shared.end() ? SharedUse{} : useOf(it->parameter, base, wanted);
        if (!use.isUsed || (!use.isUnanimous && !use.isLeft))
            result.push_back(node);
        else if (use.isUnanimous && use.wanted)
            result.push_back(writeParameter(context, &node, &it->parameter, *use.wanted));
        // else one method gave it up: the others get their own
    }
    put(pathItem, "parameters", std::move(result));
    dropIfEmpty(pathItem, "parameters");
}

void writeOwnParameters(const WriteContext& context, json::Value& operation, const Method* base, const Method& wanted,
                        const std::vector<FileParameter>& sharedBefore, const std::vector<FileParameter>& sharedNow)
{
    const json::Value before = operation["parameters"];
    const std::vector<FileParameter> own = readParameters(context.source, before);
    const std::vector<Parameter> baseList = base ? base->requestParameters : std::vector<Parameter>{};
    const auto origins = pairItems(baseList, wanted.requestParameters, isSameParameter);

    json::Array nodes = before.isArray() ? before.asArray() : json::Array{};
    std::vector<bool> isKnown(nodes.size(), false);
    for (const FileParameter& parameter : own)
        isKnown[static_cast<std::size_t>(parameter.node - before.asArray().data())] = true;

    std::vector<Placed<json::Value>> placed;
    for (std::size_t i = 0; i < wanted.requestParameters.size(); ++i) {
        const Parameter& parameter = wanted.requestParameters[i];
        const Parameter* from = origins[i] ? &baseList[*origins[i]] : nullptr;
        const FileParameter* mine = from ? findParameter(own, *from) : nullptr;
        const FileParameter* inherited = from && !mine ? findParameter(sharedBefore, *from) : nullptr;
        const FileParameter* given = findParameter(sharedNow, parameter);
        if (!mine && given && given->parameter == parameter)
            continue;
        const json::Value* node = mine ? mine->node : inherited ? inherited->node : nullptr;
        const auto place =
            mine ? std::optional(static_cast<std::size_t>(mine->node - before.asArray().data())) : std::nullopt;
        placed.push_back({place, writeParameter(context, node, from, parameter)});
    }
    if (placed.empty() && own.empty())
        return;
    constexpr std::string_view order[] = {"parameters", "requestBody", "responses", "security", integrationKey};
    put(operation, "parameters", arranged(std::move(nodes), isKnown, std::move(placed)), order);
    dropIfEmpty(operation, "parameters");
}

} // namespace gw
