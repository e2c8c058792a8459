// ChangeNotice: gathers changes and tells of them together, at most every 100 ms, however many there are.
#pragma once

#include "gateway-engine/transport/asio_types.h"

#include <functional>

namespace gw::engine {

class ChangeNotice
{
public:
    struct What
    {
        bool status = false;
        bool log = false;
    };
    ChangeNotice(asio::io_context& context, std::function<void(What)> tell);

    void statusChanged();
    void logGrew();
    void stop(); // tells nothing any more

private:
    void schedule();

    std::function<void(What)> m_tell;
    What m_gathered;
    Timer m_timer;
    bool m_isScheduled = false;
    bool m_isStopped = false;
};

} // namespace gw::engine
