// ApiTreePanel: the side bar of the design page: filter line, the API tree, its commands by menu, keys and dragging.
#pragma once

#include "ui/models/api_tree.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <memory>
#include <optional>

class QMenu;
class QTreeView;

namespace gw::ui {

class Workspace;

class ApiTreePanel final : public QWidget
{
    Q_OBJECT

public:
    enum class Command {
        NewApi,
        NewHttpApi,
        CreateHttpApi, // from the REST API at hand
        NewResource,
        NewMethod,
        NewStage,
        NewRoute, // of a WebSocket API
        NewWebSocketApi,
        NewFunction,
        NewStateMachine,
        NewBackend,
        NewAuthorizer,
        NewApiKey,
        NewUsagePlan,
        NewIdentity,
        NewDomainName,
        NewClientCertificate,
        NewWebAcl,
        NewUserPool,
        Rename,
        Duplicate,
        MoveTo,
        Delete
    };

    // What "New" makes in a section of the tree, or in the authorizers of an API.
    [[nodiscard]] static std::optional<Command> commandThatMakes(TreeKind section);

    ApiTreePanel(Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);
    ~ApiTreePanel() override;

    [[nodiscard]] TreeItem currentItem() const; // isNothing() when none is selected
    void select(const NodeRef& node);
    void selectSection(TreeKind kind); // a row below the APIs
    void selectAuthorizer(ApiId api, const QString& name);
    void selectPath(ApiId api, const QString& path);
    void run(Command command);
    void createMethod(const TreeItem& at, HttpVerb verb);
    void createRoute(ApiId api, const std::string& key); // empty: one that is to be named
    [[nodiscard]] bool canRun(Command command) const;
    [[nodiscard]] QTreeView* view() const;
    void focusContent(Qt::FocusReason reason);          // the tree, or what makes the first API
    void fillVerbMenu(QMenu* menu, const TreeItem& at); // "New Method ▸"

    [[nodiscard]] QStringList expandedPaths() const; // for the page's saved state
    void setExpandedPaths(const QStringList& paths);

signals:
    void currentItemChanged();
    void itemActivated(); // Enter or double click
    void tryRequested(const gw::NodeRef& method);
    void newRouteRequested();                            // of the HTTP API at hand
    void renameRouteRequested(const gw::NodeRef& route); // its key is typed in the route table
    void httpApiRequested();                             // from the REST API at hand
    void copyInvokeUrlRequested(const gw::NodeRef& method);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gw::ui
