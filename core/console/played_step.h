// PlayedStep: a step of a conversation while it is played: its expectations, compiled once for all its clients, and the
// words for what was expected and for what came instead.
#pragma once

#include "core/console/conversation.h"

#include <vector>

namespace gw::console {

struct CompiledExpectation
{
    const Expectation* expectation;
    CompiledMatch match;

    [[nodiscard]] bool accepts(const ReceivedMessage& message) const;
};

struct PlayedStep
{
    PlayedStep() = default;
    explicit PlayedStep(const ConversationStep& played); // which stays as long as this

    // What the step waits for of a client that has `next` expectations in order, or those `found` in any order.
    [[nodiscard]] QString expected(std::size_t next, const std::vector<bool>& found) const;

    const ConversationStep* step = nullptr;
    std::vector<CompiledExpectation> expectations;
};

[[nodiscard]] QString shown(const ReceivedMessage& message);           // not all of one that is long
[[nodiscard]] QString closeText(int code, const QString& reason = {}); // "1001 (going away)"

} // namespace gw::console
