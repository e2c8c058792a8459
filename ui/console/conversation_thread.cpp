// The run and its thread.
#include "ui/console/conversation_thread.h"

namespace gw::ui {

ConversationThread::ConversationThread(QObject* parent) : QObject(parent), m_run(new console::ConversationRun)
{
    m_run->moveToThread(&m_thread);
    m_thread.setObjectName(QStringLiteral("conversation"));
    connect(&m_thread, &QThread::finished, m_run, &QObject::deleteLater);
    connect(m_run, &console::ConversationRun::stepFinished, this, &ConversationThread::stepFinished);
    connect(m_run, &console::ConversationRun::finished, this, [this](const console::ConversationOutcome& outcome) {
        m_isRunning = false;
        emit finished(outcome);
    });
}

ConversationThread::~ConversationThread()
{
    if (!m_thread.isRunning()) {
        delete m_run;
        return;
    }
    QMetaObject::invokeMethod(
        m_run, [run = m_run] { run->cancel(); }, Qt::QueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

void ConversationThread::start(const console::WebSocketRequest& request, const console::VariableScope& scope,
                               const QString& folder)
{
    if (m_isRunning)
        return;
    m_isRunning = true;
    if (!m_thread.isRunning())
        m_thread.start();
    QMetaObject::invokeMethod(
        m_run, [run = m_run, request, scope, folder] { run->start(request, scope, folder); }, Qt::QueuedConnection);
}

void ConversationThread::cancel()
{
    QMetaObject::invokeMethod(
        m_run, [run = m_run] { run->cancel(); }, Qt::QueuedConnection);
}

} // namespace gw::ui
