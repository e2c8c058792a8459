// ScriptClient: one of the clients of a conversation while it is played: its connection, what it was told and no step
// has taken yet, the values it has captured, and how far it is with the step that is played.
#pragma once

#include "core/console/conversation.h"
#include "core/console/played_step.h"
#include "core/console/variables.h"

#include <QObject>

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace gw::console {

class WebSocketLine;
struct PreparedConnection;

// What all clients of a run have in common.
struct SharedByClients
{
    const WebSocketRequest* request = nullptr; // whose script it is
    VariableScope scope = VariableScope();
    QString folder;                      // what files of messages are relative to
    std::map<QString, QString> captured; // by anybody, the last
    qint64 sent = 0;                     // messages
    qint64 received = 0;
    qint64 waitingBytes = 0; // of what was received and no step has taken
    std::size_t waitingMessages = 0;
};

// A step's wish that cannot be granted any more.
struct Unmet
{
    QString expected;
    QString got;
};

class ScriptClient final : public QObject
{
    Q_OBJECT

public:
    using Settled = tl::expected<bool, Unmet>; // true: its part of the step is done; false: not yet

    ScriptClient(const ConversationClient& group, int number, SharedByClients& shared);
    ~ScriptClient() override;

    [[nodiscard]] const ConversationClient& group() const { return m_group; }
    [[nodiscard]] int number() const { return m_number; } // in its group, from 1
    [[nodiscard]] const QString& name() const { return m_name; }

    void begin(const PlayedStep& played); // which stays until the next one begins
    [[nodiscard]] std::optional<Unmet> act();
    [[nodiscard]] Settled settle();      // asked again whenever something has happened to it
    [[nodiscard]] Unmet missing() const; // when the step's time is over
    void hangUp();                       // it may be telling us something right now

signals:
    void received(); // a message
    void changed();  // its connection, or a pong

private:
    [[nodiscard]] VariableScope scope() const;
    [[nodiscard]] Result<PreparedConnection> connection() const;
    [[nodiscard]] std::optional<Unmet> openLine();
    [[nodiscard]] std::optional<Unmet> sendMessage();
    void listen();
    void ended(const QString& words, int code);
    void take(const QByteArray& bytes, bool isBinary);
    void took(const ReceivedMessage& message);
    [[nodiscard]] Settled takeInOrder();
    [[nodiscard]] Settled takeInAnyOrder();
    [[nodiscard]] Settled settleClose() const;
    [[nodiscard]] std::optional<Unmet> capture(const Expectation& expectation, const ReceivedMessage& message);
    [[nodiscard]] QString expected() const;
    [[nodiscard]] QString closedWords() const;
    [[nodiscard]] Settled notYet() const; // never, when its connection has ended

    struct Ended
    {
        QString words; // why, or the code
        int code = 0;  // 0: never opened
    };

    const ConversationClient& m_group;
    const int m_number;
    const QString m_name;
    SharedByClients& m_shared;
    std::unique_ptr<WebSocketLine> m_line;
    std::deque<ReceivedMessage> m_inbox;
    std::map<QString, QString> m_captured;
    std::optional<Ended> m_ended;
    bool m_isOpen = false;
    // Of the step that is played:
    const PlayedStep* m_played = nullptr;
    std::size_t m_next = 0;    // expectation in order
    std::vector<bool> m_found; // in any order
    bool m_hasPonged = false;
};

} // namespace gw::console
