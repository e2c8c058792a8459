// What the service accepts of an HTTP API's CORS configuration (reference 2.6). Edits refuse faults that they bring,
// lint reports them in files.
#pragma once

#include "core/api/cors_configuration.h"
#include "core/edit/access_rules.h"

#include <string_view>

namespace gw {

[[nodiscard]] Faults faultsOf(const CorsConfiguration& cors);
// "https://example.com:8443": scheme, host and port as browsers send them; or "*", "https://*", "http://*".
[[nodiscard]] bool isAllowedOrigin(std::string_view text);

} // namespace gw
