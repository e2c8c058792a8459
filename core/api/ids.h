// Identity of design elements. An id is given when an element is read or created, stays with it through renames and
// moves, and is what undo, diff, selection and diagnostics hold on to. Ids are not written to files: reading derives
// them from the element's place (API file, path, verb), so two readings of one file agree.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace gw {

// A 64-bit id of one kind of element; 0 means "none".
template <typename Tag>
struct Id
{
    std::uint64_t value = 0;

    explicit operator bool() const { return value != 0; }
    bool operator==(const Id&) const = default;
    auto operator<=>(const Id&) const = default;
};

using ApiId = Id<struct ApiTag>;
using ResourceId = Id<struct ResourceTag>;
using MethodId = Id<struct MethodTag>;
using RouteId = Id<struct RouteTag>; // of WebSocket APIs
using StageId = Id<struct StageTag>;
using FunctionId = Id<struct FunctionTag>;
using StateMachineId = Id<struct StateMachineTag>;
using BackendId = Id<struct BackendTag>;
using ApiKeyId = Id<struct ApiKeyTag>;
using UsagePlanId = Id<struct UsagePlanTag>;
using IdentityId = Id<struct IdentityTag>;
using UserPoolId = Id<struct UserPoolTag>;
using DomainNameId = Id<struct DomainNameTag>;
using ClientCertificateId = Id<struct ClientCertificateTag>;
using WebAclId = Id<struct WebAclTag>;

// FNV-1a; the base of every derived id. `seed` chains calls, so parts can be hashed one after the other.
[[nodiscard]] constexpr std::uint64_t stableHash(std::string_view text, std::uint64_t seed = 14695981039346656037ull)
{
    for (const char c : text) {
        seed ^= static_cast<unsigned char>(c);
        seed *= 1099511628211ull;
    }
    return seed == 0 ? 1 : seed;
}

// Points at any design element: an API, a resource, a method or a route of it, a stage, what stands behind APIs (a
// function, a state machine, a backend), or who may call them and how: a key, a usage plan, … Unused parts are 0.
struct NodeRef
{
    ApiId api;
    ResourceId resource;
    MethodId method;
    StageId stage;
    FunctionId function{};
    StateMachineId stateMachine{};
    BackendId backend{};
    ApiKeyId apiKey{};
    UsagePlanId usagePlan{};
    IdentityId identity{};
    UserPoolId userPool{};
    DomainNameId domainName{};
    ClientCertificateId clientCertificate{};
    WebAclId webAcl{};
    RouteId route{};

    [[nodiscard]] bool isEmpty() const { return *this == NodeRef{}; }
    bool operator==(const NodeRef&) const = default;
};

[[nodiscard]] inline NodeRef nodeOf(ApiId api, RouteId route)
{
    NodeRef node;
    node.api = api;
    node.route = route;
    return node;
}

[[nodiscard]] inline NodeRef nodeOf(ApiKeyId id)
{
    NodeRef node;
    node.apiKey = id;
    return node;
}

[[nodiscard]] inline NodeRef nodeOf(UsagePlanId id)
{
    NodeRef node;
    node.usagePlan = id;
    return node;
}

[[nodiscard]] inline NodeRef nodeOf(IdentityId id)
{
    NodeRef node;
    node.identity = id;
    return node;
}

[[nodiscard]] inline NodeRef nodeOf(UserPoolId id)
{
    NodeRef node;
    node.userPool = id;
    return node;
}

[[nodiscard]] inline NodeRef nodeOf(DomainNameId id)
{
    NodeRef node;
    node.domainName = id;
    return node;
}

[[nodiscard]] inline NodeRef nodeOf(ClientCertificateId id)
{
    NodeRef node;
    node.clientCertificate = id;
    return node;
}

[[nodiscard]] inline NodeRef nodeOf(WebAclId id)
{
    NodeRef node;
    node.webAcl = id;
    return node;
}

} // namespace gw

template <typename Tag>
struct std::hash<gw::Id<Tag>>
{
    std::size_t operator()(const gw::Id<Tag>& id) const noexcept { return static_cast<std::size_t>(id.value); }
};
