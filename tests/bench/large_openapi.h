// An OpenAPI document as large ones look: resources of five operations each, with parameters, bodies, answers by
// reference, and an integration behind each operation.
#pragma once

#include "core/json/value.h"

namespace gw::bench {

// `operations` is rounded up to a whole resource. 5,000 of them are more than 5 MB of YAML.
[[nodiscard]] json::Value largeOpenApi(int operations);

} // namespace gw::bench
