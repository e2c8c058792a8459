// A Value as JSON text. Numbers are written with the text they came with.
#include "core/json/json_layout.h"
#include "core/json/json_stream.h"
#include "core/json/text.h"

#include <algorithm>

namespace gw::json {

namespace {

class Writer
{
public:
    Writer(std::string& out, const JsonLayout& layout) : m_out(out), m_layout(layout) {}

    void write(const Value& value, int level)
    {
        if (value.isObject())
            writeItems('{', '}', value.asObject(), level);
        else if (value.isArray())
            writeItems('[', ']', value.asArray(), level);
        else if (value.isString())
            writeText(value.asString());
        else
            m_out += value.isNull() ? "null" : value.scalarText();
    }

private:
    template <typename Items>
    void writeItems(char open, char close, const Items& items, int level)
    {
        m_out += open;
        bool first = true;
        for (const auto& item : items) {
            if (!std::exchange(first, false))
                m_out += m_layout.lines ? "," : m_layout.separator;
            breakLine(level + 1);
            writeItem(item, level + 1);
        }
        if (!items.empty())
            breakLine(level);
        m_out += close;
    }

    void writeItem(const Value& element, int level) { write(element, level); }
    void writeItem(const Member& member, int level)
    {
        writeText(member.key);
        m_out += m_layout.colon;
        write(member.value, level);
    }

    void writeText(const std::string& text) { appendQuoted(m_out, text); }

    void breakLine(int level)
    {
        if (!m_layout.lines)
            return;
        m_out.append(m_layout.newline).append(m_layout.indent);
        for (int i = 0; i < level; ++i)
            m_out += m_layout.unit;
    }

    std::string& m_out;
    const JsonLayout& m_layout;
};

} // namespace

void appendJson(std::string& out, const Value& value, const JsonLayout& layout)
{
    Writer(out, layout).write(value, 0);
}

std::string writeJson(const Value& value)
{
    JsonLayout layout;
    layout.colon = ":";
    std::string text;
    appendJson(text, value, layout);
    return text;
}

std::string writeJsonPretty(const Value& value, int indentWidth)
{
    const std::string unit(static_cast<std::size_t>(std::max(indentWidth, 0)), ' ');
    JsonLayout layout;
    layout.lines = true;
    layout.unit = unit;
    std::string text;
    appendJson(text, value, layout);
    return text;
}

} // namespace gw::json
