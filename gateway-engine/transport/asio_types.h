// The Asio types of the transport: everything runs on its thread's io_context, so the concrete executor is named (the
// type-erased one costs a virtual call and an allocation an operation).
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <chrono>

namespace gw::engine {

namespace asio = boost::asio;
using boost::system::error_code;
using Executor = asio::io_context::executor_type;
using Tcp = asio::ip::tcp;
using Socket = asio::basic_stream_socket<Tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<Tcp, Executor>;
using Timer =
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>;

// co_await something.async_x(…, asTask) gives std::tuple<error_code, …> and never throws. The operation is awaited as
// it is: use_awaitable would make a coroutine of it first.
inline constexpr asio::as_tuple_t<asio::deferred_t> asTask{};

} // namespace gw::engine
