// libyaml's event stream with byte offsets and errors in plain words. libyaml counts its marks in characters; this
// turns them into bytes. A reader pulls one event after the other; an event owns what libyaml allocated for it.
#pragma once

#include "core/json/text.h"

#include <yaml.h>

#include <memory>

namespace gw::json {

class YamlEvent
{
public:
    YamlEvent() : m_event{} {}
    ~YamlEvent() { yaml_event_delete(&m_event); }
    YamlEvent(const YamlEvent&) = delete;
    YamlEvent& operator=(const YamlEvent&) = delete;

    [[nodiscard]] const yaml_event_t& raw() const { return m_event; }
    [[nodiscard]] yaml_event_type_t type() const { return m_event.type; }
    [[nodiscard]] TextRange range() const { return m_range; }

    // Anchor name of a node or alias, and tag of a node; empty where there is none.
    [[nodiscard]] std::string_view anchor() const;
    [[nodiscard]] std::string_view tag() const;
    [[nodiscard]] std::string_view scalar() const;
    [[nodiscard]] bool isPlain() const; // of a scalar
    [[nodiscard]] bool isBlockScalar() const;
    [[nodiscard]] bool isFlow() const; // of a sequence or mapping start

private:
    friend class YamlEvents;
    yaml_event_t m_event;
    TextRange m_range;
};

class YamlEvents
{
public:
    explicit YamlEvents(std::string_view text);
    ~YamlEvents();
    YamlEvents(const YamlEvents&) = delete;
    YamlEvents& operator=(const YamlEvents&) = delete;

    [[nodiscard]] bool next(YamlEvent& event); // false: see error()
    [[nodiscard]] Diagnostic error() const;

private:
    [[nodiscard]] std::uint32_t byteOffset(std::size_t character) const;

    std::string_view m_text;
    std::size_t m_textBegin; // after a byte order mark
    yaml_parser_t m_parser;
    std::vector<std::uint32_t> m_everyHundredth; // byte offset of characters 0, 100, 200, …; empty for pure ASCII
};

} // namespace gw::json
