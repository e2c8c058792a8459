// References inside an API document ("#/components/schemas/Pet"): URI fragments that hold a JSON pointer (RFC 6901, 6).
#pragma once

#include <string>
#include <string_view>

namespace gw {

// "#/components/schemas/a%20b" → "/components/schemas/a b"; empty for anything but a reference into the same document.
[[nodiscard]] std::string pointerOfReference(std::string_view ref);

} // namespace gw
