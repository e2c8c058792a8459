// How the signature of a request can be wrong (reference 1.24): each is a gateway response of its own.
#pragma once

#include <string>

namespace gw::engine::auth {

enum class SignatureFault {
    MissingAuthenticationToken, // no signature at all
    IncompleteSignature,        // parts are missing or malformed
    InvalidSignature,           // it does not match, is of another scope or another time
    UnrecognizedClient,         // no such access key, or not its session token
    ExpiredToken                // temporary credentials whose time has passed
};

struct SignatureFailure
{
    SignatureFault fault = SignatureFault::InvalidSignature;
    std::string message; // as the service words it
};

[[nodiscard]] const char* errorType(SignatureFault fault); // x-amzn-ErrorType: "InvalidSignatureException"

} // namespace gw::engine::auth
