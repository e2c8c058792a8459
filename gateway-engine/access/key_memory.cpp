#include "gateway-engine/access/key_memory.h"

#include <utility>

namespace gw::engine {

std::optional<Result<SharedKeys>> KeyMemory::answer(std::string_view keyId, Time now, const KeyTimes& times) const
{
    const bool isFailureFresh = m_failure && now - m_triedAt < times.failureInterval;
    if (!isFresh(now, times))
        return isFailureFresh ? std::optional<Result<SharedKeys>>(fail(*m_failure)) : std::nullopt;
    if (keyId.empty() || m_keys->has(keyId) || isFailureFresh || now - m_triedAt < times.unknownInterval)
        return m_keys;
    return std::nullopt;
}

KeyMemory KeyMemory::with(Result<SharedKeys> fetched, Time now) const
{
    KeyMemory next = *this;
    next.m_triedAt = now;
    if (fetched) {
        next.m_keys = *std::move(fetched);
        next.m_fetchedAt = now;
        next.m_failure.reset();
    } else {
        next.m_failure = std::move(fetched.error());
    }
    return next;
}

Result<SharedKeys> KeyMemory::best(Time now, const KeyTimes& times) const
{
    if (isFresh(now, times))
        return m_keys;
    return fail(m_failure.value_or(Diagnostic()));
}

} // namespace gw::engine
