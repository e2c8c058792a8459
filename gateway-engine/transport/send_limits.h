// What one WebSocket connection may have waiting to be sent; whoever reads so slowly that more piles up is closed.
#pragma once

#include <cstddef>

namespace gw::engine {

struct SendLimits
{
    std::size_t frames = 1'024;
    std::size_t bytes = 4 * 1'024 * 1'024; // a frame larger than this may stand alone
};

} // namespace gw::engine
