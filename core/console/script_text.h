// ScriptText: the text of a script, for those who read it: complaints that name the line, mappings with known keys
// only, and times.
#pragma once

#include "core/json/value.h"
#include "core/result.h"

#include <chrono>
#include <initializer_list>
#include <string>
#include <string_view>

namespace gw::console {

class ScriptText
{
public:
    explicit ScriptText(std::string_view text) : m_text(text) {}

    [[nodiscard]] std::string_view text() const { return m_text; }
    [[nodiscard]] int lineOf(const json::Value& node) const; // from 1
    [[nodiscard]] tl::unexpected<Diagnostic> at(const json::Value& node, std::string message,
                                                std::string hint = {}) const;
    [[nodiscard]] tl::unexpected<Diagnostic> placed(json::TextRange range, Diagnostic diagnostic) const;
    [[nodiscard]] Result<void> onlyKeys(const json::Value& node, std::initializer_list<const char*> keys) const;
    [[nodiscard]] Result<std::chrono::milliseconds> timeIn(const json::Value& node) const; // 500, 500ms, 5s, 2m

private:
    std::string_view m_text;
};

} // namespace gw::console
