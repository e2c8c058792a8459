// The API tree as plain nodes: APIs ▸ resources (by path parts) ▸ methods, or routes, the authorizers, the models, the gateway
// responses, and a "Stages" group per API; below the APIs the sections of the project: functions, state machines,
// backends, API keys, usage plans, identities, domain names, client certificates, web ACLs and the AWS settings. Built
// from a snapshot; ApiTreeModel merges a new build into the nodes it shows.
#pragma once

#include "core/api/project.h"

#include <QMetaType>
#include <QString>

#include <memory>
#include <vector>

namespace gw::ui {

enum class TreeKind {
    Api,
    Resource,
    Method,
    AuthorizerGroup,
    Authorizer,
    Models,
    GatewayResponses,
    StageGroup,
    Stage,
    Route, // of a WebSocket API
    FunctionGroup,
    Function,
    StateMachineGroup,
    StateMachine,
    BackendGroup,
    Backend,
    ApiKeyGroup,
    ApiKey,
    UsagePlanGroup,
    UsagePlan,
    IdentityGroup,
    Identity,
    DomainNameGroup,
    DomainName,
    ClientCertificateGroup,
    ClientCertificate,
    WebAclGroup,
    WebAcl,
    UserPoolGroup,
    UserPool,
    LocalIssuer,
    AwsSettings
};

// Rows that are no element of their own.
[[nodiscard]] constexpr bool isGroup(TreeKind kind)
{
    return kind == TreeKind::AuthorizerGroup || kind == TreeKind::Models || kind == TreeKind::GatewayResponses ||
           kind == TreeKind::StageGroup || kind == TreeKind::FunctionGroup || kind == TreeKind::StateMachineGroup ||
           kind == TreeKind::BackendGroup || kind == TreeKind::ApiKeyGroup || kind == TreeKind::UsagePlanGroup ||
           kind == TreeKind::IdentityGroup || kind == TreeKind::DomainNameGroup ||
           kind == TreeKind::ClientCertificateGroup || kind == TreeKind::WebAclGroup ||
           kind == TreeKind::UserPoolGroup || kind == TreeKind::LocalIssuer || kind == TreeKind::AwsSettings;
}

// Rows below the APIs: the sections and what they hold.
[[nodiscard]] constexpr bool isBehindApis(TreeKind kind)
{
    return kind >= TreeKind::FunctionGroup;
}

// What a row stands for. Resources are named by path, because a path may only be implied by longer ones, authorizers by
// name within their API.
struct TreeItem
{
    TreeKind kind = TreeKind::Api;
    NodeRef ref;            // implied resources, authorizers and groups of an API: the API alone; sections: empty
    QString name;           // API and stage name, path part of a resource, verb of a method
    QString path;           // resources and methods: the full path
    QString hint;           // muted text behind: summary, kind of API, "auto-deploy"
    bool isImplied = false; // a path only longer ones make exist
    [[nodiscard]] bool isNothing() const { return kind == TreeKind::Api && ref.isEmpty(); } // no row at all
    bool operator==(const TreeItem&) const = default;
};

struct TreeNode
{
    TreeItem item;
    ResourceId anchor; // resources: the first real resource in the subtree
    TreeNode* parent = nullptr;
    std::vector<std::unique_ptr<TreeNode>> children;

    [[nodiscard]] int row() const;
};

using TreeNodes = std::vector<std::unique_ptr<TreeNode>>;

[[nodiscard]] std::unique_ptr<TreeNode> buildApiTree(const Api& api);
[[nodiscard]] TreeNodes buildSections(const Project& project); // what stands behind the APIs

// For every node of `wanted` the node of `shown` that stands for the same element, or nullptr. Siblings only.
[[nodiscard]] std::vector<TreeNode*> pairTreeNodes(const TreeNodes& shown, const TreeNodes& wanted);

} // namespace gw::ui

Q_DECLARE_METATYPE(gw::ui::TreeItem)
