// The grammar of mapping keys, and the list of reserved headers.
#include "core/api/mapping_key.h"

#include "core/diagnostic.h"
#include "core/in_quotes.h"
#include "core/letter_case.h"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace gw {

namespace {

constexpr char rule[] = "mapping-destination";
constexpr char requestHint[] = "Write append, overwrite or remove, a colon, and header.name or querystring.name; or "
                               "overwrite:path.";
constexpr char responseHint[] = "Write append, overwrite or remove, a colon, and header.name; or overwrite:statuscode.";

constexpr std::string_view reservedPrefixes[] = {"access-control-", "apigw-", "x-amz-", "x-amzn-"};
constexpr std::string_view reservedNames[] = {"authorization",
                                              "connection",
                                              "content-encoding",
                                              "content-length",
                                              "content-location",
                                              "forwarded",
                                              "keep-alive",
                                              "origin",
                                              "proxy-authenticate",
                                              "proxy-authorization",
                                              "te",
                                              "trailers",
                                              "transfer-encoding",
                                              "upgrade",
                                              "x-forwarded-for",
                                              "x-forwarded-host",
                                              "x-forwarded-proto",
                                              "via"};

std::optional<MappingAction> actionFrom(std::string_view word)
{
    if (word == "append")
        return MappingAction::Append;
    if (word == "overwrite")
        return MappingAction::Overwrite;
    return word == "remove" ? std::optional(MappingAction::Remove) : std::nullopt;
}

bool isHeaderName(std::string_view name)
{
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
    });
}

bool isQueryName(std::string_view name)
{
    return !name.empty() &&
           std::all_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) > ' '; });
}

tl::unexpected<Diagnostic> noDestination(std::string_view text, const char* hint)
{
    return fail(brokenRule(rule, inQuotes(text) + " is nothing that a mapping can change.", hint));
}

Result<MappingKey> headerKey(MappingAction action, std::string_view name, std::string_view text, const char* hint)
{
    if (!isHeaderName(name))
        return noDestination(text, hint);
    if (isReservedHeader(name))
        return fail(brokenRule(rule, "The header " + inQuotes(name) + " is reserved: no mapping may change it.",
                               "Map to a header of another name."));
    return MappingKey{action, MappingPlace::Header, std::string(name)};
}

struct KeyParts
{
    MappingAction action;
    std::string_view place; // "header", "path"
    std::string_view name;  // behind the first dot; empty without one
};

std::optional<KeyParts> partsOf(std::string_view text)
{
    const auto colon = text.find(':');
    const auto action = actionFrom(text.substr(0, colon));
    if (colon == std::string_view::npos || !action)
        return std::nullopt;
    text.remove_prefix(colon + 1);
    const auto dot = std::min(text.find('.'), text.size());
    return KeyParts{*action, text.substr(0, dot), text.substr(std::min(dot + 1, text.size()))};
}

} // namespace

bool isReservedHeader(std::string_view name)
{
    const std::string lower = toLowerAscii(name);
    const auto begins = [&](std::string_view prefix) { return lower.starts_with(prefix); };
    return std::any_of(std::begin(reservedPrefixes), std::end(reservedPrefixes), begins) ||
           std::find(std::begin(reservedNames), std::end(reservedNames), lower) != std::end(reservedNames);
}

Result<MappingKey> requestMappingKeyFrom(std::string_view text)
{
    const auto parts = partsOf(text);
    if (!parts)
        return noDestination(text, requestHint);
    if (parts->place == "header")
        return headerKey(parts->action, parts->name, text, requestHint);
    if (parts->place == "querystring" && isQueryName(parts->name))
        return MappingKey{parts->action, MappingPlace::QueryString, std::string(parts->name)};
    if (text == "overwrite:path")
        return MappingKey{MappingAction::Overwrite, MappingPlace::Path, {}};
    return noDestination(text, requestHint);
}

Result<MappingKey> responseMappingKeyFrom(std::string_view text)
{
    const auto parts = partsOf(text);
    if (!parts)
        return noDestination(text, responseHint);
    if (parts->place == "header")
        return headerKey(parts->action, parts->name, text, responseHint);
    if (text == "overwrite:statuscode")
        return MappingKey{MappingAction::Overwrite, MappingPlace::StatusCode, {}};
    return noDestination(text, responseHint);
}

std::optional<int> mappedStatusFrom(std::string_view text)
{
    constexpr int least = 200;
    constexpr int most = 599;
    int status = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), status);
    const bool isNumber = error == std::errc{} && end == text.data() + text.size();
    return isNumber && status >= least && status <= most ? std::optional(status) : std::nullopt;
}

} // namespace gw
