// What the events of integrations and of authorizers tell of a request alike (reference 1.16, 1.25, appendix A.1 and
// A.2).
#pragma once

#include "gateway-engine/integrations/event_writer.h"
#include "gateway-engine/pipeline/exchange.h"

#include <string>
#include <string_view>

namespace gw::engine {

// "resource" to "requestContext", in which `operationName` is left out when it is empty.
void writeRequest(EventWriter& event, Exchange& x, const std::string& operationName);

// The parts of it that events of HTTP APIs have, too.
void addTo(EventFields& fields, std::string_view name, std::string value, bool ignoreCase);
[[nodiscard]] EventFields eventQuery(const Request& client);            // decoded
void writeIdentity(EventWriter& event, const Exchange& x);              // "identity"
void writeClientCertificate(EventWriter& event, const Request& client); // "clientCert", there with mutual TLS

} // namespace gw::engine
