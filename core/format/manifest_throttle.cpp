// Reads and writes throttle settings.
#include "core/format/manifest_throttle.h"

namespace gw {

namespace {

constexpr std::string_view throttleOrder[] = {"rateLimit", "burstLimit"};

}

ThrottleSettings readThrottle(EntryReader& reader, std::string_view rateKey, std::string_view burstKey)
{
    constexpr int notSet = -1;
    ThrottleSettings throttle{reader.optionalReal(rateKey), reader.optionalNumber(burstKey)};
    if (throttle.rateLimit == double(notSet))
        throttle.rateLimit.reset();
    if (throttle.burstLimit == notSet)
        throttle.burstLimit.reset();
    return throttle;
}

void writeThrottleFields(json::Value& node, const ThrottleSettings& base, const ThrottleSettings& wanted)
{
    putOptional(node, "rateLimit", base.rateLimit, wanted.rateLimit, throttleOrder);
    putOptional(node, "burstLimit", base.burstLimit, wanted.burstLimit, throttleOrder);
}

void writeThrottle(json::Value& entry, std::string_view key, const ThrottleSettings& base,
                   const ThrottleSettings& wanted, KeyOrder order)
{
    if (base == wanted)
        return;
    writeThrottleFields(childObject(entry, key, order), base, wanted);
    dropIfEmpty(entry, key);
}

} // namespace gw
