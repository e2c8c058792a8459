// The @connections management API (reference 3.6): POST sends a frame to one connection of an API and stage, GET tells
// of it, DELETE closes it. Requests are signed for execute-api:ManageConnections; unsigned ones are taken from this
// machine, unless the API demands a signature.
#pragma once

#include "gateway-engine/http/message.h"
#include "gateway-engine/pipeline/caller_tables.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gw::engine {

class Connections;
class Services;

// Who may manage the connections of one API and stage.
struct ManagementAccess
{
    bool requiresSignature = false;        // else requests from this machine need none
    std::shared_ptr<CallerTables> callers; // null: nobody can be told apart, and no signature is good
    std::string region;
    std::string arnPrefix; // "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/dev/"
};

struct ManagedStage
{
    std::string_view apiId;
    std::string_view stageName;
    const ManagementAccess& access;
};

// The id in "/@connections/{id}", below the stage; nothing: the path is another's. "@" and "=" may be percent-encoded.
[[nodiscard]] std::optional<std::string> managedConnection(std::string_view path);
// A quick look, for every request: false of nearly all that are no such path.
[[nodiscard]] inline bool mayManageConnections(std::string_view target)
{
    return target.find("connections/") != std::string_view::npos;
}

[[nodiscard]] Response manageConnection(const Request& request, std::string_view connectionId,
                                        const ManagedStage& stage, const Connections& connections, Services& services);

} // namespace gw::engine
