// What differs between two snapshots, by id. Unshared storage is compared, shared storage skipped, so the cost follows
// the size of the edit.
#pragma once

#include "core/api/project.h"

#include <string>
#include <vector>

namespace gw {

enum class ChangeKind { Added, Removed, Changed, Moved };

// One changed element: an API, a stage, a resource or a method (the deepest id set in `node` says which), a function, a
// state machine, a backend, or one of who may call and how often (a key, a usage plan, …); an empty `node` is the
// project's AWS settings, its account throttle or its own issuer. A resource is Changed/Moved for what is
// its own (its path); its methods have changes of their own.
struct Change
{
    ChangeKind kind = ChangeKind::Changed;
    NodeRef node;
    std::string what; // for people: "GET /pets: integration", "Resource /pets renamed to /animals"
    bool operator==(const Change&) const = default;
};

using Changes = std::vector<Change>;

[[nodiscard]] Changes diff(const Project& before, const Project& after);
// The same for one API; `deployed` and `draft` may come from different sessions (ids, then path and verb decide).
// Compares what a deployment holds: the definition, without stages, addresses and the order of resources.
[[nodiscard]] Changes diff(const Api& deployed, const Api& draft);

} // namespace gw
