// Surroundings: what of the project beside the API itself its methods are compiled against.
#pragma once

#include "core/api/aws_settings.h"
#include "gateway-engine/access/client_identities.h"
#include "gateway-engine/pipeline/aws_services.h"
#include "gateway-engine/servers/server_directory.h"

#include <memory>

namespace gw::engine {

class Callers;
class Traffic;

struct Surroundings
{
    AwsSettings aws;                                    // account and Region that ARNs and events name
    std::shared_ptr<AwsServices> services;              // null: AWS and AWS_PROXY integrations fault
    std::shared_ptr<Callers> callers;                   // null: nobody can be told apart, and every authorizer faults
    std::shared_ptr<Traffic> traffic;                   // null: nothing is counted, throttled or cached
    std::shared_ptr<const ClientIdentities> identities; // what stages show to endpoints; null: nothing
    std::shared_ptr<const ServerDirectory> servers;     // the user's own, by name and VPC link; null: none
};

} // namespace gw::engine
