// What a listener accepts from the network. Defaults are API Gateway's (reference 5) where it has one.
#pragma once

#include <chrono>
#include <cstddef>

namespace gw::engine {

struct HttpLimits
{
    std::size_t maxTargetBytes = 10'240;                // longer: 414
    std::size_t maxFieldBytes = 10'240;                 // names + values of all headers; more: 431
    std::size_t maxHeaderBytes = 10'240 + 8'192;        // the whole head, framing and request line included; more: 431
    std::size_t maxBodyBytes = 10'485'760;              // more: 413
    std::chrono::milliseconds headerTimeout{30'000};    // a head that is not whole by then: 408
    std::chrono::milliseconds bodyTimeout{60'000};      // no byte of a body for so long: 408
    std::chrono::milliseconds handshakeTimeout{10'000}; // of TLS, from the first byte to the last: closed
    std::chrono::milliseconds idleTimeout{310'000};     // keep-alive connection without a request: closed
};

} // namespace gw::engine
