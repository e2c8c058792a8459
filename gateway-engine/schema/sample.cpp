#include "gateway-engine/schema/sample.h"

#include "gateway-engine/schema/sample_scalar.h"

#include <algorithm>

namespace gw::engine {

namespace {

constexpr int deepest = 24;
constexpr std::size_t mostValues = 2'000;
constexpr std::int64_t mostItems = 20;

enum class Type { Object, Array, String, Integer, Number, Boolean, Null, Unknown };

Type typeNamed(std::string_view name)
{
    if (name == "object")
        return Type::Object;
    if (name == "array")
        return Type::Array;
    if (name == "string" || name == "file")
        return Type::String;
    if (name == "integer")
        return Type::Integer;
    if (name == "number")
        return Type::Number;
    if (name == "boolean")
        return Type::Boolean;
    return name == "null" ? Type::Null : Type::Unknown;
}

// The schema's type; the first that is not null of several (3.1); else what its other keywords speak of.
Type typeOf(const json::Value& schema)
{
    const json::Value& type = schema["type"];
    if (type.isString())
        return typeNamed(type.asString());
    if (type.isArray()) {
        for (const json::Value& each : type.asArray())
            if (each.toString() != "null")
                return typeNamed(each.toString());
        return Type::Null;
    }
    if (schema.find("properties") || schema.find("additionalProperties") || schema.find("required"))
        return Type::Object;
    if (schema.find("items") || schema.find("prefixItems"))
        return Type::Array;
    if (schema.find("pattern") || schema.find("format") || schema.find("minLength"))
        return Type::String;
    return schema.find("minimum") || schema.find("maximum") ? Type::Number : Type::Unknown;
}

// What the document itself says the value is, or could be.
const json::Value* givenValue(const json::Value& schema)
{
    for (const char* key : {"example", "x-example", "const", "default"})
        if (const json::Value* given = schema.find(key); given && !(given->isNull() && key[0] == 'd'))
            return given;
    for (const char* key : {"examples", "enum"})
        if (const json::Value* several = schema.find(key); several && several->isArray() && !several->asArray().empty())
            return &several->asArray().front();
    return nullptr;
}

} // namespace

json::Value Sampler::sample(const json::Value& schema, std::string_view seed)
{
    m_references.clear();
    m_values = 0;
    return value(schema, stableHash(seed), 0);
}

bool Sampler::isExhausted(int depth) const
{
    return depth > deepest || m_values > mostValues;
}

// True for a reference that is being followed already, directly or as the items of an array.
bool Sampler::leadsInCircle(const json::Value& schema) const
{
    const std::string_view ref = schema["$ref"].toString();
    return !ref.empty() && std::find(m_references.begin(), m_references.end(), ref) != m_references.end();
}

json::Value Sampler::value(const json::Value& schema, std::uint64_t seed, int depth)
{
    ++m_values;
    if (isExhausted(depth) || !schema.isObject())
        return schema.isBool() ? json::Value::object() : json::Value();
    if (schema["$ref"].isString())
        return reference(schema, seed, depth);
    if (const json::Value* given = givenValue(schema))
        return *given;
    if (const json::Value& all = schema["allOf"]; all.isArray())
        return merged(all.asArray(), schema, seed, depth);
    for (const char* key : {"oneOf", "anyOf"})
        if (const json::Value& choices = schema[key]; choices.isArray())
            for (const json::Value& choice : choices.asArray())
                if (!leadsInCircle(choice) && typeOf(choice) != Type::Null)
                    return merged({choice}, schema, seed, depth);
    switch (typeOf(schema)) {
    case Type::Object:
        return object(schema, seed, depth);
    case Type::Array:
        return array(schema, seed, depth);
    case Type::String:
        return sampleString(schema, seed);
    case Type::Integer:
        return sampleNumber(schema, true, seed);
    case Type::Number:
        return sampleNumber(schema, false, seed);
    case Type::Boolean:
        return seed % 2 == 0;
    case Type::Null:
        return {};
    case Type::Unknown:
        break;
    }
    return json::Value::object();
}

json::Value Sampler::reference(const json::Value& schema, std::uint64_t seed, int depth)
{
    const std::string& ref = schema["$ref"].asString();
    if (leadsInCircle(schema))
        return {};
    const json::Value* target = m_definition.resolve(ref);
    if (!target)
        return {};
    m_references.push_back(ref);
    json::Value result = value(*target, seed, depth + 1);
    m_references.pop_back();
    return result;
}

// The objects that the parts and the schema's own properties describe, as one; else the first part's value.
json::Value Sampler::merged(const json::Array& parts, const json::Value& schema, std::uint64_t seed, int depth)
{
    json::Value result;
    for (const json::Value& part : parts) {
        if (leadsInCircle(part))
            continue;
        json::Value next = value(part, seed, depth + 1);
        if (result.isNull()) {
            result = std::move(next);
        } else if (result.isObject() && next.isObject()) {
            for (json::Member& member : next.asObject())
                result.set(member.key, std::move(member.value));
        }
    }
    if (schema.find("properties") && (result.isNull() || result.isObject())) {
        json::Value own = object(schema, seed, depth);
        if (result.isNull())
            return own;
        for (json::Member& member : own.asObject())
            result.set(member.key, std::move(member.value));
    }
    return result;
}

json::Value Sampler::object(const json::Value& schema, std::uint64_t seed, int depth)
{
    json::Object members;
    if (const json::Value& properties = schema["properties"]; properties.isObject()) {
        for (const json::Member& property : properties.asObject()) {
            if (isExhausted(depth) || property.value["writeOnly"].toBool() || leadsInCircle(property.value))
                continue;
            members.push_back({property.key, value(property.value, stableHash(property.key, seed), depth + 1), {}});
        }
    }
    const json::Value& additional = schema["additionalProperties"];
    if (members.empty() && additional.isObject() && !additional.asObject().empty() && !leadsInCircle(additional))
        members.push_back({"key", value(additional, stableHash("key", seed), depth + 1), {}});
    return members;
}

json::Value Sampler::array(const json::Value& schema, std::uint64_t seed, int depth)
{
    json::Array items;
    if (const json::Value& prefix = schema["prefixItems"]; prefix.isArray())
        for (const json::Value& each : prefix.asArray())
            items.push_back(value(each, stableHash("item", seed + items.size()), depth + 1));
    const json::Value& each = schema["items"];
    if (!each.isObject() || leadsInCircle(each))
        return items;
    const std::int64_t most = std::clamp<std::int64_t>(schema["maxItems"].toInt(mostItems), 0, mostItems);
    const std::int64_t wanted = std::clamp<std::int64_t>(schema["minItems"].toInt(1), items.empty() ? 1 : 0, mostItems);
    while (static_cast<std::int64_t>(items.size()) < std::min(wanted, most) && !isExhausted(depth))
        items.push_back(value(each, stableHash("item", seed + items.size()), depth + 1));
    return items;
}

} // namespace gw::engine
