// Conversation: a script of what clients of a WebSocket API say and what they must be told, as people write it in the
// Script tab of a WebSocket request:
//
//   timeout: 5s                        # of every step that says nothing else; 10 s unless given
//   clients:                           # one, called "client", when left out
//     alice: {}                        # address, headers and sub-protocols are those of the request
//     bob: { headers: { X-User: bob }, subprotocols: [chat] }
//     crowd: { count: 50 }             # "crowd 1" … "crowd 50"
//   steps:                             # one after the other; a step without `client` is everybody's
//     - { client: alice, send: { json: { action: join, id: "{{$guid}}" } } }
//     - { client: alice, expect: { path: $.type, equals: joined, capture: { room: $.room } } }
//     - { client: [bob, crowd], send: '{"action": "join", "room": "{{room}}", "name": "{{client}} {{number}}"}' }
//     - client: alice
//       expect: [{ contains: bob }, { path: $.n, matches: "^[0-9]+$" }]
//       anyOrder: true
//       within: 2s
//     - { client: bob, expectNothing: 200ms }
//     - { client: bob, close: { code: 1000, reason: bye } }
//     - { client: alice, expectClose: 1001 }
//     - { wait: 1s }
//
// Clients connect before the first step; those that have a `connect` step connect then.
#pragma once

#include "core/console/websocket_request.h"
#include "core/result.h"

#include <chrono>
#include <map>
#include <string_view>
#include <vector>

namespace gw::console {

struct ConversationClient
{
    QString name;
    int count = 1;
    QString url;    // empty: the request's
    Fields headers; // instead of the request's of the same name
    std::optional<QStringList> subprotocols;
    bool connectsLater = false;
};

struct Expectation
{
    std::optional<QByteArray> binary; // a binary message of just these bytes
    MessageMatch match;
    std::map<QString, QString> capture; // variable → path
};

struct ConversationStep
{
    enum class Kind { Connect, Send, Ping, Expect, ExpectNothing, ExpectClose, Wait, Close };
    Kind kind = Kind::Wait;
    int line = 0;        // in the script, from 1
    QStringList clients; // names; empty: everybody
    Message message;     // Send
    std::vector<Expectation> expectations;
    bool anyOrder = false;
    std::chrono::milliseconds time{0}; // how long to wait, or at most
    int closeCode = 0;                 // Close; ExpectClose: 0 = any
    QString closeReason;
};

struct Conversation
{
    std::vector<ConversationClient> clients;
    std::vector<ConversationStep> steps;
    std::chrono::milliseconds timeout{10'000};
};

inline constexpr std::size_t maxScriptBytes = 1 << 20;
inline constexpr int maxConversationClients = 500;
inline constexpr std::size_t maxConversationSteps = 10'000;
inline constexpr std::size_t maxExpectations = 1'000; // of one step
inline constexpr std::chrono::minutes longestStep{10};

// Strict: a key nobody knows is an error, for a misspelt expectation would never fail. Positions are those in `text`.
[[nodiscard]] Result<Conversation> readConversation(std::string_view text);

[[nodiscard]] QString describe(const Expectation& expectation);
[[nodiscard]] QString describe(const ConversationStep& step); // "alice expects $.type equal to joined"

} // namespace gw::console
