// Reads and writes the limits of connections.
#include "core/format/manifest_connection_limits.h"

namespace gw {

namespace {

constexpr char key[] = "connectionLimits";
constexpr char idleKey[] = "idleTimeoutInSeconds";
constexpr char durationKey[] = "maximumDurationInSeconds";
constexpr std::string_view order[] = {"none", idleKey, durationKey};

std::optional<int> readSeconds(EntryReader& limits, std::string_view name, int most)
{
    const std::optional<int> seconds = limits.optionalNumber(name);
    if (!seconds || (*seconds >= 1 && *seconds <= most))
        return seconds;
    limits.error(limits.entry()[name], std::string(name) + " is out of range.",
                 "Use a number from 1 to " + std::to_string(most) + ", or none: true for no limits at all.");
    return std::nullopt;
}

} // namespace

ConnectionLimits readConnectionLimits(EntryReader& stageEntry)
{
    EntryReader entry = stageEntry.part(key);
    ConnectionLimits limits;
    limits.none = entry.flag("none", false);
    limits.idleTimeoutInSeconds = readSeconds(entry, idleKey, ConnectionLimits::longestIdleSeconds);
    limits.maximumDurationInSeconds = readSeconds(entry, durationKey, ConnectionLimits::longestDurationSeconds);
    return limits;
}

void writeConnectionLimits(json::Value& stageEntry, const ConnectionLimits& base, const ConnectionLimits& wanted,
                           KeyOrder stageOrder)
{
    if (base == wanted)
        return;
    json::Value& node = childObject(stageEntry, key, stageOrder);
    putFlag(node, "none", base.none, wanted.none, order);
    putOptional(node, idleKey, base.idleTimeoutInSeconds, wanted.idleTimeoutInSeconds, order);
    putOptional(node, durationKey, base.maximumDurationInSeconds, wanted.maximumDurationInSeconds, order);
    dropIfEmpty(stageEntry, key);
}

} // namespace gw
