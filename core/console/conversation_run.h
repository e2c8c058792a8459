// ConversationRun: plays a conversation against a server, all clients in the thread it lives in. One step after the
// other; the first failure ends the run. Everything is bounded: steps by their times, the run by an hour, what clients
// were told and no step has taken by memory.
#pragma once

#include "core/console/conversation.h"
#include "core/console/variables.h"

#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace gw::console {

struct ConversationFailure
{
    int step = 0; // from 1; 0: connecting before the first step
    int line = 0; // in the script
    QString client;
    QString expected;
    QString got;
};

struct StepOutcome
{
    int step = 0; // from 1; 0: connecting
    QString description;
    std::chrono::milliseconds took{0};
    std::optional<ConversationFailure> failure;
};

struct ConversationOutcome
{
    std::vector<StepOutcome> steps; // those that were played
    int total = 0;                  // of the script
    std::optional<ConversationFailure> failure;
    std::optional<Diagnostic> error; // it could not be played at all
    bool isCanceled = false;
    bool hasTimedOut = false; // the failure is a time-out
    qint64 sent = 0;          // messages
    qint64 received = 0;
    std::chrono::milliseconds took{0};

    [[nodiscard]] bool passed() const { return !failure && !error && !isCanceled; }
};

[[nodiscard]] QString sentence(const ConversationFailure& failure); // "Step 3 (line 12), alice: expected …; got …."

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
