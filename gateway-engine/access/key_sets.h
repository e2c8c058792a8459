// KeySets: the keys of all issuers whose tokens the project's APIs take (reference 1.25, 2.7), fetched on a thread of
// their own, so that an issuer that is slow holds up the requests that wait for its keys and nothing else. Whoever
// waits for the same issuer waits for the same fetch.
//
// Programs hold the sources they use, for longer than this if need be; after stop() they answer with a failure.
#pragma once

#include "gateway-engine/access/key_memory.h"
#include "gateway-engine/access/key_place.h"
#include "gateway-engine/access/key_source.h"
#include "gateway-engine/traffic/clock.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace gw::engine {

struct KeySetsOptions
{
    std::filesystem::path projectFolder; // what files of keys are relative to
    std::string trustedRoots{};          // PEM: authorities that issuers may come from, besides the system's
    KeyTimes times{};
    std::chrono::milliseconds timeout{1'500};
};

class KeySets
{
public:
    KeySets(KeySetsOptions options, std::shared_ptr<const Clock> clock);
    ~KeySets(); // stop()
    KeySets(const KeySets&) = delete;
    KeySets& operator=(const KeySets&) = delete;

    // From any thread. What is found there is remembered for all sources of the same place.
    [[nodiscard]] std::shared_ptr<KeySource> at(const KeyPlace& place);

    // Fetches now, whatever is remembered, and remembers what it found. `done` is called once, on a thread of this
    // object; not at all when that ended before.
    void check(const KeyPlace& place, std::function<void(Result<SharedKeys>)> done);

    void stop(); // ends what is being fetched; idempotent

private:
    struct Home;
    class Source;
    std::shared_ptr<Source> sourceAt(const KeyPlace& place);

    std::shared_ptr<Home> m_home;
};

} // namespace gw::engine
