// The head of a response as bytes: status line, the handler's fields, and the fields the transport owns
// (Content-Length, Date, Connection: RFC 9110 sections 6.6.1, 7.6.1 and 8.6).
#pragma once

#include "gateway-engine/http/message.h"

#include <ctime>
#include <string>
#include <string_view>

namespace gw::engine {

// The Date header of one thread: made anew when the second changes.
class DateClock
{
public:
    [[nodiscard]] std::string_view now(); // "Sun, 06 Nov 1994 08:49:37 GMT"

private:
    std::time_t m_second = -1;
    char m_text[32] = {};
    std::size_t m_length = 0;
};

struct ResponseHeadOptions
{
    bool isHead = false; // the request's method was HEAD
    bool keepAlive = true;
    std::string_view date;
};

// False when no body may follow: answers to HEAD, 204 and 304.
[[nodiscard]] bool hasBody(const Response& response, bool isHead);

// Replaces `out`. Fields whose name or value could break the head apart are repaired or left out: what a template or an
// endpoint produced must not be able to add a header or a response of its own.
void writeResponseHead(std::string& out, const Response& response, const ResponseHeadOptions& options);

} // namespace gw::engine
