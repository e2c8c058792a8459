// The thread that fetches, and the sources. What is remembered of an issuer is published to all threads; who fetches
// and who waits for it is known on the fetching thread alone, so nothing of that needs a lock.
#include "gateway-engine/access/key_sets.h"

#include "gateway-engine/pipeline/published.h"
#include "gateway-engine/transport/http_client.h"
#include "gateway-engine/transport/run_on.h"
#include "gateway-engine/transport/start_task.h"
#include "gateway-engine/transport/with_deadline.h"
#include "gateway-engine/transport/worker.h"

#include <iterator>
#include <map>
#include <mutex>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

namespace gw::engine {

namespace {

using Keys = Result<SharedKeys>;

constexpr std::size_t mostRemembered = 100; // of places nobody uses any more
constexpr std::chrono::seconds longestWait{10};

// One issuer. Tasks on the fetching thread share it; it knows nothing that must outlive them.
struct Place
{
    Place(KeyPlace address, const KeySetsOptions& settings, std::shared_ptr<const Clock> time)
        : where(std::move(address)), options(settings), clock(std::move(time)),
          memory(std::make_shared<const KeyMemory>())
    {
    }

    const KeyPlace where;
    const KeySetsOptions options;
    const std::shared_ptr<const Clock> clock;
    Published<KeyMemory> memory;

    // Of the fetching thread.
    bool isBeingFetched = false;
    std::vector<Timer*> waiting;
};

Task<Keys> fetched(const Place& place, UpstreamClient& client)
{
    const KeyFetch fetch{client, place.options.timeout};
    if (place.where.isFile())
        co_return keysOfFile(place.options.projectFolder, place.where.jwks);
    if (place.where.isDiscovered())
        co_return co_await fetch.byDiscovery(place.where.issuer);
    co_return co_await fetch.fromUrl(place.where.jwks);
}

Keys remembered(const Place& place)
{
    return place.memory.now()->best(place.clock->now(), place.options.times);
}

void wakeAll(Place& place)
{
    for (Timer* timer : std::exchange(place.waiting, {}))
        timer->cancel();
}

// One fetch, for all who come meanwhile.
Task<void> fetchFor(std::shared_ptr<Place> place, UpstreamClient& client)
{
    place->isBeingFetched = true;
    Keys found = co_await fetched(*place, client);
    place->memory.set(
        std::make_shared<const KeyMemory>(place->memory.now()->with(std::move(found), place->clock->now())));
    place->isBeingFetched = false;
    wakeAll(*place);
}

Task<void> waitForFetch(Place& place)
{
    Timer arrival(co_await asio::this_coro::executor, Timer::time_point::max());
    place.waiting.push_back(&arrival);
    co_await arrival.async_wait(asTask);
}

// On the fetching thread: the keys, by a fetch where what is remembered does not do.
Task<Keys> keysFor(std::shared_ptr<Place> place, UpstreamClient& client, std::string keyId)
{
    if (place->isBeingFetched)
        co_await waitForFetch(*place);
    else if (auto known = place->memory.now()->answer(keyId, place->clock->now(), place->options.times))
        co_return *std::move(known);
    else
        co_await fetchFor(place, client);
    co_return remembered(*place);
}

Task<void> checkFor(std::shared_ptr<Place> place, UpstreamClient& client, std::function<void(Keys)> done)
{
    if (place->isBeingFetched)
        co_await waitForFetch(*place);
    else
        co_await fetchFor(place, client);
    const auto memory = place->memory.now();
    done(memory->failure() ? Keys(fail(*memory->failure())) : remembered(*place));
}

KeySetsOptions forPlace(KeySetsOptions options, const KeyPlace& place)
{
    if (place.isFile()) { // looking at it costs nothing: what is changed there counts soon
        options.times.kept = std::chrono::seconds(2);
        options.times.unknownInterval = options.times.failureInterval = std::chrono::seconds(1);
    }
    return options;
}

} // namespace

// What sources share. Made once there is something to fetch: most projects take no tokens.
struct KeySets::Home
{
    Home(KeySetsOptions settings, std::shared_ptr<const Clock> time)
        : options(std::move(settings)), clock(std::move(time))
    {
    }

    // Null once it was stopped.
    Worker* fetching()
    {
        const std::lock_guard lock(mutex);
        if (isStopped)
            return nullptr;
        if (!worker) {
            WorkerOptions ofWorker;
            ofWorker.trustedRoots = options.trustedRoots;
            worker = std::make_unique<Worker>(ofWorker);
            HttpClientOptions ofClient;
            ofClient.maxBodyBytes = mostKeyBytes;
            ofClient.trustedRoots = options.trustedRoots;
            worker->client = std::make_unique<HttpClient>(*worker, ofClient);
            worker->start();
        }
        return worker.get();
    }

    void stop()
    {
        Worker* ending = nullptr;
        {
            const std::lock_guard lock(mutex);
            isStopped = true;
            ending = worker.get();
        }
        if (ending)
            ending->stop();
    }

    const KeySetsOptions options;
    const std::shared_ptr<const Clock> clock;
    std::mutex mutex; // guards what follows
    std::unique_ptr<Worker> worker;
    bool isStopped = false;
    std::map<KeyPlace, std::shared_ptr<Place>> places;
};

class KeySets::Source final : public KeySource
{
public:
    Source(std::shared_ptr<Home> home, std::shared_ptr<Place> place)
        : m_home(std::move(home)), m_place(std::move(place))
    {
    }

    Task<Keys> keys(std::string_view keyId) override
    {
        if (auto known = m_place->memory.now()->answer(keyId, m_place->clock->now(), m_place->options.times))
            co_return *std::move(known);
        Worker* worker = m_home->fetching();
        if (!worker)
            co_return fail("The keys of an issuer are not fetched any more: the gateway is stopping.");
        auto found = co_await withDeadline(
            runOn(worker->context, keysFor(m_place, *worker->client, std::string(keyId))), longestWait);
        if (!found)
            co_return fail("The keys of an issuer did not come in time.");
        co_return *std::move(found);
    }

    [[nodiscard]] const std::shared_ptr<Place>& place() const { return m_place; }

private:
    std::shared_ptr<Home> m_home;
    std::shared_ptr<Place> m_place;
};

KeySets::KeySets(KeySetsOptions options, std::shared_ptr<const Clock> clock)
    : m_home(std::make_shared<Home>(std::move(options), std::move(clock)))
{
}

KeySets::~KeySets()
{
    stop();
}

std::shared_ptr<KeySets::Source> KeySets::sourceAt(const KeyPlace& place)
{
    const std::lock_guard lock(m_home->mutex);
    auto& places = m_home->places;
    if (places.size() >= mostRemembered && !places.contains(place))
        std::erase_if(places, [](const auto& known) { return known.second.use_count() == 1; });
    auto& known = places[place];
    if (!known)
        known = std::make_shared<Place>(place, forPlace(m_home->options, place), m_home->clock);
    return std::make_shared<Source>(m_home, known);
}

std::shared_ptr<KeySource> KeySets::at(const KeyPlace& place)
{
    return sourceAt(place);
}

void KeySets::check(const KeyPlace& place, std::function<void(Keys)> done)
{
    const auto source = sourceAt(place);
    if (Worker* worker = m_home->fetching())
        startTask(worker->context, checkFor(source->place(), *worker->client, std::move(done)));
}

void KeySets::stop()
{
    m_home->stop();
}

} // namespace gw::engine
