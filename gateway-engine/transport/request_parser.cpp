// RFC 9112 (HTTP/1.1 syntax) and RFC 9110 section 7.2 (Host), 10.1.1 (Expect); limits of http/limits.h.
#include "gateway-engine/transport/request_parser.h"

#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <array>

namespace gw::engine {

namespace http = boost::beast::http;

namespace {

constexpr std::size_t maxChunkLineBytes = 4'096;
constexpr std::size_t maxExtensionBytes = 65'536; // of all chunks of a request
constexpr std::size_t longestMethod = 64;

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

bool isControl(char c)
{
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

bool isDigits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Beast joins obsolete folded lines; then what stands between the colon and the value is more than blanks, or the value
// stands in a buffer of Beast's own.
bool isFolded(std::string_view name, std::string_view value)
{
    const char* afterColon = name.data() + name.size() + 1;
    const auto gap = reinterpret_cast<std::uintptr_t>(value.data()) - reinterpret_cast<std::uintptr_t>(afterColon);
    return gap > maxChunkLineBytes * 16 || !std::all_of(afterColon, afterColon + gap, isBlank);
}

constexpr auto isHostChar = [] {
    std::array<bool, 256> table{};
    for (unsigned char c = 0x21; c < 0x7f; ++c)
        table[c] = std::string_view("/?#@\\<>\"{}|^`").find(static_cast<char>(c)) == std::string_view::npos;
    return table;
}();

bool isHostText(std::string_view host)
{
    return std::all_of(host.begin(), host.end(), [](char c) { return isHostChar[static_cast<unsigned char>(c)]; });
}

// "HTTP/2.0": well-formed, but not a version spoken here.
bool isVersion(std::string_view text)
{
    if (!text.starts_with("HTTP/"))
        return false;
    text.remove_prefix(5);
    const auto dot = text.find('.');
    return dot == std::string_view::npos ? isDigits(text)
                                         : isDigits(text.substr(0, dot)) && isDigits(text.substr(dot + 1));
}

std::string_view thirdWord(std::string_view line)
{
    for (int i = 0; i < 2; ++i)
        line.remove_prefix(std::min(line.find(' '), line.size() - 1) + 1);
    return line;
}

// "websocket" in a list of protocols (RFC 6455, 4.2.1), with or without a version.
bool namesWebSocket(std::string_view value)
{
    while (!value.empty()) {
        const auto comma = std::min(value.find(','), value.size());
        const std::string_view protocol = trimmed(value.substr(0, comma));
        if (equalsIgnoreCase(protocol.substr(0, protocol.find('/')), "websocket"))
            return true;
        value.remove_prefix(std::min(comma + 1, value.size()));
    }
    return false;
}

} // namespace

RequestParser::RequestParser(const HttpLimits& limits, Request& request) : m_limits(limits), m_request(request)
{
    eager(true);
    body_limit(boost::none); // ours are checked in on_header_impl and on_chunk_header_impl
    header_limit(0x7fff'ffff);
}

RequestParser::Progress RequestParser::parse(std::string_view bytes, std::size_t& consumed)
{
    consumed = 0;
    if (!got_some() && !skipEmptyLines(bytes, consumed))
        return Progress::NeedsMore;
    Error error;
    consumed += put(boost::asio::const_buffer(bytes.data() + consumed, bytes.size() - consumed), error);
    if (m_refusal.status != 0)
        return Progress::Refused;
    const std::string_view rest = bytes.substr(consumed);
    if (error && error != http::error::need_more) {
        refuseForBeast(error, rest);
        return Progress::Refused;
    }
    return is_done() ? Progress::Complete : wantMore(rest);
}

// RFC 9112 2.2: empty lines before a request line are ignored. False when nothing else is there yet.
bool RequestParser::skipEmptyLines(std::string_view bytes, std::size_t& consumed) const
{
    while (bytes.substr(consumed).starts_with("\r\n"))
        consumed += 2;
    const std::string_view rest = bytes.substr(consumed);
    return !rest.empty() && rest != "\r";
}

// What is not parsed yet is a piece of a head, of a chunk line or of the trailers: none may grow without end.
RequestParser::Progress RequestParser::wantMore(std::string_view rest)
{
    Error ignored;
    if (is_header_done()) {
        if (rest.size() > std::max(maxChunkLineBytes, m_limits.maxHeaderBytes))
            refuse(431, "Request Header Fields Too Large", ignored);
    } else if (m_request.method.empty() && rest.size() > m_limits.maxTargetBytes + longestMethod) {
        refuse(414, "Request URI too long", ignored);
    } else if (m_headBytes + rest.size() > m_limits.maxHeaderBytes) {
        refuse(431, "Request Header Fields Too Large", ignored);
    }
    return m_refusal.status != 0 ? Progress::Refused : Progress::NeedsMore;
}

void RequestParser::refuse(int status, std::string message, Error& error)
{
    m_refusal = {status, std::move(message)};
    error = http::error::bad_value;
}

void RequestParser::refuseForBeast(const Error& error, std::string_view rest)
{
    if (error == http::error::bad_version && isVersion(thirdWord(rest.substr(0, rest.find('\r'))))) {
        m_refusal = {505, "HTTP Version Not Supported"};
        return;
    }
    m_refusal = {400, "Bad Request: " + error.message()};
}

void RequestParser::on_request_impl(Verb, View method, View target, int version, Error& error)
{
    m_headBytes = method.size() + target.size() + 12; // two spaces, version, line end
    m_fieldBytes = 0;
    m_request.method.assign(method.data(), method.size());
    m_request.versionMinor = version - 10;
    if (target.size() > m_limits.maxTargetBytes)
        return refuse(414, "Request URI too long", error);
    takeTarget(m_request.method, {target.data(), target.size()}, error);
    m_request.headers.reserve(12, 480);
}

void RequestParser::takeTarget(std::string_view method, std::string_view target, Error& error)
{
    const std::string_view withoutFragment = target.substr(0, target.find('#'));
    if (method == "CONNECT")
        return refuse(501, "Not Implemented: this server is no proxy, it cannot CONNECT", error);
    if (withoutFragment.starts_with('/') || (target == "*" && method == "OPTIONS"))
        m_request.target.assign(withoutFragment);
    else
        takeAbsoluteTarget(withoutFragment, error);
}

// "http://host:port/path?query": the authority replaces Host (RFC 9112 3.2.2).
void RequestParser::takeAbsoluteTarget(std::string_view target, Error& error)
{
    std::size_t scheme = 0;
    if (equalsIgnoreCase(target.substr(0, 7), "http://"))
        scheme = 7;
    else if (equalsIgnoreCase(target.substr(0, 8), "https://"))
        scheme = 8;
    else
        return refuse(400, "Bad Request: the request target is not a path", error);
    target.remove_prefix(scheme);
    const auto end = std::min(target.find_first_of("/?"), target.size());
    const std::string_view host = target.substr(0, end);
    if (host.empty() || !isHostText(host))
        return refuse(400, "Bad Request: the request target names no valid host", error);
    m_absoluteHost = host;
    target.remove_prefix(end);
    m_request.target = target.starts_with('/') ? "" : "/";
    m_request.target += target;
}

void RequestParser::on_field_impl(Field field, View fieldName, View fieldValue, Error& error)
{
    const std::string_view name(fieldName.data(), fieldName.size());
    const std::string_view value(fieldValue.data(), fieldValue.size());
    if (isFolded(name, value))
        return refuse(400, "Bad Request: header " + std::string(name) + " is folded over lines", error);
    m_headBytes += name.size() + value.size() + 4;
    m_fieldBytes += name.size() + value.size();
    if (m_headBytes > m_limits.maxHeaderBytes || m_fieldBytes > m_limits.maxFieldBytes)
        return refuse(431, "Request Header Fields Too Large", error);
    if (is_header_done())
        return; // a trailer: dropped
    switch (field) {
    case Field::host:
        takeHost(value, error);
        break;
    case Field::content_length:
        if (++m_lengths > 1 || !isDigits(value))
            return refuse(400, "Bad Request: Content-Length must be given once, as digits", error);
        break;
    case Field::transfer_encoding:
        takeTransferCodings(value, error);
        break;
    case Field::expect:
        takeExpectation(value, error);
        break;
    case Field::upgrade:
        m_asksForWebSocket = m_asksForWebSocket || namesWebSocket(value);
        break;
    default:
        break;
    }
    m_request.headers.addParsed(name, value);
}

void RequestParser::takeHost(std::string_view value, Error& error)
{
    if (++m_hosts > 1)
        return refuse(400, "Bad Request: the Host header is given twice", error);
    if (!isHostText(value))
        refuse(400, "Bad Request: the Host header holds characters that no host name has", error);
}

// chunked must be the last coding and stand once; other codings are well-formed but not known here.
void RequestParser::takeTransferCodings(std::string_view value, Error& error)
{
    m_hasTransferEncoding = true;
    if (trimmed(value).empty())
        return refuse(400, "Bad Request: Transfer-Encoding is empty", error);
    while (!value.empty()) {
        const auto comma = std::min(value.find(','), value.size());
        const std::string_view coding = trimmed(value.substr(0, comma));
        value.remove_prefix(std::min(comma + 1, value.size()));
        if (coding.empty())
            continue;
        if (m_isChunked)
            return refuse(400, "Bad Request: chunked must be the last transfer coding", error);
        if (equalsIgnoreCase(coding, "chunked"))
            m_isChunked = true;
        else
            m_hasUnknownCoding = true;
    }
}

void RequestParser::takeExpectation(std::string_view value, Error& error)
{
    if (!equalsIgnoreCase(value, "100-continue"))
        return refuse(417, "Expectation Failed: only 100-continue can be expected", error);
    m_expectsContinue = m_request.versionMinor >= 1; // RFC 9110 10.1.1: HTTP/1.0 clients do not know it
}

void RequestParser::on_header_impl(Error& error)
{
    if (m_hosts == 0 && m_request.versionMinor >= 1)
        return refuse(400, "Bad Request: the Host header is missing", error);
    if (m_hasTransferEncoding) {
        if (m_lengths > 0)
            return refuse(400, "Bad Request: Content-Length and Transfer-Encoding exclude each other", error);
        if (m_request.versionMinor == 0)
            return refuse(400, "Bad Request: HTTP/1.0 has no Transfer-Encoding", error);
        if (m_hasUnknownCoding || !m_isChunked)
            return refuse(501, "Not Implemented: the only transfer coding is chunked", error);
    }
    if (m_lengths > 0 && content_length().value_or(0) > m_limits.maxBodyBytes)
        return refuse(413, "HTTP content length exceeded " + std::to_string(m_limits.maxBodyBytes) + " bytes", error);
    if (!m_absoluteHost.empty())
        m_request.headers.set("Host", m_absoluteHost);
}

std::size_t RequestParser::on_body_impl(View body, Error&)
{
    m_request.body.append(body.data(), body.size());
    return body.size();
}

void RequestParser::on_chunk_header_impl(std::uint64_t size, View extensions, Error& error)
{
    m_extensionBytes += extensions.size();
    if (extensions.size() > maxChunkLineBytes || m_extensionBytes > maxExtensionBytes ||
        std::any_of(extensions.begin(), extensions.end(), isControl))
        return refuse(400, "Bad Request: bad chunk extension", error);
    if (size > m_limits.maxBodyBytes || m_request.body.size() + size > m_limits.maxBodyBytes)
        refuse(413, "HTTP content length exceeded " + std::to_string(m_limits.maxBodyBytes) + " bytes", error);
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, View body, Error&)
{
    m_request.body.append(body.data(), body.size());
    return body.size();
}

} // namespace gw::engine
