#include "gateway-engine/pipeline/stage.h"

#include <cassert>

namespace gw::engine {

Task<std::optional<Fault>> Stage::wait(Exchange& x) const
{
    co_return run(x);
}

std::optional<Fault> WaitingStage::run(Exchange&) const
{
    assert(!"a waiting stage is awaited");
    return std::nullopt;
}

} // namespace gw::engine
