// What $util does to texts, as the Java libraries behind the service do it (reference 1.21).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gw::engine::vtl {

// commons-lang: quotes of both kinds, backslash and slash get a backslash; control characters and everything beyond
// ASCII become \uXXXX, in UTF-16 units.
[[nodiscard]] std::string escapedJavaScript(std::string_view text);

// java.net.URLEncoder and URLDecoder: form encoding, a space is '+'. Nothing when an escape is cut off or malformed.
[[nodiscard]] std::string formEncoded(std::string_view text);
[[nodiscard]] std::optional<std::string> formDecoded(std::string_view text);

// commons-codec: what is not of the alphabet is passed over, "-" and "_" count as "+" and "/", padding may be missing.
[[nodiscard]] std::string base64DecodedText(std::string_view text);

} // namespace gw::engine::vtl
