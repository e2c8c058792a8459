// DesignPage: the API tree, the method picture with the editors its cards open, and the source view.
#pragma once

#include "core/diagnostic.h"
#include "gateway-engine/trace/trace.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <memory>

class QAction;

namespace gw::ui {

class Workspace;
class GatewaySession;

class DesignPage final : public QWidget
{
    Q_OBJECT

public:
    DesignPage(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent = nullptr);
    ~DesignPage() override;

    void showNode(const NodeRef& node); // selects it in the tree and opens its editor
    void showCard(const NodeRef& method, engine::Card card);
    void showAuthorizer(ApiId api, const QString& name);
    void showGatewayResponse(ApiId api, const QString& type);
    // Opens the source at a place in a file of the project: of an API, or as it stands on disk where it is no API's.
    void showSource(const Diagnostic& problem);
    [[nodiscard]] NodeRef currentNode() const;

    // Commands of the tree, for the menu, the palette and shortcuts; enabled as the selection allows.
    enum class Command {
        NewApi,
        NewHttpApi,
        NewWebSocketApi,
        CreateHttpApi /* from the REST API at hand */,
        NewResource /* or what the group at hand holds */,
        NewMethod,
        Rename,
        Duplicate,
        Delete,
        ToggleSource
    };
    void run(Command command);
    [[nodiscard]] bool canRun(Command command) const;

    [[nodiscard]] QByteArray saveState() const;
    void restoreState(const QByteArray& state);

signals:
    void currentNodeChanged(const gw::NodeRef& node);
    void commandsChanged();
    void tryInConsoleRequested(const gw::NodeRef& method); // "Try" on a method
    void testRequested(const gw::NodeRef& method);         // "Test" on a method
    void traceRequested(const QString& requestId);         // of a connection's conversation

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override; // the tree's

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gw::ui
