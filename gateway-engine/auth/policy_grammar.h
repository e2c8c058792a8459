// The small words of policies: what an action, an ARN, an account looks like (reference 0.2, 1.25, 1.26).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gw::engine::auth {

[[nodiscard]] bool isLetterOrDigit(char c);                    // ASCII
[[nodiscard]] bool isAccountId(std::string_view text);         // twelve digits
[[nodiscard]] bool isAction(std::string_view text);            // "*", "execute-api:Invoke", "execute-api:*"
[[nodiscard]] bool isArn(std::string_view text);               // "*" or an ARN, both with wildcards
[[nodiscard]] std::string accountOfRoot(std::string_view arn); // of "arn:aws:iam::111122223333:root"; else ""
[[nodiscard]] std::size_t characters(std::string_view utf8);

} // namespace gw::engine::auth
