// Why a handshake with a client failed, in words. For transport/tls* alone.
#pragma once

#include <string>

namespace gw::engine {

// `error` is OpenSSL's (0: the client went away); `site` is whose certificate the client was shown, empty when it came
// to none.
[[nodiscard]] std::string handshakeProblem(unsigned long error, const std::string& site);

} // namespace gw::engine
