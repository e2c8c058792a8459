// What a run of a conversation came to: the steps that were played, and what was expected and got where it failed.
#pragma once

#include "core/diagnostic.h"

#include <QString>

#include <chrono>
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

} // namespace gw::console
