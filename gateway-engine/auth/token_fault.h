// How a token can be wrong (reference 1.25, 2.7).
#pragma once

#include <string>

namespace gw::engine::auth {

enum class TokenFault {
    Malformed,            // no JWT in compact form, or a member of another kind than it has to be
    UnsupportedAlgorithm, // "none", HS*, EdDSA, one the rules do not accept, or an extension ("crit")
    UnknownKey,           // no key of the issuer has this kid and serves this algorithm
    BadSignature,
    WrongIssuer,
    WrongAudience,
    Expired,
    NotYetValid, // nbf or iat lies ahead
    WrongUse,    // an ID token where an access token is needed, or the other way round
    InsufficientScope
};

struct TokenFailure
{
    TokenFault fault = TokenFault::Malformed;
    std::string reason; // for the user who looks for it: what is wrong, with names; nothing secret
};

// error_description of WWW-Authenticate: the service's texts where they are known (audience, expiry), else of our own.
[[nodiscard]] const char* errorDescription(TokenFault fault);

} // namespace gw::engine::auth
