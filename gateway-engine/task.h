// Task<T>: a coroutine on the thread's io_context. The one alias the pipeline knows of Asio.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

namespace gw::engine {

template <typename T>
using Task = boost::asio::awaitable<T, boost::asio::io_context::executor_type>;

} // namespace gw::engine
