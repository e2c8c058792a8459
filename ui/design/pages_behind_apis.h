// PagesBehindApis: the pages of the design's centre for what stands behind the APIs: functions, state machines,
// backends, AWS settings, and the lists of them. Shows the one that is selected, and leads from one to another.
#pragma once

#include "core/diagnostic.h"
#include "ui/models/api_tree.h"
#include "ui/theme/theme.h"
#include "ui/widgets/on_demand.h"

#include <QByteArray>
#include <QObject>

class QStackedWidget;

namespace gw::ui {

class AwsView;
class BackendView;
class ElementsView;
class FunctionView;
class GatewaySession;
class StateMachinePage;
class Workspace;

class PagesBehindApis final : public QObject
{
    Q_OBJECT

public:
    // The pages stand in `centre`, and belong to it.
    PagesBehindApis(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QStackedWidget& centre,
                    QObject* parent);

    void show(const TreeItem& item);
    void showDefinition(const SourcePosition& position); // in the text of the state machine that is shown
    void focusPicture();                                 // of a state machine, where one is shown
    void commitNow();                                    // what is typed and not applied yet

    [[nodiscard]] QByteArray saveState() const;
    void restoreState(const QByteArray& state);

signals:
    void nodeRequested(const gw::NodeRef& node);
    void newElementRequested(); // of the list that is shown

private:
    template <typename Page>
    Page* placed(Page* page);
    ElementsView* makeElements();
    StateMachinePage* makeStateMachine();
    void openFunction(const QString& name);

    Workspace& m_workspace;
    GatewaySession& m_gateway;
    const Theme& m_theme;
    QStackedWidget& m_centre;
    OnDemand<ElementsView> m_elements;
    OnDemand<FunctionView> m_function;
    OnDemand<StateMachinePage> m_stateMachine;
    OnDemand<BackendView> m_backend;
    OnDemand<AwsView> m_aws; // in a scroll area
    QByteArray m_state;      // of the state machines' page, until it is made
};

} // namespace gw::ui
