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

#include <QScrollArea>
#include <QStackedWidget>

namespace gw::ui {

PagesBehindApis::PagesBehindApis(Workspace& workspace, GatewaySession& gateway, const Theme& theme,
                                 QStackedWidget& centre, QObject* parent)
    : QObject(parent), m_workspace(workspace), m_centre(centre),
      m_elements(new ElementsView(workspace, gateway, theme)), m_function(new FunctionView(workspace, gateway, theme)),
      m_stateMachine(new StateMachinePage(workspace, gateway.executions(), theme)),
      m_backend(new BackendView(workspace, gateway, theme)), m_aws(new AwsView(workspace, theme)),
      m_awsPane(scrolling(m_aws))
{
    for (QWidget* page : std::initializer_list<QWidget*>{m_elements, m_function, m_stateMachine, m_backend, m_awsPane})
        centre.addWidget(page);
    connect(m_elements, &ElementsView::elementRequested, this, &PagesBehindApis::nodeRequested);
    connect(m_elements, &ElementsView::newElementRequested, this, &PagesBehindApis::newElementRequested);
    connect(m_stateMachine, &StateMachinePage::functionRequested, this, &PagesBehindApis::openFunction);
    connect(m_stateMachine, &StateMachinePage::functionLogRequested, this, [this](const QString& name) {
        openFunction(name);
        m_function->showTab(FunctionView::Monitor);
    });
}

void PagesBehindApis::show(const TreeItem& item)
{
    switch (item.kind) {
    case TreeKind::Function:
        m_function->showFunction(item.ref.function);
        return m_centre.setCurrentWidget(m_function);
    case TreeKind::StateMachine:
        m_stateMachine->showMachine(item.ref.stateMachine);
        return m_centre.setCurrentWidget(m_stateMachine);
    case TreeKind::Backend:
        m_backend->showBackend(item.ref.backend);
        return m_centre.setCurrentWidget(m_backend);
    case TreeKind::AwsSettings:
        m_aws->showSettings();
        return m_centre.setCurrentWidget(m_awsPane);
    default:
        m_centre.setCurrentWidget(m_elements);
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
    if (m_centre.currentWidget() == m_stateMachine)
        m_stateMachine->focusPicture();
}

void PagesBehindApis::commitNow()
{
    m_function->saveNow();
    m_stateMachine->commitNow();
}

QByteArray PagesBehindApis::saveState() const
{
    return m_stateMachine->saveState();
}

void PagesBehindApis::restoreState(const QByteArray& state)
{
    m_stateMachine->restoreState(state);
}

} // namespace gw::ui
