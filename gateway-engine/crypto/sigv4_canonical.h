// The parts Signature Version 4 is made of, as signing and verifying share them: canonical request, string to sign,
// signature. (AWS General Reference, "Create a signed AWS API request".)
#pragma once

#include "gateway-engine/crypto/sigv4.h"

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gw::engine::sigv4 {

inline constexpr std::string_view algorithm = "AWS4-HMAC-SHA256";

using CanonicalHeaders = std::map<std::string, std::string>;    // names in lower case
using Pairs = std::vector<std::pair<std::string, std::string>>; // of a query; encoded

[[nodiscard]] std::string encoded(std::string_view text, bool keepsSlashes); // all but unreserved characters
[[nodiscard]] Pairs queryPairs(std::string_view query);                      // in the order they stand
[[nodiscard]] std::string joined(const Pairs& pairs);
// Values of one name are joined by commas; blanks at the ends go, those within become one.
void addCanonical(CanonicalHeaders& headers, std::string lowerName, std::string_view value);
[[nodiscard]] std::string namesOf(const CanonicalHeaders& headers); // "host;x-amz-date"
[[nodiscard]] std::string canonicalRequest(const SignedParts& request, const CanonicalHeaders& headers, Pairs query,
                                           const SigningScope& scope, const std::string& bodyHash);
[[nodiscard]] std::string timestamp(std::chrono::system_clock::time_point time); // "20150830T123600Z"
[[nodiscard]] std::string scopeText(const SigningScope& scope, std::string_view stamp);
[[nodiscard]] std::string stringToSign(const SigningScope& scope, const std::string& stamp,
                                       const std::string& canonical);
// Lower-case hexadecimal.
[[nodiscard]] std::string signature(const std::string& secretAccessKey, const SigningScope& scope,
                                    const std::string& stamp, const std::string& toSign);

} // namespace gw::engine::sigv4
