// Which endpoint of the local issuer a request is for, and who may reach it: this machine alone, by a name of this
// machine (a page elsewhere whose name leads here is not one). Applications in a browser may read what is for them from
// any origin: no endpoint they can read goes by cookies.
#pragma once

#include "gateway-engine/access/issuer/issuer_call.h"

namespace gw::engine {

struct IssuerParts
{
    const IssuerDesign& design;
    const std::string& project;
    SigningKeys& keys;
    IssuerMemory& memory;
    const Clock& clock;
};

[[nodiscard]] Response issuerAnswer(const Request& request, const IssuerParts& parts);

} // namespace gw::engine
