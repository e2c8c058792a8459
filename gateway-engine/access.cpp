#include "gateway-engine/access.h"

#include "gateway-engine/engine.h"

#include <iterator>
#include <utility>

namespace gw::engine {

namespace {

// What is shared lives as long as the clock it goes by, and the other way round.
template <typename T, typename... Parts>
std::shared_ptr<T> withClock(const std::shared_ptr<Clock>& clock, Parts&&... parts)
{
    struct Both
    {
        Both(std::shared_ptr<Clock> time, Parts&&... parts)
            : clock(std::move(time)), part(std::forward<Parts>(parts)...)
        {
        }
        std::shared_ptr<Clock> clock;
        T part;
    };
    const auto both = std::make_shared<Both>(clock, std::forward<Parts>(parts)...);
    return {both, &both->part};
}

} // namespace

Access::Access(const AccessOptions& options, Services& services)
    : m_clock(std::make_shared<Clock>(services)),
      m_keySets(std::make_shared<KeySets>(KeySetsOptions{options.projectFolder, options.trustedRoots}, m_clock)),
      m_issuer(std::make_shared<IssuerService>(m_clock)),
      m_callers(withClock<Callers>(m_clock, services, *m_clock, options.projectFolder)),
      m_traffic(withClock<Traffic>(m_clock, *m_clock, options.stateFolder))
{
}

Access::~Access()
{
    stop();
}

Diagnostics Access::follow(const Project& project, const Secrets& secrets)
{
    Diagnostics told = m_callers->follow(project, secrets);
    for (Diagnostics more : {m_traffic->follow(project, secrets), m_issuer->follow(project, secrets)})
        told.insert(told.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    return told;
}

void Access::surround(Surroundings& surroundings) const
{
    surroundings.callers = m_callers;
    surroundings.traffic = m_traffic;
}

void Access::joinTo(Engine& engine)
{
    engine.serve({m_issuer}, [this] { stop(); });
}

void Access::stop()
{
    m_issuer->stop();
    m_keySets->stop();
}

} // namespace gw::engine
