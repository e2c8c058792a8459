// What the service accepts in the settings of a whole API: validators, gateway responses, compression, binary media
// types and documentation (reference 0.4, 1.13, 1.24, 1.31 and 1.37). Edits refuse what breaks these rules, lint
// reports it in files.
#pragma once

#include "core/api/rest_api.h"

#include <string>
#include <string_view>

namespace gw {

inline constexpr int maxMinimumCompressionSize = 10'485'760;
inline constexpr std::string_view gatewayResponseHeaderPrefix = "gatewayresponse.header.";

[[nodiscard]] const RequestValidator* findValidator(const OpenApiDefinition& definition, std::string_view name);
[[nodiscard]] const RequestValidator* findValidator(const OpenApiDefinition& definition, bool checksBody,
                                                    bool checksParameters); // the first of them
[[nodiscard]] bool isBinaryMediaType(std::string_view text);                // "image/png", "image/*", "*/*"
[[nodiscard]] bool isDocumentationType(std::string_view type);
[[nodiscard]] bool isStatusCode(std::string_view text); // 100 to 599

// Why the service would refuse it, in a sentence; empty when it would not.
[[nodiscard]] std::string faultOf(const GatewayResponseDefinition& response);
[[nodiscard]] std::string faultOf(const DocumentationPart& part);

} // namespace gw
