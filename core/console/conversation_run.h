// ConversationRun: plays a conversation against a server, all clients in the thread it lives in. One step after the
// other; the first failure ends the run. Everything is bounded: steps by their times, the run by an hour, what clients
// were told and no step has taken by memory.
#pragma once

#include "core/console/conversation.h"
#include "core/console/conversation_outcome.h"
#include "core/console/variables.h"

#include <QObject>

#include <chrono>
#include <memory>

namespace gw::console {

class ConversationRun final : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 mostWaitingBytes = 64 << 20; // received and not yet expected, of all clients together
    static constexpr std::size_t mostWaitingMessages = 100'000;
    static constexpr std::chrono::minutes longestRun{60};

    explicit ConversationRun(QObject* parent = nullptr);
    ~ConversationRun() override;

    // finished() follows, from the event loop.
    void start(const WebSocketRequest& request, const VariableScope& scope, const QString& folder);
    void cancel();
    [[nodiscard]] bool isRunning() const;

signals:
    void stepFinished(const gw::console::StepOutcome& outcome, int total);
    void finished(const gw::console::ConversationOutcome& outcome);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gw::console
