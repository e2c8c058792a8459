// JsonStream: compact JSON text, written as it is told, without a Value in between: for what is written often, such as
// traces. The text is that of writeJson() of the same value.
#pragma once

#include "core/json/value.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace gw::json {

// `text` as a JSON string, with its quotes. Bytes from 0x80 on are passed on as they are: valid UTF-8 stays so.
void appendQuoted(std::string& out, std::string_view text);

class JsonStream
{
public:
    explicit JsonStream(std::string& out) : m_out(out) {} // appends to it

    void beginObject() { open('{'); }
    void endObject() { close('}'); }
    void beginArray() { open('['); }
    void endArray() { close(']'); }
    void key(std::string_view name); // of the value that comes next

    void text(std::string_view value);
    void number(std::int64_t value);
    void truth(bool value);
    void value(const Value& value);

    void member(std::string_view name, std::string_view text)
    {
        key(name);
        this->text(text);
    }
    void member(std::string_view name, std::int64_t number)
    {
        key(name);
        this->number(number);
    }

private:
    void open(char bracket);
    void close(char bracket);
    void separate(); // from what stands before

    std::string& m_out;
    bool m_needsComma = false;
};

} // namespace gw::json
