// Examples from the design, else from the schema: example, default, enum, const, then by type.
#include "core/console/example_value.h"

namespace gw::console {

namespace {

constexpr int maxDepth = 6;    // deeper parts are left out
constexpr int maxNodes = 2000; // of one example

class ExampleMaker
{
public:
    explicit ExampleMaker(const OpenApiDefinition& api) : m_api(api) {}

    json::Value make(const json::Value& written, int depth)
    {
        const json::Value* schema = resolved(written);
        if (!schema || !schema->isObject() || depth > maxDepth || ++m_nodes > maxNodes)
            return {};
        for (const char* key : {"example", "default", "const"}) {
            if (const json::Value* value = schema->find(key))
                return *value;
        }
        for (const char* key : {"enum", "examples"}) {
            if (const json::Value& values = (*schema)[key]; values.isArray() && !values.asArray().empty())
                return values.asArray().front();
        }
        if ((*schema)["allOf"].isArray())
            return makeAll(*schema, depth);
        for (const char* key : {"oneOf", "anyOf"}) {
            if (const json::Value& options = (*schema)[key]; options.isArray() && !options.asArray().empty())
                return make(options.asArray().front(), depth + 1);
        }
        return makeOfType(*schema, depth);
    }

private:
    const json::Value* resolved(const json::Value& schema) const
    {
        const json::Value* current = &schema;
        for (int hops = 0; current && hops < 16; ++hops) {
            const json::Value* ref = current->find("$ref");
            if (!ref || !ref->isString())
                return current;
            current = m_api.resolve(ref->asString());
        }
        return nullptr;
    }

    json::Value makeAll(const json::Value& schema, int depth)
    {
        json::Value all = json::Value::object();
        const auto merge = [&all](const json::Value& part) {
            if (part.isObject()) {
                for (const json::Member& member : part.asObject())
                    all.set(member.key, member.value);
            }
        };
        for (const json::Value& part : schema["allOf"].asArray())
            merge(make(part, depth + 1));
        merge(makeObject(schema, depth));
        return all;
    }

    json::Value makeOfType(const json::Value& schema, int depth)
    {
        const std::string type = typeOf(schema);
        if (type == "object")
            return makeObject(schema, depth);
        if (type == "array") {
            json::Array items;
            if (json::Value item = make(schema["items"], depth + 1); !item.isNull())
                items.push_back(std::move(item));
            return json::Value(std::move(items));
        }
        if (type == "string")
            return makeString(schema);
        if (type == "integer" || type == "number")
            return schema["minimum"].isNumber() ? schema["minimum"] : json::Value(1);
        if (type == "boolean")
            return true;
        return {};
    }

    static std::string typeOf(const json::Value& schema)
    {
        const json::Value& type = schema["type"];
        if (type.isArray()) {
            for (const json::Value& option : type.asArray()) {
                if (option.toString() != "null")
                    return option.scalarText();
            }
        }
        if (type.isNull() && schema["properties"].isObject())
            return "object";
        return type.scalarText();
    }

    json::Value makeObject(const json::Value& schema, int depth)
    {
        json::Value object = json::Value::object();
        if (!schema["properties"].isObject())
            return object;
        for (const json::Member& property : schema["properties"].asObject()) {
            const json::Value* inner = resolved(property.value);
            if (inner && (*inner)["readOnly"].toBool())
                continue; // sent by the server, never to it
            if (json::Value value = make(property.value, depth + 1); !value.isNull())
                object.set(property.key, std::move(value));
        }
        return object;
    }

    static json::Value makeString(const json::Value& schema)
    {
        const std::string format = schema["format"].scalarText();
        if (format == "date-time")
            return "2024-05-17T09:30:00Z";
        if (format == "date")
            return "2024-05-17";
        if (format == "uuid")
            return "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
        if (format == "email")
            return "ada@example.com";
        if (format == "uri" || format == "url")
            return "https://example.com";
        return "text";
    }

    const OpenApiDefinition& m_api;
    int m_nodes = 0;
};

} // namespace

json::Value exampleOfSchema(const OpenApiDefinition& api, const json::Value& schema)
{
    return ExampleMaker(api).make(schema, 0);
}

json::Value exampleValue(const OpenApiDefinition& api, const MediaType& type)
{
    if (!type.example.isNull())
        return type.example;
    if (!type.examples.empty())
        return type.examples.front().value;
    return exampleOfSchema(api, type.schema);
}

json::Value exampleValue(const OpenApiDefinition& api, const Parameter& parameter)
{
    if (!parameter.example.isNull())
        return parameter.example;
    return exampleOfSchema(api, parameter.schema);
}

} // namespace gw::console
