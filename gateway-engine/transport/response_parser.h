// ResponseParser: bytes of an endpoint → Response, by Beast's parser. Lenient where endpoints are known to be sloppy
// (folded lines), bounded everywhere.
#pragma once

#include "gateway-engine/http/message.h"

#include <boost/beast/http/basic_parser.hpp>

#include <string>
#include <string_view>

namespace gw::engine {

class ResponseParser final : private boost::beast::http::basic_parser<false>
{
public:
    // Fills `response`, which must outlive the parser. `toHead`: the request was HEAD, so no body follows.
    ResponseParser(Response& response, std::size_t maxBodyBytes, bool toHead);

    enum class Progress { NeedsMore, Complete, Malformed, TooLarge };
    Progress parse(std::string_view bytes, std::size_t& consumed);
    Progress parseEnd(); // the endpoint has ended the connection

    [[nodiscard]] const std::string& problem() const { return m_problem; } // of Malformed
    [[nodiscard]] bool hasStarted() const { return got_some(); }
    [[nodiscard]] bool isInterim() const { return m_response.status < 200; }
    [[nodiscard]] bool keepsAlive() const { return keep_alive(); }

private:
    using View = boost::beast::string_view;
    using Error = boost::beast::error_code;

    void on_request_impl(boost::beast::http::verb, View, View, int, Error&) override {}
    void on_response_impl(int status, View reason, int version, Error& error) override;
    void on_field_impl(boost::beast::http::field field, View name, View value, Error& error) override;
    void on_header_impl(Error& error) override;
    void on_body_init_impl(const boost::optional<std::uint64_t>&, Error&) override {}
    std::size_t on_body_impl(View body, Error& error) override;
    void on_chunk_header_impl(std::uint64_t size, View, Error& error) override;
    std::size_t on_chunk_body_impl(std::uint64_t, View body, Error& error) override
    {
        return on_body_impl(body, error);
    }
    void on_finish_impl(Error&) override {}

    Progress progressAfter(const Error& error);

    Response& m_response;
    std::size_t m_maxBodyBytes;
    std::size_t m_headBytes = 0;
    bool m_isTooLarge = false;
    std::string m_problem;
};

} // namespace gw::engine
