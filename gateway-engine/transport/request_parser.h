// RequestParser: bytes → Request, by Beast's parser with the strictness it lacks on top: RFC 9112 where a lax reading
// would let two servers disagree about where a request ends (request smuggling), and the limits of the listener.
#pragma once

#include "gateway-engine/http/limits.h"
#include "gateway-engine/http/message.h"

#include <boost/beast/http/basic_parser.hpp>

#include <string>
#include <string_view>

namespace gw::engine {

// Why a request is not served, as the client is told: an HTTP status and the words of the body's "message".
struct Refusal
{
    int status = 0;
    std::string message;
};

class RequestParser final : private boost::beast::http::basic_parser<true>
{
public:
    // Fills `request`; both must outlive the parser.
    RequestParser(const HttpLimits& limits, Request& request);

    enum class Progress { NeedsMore, Complete, Refused };
    // Parses what it can of `bytes` and says how much that was; the rest must be presented again, with more behind it.
    Progress parse(std::string_view bytes, std::size_t& consumed);

    [[nodiscard]] const Refusal& refusal() const { return m_refusal; }
    [[nodiscard]] bool hasStarted() const { return got_some(); }
    [[nodiscard]] bool isHeadDone() const { return is_header_done(); }
    [[nodiscard]] bool keepsAlive() const { return keep_alive(); }
    [[nodiscard]] bool asksForWebSocket() const { return m_asksForWebSocket; } // by its Upgrade header
    // The client waits for "100 Continue" before it sends the body.
    [[nodiscard]] bool awaitsContinue() const { return m_expectsContinue && is_header_done() && !is_done(); }

private:
    using Verb = boost::beast::http::verb;
    using Field = boost::beast::http::field;
    using View = boost::beast::string_view;
    using Error = boost::beast::error_code;

    void on_request_impl(Verb verb, View method, View target, int version, Error& error) override;
    void on_response_impl(int, View, int, Error&) override {}
    void on_field_impl(Field field, View name, View value, Error& error) override;
    void on_header_impl(Error& error) override;
    void on_body_init_impl(const boost::optional<std::uint64_t>&, Error&) override {}
    std::size_t on_body_impl(View body, Error& error) override;
    void on_chunk_header_impl(std::uint64_t size, View extensions, Error& error) override;
    std::size_t on_chunk_body_impl(std::uint64_t remain, View body, Error& error) override;
    void on_finish_impl(Error&) override {}

    void refuse(int status, std::string message, Error& error);
    void refuseForBeast(const Error& error, std::string_view rest);
    bool skipEmptyLines(std::string_view bytes, std::size_t& consumed) const;
    Progress wantMore(std::string_view rest);
    void takeTarget(std::string_view method, std::string_view target, Error& error);
    void takeAbsoluteTarget(std::string_view target, Error& error);
    void takeTransferCodings(std::string_view value, Error& error);
    void takeExpectation(std::string_view value, Error& error);
    void takeHost(std::string_view value, Error& error);

    const HttpLimits& m_limits;
    Request& m_request;
    Refusal m_refusal;
    std::size_t m_headBytes = 0;
    std::size_t m_fieldBytes = 0; // names and values
    std::size_t m_extensionBytes = 0;
    std::string m_absoluteHost; // of a target in absolute form; replaces Host
    int m_hosts = 0;
    int m_lengths = 0;
    bool m_hasTransferEncoding = false;
    bool m_isChunked = false;
    bool m_hasUnknownCoding = false;
    bool m_expectsContinue = false;
    bool m_asksForWebSocket = false;
};

} // namespace gw::engine
