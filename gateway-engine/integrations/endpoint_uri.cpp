#include "gateway-engine/integrations/endpoint_uri.h"

#include "gateway-engine/http/headers.h"
#include "gateway-engine/http/uri.h"

#include <algorithm>
#include <charconv>

namespace gw::engine {

namespace {

bool isNameCharacter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' ||
           c == '.' || c == '$' || c == '+';
}

tl::unexpected<Diagnostic> noAddress(std::string_view text, const std::string& why)
{
    return fail("\"" + std::string(text.substr(0, 200)) + "\" is no endpoint address: " + why,
                "Write http://host/path or https://host/path.");
}

// Encodes what a part may not hold as it is, and leaves escapes that are there already.
std::string encodedLiteral(std::string_view text, std::string (*encode)(std::string_view))
{
    std::string result;
    while (!text.empty()) {
        const auto percent = text.find('%');
        result += encode(text.substr(0, percent));
        if (percent == std::string_view::npos)
            break;
        result += '%';
        text.remove_prefix(percent + 1);
    }
    return result;
}

std::string encodedQueryLiteral(std::string_view text)
{
    std::string result; // what means something in a query stays: "a=1&b=2"
    while (!text.empty()) {
        const auto special = text.find_first_of("&=+;");
        result += encodedLiteral(text.substr(0, special), queryEncoded);
        if (special == std::string_view::npos)
            break;
        result += text[special];
        text.remove_prefix(special + 1);
    }
    return result;
}

bool isHost(std::string_view host)
{
    return !host.empty() && host.size() <= 253 && std::all_of(host.begin(), host.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' ||
               c == '_' || c == ':';
    });
}

} // namespace

std::string withStageVariables(std::string_view text, const StringMap& variables)
{
    static constexpr std::string_view opening = "${stageVariables.";
    std::string result;
    while (true) {
        const auto at = text.find(opening);
        result += text.substr(0, at);
        if (at == std::string_view::npos)
            return result;
        text.remove_prefix(at);
        const auto end = text.find('}');
        const std::string_view name =
            end == std::string_view::npos ? std::string_view() : text.substr(opening.size(), end - opening.size());
        if (name.empty() || !std::all_of(name.begin(), name.end(), isNameCharacter)) {
            result += text.front();
            text.remove_prefix(1);
            continue;
        }
        if (const std::string* value = findIn(variables, name))
            result += *value;
        text.remove_prefix(end + 1);
    }
}

std::vector<EndpointUri::Piece> EndpointUri::piecesOf(std::string_view text)
{
    std::vector<Piece> pieces;
    std::string literal;
    while (!text.empty()) {
        const auto end = text.front() == '{' ? text.find('}') : std::string_view::npos;
        const std::string_view name = end == std::string_view::npos ? std::string_view() : text.substr(1, end - 1);
        if (name.empty() || !std::all_of(name.begin(), name.end(), isNameCharacter)) {
            literal += text.front();
            text.remove_prefix(1);
            continue;
        }
        if (!literal.empty())
            pieces.push_back({std::exchange(literal, {}), false});
        pieces.push_back({std::string(name), true});
        text.remove_prefix(end + 1);
    }
    if (!literal.empty())
        pieces.push_back({std::move(literal), false});
    return pieces;
}

Result<EndpointUri::Place> EndpointUri::addressOf(std::string_view text)
{
    const auto colon = text.find("://");
    if (colon == std::string_view::npos)
        return noAddress(text, "it does not begin with http:// or https://.");
    Place place;
    place.endpoint.isTls = equalsIgnoreCase(text.substr(0, colon), "https");
    if (!place.endpoint.isTls && !equalsIgnoreCase(text.substr(0, colon), "http"))
        return noAddress(text, "it does not begin with http:// or https://.");
    place.endpoint.port = place.endpoint.isTls ? 443 : 80;
    std::string_view authority = text.substr(colon + 3);
    place.host = authority;
    std::string_view host = authority;
    std::string_view port;
    if (const auto bracket = authority.find(']'); !authority.empty() && authority.front() == '[') {
        if (bracket == std::string_view::npos)
            return noAddress(text, "the bracket of the host is never closed.");
        host = authority.substr(1, bracket - 1);
        port = authority.substr(bracket + 1);
    } else if (const auto mark = authority.find(':'); mark != std::string_view::npos) {
        host = authority.substr(0, mark);
        port = authority.substr(mark);
    }
    if (!isHost(host) || (host.find(':') != std::string_view::npos && authority.front() != '['))
        return noAddress(text, host.empty() ? "it has no host." : "its host has characters that no host has.");
    place.endpoint.host = host;
    if (!port.empty()) {
        const char* first = port.data() + 1;
        const char* last = port.data() + port.size();
        const auto [end, error] = std::from_chars(first, last, place.endpoint.port);
        if (port.front() != ':' || error != std::errc{} || end != last || place.endpoint.port == 0)
            return noAddress(text, "its port is no number from 1 to 65535.");
    }
    return place;
}

Result<EndpointUri> EndpointUri::parse(std::string_view text)
{
    text = text.substr(0, text.find('#'));
    if (std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }))
        return noAddress("", "it holds control characters.");
    const auto scheme = text.find("://");
    const auto end = text.find_first_of("/?", scheme == std::string_view::npos ? 0 : scheme + 3);
    const std::string_view authority = text.substr(0, end);
    std::string_view rest = end == std::string_view::npos ? std::string_view() : text.substr(end);
    EndpointUri uri;
    auto pieces = piecesOf(authority);
    if (std::any_of(pieces.begin(), pieces.end(), [](const Piece& piece) { return piece.isPlace; })) {
        uri.m_authority = std::move(pieces);
    } else {
        auto fixed = addressOf(authority);
        if (!fixed)
            return gw::fail(fixed.error());
        uri.m_fixed = *std::move(fixed);
    }
    const auto mark = rest.find('?');
    const std::string_view path = rest.substr(0, mark);
    uri.m_path = piecesOf(path.empty() ? "/" : path);
    uri.m_query = piecesOf(mark == std::string_view::npos ? std::string_view() : rest.substr(mark + 1));
    for (Piece& piece : uri.m_path)
        if (!piece.isPlace)
            piece.text = encodedLiteral(piece.text, pathEncoded);
    for (Piece& piece : uri.m_query)
        if (!piece.isPlace)
            piece.text = encodedQueryLiteral(piece.text);
    return uri;
}

Result<EndpointUri::Place> EndpointUri::fill(const StringMap& parameters) const
{
    const auto append = [&](std::string& text, const Piece& piece, std::string (*encode)(std::string_view)) {
        const std::string* value = piece.isPlace ? findIn(parameters, piece.text) : nullptr;
        if (!piece.isPlace)
            text += piece.text;
        else if (value)
            text += encode ? encode(percentDecoded(*value)) : *value;
        else
            text += encode ? encode("{" + piece.text + "}") : "{" + piece.text + "}";
    };
    Place place;
    if (m_fixed) {
        place = *m_fixed;
    } else {
        std::string authority;
        for (const Piece& piece : m_authority)
            append(authority, piece, nullptr);
        if (authority.find_first_of("/?#@", authority.find("://") + 3) != std::string::npos)
            return noAddress(authority, "a parameter of its host holds more than a host.");
        auto address = addressOf(authority);
        if (!address)
            return gw::fail(address.error());
        place = *std::move(address);
    }
    for (const Piece& piece : m_path)
        append(place.path, piece, pathEncoded);
    for (const Piece& piece : m_query)
        append(place.query, piece, queryEncoded);
    return place;
}

std::vector<std::string> EndpointUri::names() const
{
    std::vector<std::string> names;
    for (const auto* pieces : {&m_authority, &m_path, &m_query})
        for (const Piece& piece : *pieces)
            if (piece.isPlace)
                names.push_back(piece.text);
    return names;
}

} // namespace gw::engine
