// References inside an API document ("#/components/schemas/Pet"): URI fragments that hold a JSON pointer (RFC 6901, 6).
#pragma once

#include <string>
#include <string_view>

namespace gw {

// "#/components/schemas/a%20b" → "/components/schemas/a b"; empty for anything but a reference into the same document.
[[nodiscard]] std::string pointerOfReference(std::string_view ref);

// The rule of a reference that leads nowhere: the reader tells what it leaves out for it, lint finds them all.
inline constexpr char missingReferenceRule[] = "ref-missing";

} // namespace gw
