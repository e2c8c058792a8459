#include "core/edit/cors_rules.h"

#include "core/api/method.h"
#include "core/in_quotes.h"

#include <algorithm>

namespace gw {

namespace {

constexpr std::string_view anything = "*";

bool isLetterOrDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Host and port; an address of IPv6 stands in brackets.
bool isAuthority(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return isLetterOrDigit(c) || std::string_view(".-_:[]").find(c) != std::string_view::npos;
    });
}

bool isHeaderName(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return isLetterOrDigit(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
    });
}

// As clients send them: in capitals, and no ANY.
bool isSentVerb(std::string_view text)
{
    const auto verb = httpVerbFrom(text);
    return verb && *verb != HttpVerb::Any && toString(*verb) == text;
}

void checkHeaders(const std::vector<std::string>& names, const std::string& verb, Faults& faults)
{
    for (const std::string& name : names)
        if (!isHeaderName(name))
            faults.push_back("CORS " + verb + " the header " + inQuotes(name) + ", which is no name of one.");
}

} // namespace

bool isAllowedOrigin(std::string_view text)
{
    if (text == anything || text == "https://*" || text == "http://*")
        return true;
    const auto end = text.find("://");
    return end != std::string_view::npos && end > 0 &&
           std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end),
                       [](char c) { return isLetterOrDigit(c) || c == '+' || c == '-' || c == '.'; }) &&
           isAuthority(text.substr(end + 3));
}

Faults faultsOf(const CorsConfiguration& cors)
{
    Faults faults;
    for (const std::string& origin : cors.allowOrigins)
        if (!isAllowedOrigin(origin))
            faults.push_back("CORS allows the origin " + inQuotes(origin) + ", which is none.");
    const bool isAnyOrigin =
        std::find(cors.allowOrigins.begin(), cors.allowOrigins.end(), anything) != cors.allowOrigins.end();
    if (cors.allowCredentials && isAnyOrigin)
        faults.emplace_back("CORS allows credentials, which is not supported together with the origin \"*\".");
    for (const std::string& method : cors.allowMethods)
        if (method != anything && !isSentVerb(method))
            faults.push_back("CORS allows the method " + inQuotes(method) + ", which is none.");
    checkHeaders(cors.allowHeaders, "allows", faults);
    checkHeaders(cors.exposeHeaders, "exposes", faults);
    if (cors.maxAge && (*cors.maxAge < leastCorsMaxAge || *cors.maxAge > mostCorsMaxAge))
        faults.push_back("CORS lets preflight answers be kept for " + std::to_string(*cors.maxAge) + " seconds.");
    return faults;
}

} // namespace gw
