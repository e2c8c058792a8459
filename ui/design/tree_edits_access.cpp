// The tree's commands for who may call and how often: authorizers, API keys, usage plans, domains, web ACLs,
// user pools.
#include "core/api/elements.h"
#include "core/edit/edits_access.h"
#include "core/edit/integration_targets.h"
#include "core/edit/lookup.h"
#include "core/format/authorizer_scheme.h"
#include "ui/design/authorizer_defaults.h"
#include "ui/design/method_facts.h"
#include "ui/design/tree_edits.h"
#include "ui/session/project_secrets.h"
#include "ui/session/workspace.h"

#include <QRandomGenerator>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr std::size_t longestName = 128;

// Never one that a deleted key had: its value may still be in the secrets file, and with whoever got it.
std::string freshKeyId(const Project& project, const Secrets& secrets)
{
    constexpr std::string_view characters = "abcdefghijklmnopqrstuvwxyz0123456789";
    std::string id;
    do {
        id.clear();
        while (id.size() < 10)
            id += characters[QRandomGenerator::system()->bounded(quint32(characters.size()))];
    } while (secrets.find(SecretKind::ApiKey, id) ||
             std::any_of(project.apiKeys.begin(), project.apiKeys.end(),
                         [&](const Cow<ApiKey>& key) { return key->keyId == id; }));
    return id;
}

template <typename T>
std::string freeNameIn(const std::vector<Cow<T>>& elements, const std::string& base)
{
    return freeName(base, [&](const std::string& name) { return findByName(elements, name) != nullptr; });
}

} // namespace

QString TreeEdits::newAuthorizer(ApiId api)
{
    const Api* owner = m_workspace.project().find(api);
    const OpenApiDefinition* definition = owner ? owner->openApi() : nullptr;
    if (!definition)
        return {};
    Authorizer authorizer = usualAuthorizer(m_workspace.project(), owner->kind() == ApiKind::Http);
    authorizer.name = freeName(
        "authorizer", [&](const std::string& name) { return findSecurityScheme(*definition, name) != nullptr; });
    const Edit edit = [=](Project p) { return createAuthorizer(std::move(p), api, authorizer); };
    return m_workspace.apply(tr("New Authorizer"), edit) ? fromUtf8(authorizer.name) : QString();
}

QString TreeEdits::duplicateAuthorizer(const TreeItem& item)
{
    const OpenApiDefinition* definition = definitionOf(item.ref.api);
    auto copy = definition ? findAuthorizer(*definition, item.name.toStdString()) : std::nullopt;
    if (!copy)
        return {};
    copy->name = freeName(copy->name.substr(0, longestName - 8) + "-copy",
                          [&](const std::string& name) { return findSecurityScheme(*definition, name) != nullptr; });
    const Edit edit = [api = item.ref.api, copy = *copy](Project p) {
        return createAuthorizer(std::move(p), api, copy);
    };
    return m_workspace.apply(tr("Duplicate Authorizer"), edit) ? fromUtf8(copy->name) : QString();
}

NodeRef TreeEdits::makeApiKey(const QString& command, ApiKey key)
{
    const auto before = m_workspace.snapshot();
    key.keyId = freshKeyId(*before, m_workspace.secrets().all());
    if (!m_workspace.apply(command, [=](Project p) { return createApiKey(std::move(p), key); }))
        return {};
    m_workspace.secrets().set(SecretKind::ApiKey, key.keyId, newApiKeyValue(fillWithRandomBytes));
    return addedBy(*before);
}

NodeRef TreeEdits::newApiKey()
{
    ApiKey key;
    key.name = freeNameIn(m_workspace.project().apiKeys, "api-key");
    return makeApiKey(tr("New API Key"), key);
}

NodeRef TreeEdits::newUsagePlan()
{
    const auto before = m_workspace.snapshot();
    UsagePlan plan;
    plan.name = freeNameIn(before->usagePlans, "usage-plan");
    const Edit edit = [=](Project p) { return createUsagePlan(std::move(p), plan); };
    return m_workspace.apply(tr("New Usage Plan"), edit) ? addedBy(*before) : NodeRef{};
}

NodeRef TreeEdits::newDomainName()
{
    const auto before = m_workspace.snapshot();
    DomainName domain;
    domain.name = freeName("api", [&](const std::string& name) {
        return findByName(before->domainNames, name + ".localhost") != nullptr;
    });
    domain.name += ".localhost";
    for (const Cow<Api>& api : before->apis) // the first that can be reached so
        if (api->openApi() && !api->stages.empty() && domain.mappings.empty())
            domain.mappings.push_back({{}, {api->name, api->stages.front().name}});
    const Edit edit = [=](Project p) { return createDomainName(std::move(p), domain); };
    return m_workspace.apply(tr("New Custom Domain Name"), edit) ? addedBy(*before) : NodeRef{};
}

NodeRef TreeEdits::newWebAcl()
{
    const auto before = m_workspace.snapshot();
    WebAcl acl;
    acl.name = freeNameIn(before->webAcls, "web-acl");
    const Edit edit = [=](Project p) { return createWebAcl(std::move(p), acl); };
    return m_workspace.apply(tr("New Web ACL"), edit) ? addedBy(*before) : NodeRef{};
}

NodeRef TreeEdits::newUserPool()
{
    const auto before = m_workspace.snapshot();
    UserPool pool;
    pool.name = freeNameIn(before->userPools, "user-pool");
    const Edit edit = [=](Project p) { return createUserPool(std::move(p), pool); };
    return m_workspace.apply(tr("New User Pool"), edit) ? addedBy(*before) : NodeRef{};
}

NodeRef TreeEdits::renameAccess(const TreeItem& item, const std::string& name)
{
    const NodeRef ref = item.ref;
    Edit edit;
    QString command;
    if (item.kind == TreeKind::Authorizer) {
        command = tr("Rename Authorizer");
        edit = [=, old = item.name.toStdString()](Project p) {
            return renameAuthorizer(std::move(p), ref.api, old, name);
        };
    } else if (item.kind == TreeKind::ApiKey) {
        command = tr("Rename API Key");
        edit = [=](Project p) { return renameApiKey(std::move(p), ref.apiKey, name); };
    } else if (item.kind == TreeKind::UsagePlan) {
        command = tr("Rename Usage Plan");
        edit = [=](Project p) { return renameUsagePlan(std::move(p), ref.usagePlan, name); };
    } else if (item.kind == TreeKind::DomainName) {
        command = tr("Rename Custom Domain Name");
        edit = [=](Project p) { return renameDomainName(std::move(p), ref.domainName, name); };
    } else if (item.kind == TreeKind::UserPool) {
        command = tr("Rename User Pool");
        edit = [=](Project p) { return renameUserPool(std::move(p), ref.userPool, name); };
    } else {
        command = tr("Rename Web ACL");
        edit = [=](Project p) { return renameWebAcl(std::move(p), ref.webAcl, name); };
    }
    return m_workspace.apply(command, edit) ? ref : NodeRef{};
}

// A copy of a plan has no keys: a key is in one plan of a stage.
NodeRef TreeEdits::duplicateAccess(const TreeItem& item)
{
    const auto before = m_workspace.snapshot();
    Edit edit;
    QString command;
    if (const ApiKey* key = findById(before->apiKeys, item.ref.apiKey)) {
        ApiKey copy = *key;
        copy.name = copyName(before->apiKeys, key->name, longestName);
        return makeApiKey(tr("Duplicate API Key"), copy);
    }
    if (const UsagePlan* plan = findById(before->usagePlans, item.ref.usagePlan)) {
        UsagePlan copy = *plan;
        copy.name = copyName(before->usagePlans, plan->name, longestName);
        copy.planId.clear();
        copy.keys.clear();
        command = tr("Duplicate Usage Plan");
        edit = [=](Project p) { return createUsagePlan(std::move(p), copy); };
    } else if (const DomainName* domain = findById(before->domainNames, item.ref.domainName)) {
        DomainName copy = *domain;
        copy.name = freeName("copy", [&](const std::string& name) {
            return findByName(before->domainNames, name + "." + domain->name) != nullptr;
        });
        copy.name += "." + (domain->name.starts_with("*.") ? domain->name.substr(2) : domain->name);
        command = tr("Duplicate Custom Domain Name");
        edit = [=](Project p) { return createDomainName(std::move(p), copy); };
    } else if (const WebAcl* acl = findById(before->webAcls, item.ref.webAcl)) {
        WebAcl copy = *acl;
        copy.name = copyName(before->webAcls, acl->name, longestName);
        command = tr("Duplicate Web ACL");
        edit = [=](Project p) { return createWebAcl(std::move(p), copy); };
    } else if (const UserPool* pool = findById(before->userPools, item.ref.userPool)) {
        UserPool copy = *pool;
        copy.name = copyName(before->userPools, pool->name, longestName);
        copy.arn.clear(); // each has one of its own
        command = tr("Duplicate User Pool");
        edit = [=](Project p) { return createUserPool(std::move(p), copy); };
    }
    return edit && m_workspace.apply(command, edit) ? addedBy(*before) : NodeRef{};
}

bool TreeEdits::removeAccess(const TreeItem& item)
{
    const NodeRef ref = item.ref;
    if (item.kind == TreeKind::Authorizer)
        return m_workspace.apply(tr("Delete Authorizer"), [=, name = item.name.toStdString()](Project p) {
            return deleteAuthorizer(std::move(p), ref.api, name);
        });
    if (item.kind == TreeKind::ApiKey)
        return m_workspace.apply(tr("Delete API Key"),
                                 [=](Project p) { return deleteApiKey(std::move(p), ref.apiKey); });
    if (item.kind == TreeKind::UsagePlan)
        return m_workspace.apply(tr("Delete Usage Plan"),
                                 [=](Project p) { return deleteUsagePlan(std::move(p), ref.usagePlan); });
    if (item.kind == TreeKind::DomainName)
        return m_workspace.apply(tr("Delete Custom Domain Name"),
                                 [=](Project p) { return deleteDomainName(std::move(p), ref.domainName); });
    if (item.kind == TreeKind::UserPool)
        return m_workspace.apply(tr("Delete User Pool"),
                                 [=](Project p) { return deleteUserPool(std::move(p), ref.userPool); });
    return m_workspace.apply(tr("Delete Web ACL"), [=](Project p) { return deleteWebAcl(std::move(p), ref.webAcl); });
}

} // namespace gw::ui
