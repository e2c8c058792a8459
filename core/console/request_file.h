// Saved requests as YAML text. Writing patches the text that was read, so comments, order and keys this version does
// not know survive; a request that did not change comes out byte for byte.
//
//   method: POST
//   url: "{{baseUrl}}/pets"
//   query:
//     - { name: limit, value: "10", enabled: false }
//   headers:
//     - { name: X-Trace, value: "1" }
//   body: { kind: json, text: "{}" }         # or kind: form with `form:` rows, kind: file with `file:`
#pragma once

#include "core/console/request.h"
#include "core/json/value.h"
#include "core/result.h"

#include <string>
#include <string_view>

namespace gw::console {

// `fileName` is only named in errors. A mapping `{limit: 10}` is read as well as a list of rows.
[[nodiscard]] Result<ConsoleRequest> readRequest(std::string_view text, const std::string& fileName);

// `text` is what the file holds now; empty for a new file.
[[nodiscard]] Result<std::string> writeRequest(std::string_view text, const ConsoleRequest& request);

[[nodiscard]] Result<ConsoleRequest> requestFromTree(const json::Value& tree);
// Sets in `tree` what differs from what it says already.
void putRequest(json::Value& tree, const ConsoleRequest& request);

} // namespace gw::console
