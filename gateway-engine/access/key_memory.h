// KeyMemory: the keys of one issuer as they were last found, and when they are to be looked for anew (reference 2.7:
// kept for two hours at most). A plain value that knows no network and no threads.
//
// Tokens with made-up key ids cannot make it ask the issuer all the time: between two fetches for unknown ids lies
// `unknownInterval`. A failure is remembered for `failureInterval`, so that requests do not queue behind one time-out
// after the other.
#pragma once

#include "gateway-engine/access/key_fetch.h"

#include <chrono>
#include <optional>
#include <string_view>

namespace gw::engine {

struct KeyTimes
{
    std::chrono::seconds kept = std::chrono::hours(2);
    std::chrono::seconds unknownInterval{10};
    std::chrono::seconds failureInterval{5};
};

class KeyMemory
{
public:
    using Time = std::chrono::steady_clock::time_point;

    // What to answer without a fetch; nothing: fetch first.
    [[nodiscard]] std::optional<Result<SharedKeys>> answer(std::string_view keyId, Time now,
                                                           const KeyTimes& times) const;
    // With the outcome of a fetch.
    [[nodiscard]] KeyMemory with(Result<SharedKeys> fetched, Time now) const;
    // What there is to say after a fetch, for as long as `kept`: keys that are known stay good when a later fetch
    // fails.
    [[nodiscard]] Result<SharedKeys> best(Time now, const KeyTimes& times) const;

    [[nodiscard]] const SharedKeys& keys() const { return m_keys; }
    [[nodiscard]] const std::optional<Diagnostic>& failure() const { return m_failure; }

private:
    [[nodiscard]] bool isFresh(Time now, const KeyTimes& times) const
    {
        return m_keys && now - m_fetchedAt < times.kept;
    }

    SharedKeys m_keys;
    Time m_fetchedAt;
    std::optional<Diagnostic> m_failure; // of the last fetch
    Time m_triedAt;
};

} // namespace gw::engine
