// Which payloads are bytes and which are text, and how one becomes the other on the way (reference 1.13).
#pragma once

#include "core/api/integration.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

// The media types an API calls binary: "image/png", "image/*", "*/*".
class BinaryMediaTypes
{
public:
    BinaryMediaTypes() = default;
    explicit BinaryMediaTypes(std::vector<std::string> patterns) : m_patterns(std::move(patterns)) {}

    [[nodiscard]] bool empty() const { return m_patterns.empty(); }
    [[nodiscard]] bool matches(std::string_view mediaType) const; // an empty one only by "*/*"

private:
    std::vector<std::string> m_patterns;
};

enum class PayloadForm {
    Text,     // UTF-8: what templates can read
    Repaired, // text, after bytes that were no UTF-8 had been replaced
    Bytes,    // passed on as they are
    Broken    // was to be Base64 and is not
};

// For traces, where a payload is Repaired: most often it should have been called binary.
[[nodiscard]] std::string repairNote(std::string_view mediaType);

// Both convert `body` in place and say what it is now.
[[nodiscard]] PayloadForm convertRequestPayload(std::string& body, bool isBinary, ContentHandling handling);
[[nodiscard]] PayloadForm convertResponsePayload(std::string& body, bool isBinary, bool acceptsBinary,
                                                 ContentHandling handling);

} // namespace gw::engine
