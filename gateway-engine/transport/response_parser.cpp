// RFC 9112 sections 4, 6 and 7, from the receiving side.
#include "gateway-engine/transport/response_parser.h"

#include <boost/beast/http/error.hpp>

#include <algorithm>

namespace gw::engine {

namespace http = boost::beast::http;

namespace {
constexpr std::size_t maxHeadBytes = 20'480;     // must leave room in a block of the buffer pool
constexpr std::size_t reserveAtMost = 1'048'576; // what an endpoint announces is not yet what it sends
} // namespace

ResponseParser::ResponseParser(Response& response, std::size_t maxBodyBytes, bool toHead)
    : m_response(response), m_maxBodyBytes(maxBodyBytes)
{
    eager(true);
    skip(toHead);
    body_limit(boost::none);
    header_limit(0x7fff'ffff);
}

ResponseParser::Progress ResponseParser::parse(std::string_view bytes, std::size_t& consumed)
{
    Error error;
    consumed = put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
    const Progress progress = progressAfter(error);
    if (progress == Progress::NeedsMore && m_headBytes + bytes.size() - consumed > maxHeadBytes) {
        m_problem = "its head or a chunk line is longer than " + std::to_string(maxHeadBytes) + " bytes";
        return Progress::Malformed;
    }
    return progress;
}

ResponseParser::Progress ResponseParser::parseEnd()
{
    Error error;
    put_eof(error);
    return progressAfter(error);
}

ResponseParser::Progress ResponseParser::progressAfter(const Error& error)
{
    if (m_isTooLarge)
        return Progress::TooLarge;
    if (error && error != http::error::need_more) {
        if (m_problem.empty())
            m_problem = error.message();
        return Progress::Malformed;
    }
    return is_done() ? Progress::Complete : Progress::NeedsMore;
}

void ResponseParser::on_response_impl(int status, View, int, Error& error)
{
    if (status < 100)
        error = http::error::bad_status;
    m_response.status = status;
    m_response.headers.reserve(16, 480);
}

void ResponseParser::on_field_impl(http::field, View name, View value, Error& error)
{
    if (is_header_done())
        return; // a trailer: dropped
    m_headBytes += name.size() + value.size() + 4;
    if (m_headBytes > maxHeadBytes) {
        m_problem = "its head is longer than " + std::to_string(maxHeadBytes) + " bytes";
        error = http::error::header_limit;
        return;
    }
    m_response.headers.addParsed({name.data(), name.size()}, {value.data(), value.size()});
}

void ResponseParser::on_header_impl(Error& error)
{
    m_headBytes = 0; // what is left to bound are chunk lines
    const std::uint64_t length = skip() ? 0 : content_length().value_or(0);
    m_isTooLarge = length > m_maxBodyBytes;
    if (m_isTooLarge)
        error = http::error::body_limit;
    else if (length > 0)
        m_response.body.reserve(std::min<std::size_t>(length, reserveAtMost));
}

void ResponseParser::on_chunk_header_impl(std::uint64_t size, View, Error& error)
{
    m_isTooLarge = size > m_maxBodyBytes || m_response.body.size() + size > m_maxBodyBytes;
    if (m_isTooLarge)
        error = http::error::body_limit;
}

std::size_t ResponseParser::on_body_impl(View body, Error& error)
{
    m_isTooLarge = m_response.body.size() + body.size() > m_maxBodyBytes;
    if (m_isTooLarge)
        error = http::error::body_limit;
    else
        m_response.body.append(body.data(), body.size());
    return body.size();
}

} // namespace gw::engine
