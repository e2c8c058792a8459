// Writes response heads. This runs once a request: no streams, no temporary strings.
#include "gateway-engine/transport/response_head.h"

#include "gateway-engine/transport/field_lines.h"

#include <algorithm>

namespace gw::engine {

namespace {

// Fields the transport writes itself; a handler's own are left out.
bool isOwnField(std::string_view name)
{
    switch (name.size()) {
    case 4:
        return equalsIgnoreCase(name, "Date");
    case 10:
        return equalsIgnoreCase(name, "Connection") || equalsIgnoreCase(name, "Keep-Alive");
    case 14:
        return equalsIgnoreCase(name, "Content-Length");
    case 17:
        return equalsIgnoreCase(name, "Transfer-Encoding");
    default:
        return false;
    }
}

void appendStatusLine(std::string& out, int status)
{
    if (status == 200) {
        out += "HTTP/1.1 200 OK\r\n";
        return;
    }
    const int valid = status >= 200 && status <= 999 ? status : 500;
    out += "HTTP/1.1 ";
    appendNumber(out, static_cast<std::uint64_t>(valid));
    out += ' ';
    out += reasonPhrase(valid);
    out += "\r\n";
}

// An answer to HEAD may tell the length that GET would have (RFC 9110 8.6): the handler's own, when it has no body.
bool appendLengthOfHead(std::string& out, const Response& response)
{
    const auto length = response.headers.find("Content-Length");
    if (!response.bodyText().empty() || !length || length->empty() || length->find_first_not_of("0123456789") != std::string_view::npos)
        return false;
    return appendField(out, "Content-Length", *length);
}

} // namespace

std::string_view DateClock::now()
{
    const std::time_t second = std::time(nullptr);
    if (second != m_second) {
        m_second = second;
        std::tm parts{};
        gmtime_r(&second, &parts);
        static constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
        static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
        // strftime's names follow the locale; these are the protocol's.
        char format[] = "ddd, %d mmm %Y %H:%M:%S GMT";
        std::copy_n(days[parts.tm_wday], 3, format);
        std::copy_n(months[parts.tm_mon], 3, format + 8);
        m_length = std::strftime(m_text, sizeof m_text, format, &parts);
    }
    return {m_text, m_length};
}

bool hasBody(const Response& response, bool isHead)
{
    return !isHead && response.status != 204 && response.status != 304;
}

void writeResponseHead(std::string& out, const Response& response, const ResponseHeadOptions& options)
{
    out.clear();
    appendStatusLine(out, response.status);
    appendFields(out, response.headers, isOwnField);
    const bool lengthKnown = options.isHead && appendLengthOfHead(out, response);
    if (!lengthKnown && response.status != 204 && response.status != 304) {
        out += "Content-Length: ";
        appendNumber(out, response.bodyText().size());
        out += "\r\n";
    }
    out += "Date: ";
    out += options.date;
    out += options.keepAlive ? "\r\nConnection: keep-alive\r\n\r\n" : "\r\nConnection: close\r\n\r\n";
}

} // namespace gw::engine
