// HTTP messages as the pipeline sees them: whole, in memory, free of any transport.
#pragma once

#include "gateway-engine/http/headers.h"
#include "gateway-engine/http/tls_facts.h"

#include <memory>
#include <string>

namespace gw::engine {

struct Request
{
    std::string method; // as sent: "GET"
    std::string target; // request target in origin form as sent: "/dev/pets/1?x=y"
    Headers headers;
    std::string body; // after transfer decoding
    int versionMinor = 1;
    std::string remoteAddress; // the TCP peer: "127.0.0.1"
    int remotePort = 0;
    std::string localAddress; // where it connected to: "127.0.0.1"
    int localPort = 0;
    bool isTls = false;
    std::shared_ptr<const TlsFacts> tls; // null: the connection is plain, or nobody asked

    [[nodiscard]] std::string_view path() const;  // of target, raw (percent-encoding kept)
    [[nodiscard]] std::string_view query() const; // of target, raw, without "?"
};

struct Response
{
    int status = 200;
    Headers headers; // no Content-Length, Connection, Date or Transfer-Encoding: the transport writes those
    std::string body;
    // A body prepared at deploy time and shared by all its responses; used instead of `body` when set.
    std::shared_ptr<const std::string> sharedBody;

    [[nodiscard]] const std::string& bodyText() const { return sharedBody ? *sharedBody : body; }
};

[[nodiscard]] std::string_view reasonPhrase(int status); // "Not Found"; "" when unknown

} // namespace gw::engine
