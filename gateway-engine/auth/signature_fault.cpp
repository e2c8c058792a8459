#include "gateway-engine/auth/signature_fault.h"

namespace gw::engine::auth {

const char* errorType(SignatureFault fault)
{
    switch (fault) {
    case SignatureFault::MissingAuthenticationToken:
        return "MissingAuthenticationTokenException";
    case SignatureFault::IncompleteSignature:
        return "IncompleteSignatureException";
    case SignatureFault::InvalidSignature:
        return "InvalidSignatureException";
    case SignatureFault::UnrecognizedClient:
        return "UnrecognizedClientException";
    case SignatureFault::ExpiredToken:
        break;
    }
    return "ExpiredTokenException";
}

} // namespace gw::engine::auth
