#include "gateway-engine/integrations/event_writer.h"

#include "gateway-engine/http/utf8.h"
#include "gateway-engine/pipeline/variables.h"

namespace gw::engine {

void EventWriter::key(std::string_view name)
{
    if (!m_isFirst)
        m_text += ',';
    m_isFirst = false;
    appendQuoted(name);
    m_text += ':';
}

// What is no UTF-8 becomes U+FFFD: an event is JSON, whatever a client sends.
void EventWriter::appendQuoted(std::string_view value)
{
    m_text += isUtf8Text(value) ? jsonQuoted(value) : jsonQuoted(utf8Repaired(value));
}

template <typename Write>
void EventWriter::writeMap(std::string_view name, const EventFields& fields, Write writeValue)
{
    if (fields.empty())
        return raw(name, m_emptyMap == EmptyMap::Null ? "null" : "{}");
    key(name);
    open();
    for (const EventField& field : fields) {
        key(field.name);
        writeValue(field);
    }
    close();
}

void EventWriter::singles(std::string_view name, const EventFields& fields)
{
    writeMap(name, fields, [this](const EventField& field) { appendQuoted(field.values.back()); });
}

void EventWriter::lists(std::string_view name, const EventFields& fields)
{
    writeMap(name, fields, [this](const EventField& field) {
        m_text += '[';
        for (std::size_t i = 0; i < field.values.size(); ++i) {
            m_text += i > 0 ? "," : "";
            appendQuoted(field.values[i]);
        }
        m_text += ']';
    });
}

void EventWriter::joined(std::string_view name, const EventFields& fields)
{
    writeMap(name, fields, [this](const EventField& field) {
        std::string text = field.values.front();
        for (std::size_t i = 1; i < field.values.size(); ++i)
            text.append(",").append(field.values[i]);
        appendQuoted(text);
    });
}

void EventWriter::texts(std::string_view name, const std::vector<std::string_view>& values)
{
    key(name);
    for (std::size_t i = 0; i < values.size(); ++i) {
        m_text += i > 0 ? ',' : '[';
        appendQuoted(values[i]);
    }
    m_text += values.empty() ? "[]" : "]";
}

void EventWriter::pairs(std::string_view name, const std::vector<std::pair<std::string, std::string>>& values)
{
    EventFields fields;
    for (const auto& [key, value] : values)
        fields.push_back({key, {value}});
    singles(name, fields);
}

} // namespace gw::engine
