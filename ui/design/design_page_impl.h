// The inside of DesignPage, shared by design_page.cpp (what is shown), design_page_views.cpp (what stands in its centre),
// design_page_source.cpp (the source beside it) and design_page_commands.cpp (commands and what is remembered).
#pragma once

#include "ui/design/design_page.h"
#include "ui/models/api_tree.h"
#include "ui/widgets/on_demand.h"

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
    OnDemand<MethodView> method{[this] { return makeMethod(); }};
    OnDemand<ResourceView> resource{[this] { return makeResource(); }}; // in a scroll area
    OnDemand<ApiView> api{[this] { return makeApi(); }};
    OnDemand<StageView> stage{[this] { return makeStage(); }};
    OnDemand<StagesView> stages{[this] { return makeStages(); }}; // in a scroll area
    OnDemand<ModelsView> models{[this] { return makeModels(); }};
    PagesBehindApis* behind = nullptr;
    AccessPages* access = nullptr;
    WebSocketPages* sockets = nullptr;
    SourceView* source = nullptr;
    engine::Card card = engine::Card::Integration; // of methods, until their view is made
    TreeItem shown;

    void build();
    void connectTree();
    void showCurrent();
    void showNothing();
    void copyInvokeUrl(const NodeRef& ref);

    // design_page_views.cpp
    void buildCentre();
    void place(QWidget* view);
    MethodView* makeMethod();
    ResourceView* makeResource();
    ApiView* makeApi();
    StageView* makeStage();
    StagesView* makeStages();
    ModelsView* makeModels();
    void connectBehind();
    void connectAccess();
    void connectSockets();
    void showSource(); // or hides it
    void showAuthorizer(const QString& name);

    // design_page_commands.cpp
    [[nodiscard]] const Api* shownApi(ApiKind kind) const; // nullptr when the one at hand is of another kind
    void addRoute();
    void createHttpApi(); // asks, with the report
    [[nodiscard]] engine::Card shownCard() const;
    void restoreCard(engine::Card wanted);

    // design_page_source.cpp
    bool showDefinition(const Diagnostic& problem); // of a state machine; false: it is in no definition
    void openSource(bool open);
    void placeSource();
};

} // namespace gw::ui
