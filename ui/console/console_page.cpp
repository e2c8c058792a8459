// The console: composes a request, sends it, shows the answer.
#include "ui/console/console_page.h"

#include "core/console/http_sender.h"
#include "core/console/request_from_design.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/widgets/code_editor.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace gw::ui {

struct ConsolePage::Impl {
    Workspace& workspace;
    GatewaySession& gateway;
    console::HttpSender* sender = nullptr;
    console::ConsoleRequest request;
    QLineEdit* url = nullptr;
    CodeEditor* response = nullptr;
};

ConsolePage::ConsolePage(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_impl(new Impl{workspace, gateway, new console::HttpSender(this), {}, new QLineEdit(this),
                                       new CodeEditor(theme, this)})
{
    auto* sendButton = new QPushButton(tr("Send"), this);
    auto* line = new QHBoxLayout;
    line->addWidget(m_impl->url, 1);
    line->addWidget(sendButton);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(line);
    layout->addWidget(m_impl->response, 1);
    connect(sendButton, &QPushButton::clicked, this, &ConsolePage::send);
    connect(m_impl->sender, &console::HttpSender::finished, this, [this](const console::HttpOutcome& outcome) {
        if (outcome.response)
            m_impl->response->setPlainText(QString::fromUtf8(outcome.response->body.head(64 << 10)));
        else if (outcome.error)
            m_impl->response->setPlainText(QString::fromStdString(outcome.error->message + ' ' + outcome.error->hint));
    });
}

ConsolePage::~ConsolePage() = default;

void ConsolePage::tryMethod(const NodeRef& method)
{
    const Api* api = m_impl->workspace.project().find(method.api);
    const OpenApiDefinition* definition = api ? api->openApi() : nullptr;
    const Resource* resource = definition ? definition->resourceOf(method.method) : nullptr;
    const Method* found = definition ? definition->find(method.method) : nullptr;
    if (!resource || !found || api->stages.empty())
        return;
    const QUrl base = m_impl->gateway.invokeUrl(api->id, api->stages.front().id);
    m_impl->request = console::requestFor(*definition, *resource, *found, base.toString());
    m_impl->url->setText(m_impl->request.url);
}

void ConsolePage::composeFrom(const engine::TracePtr& trace)
{
    m_impl->request = {};
    m_impl->request.method = QString::fromStdString(trace->method);
    m_impl->url->setText(QString::fromStdString(trace->path));
}

void ConsolePage::send()
{
    m_impl->request.url = m_impl->url->text();
    if (const auto prepared = console::prepare(m_impl->request, console::VariableScope(), m_impl->workspace.folder()))
        m_impl->sender->send(*prepared);
}

void ConsolePage::focusUrl()
{
    m_impl->url->setFocus();
}

void ConsolePage::newRequest()
{
    m_impl->request = {};
    m_impl->url->clear();
}

void ConsolePage::saveRequest() {}

QByteArray ConsolePage::saveState() const
{
    return {};
}

void ConsolePage::restoreState(const QByteArray&) {}

void ConsolePage::openRequest(const QString&) {}

} // namespace gw::ui
