#include "gateway-engine/auth/token_fault.h"

namespace gw::engine::auth {

const char* errorDescription(TokenFault fault)
{
    switch (fault) {
    case TokenFault::Malformed:
        return "the token is malformed";
    case TokenFault::UnsupportedAlgorithm:
        return "the token has an unsupported signing method";
    case TokenFault::UnknownKey:
        return "the token has an unknown key id";
    case TokenFault::BadSignature:
        return "the token has an invalid signature";
    case TokenFault::WrongIssuer:
        return "the token does not have a valid issuer";
    case TokenFault::WrongAudience:
        return "the token does not have a valid audience";
    case TokenFault::Expired:
        return "the token has expired";
    case TokenFault::NotYetValid:
        return "the token is not valid yet";
    case TokenFault::WrongUse:
        return "the token does not have a valid use";
    case TokenFault::InsufficientScope:
        break;
    }
    return "the token does not have a required scope";
}

} // namespace gw::engine::auth
