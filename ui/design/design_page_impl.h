// The inside of DesignPage, shared by design_page.cpp (what is shown), design_page_source.cpp (the source beside it)
// and design_page_commands.cpp (commands and what is remembered).
#pragma once

#include "ui/design/design_page.h"
#include "ui/models/api_tree.h"

class QSplitter;
class QStackedWidget;

namespace gw::ui {

class AccessPages;
class ApiTreePanel;
class ApiView;
class EmptyState;
class MethodView;
class ModelsView;
class PagesBehindApis;
class ResourceView;
class SourceView;
class StageView;
class StagesView;
class WebSocketPages;

inline constexpr int leastSourceWidth = 300;

struct DesignPage::Impl
{
    Impl(DesignPage& page, Workspace& workspace, GatewaySession& gateway, const Theme& theme)
        : q(page), workspace(workspace), gateway(gateway), theme(theme)
    {
    }

    DesignPage& q;
    Workspace& workspace;
    GatewaySession& gateway;
    const Theme& theme;
    ApiTreePanel* tree = nullptr;
    QSplitter* outer = nullptr;
    QSplitter* inner = nullptr;
    QStackedWidget* centre = nullptr;
    EmptyState* nothing = nullptr;
    MethodView* method = nullptr;
    ResourceView* resource = nullptr;
    ApiView* api = nullptr;
    StageView* stage = nullptr;
    StagesView* stages = nullptr;
    ModelsView* models = nullptr;
    PagesBehindApis* behind = nullptr;
    AccessPages* access = nullptr;
    WebSocketPages* sockets = nullptr;
    SourceView* source = nullptr;
    QWidget* methodPane = nullptr;
    QWidget* resourcePane = nullptr;
    QWidget* apiPane = nullptr;
    QWidget* stagePane = nullptr;
    QWidget* stagesPane = nullptr;
    TreeItem shown;

    void build();
    void buildCentre();
    void connectTree();
    void connectViews();
    void showCurrent();
    void showNothing();
    void copyInvokeUrl(const NodeRef& ref);

    // design_page_commands.cpp
    [[nodiscard]] const Api* shownApi(ApiKind kind) const; // nullptr when the one at hand is of another kind
    void addRoute();
    void createHttpApi(); // asks, with the report

    // design_page_source.cpp
    bool showDefinition(const Diagnostic& problem); // of a state machine; false: it is in no definition
    void openSource(bool open);
    void placeSource();
};

} // namespace gw::ui
