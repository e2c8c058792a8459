// recv(2), sendmsg(2), and what epoll(7) says of edges: after a read that gave less than there was room for there is
// nothing left, unless the connection has ended, of which no second edge tells.
#include "gateway-engine/transport/plain_stream.h"

#include <boost/asio/error.hpp>

#include <array>
#include <cassert>
#include <cerrno>

#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

namespace gw::engine {

namespace {

constexpr std::size_t maxPieces = 64;

iovec pieceOf(const asio::const_buffer& piece)
{
    return {const_cast<void*>(piece.data()), piece.size()};
}

bool isInterrupted(ssize_t count)
{
    return count < 0 && errno == EINTR;
}

error_code lastError()
{
    return {errno, asio::error::get_system_category()};
}

} // namespace

PlainStream::PlainStream(Socket connected, Readiness& readiness) : m_readiness(readiness), m_handle(-1)
{
    error_code error;
    m_handle = connected.release(error);
    if (error || m_readiness.watch(m_handle, *this))
        close();
}

// The kernel tells the news of what it watches anew, under the new address, when that is changed.
PlainStream::PlainStream(PlainStream&& other) noexcept
    : m_readiness(other.m_readiness), m_handle(std::exchange(other.m_handle, -1)), m_isReadable(other.m_isReadable),
      m_isWritable(other.m_isWritable), m_hasEnded(other.m_hasEnded)
{
    assert(!other.m_reader && !other.m_writer);
    m_readiness.forget(other);
    other.m_isReadable = other.m_isWritable = other.m_hasEnded = true;
    if (isOpen() && m_readiness.watchAt(m_handle, *this))
        close();
}

std::size_t PlainStream::readSome(asio::mutable_buffer space, error_code& error)
{
    error = asio::error::would_block;
    if (!m_isReadable)
        return 0;
    ssize_t count = 0;
    do
        count = ::recv(m_handle, space.data(), space.size(), 0);
    while (isInterrupted(count));
    if (count <= 0) {
        error = count < 0 ? lastError() : error_code(asio::error::eof);
        m_isReadable = error != asio::error::would_block;
        return 0;
    }
    error = {};
    m_isReadable = m_hasEnded || static_cast<std::size_t>(count) == space.size();
    return static_cast<std::size_t>(count);
}

std::size_t PlainStream::writeSome(asio::const_buffer piece, error_code& error)
{
    ssize_t count = 0;
    do
        count = ::send(m_handle, piece.data(), piece.size(), MSG_NOSIGNAL);
    while (isInterrupted(count));
    return noteWritten(count, piece.size(), error);
}

std::size_t PlainStream::writeSome(const std::array<asio::const_buffer, 2>& pieces, error_code& error)
{
    std::array<iovec, 2> parts{pieceOf(pieces[0]), pieceOf(pieces[1])};
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = parts.size();
    ssize_t count = 0;
    do
        count = ::sendmsg(m_handle, &message, MSG_NOSIGNAL);
    while (isInterrupted(count));
    return noteWritten(count, asio::buffer_size(pieces), error);
}

std::size_t PlainStream::writeSome(std::span<const asio::const_buffer> pieces, error_code& error)
{
    if (pieces.size() == 1) // a message structure costs the kernel more than a pointer
        return writeSome(pieces.front(), error);
    std::array<iovec, maxPieces> parts;
    std::size_t wanted = 0;
    std::size_t used = 0;
    for (; used < pieces.size() && used < parts.size(); ++used) {
        parts[used] = pieceOf(pieces[used]);
        wanted += pieces[used].size();
    }
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = used;
    ssize_t count = 0;
    do
        count = ::sendmsg(m_handle, &message, MSG_NOSIGNAL);
    while (isInterrupted(count));
    return noteWritten(count, wanted, error);
}

std::size_t PlainStream::noteWritten(std::ptrdiff_t count, std::size_t wanted, error_code& error)
{
    error = count < 0 ? lastError() : error_code();
    const std::size_t written = count < 0 ? 0 : static_cast<std::size_t>(count);
    m_isWritable = error ? error != asio::error::would_block : written == wanted;
    return written;
}

bool PlainStream::isQuiet() const
{
    char byte = 0;
    return ::recv(m_handle, &byte, 1, MSG_PEEK) < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

void PlainStream::endSending()
{
    ::shutdown(m_handle, SHUT_WR);
}

void PlainStream::cancel()
{
    for (Waiter* waiter : {m_reader, m_writer})
        if (waiter)
            m_readiness.completeLater(m_readiness.take(*waiter), asio::error::operation_aborted);
}

void PlainStream::close()
{
    if (!isOpen())
        return;
    cancel();
    m_readiness.forget(*this);
    ::close(std::exchange(m_handle, -1));
    m_isReadable = m_isWritable = m_hasEnded = true; // so that nobody waits for it
}

void PlainStream::takeNews(std::uint32_t events)
{
    m_hasEnded = m_hasEnded || (events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
    m_isReadable = m_isReadable || m_hasEnded || (events & EPOLLIN) != 0;
    m_isWritable = m_isWritable || m_hasEnded || (events & EPOLLOUT) != 0;
    const auto reader = take(m_reader, m_isReadable);
    const auto writer = take(m_writer, m_isWritable);
    if (reader) // which may end the stream
        reader->complete({});
    if (writer)
        writer->complete({});
}

std::unique_ptr<Waiter> PlainStream::take(Waiter* waiter, bool isWanted)
{
    return waiter && isWanted ? m_readiness.take(*waiter) : nullptr;
}

} // namespace gw::engine
