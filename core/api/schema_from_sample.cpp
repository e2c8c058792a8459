#include "core/api/schema_from_sample.h"

#include "core/json/text.h"

#include <algorithm>

namespace gw {

namespace {

bool isDigits(std::string_view text, std::size_t at, std::size_t count)
{
    return text.size() >= at + count &&
           text.substr(at, count).find_first_not_of("0123456789") == std::string_view::npos;
}

bool looksLikeDateTime(std::string_view text) // 2024-05-06T07:08:09Z, with a fraction or an offset
{
    return text.size() >= 20 && isDigits(text, 0, 4) && text[4] == '-' && isDigits(text, 5, 2) && text[7] == '-' &&
           isDigits(text, 8, 2) && text[10] == 'T' && isDigits(text, 11, 2) && text[13] == ':' &&
           isDigits(text, 14, 2) && text[16] == ':' && isDigits(text, 17, 2) &&
           (text.back() == 'Z' || text[text.size() - 6] == '+' || text[text.size() - 6] == '-');
}

bool looksLikeUuid(std::string_view text)
{
    if (text.size() != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-')
        return false;
    return text.find_first_not_of("0123456789abcdefABCDEF-") == std::string_view::npos &&
           std::count(text.begin(), text.end(), '-') == 4;
}

bool looksLikeEmail(std::string_view text)
{
    const auto at = text.find('@');
    constexpr std::string_view usual = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_+@";
    return at != std::string_view::npos && at > 0 && text.find('@', at + 1) == std::string_view::npos &&
           text.find('.', at) != std::string_view::npos && text.find_first_not_of(usual) == std::string_view::npos &&
           text.find("..") == std::string_view::npos && text.front() != '.' && text[at - 1] != '.' &&
           text[at + 1] != '.' && text[at + 1] != '-' && text.back() != '.' && text.back() != '-';
}

bool looksLikeUri(std::string_view text)
{
    const bool isWeb = text.starts_with("https://") || text.starts_with("http://");
    constexpr std::string_view usual =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#@!&'()*+,;=";
    return isWeb && text.size() > 8 && text.back() != '/' && text.find_first_not_of(usual) == std::string_view::npos &&
           std::count(text.begin(), text.end(), '#') <= 1;
}

const char* formatOf(std::string_view text)
{
    if (looksLikeDateTime(text))
        return "date-time";
    if (looksLikeUuid(text))
        return "uuid";
    if (looksLikeEmail(text))
        return "email";
    return looksLikeUri(text) ? "uri" : nullptr;
}

// The types of a schema, "integer" giving way to "number".
void mergeTypes(json::Value& into, const json::Value& other)
{
    std::vector<std::string> types;
    for (const json::Value* schema : {static_cast<const json::Value*>(&into), &other}) {
        const json::Value& type = (*schema)["type"];
        if (type.isString())
            types.push_back(type.asString());
        if (type.isArray())
            for (const json::Value& name : type.asArray())
                types.push_back(name.asString());
    }
    if (std::find(types.begin(), types.end(), "number") != types.end())
        types.erase(std::remove(types.begin(), types.end(), "integer"), types.end());
    json::Value list = json::Value::array();
    for (const std::string& type : types)
        if (std::find(list.asArray().begin(), list.asArray().end(), json::Value(type)) == list.asArray().end())
            list.asArray().emplace_back(type);
    if (list.asArray().size() == 1)
        into.set("type", list.asArray().front());
    else if (!list.asArray().empty())
        into.set("type", std::move(list));
}

bool hasType(const json::Value& schema, std::string_view wanted)
{
    const json::Value& type = schema["type"];
    return type.toString() == wanted ||
           (type.isArray() && std::any_of(type.asArray().begin(), type.asArray().end(),
                                          [wanted](const json::Value& name) { return name.toString() == wanted; }));
}

// Required is what both have; an object on one side only keeps its own.
void mergeRequired(json::Value& into, const json::Value& other)
{
    json::Value both = json::Value::array();
    if (into["required"].isArray() && other["required"].isArray())
        for (const json::Value& name : into["required"].asArray()) {
            const json::Array& names = other["required"].asArray();
            if (std::find(names.begin(), names.end(), name) != names.end())
                both.asArray().push_back(name);
        }
    if (both.asArray().empty())
        into.remove("required");
    else
        into.set("required", std::move(both));
}

void merge(json::Value& into, const json::Value& other);

void mergeObjects(json::Value& into, const json::Value& other)
{
    if (!hasType(into, "object")) {
        for (const char* keyword : {"properties", "required"})
            if (const json::Value* value = other.find(keyword))
                into.set(keyword, *value);
        return;
    }
    mergeRequired(into, other);
    const json::Value& properties = other["properties"];
    if (!properties.isObject())
        return;
    if (!into["properties"].isObject())
        into.set("properties", json::Value::object());
    for (const json::Member& member : properties.asObject()) {
        json::Value& own = *into.find("properties");
        if (json::Value* known = own.find(member.key))
            merge(*known, member.value);
        else
            own.set(member.key, member.value);
    }
}

void merge(json::Value& into, const json::Value& other)
{
    if (hasType(other, "object"))
        mergeObjects(into, other);
    if (const json::Value* items = other.find("items")) {
        if (json::Value* own = into.find("items"))
            merge(*own, *items);
        else
            into.set("items", *items);
    }
    const bool bothText = hasType(into, "string") && hasType(other, "string");
    if (bothText && into["format"].toString() != other["format"].toString())
        into.remove("format");
    else if (!bothText && other.find("format"))
        into.set("format", other["format"]);
    mergeTypes(into, other);
}

class Sketch
{
public:
    explicit Sketch(const SampleOptions& options) : m_options(options) {}

    json::Value of(const json::Value& sample) const
    {
        json::Value schema = json::Value::object();
        schema.set("type", typeOf(sample));
        if (sample.isString() && m_options.recogniseFormats)
            if (const char* format = formatOf(sample.asString()))
                schema.set("format", format);
        if (sample.isObject())
            addProperties(schema, sample.asObject());
        if (sample.isArray())
            schema.set("items", items(sample.asArray()));
        return schema;
    }

private:
    static const char* typeOf(const json::Value& sample)
    {
        if (sample.isNumber())
            return sample.asNumber().text.find_first_of(".eE") == std::string::npos ? "integer" : "number";
        if (sample.isString())
            return "string";
        if (sample.isBool())
            return "boolean";
        if (sample.isArray())
            return "array";
        return sample.isObject() ? "object" : "null";
    }

    void addProperties(json::Value& schema, const json::Object& sample) const
    {
        json::Value properties = json::Value::object();
        json::Value required = json::Value::array();
        for (const json::Member& member : sample) {
            if (properties.find(member.key))
                continue;
            properties.set(member.key, of(member.value));
            required.asArray().emplace_back(member.key);
        }
        if (properties.asObject().empty())
            return;
        schema.set("properties", std::move(properties));
        if (m_options.requireAll)
            schema.set("required", std::move(required));
    }

    json::Value items(const json::Array& elements) const
    {
        if (elements.empty())
            return json::Value::object();
        json::Value schema = of(elements.front());
        for (std::size_t i = 1; i < elements.size(); ++i)
            merge(schema, of(elements[i]));
        return schema;
    }

    const SampleOptions& m_options;
};

} // namespace

json::Value schemaFromSample(const json::Value& sample, const SampleOptions& options)
{
    json::Value schema = json::Value::object();
    schema.set("$schema", "http://json-schema.org/draft-04/schema#");
    if (!options.title.empty())
        schema.set("title", options.title);
    json::Value sketch = Sketch(options).of(sample);
    for (json::Member& member : sketch.asObject())
        schema.set(member.key, std::move(member.value));
    return schema;
}

Result<json::Value> schemaFromSampleText(std::string_view text, const SampleOptions& options)
{
    const auto sample = json::readJson(text);
    if (!sample)
        return fail(sample.error());
    return schemaFromSample(*sample, options);
}

} // namespace gw
