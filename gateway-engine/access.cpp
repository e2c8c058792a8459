#include "gateway-engine/access.h"

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
      m_callers(withClock<Callers>(m_clock, services, *m_clock, options.projectFolder)),
      m_traffic(withClock<Traffic>(m_clock, *m_clock, options.stateFolder))
{
}

Diagnostics Access::follow(const Project& project, const Secrets& secrets)
{
    Diagnostics told = m_callers->follow(project, secrets);
    Diagnostics more = m_traffic->follow(project, secrets);
    told.insert(told.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    return told;
}

void Access::surround(Surroundings& surroundings) const
{
    surroundings.callers = m_callers;
    surroundings.traffic = m_traffic;
}

} // namespace gw::engine
