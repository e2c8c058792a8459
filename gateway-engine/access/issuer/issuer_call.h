// IssuerCall: one request to the local issuer, and what its endpoints need to answer it. On the issuer's own thread.
#pragma once

#include "gateway-engine/access/issuer/form_fields.h"
#include "gateway-engine/access/issuer/grants.h"
#include "gateway-engine/access/issuer/issuer_design.h"
#include "gateway-engine/access/issuer/sign_in_attempts.h"
#include "gateway-engine/access/issuer/signing_keys.h"
#include "gateway-engine/http/message.h"
#include "gateway-engine/traffic/clock.h"

#include <string>

namespace gw::engine {

struct IssuerMemory
{
    Grants grants;
    SignInAttempts attempts;
};

struct IssuerCall
{
    const Request& request;
    const FormFields& fields; // of the query, or of the body of a POST
    const IssuerDesign& design;
    const std::string& project; // its name
    SigningKeys& keys;
    IssuerMemory& memory;
    const Clock& clock;

    [[nodiscard]] WallTime now() const { return clock.wallClock(); }
    [[nodiscard]] std::string pathOf(const char* endpoint) const { return std::string(issuerPath) + endpoint; }
};

} // namespace gw::engine
