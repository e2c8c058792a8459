#include "gateway-engine/access/issuer/issuer_answers.h"

#include "core/json/text.h"
#include "gateway-engine/crypto/sha256.h"
#include "gateway-engine/http/base64.h"

#include <algorithm>

namespace gw::engine {

namespace {

Response unkept(int status)
{
    Response response;
    response.status = status;
    response.headers.add("Cache-Control", "no-store");
    response.headers.add("Pragma", "no-cache");
    response.headers.add("X-Content-Type-Options", "nosniff");
    return response;
}

// What stands before the path: "https://app.example:8080", or "myapp:"; empty when it could say more in a policy.
std::string originOf(const std::string& uri)
{
    const auto scheme = uri.find(':');
    const bool hasAuthority = uri.compare(scheme, 3, "://") == 0;
    const std::string origin =
        hasAuthority ? uri.substr(0, uri.find_first_of("/?#", scheme + 3)) : uri.substr(0, scheme + 1);
    const bool isPlain = std::all_of(origin.begin(), origin.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ':' || c == '/' ||
               c == '.' || c == '-' || c == '+' || c == '[' || c == ']';
    });
    return isPlain ? origin : std::string();
}

} // namespace

Response jsonAnswer(int status, const json::Value& value)
{
    Response response = unkept(status);
    response.headers.add("Content-Type", "application/json");
    response.body = json::writeJson(value);
    return response;
}

Response oauthError(int status, const char* error, std::string_view description)
{
    json::Value body = json::Value::object();
    body.set("error", error);
    body.set("error_description", description);
    return jsonAnswer(status, body);
}

Response bearerError(int status, const char* error, std::string_view description)
{
    Response response = oauthError(status, error, description);
    response.headers.add("WWW-Authenticate", "Bearer error=\"" + std::string(error) + "\", error_description=\"" +
                                                 std::string(description) + "\"");
    return response;
}

Response redirectTo(const std::string& address)
{
    Response response = unkept(status::seeOther);
    response.headers.add("Location", address);
    return response;
}

Response pageAnswer(int status, std::string html, std::string_view style, const std::string& formTarget)
{
    const Sha256 digest = sha256(style);
    std::string policy = "default-src 'none'; style-src 'sha256-" + base64Encoded(bytesOf(digest)) +
                         "'; base-uri 'none'; frame-ancestors 'none'; form-action ";
    if (formTarget.empty())
        policy += "'none'";
    else
        policy += "'self' " + originOf(formTarget);
    Response response = unkept(status);
    response.headers.add("Content-Type", "text/html; charset=utf-8");
    response.headers.add("Content-Security-Policy", policy);
    response.headers.add("X-Frame-Options", "DENY");
    response.headers.add("Referrer-Policy", "same-origin"); // forms send their origin then
    response.body = std::move(html);
    return response;
}

} // namespace gw::engine
