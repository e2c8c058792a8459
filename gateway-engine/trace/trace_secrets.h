// TraceSecrets: what a request turned out to carry that no trace may show: the tokens authorizers are asked about,
// wherever they stand, in the events of functions too. Masked once, when the trace ends.
#pragma once

#include "gateway-engine/trace/trace.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

class TraceSecrets
{
public:
    // Shorter ones are words that bodies hold by chance: only their headers and parameters are masked.
    static constexpr std::size_t shortest = 8;

    void addText(std::string_view text);
    void addHeader(std::string_view name) { m_headers.emplace_back(name); }
    void addParameter(std::string_view name) { m_parameters.emplace_back(name); } // of the query, as it was sent
    [[nodiscard]] bool areNone() const { return m_texts.empty() && m_headers.empty() && m_parameters.empty(); }
    void maskIn(Trace& trace) const;

private:
    void mask(std::string& text) const;
    void maskTarget(std::string& target) const;
    void mask(TraceMessage& message) const;
    [[nodiscard]] bool isHeader(std::string_view name) const;

    std::vector<std::string> m_texts;
    std::vector<std::string> m_headers;
    std::vector<std::string> m_parameters;
};

} // namespace gw::engine
