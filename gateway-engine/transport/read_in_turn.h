// readInTurn: reads after what already stands in the thread's queue has had its turn. By then the other side has often
// spoken, and the system call that would have found nothing finds it: on a busy thread that saves most of such calls.
#pragma once

#include "gateway-engine/transport/asio_types.h"

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>

#include <utility>

namespace gw::engine {

// co_await readInTurn(…) gives std::tuple<error_code, std::size_t>. Until the turn comes the socket has nothing that
// cancelling could end, so `isGivenUp` is asked then; when it is true the read ends with operation_aborted.
template <typename IsGivenUp>
auto readInTurn(Socket& socket, asio::mutable_buffer space, IsGivenUp isGivenUp)
{
    auto initiate = [&socket, space, isGivenUp](auto&& handler) {
        asio::post(socket.get_executor(),
                   [&socket, space, isGivenUp, handler = std::forward<decltype(handler)>(handler)]() mutable {
                       if (isGivenUp())
                           std::move(handler)(error_code(asio::error::operation_aborted), std::size_t{0});
                       else
                           socket.async_read_some(space, std::move(handler));
                   });
    };
    return asio::async_initiate<decltype(asTask), void(error_code, std::size_t)>(std::move(initiate), asTask);
}

} // namespace gw::engine
