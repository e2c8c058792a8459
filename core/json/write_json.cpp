// A Value as JSON text, by RapidJSON's writers. Numbers are written with the text they came with.
#include "core/json/text.h"

#include <rapidjson/prettywriter.h>
#include <rapidjson/writer.h>

namespace gw::json {

namespace {

struct StringSink
{
    using Ch = char;
    std::string text;
    void Put(char c) { text += c; }
    void Flush() {}
};

template <typename Writer>
void write(Writer& writer, const Value& value);

template <typename Writer>
void writeObject(Writer& writer, const Object& members)
{
    writer.StartObject();
    for (const Member& member : members) {
        writer.Key(member.key.data(), static_cast<rapidjson::SizeType>(member.key.size()));
        write(writer, member.value);
    }
    writer.EndObject();
}

template <typename Writer>
void write(Writer& writer, const Value& value)
{
    if (value.isObject()) {
        writeObject(writer, value.asObject());
    } else if (value.isArray()) {
        writer.StartArray();
        for (const Value& element : value.asArray())
            write(writer, element);
        writer.EndArray();
    } else if (value.isString()) {
        writer.String(value.asString().data(), static_cast<rapidjson::SizeType>(value.asString().size()));
    } else if (value.isNumber()) {
        const std::string& text = value.asNumber().text;
        writer.RawValue(text.data(), text.size(), rapidjson::kNumberType);
    } else if (value.isBool()) {
        writer.Bool(value.asBool());
    } else {
        writer.Null();
    }
}

} // namespace

std::string writeJson(const Value& value)
{
    StringSink sink;
    rapidjson::Writer<StringSink> writer(sink);
    write(writer, value);
    return std::move(sink.text);
}

std::string writeJsonPretty(const Value& value, int indentWidth)
{
    StringSink sink;
    rapidjson::PrettyWriter<StringSink> writer(sink);
    writer.SetIndent(' ', static_cast<unsigned>(indentWidth));
    write(writer, value);
    return std::move(sink.text);
}

} // namespace gw::json
