// Answers of the local issuer: JSON, errors as OAuth 2.0 writes them (RFC 6749 5.2, RFC 6750 3), redirects and pages.
// Nothing of them is kept by anybody.
#pragma once

#include "core/json/value.h"
#include "gateway-engine/http/message.h"

#include <string>
#include <string_view>

namespace gw::engine {

namespace status {
inline constexpr int ok = 200;
inline constexpr int noContent = 204;
inline constexpr int seeOther = 303;
inline constexpr int badRequest = 400;
inline constexpr int unauthorized = 401;
inline constexpr int forbidden = 403;
inline constexpr int notFound = 404;
inline constexpr int notAllowed = 405;
inline constexpr int tooLarge = 413;
inline constexpr int tooMany = 429;
inline constexpr int serverError = 500;
inline constexpr int unavailable = 503;
} // namespace status

[[nodiscard]] Response jsonAnswer(int status, const json::Value& value);
// `description` is for the developer who reads it; it never repeats what was sent.
[[nodiscard]] Response oauthError(int status, const char* error, std::string_view description);
[[nodiscard]] Response bearerError(int status, const char* error, std::string_view description);
[[nodiscard]] Response redirectTo(const std::string& address);
// `formTarget`: the redirect URI a form of this page may lead to in the end; empty: the page has no form.
[[nodiscard]] Response pageAnswer(int status, std::string html, std::string_view style, const std::string& formTarget);

} // namespace gw::engine
