// ConversationThread: plays a scripted conversation on a thread of its own; the window hears of steps and of the end.
#pragma once

#include "core/console/conversation_run.h"

#include <QObject>
#include <QThread>

namespace gw::ui {

class ConversationThread final : public QObject
{
    Q_OBJECT

public:
    explicit ConversationThread(QObject* parent = nullptr);
    ~ConversationThread() override;

    void start(const console::WebSocketRequest& request, const console::VariableScope& scope, const QString& folder);
    void cancel(); // finished() follows
    [[nodiscard]] bool isRunning() const { return m_isRunning; }

signals:
    void stepFinished(const gw::console::StepOutcome& outcome, int total);
    void finished(const gw::console::ConversationOutcome& outcome);

private:
    QThread m_thread;
    console::ConversationRun* m_run;
    bool m_isRunning = false;
};

} // namespace gw::ui
