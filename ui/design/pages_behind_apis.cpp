#include "ui/design/pages_behind_apis.h"

#include "ui/design/aws_view.h"
#include "ui/design/backend_view.h"
#include "ui/design/elements_view.h"
#include "ui/design/function_view.h"
#include "ui/session/executions_session.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/states/state_machine_page.h"
#include "ui/widgets/scrolling.h"
#include "ui/widgets/tab_order.h"

#include <QScrollArea>
#include <QStackedWidget>

namespace gw::ui {

template <typename Page>
Page* PagesBehindApis::placed(Page* page)
{
    m_centre.addWidget(page);
    followInTabOrder(&m_centre, page);
    return page;
}

PagesBehindApis::PagesBehindApis(Workspace& workspace, GatewaySession& gateway, const Theme& theme,
                                 QStackedWidget& centre, QObject* parent)
    : QObject(parent), m_workspace(workspace), m_gateway(gateway), m_theme(theme), m_centre(centre),
      m_elements([this] { return makeElements(); }),
      m_function([this] { return placed(new FunctionView(m_workspace, m_gateway, m_theme)); }),
      m_stateMachine([this] { return makeStateMachine(); }),
      m_backend([this] { return placed(new BackendView(m_workspace, m_gateway, m_theme)); }), m_aws([this] {
          auto* page = new AwsView(m_workspace, m_theme);
          placed(scrolling(page));
          return page;
      })
{
}

ElementsView* PagesBehindApis::makeElements()
{
    ElementsView* list = placed(new ElementsView(m_workspace, m_gateway, m_theme));
    connect(list, &ElementsView::elementRequested, this, &PagesBehindApis::nodeRequested);
    connect(list, &ElementsView::newElementRequested, this, &PagesBehindApis::newElementRequested);
    return list;
}

StateMachinePage* PagesBehindApis::makeStateMachine()
{
    StateMachinePage* page = placed(new StateMachinePage(m_workspace, m_gateway.executions(), m_theme));
    connect(page, &StateMachinePage::functionRequested, this, &PagesBehindApis::openFunction);
    connect(page, &StateMachinePage::functionLogRequested, this, [this](const QString& name) {
        openFunction(name);
        m_function->showTab(FunctionView::Monitor);
    });
    if (!m_state.isEmpty())
        page->restoreState(m_state);
    return page;
}

void PagesBehindApis::show(const TreeItem& item)
{
    switch (item.kind) {
    case TreeKind::Function:
        m_function->showFunction(item.ref.function);
        return m_centre.setCurrentWidget(m_function.get());
    case TreeKind::StateMachine:
        m_stateMachine->showMachine(item.ref.stateMachine);
        return m_centre.setCurrentWidget(m_stateMachine.get());
    case TreeKind::Backend:
        m_backend->showBackend(item.ref.backend);
        return m_centre.setCurrentWidget(m_backend.get());
    case TreeKind::AwsSettings:
        m_aws->showSettings();
        return m_centre.setCurrentWidget(areaOf(m_aws.get()));
    default:
        m_centre.setCurrentWidget(m_elements.get());
        return m_elements->showSection(item.kind);
    }
}

void PagesBehindApis::openFunction(const QString& name)
{
    if (const Function* found = m_workspace.project().findFunction(name.toStdString()))
        emit nodeRequested(NodeRef{{}, {}, {}, {}, found->id, {}, {}});
}

void PagesBehindApis::showDefinition(const SourcePosition& position)
{
    m_stateMachine->showSource(position);
}

void PagesBehindApis::focusPicture()
{
    if (StateMachinePage* page = m_stateMachine.ifMade(); page && m_centre.currentWidget() == page)
        page->focusPicture();
}

void PagesBehindApis::commitNow()
{
    if (FunctionView* page = m_function.ifMade())
        page->saveNow();
    if (StateMachinePage* page = m_stateMachine.ifMade())
        page->commitNow();
}

QByteArray PagesBehindApis::saveState() const
{
    const StateMachinePage* page = m_stateMachine.ifMade();
    return page ? page->saveState() : m_state;
}

void PagesBehindApis::restoreState(const QByteArray& state)
{
    m_state = state;
    if (StateMachinePage* page = m_stateMachine.ifMade())
        page->restoreState(state);
}

} // namespace gw::ui
