// TreeEdits: what the tree's commands do to the project: each finds a free name, applies one named edit and tells which
// element it made. Refused edits are told by Workspace::editFailed.
#pragma once

#include "core/result.h"
#include "ui/models/api_tree.h"

#include <QObject>

#include <functional>
#include <optional>
#include <string>

namespace gw::ui {

class Workspace;

class TreeEdits final : public QObject
{
    Q_OBJECT

public:
    explicit TreeEdits(Workspace& workspace, QObject* parent = nullptr);

    // The element made or changed; empty when the edit was refused.
    NodeRef newApi(ApiKind kind);
    NodeRef newResource(const TreeItem& under);
    NodeRef newMethod(const TreeItem& at, HttpVerb verb);
    NodeRef newStage(ApiId api);
    NodeRef newRoute(ApiId api, const std::string& key = {}); // without a key: the next free one
    NodeRef newFunction();
    NodeRef newStateMachine();
    NodeRef newBackend();
    QString newAuthorizer(ApiId api); // its name; empty when the edit was refused
    NodeRef newApiKey();              // with a value
    NodeRef newUsagePlan();
    NodeRef newIdentity(); // with a secret access key and a policy
    NodeRef newDomainName();
    NodeRef newClientCertificate();
    NodeRef newWebAcl();
    NodeRef newUserPool();
    NodeRef rename(const TreeItem& item, const QString& name);
    NodeRef changeVerb(const TreeItem& method, HttpVerb verb);
    NodeRef duplicate(const TreeItem& item);
    QString duplicateAuthorizer(const TreeItem& item); // the copy's name
    NodeRef moveTo(const TreeItem& item, const QString& parentPath);
    bool remove(const TreeItem& item);

    // The verbs a method made at `item` could have.
    [[nodiscard]] std::vector<HttpVerb> freeVerbs(const TreeItem& item) const;
    // Where `item` may be moved to, as paths.
    [[nodiscard]] QStringList moveTargets(const TreeItem& item) const;
    // The path that new resources and methods of `item` belong to.
    [[nodiscard]] static QString pathFor(const TreeItem& item);

private:
    [[nodiscard]] NodeRef resourceAt(ApiId api, const std::string& path) const;
    [[nodiscard]] NodeRef methodAt(ApiId api, const std::string& path, HttpVerb verb) const;
    [[nodiscard]] NodeRef addedBy(const Project& before) const;
    [[nodiscard]] bool isHttpApi(ApiId api) const;
    [[nodiscard]] const OpenApiDefinition* definitionOf(ApiId api) const;
    NodeRef renameResourceItem(const TreeItem& item, const std::string& name);
    NodeRef renameRoute(const TreeItem& item, const std::string& name);
    NodeRef duplicateRoute(const TreeItem& item);
    NodeRef renameAccess(const TreeItem& item, const std::string& name);
    NodeRef duplicateAccess(const TreeItem& item);
    bool removeAccess(const TreeItem& item);
    NodeRef makeApiKey(const QString& command, ApiKey key);
    NodeRef makeIdentity(const QString& command, Identity identity);

    Workspace& m_workspace;
};

// "resource", "resource-2", "resource-3" … the first one `isTaken` lets through.
[[nodiscard]] std::string freeName(const std::string& base, const std::function<bool(const std::string&)>& isTaken);

// The edit that renames a function. The folder of its sources takes the new name as well until it is on disk.
[[nodiscard]] std::function<Result<Project>(Project)> renamingFunction(const Workspace& workspace, FunctionId function,
                                                                       const std::string& name);

} // namespace gw::ui
