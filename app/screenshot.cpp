// Opened → gateway started on a free port → deployed → one request from the console → its trace arrived → the other
// calls, one after the other → picture.
// Each step is taken when the one before it reports; a picture that never comes ends with an error after a while.
#include "app/screenshot.h"

#include "ui/console/console_page.h"
#include "ui/design/design_page.h"
#include "ui/inspector/inspector_page.h"

#include <QCoreApplication>
#include <QNetworkReply>
#include <QPixmap>
#include <QTimer>

#include <chrono>
#include <cstdio>
#include <utility>

namespace gw::app {

namespace {
using namespace std::chrono_literals;
constexpr auto patience = 20s;
constexpr auto settling = 400ms; // layouts, highlighting and the last repaint
} // namespace

Screenshot::Screenshot(const ScreenshotOrder& order, ui::Workspace& workspace, ui::GatewaySession& gateway,
                       ui::MainWindow& window, QObject* parent)
    : QObject(parent), m_order(order), m_workspace(workspace), m_gateway(gateway), m_window(window)
{
    connect(&workspace, &ui::Workspace::opened, this, &Screenshot::start);
    connect(&workspace, &ui::Workspace::openFailed, this, [](const Diagnostic& d) {
        std::fprintf(stderr, "%s\n", toString(d).c_str());
        QCoreApplication::exit(3);
    });
    connect(&gateway, &ui::GatewaySession::deployed, this, &Screenshot::callOnce);
    connect(&gateway, &ui::GatewaySession::tracesFinished, this,
            [this] { QTimer::singleShot(settling, this, &Screenshot::take); });
    QTimer::singleShot(patience, this, [] {
        std::fprintf(stderr, "No trace arrived; no screenshot was taken.\n");
        QCoreApplication::exit(4);
    });
}

void Screenshot::start()
{
    m_window.resize(m_order.size);
    m_gateway.setPort(0);
    m_gateway.start();
}

std::optional<NodeRef> Screenshot::methodToShow() const
{
    for (const Cow<Api>& api : m_workspace.project().apis) {
        const OpenApiDefinition* definition = api->openApi();
        if (!definition)
            continue;
        for (const Cow<Resource>& resource : definition->resources) {
            for (const Cow<Method>& method : resource->methods) {
                const std::string name = std::string(toString(method->verb)) + ' ' + resource->path;
                const bool isWanted = m_order.method.isEmpty() ? method->verb == HttpVerb::Get
                                                               : QString::fromStdString(name) == m_order.method;
                if (isWanted)
                    return NodeRef{api->id, resource->id, method->id, {}};
            }
        }
    }
    return std::nullopt;
}

void Screenshot::callOnce()
{
    const auto method = methodToShow();
    if (!method || std::exchange(m_isCalled, true))
        return;
    m_window.design().showNode(*method);
    m_window.setMode(ui::MainWindow::Mode::Console);
    m_window.console().tryMethod(*method);
    m_window.console().send();
}

// A client of its own: the console's page keeps showing the first request.
void Screenshot::callNext()
{
    const QString call = m_order.calls.takeFirst();
    const Api& api = *m_workspace.project().apis.front();
    const QUrl base = m_gateway.invokeUrl(api.id, api.stages.front().id);
    QNetworkRequest request(QUrl(base.toString(QUrl::StripTrailingSlash) + call.section(' ', 1, 1)));
    request.setHeader(QNetworkRequest::ContentTypeHeader, "application/json");
    m_network.sendCustomRequest(request, call.section(' ', 0, 0).toLatin1(), call.section(' ', 2).toUtf8());
}

void Screenshot::take()
{
    if (!m_order.calls.isEmpty())
        return callNext(); // its trace leads here again
    if (std::exchange(m_isTaken, true))
        return;
    m_window.setMode(m_order.page);
    if (m_order.page == ui::MainWindow::Mode::Inspector && !m_gateway.traces().empty())
        m_window.inspector().showTrace(QString::fromStdString(m_gateway.traces().back()->requestId));
    QTimer::singleShot(settling, this, [this] {
        const bool isWritten = m_window.grab().save(m_order.file, "PNG");
        if (!isWritten)
            std::fprintf(stderr, "Cannot write %s.\n", qPrintable(m_order.file));
        QCoreApplication::exit(isWritten ? 0 : 4);
    });
}

} // namespace gw::app
