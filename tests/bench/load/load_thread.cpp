#include "tests/bench/load/load_thread.h"

#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>

namespace gw::bench {

namespace {

constexpr std::size_t bufferSize = 256 * 1024;
constexpr std::size_t failuresUntilGivingUp = 200;
constexpr std::int64_t second = 1'000'000'000;

std::int64_t clockNanoseconds(clockid_t clock)
{
    timespec time{};
    ::clock_gettime(clock, &time);
    return time.tv_sec * second + time.tv_nsec;
}

timespec timespecOf(std::int64_t nanoseconds)
{
    return {nanoseconds / second, nanoseconds % second};
}

} // namespace

void LoadFigures::add(const LoadFigures& other)
{
    latency.add(other.latency);
    answers += other.answers;
    bytes += other.bytes;
    not2xx += other.not2xx;
    connectFailed += other.connectFailed;
    closed += other.closed;
    timedOut += other.timedOut;
    malformed += other.malformed;
    unsent += other.unsent;
    reconnects += other.reconnects;
    gaveUp = gaveUp || other.gaveUp;
    if (seenAt == 0 || (other.seenAt != 0 && other.seenAt < seenAt))
        seenAt = other.seenAt;
}

LoadThread::LoadThread(const LoadPlan& plan, std::size_t share)
    : m_plan(plan), m_share(share), m_interval(plan.rate > 0 ? 1e9 * static_cast<double>(plan.threads) / plan.rate : 0),
      m_epoll(::epoll_create1(EPOLL_CLOEXEC)), m_buffer(bufferSize)
{
    const std::size_t rest = plan.connections % plan.threads;
    m_connections.resize(plan.connections / plan.threads + (share < rest ? 1 : 0));
}

LoadThread::~LoadThread()
{
    for (const Connection& connection : m_connections)
        if (connection.handle >= 0)
            ::close(connection.handle);
    ::close(m_epoll);
}

LoadThread::Nanoseconds LoadThread::now()
{
    return clockNanoseconds(CLOCK_MONOTONIC);
}

bool LoadThread::open()
{
    for (std::size_t i = 0; i < m_connections.size(); ++i)
        if (!connect(i))
            return false;
    return true;
}

// Waits for the connection: on this machine that is a matter of microseconds.
bool LoadThread::connect(std::size_t index)
{
    Connection& connection = m_connections[index];
    const int handle = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    if (handle < 0 ||
        ::connect(handle, reinterpret_cast<const sockaddr*>(&m_plan.address), sizeof m_plan.address) != 0) {
        if (handle >= 0)
            ::close(handle);
        ++m_figures.connectFailed;
        m_figures.gaveUp = ++m_failuresInTurn >= failuresUntilGivingUp;
        return false;
    }
    ::setsockopt(handle, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::fcntl(handle, F_SETFL, O_NONBLOCK);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = index;
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, handle, &event);
    m_failuresInTurn = 0;
    connection.handle = handle;
    connection.since = 0;
    connection.reader.reset();
    return true;
}

void LoadThread::reconnect(std::size_t index)
{
    ::close(m_connections[index].handle);
    m_connections[index].handle = -1;
    m_connections[index].since = 0;
    while ((!m_isEnding || isBehind()) && !m_figures.gaveUp)
        if (connect(index)) {
            free(index);
            return;
        }
}

void LoadThread::run()
{
    m_begin = now();
    m_end = m_begin + static_cast<Nanoseconds>(m_plan.seconds * 1e9);
    m_nextCheck = m_begin + second;
    for (std::size_t i = 0; i < m_connections.size(); ++i)
        free(i);
    for (Nanoseconds at = now(); at < m_end && !m_figures.gaveUp; at = now()) {
        sendWhatIsDue(at);
        poll(m_interval > 0 && !m_free.empty() ? std::min(m_end, dueTime(m_next)) : m_end);
    }
    drain();
}

// What was due before the end goes out behind it: who kept it waiting is charged with it.
void LoadThread::drain()
{
    m_isEnding = true;
    const Nanoseconds last = m_end + static_cast<Nanoseconds>(m_plan.timeoutSeconds * 1e9);
    for (Nanoseconds at = now(); (m_busy > 0 || isBehind()) && !m_figures.gaveUp && at < last; at = now()) {
        sendWhatIsDue(at);
        poll(last);
    }
    m_figures.timedOut += m_busy;
    countUnsent(now());
}

bool LoadThread::isBehind() const
{
    return m_interval > 0 && dueTime(m_next) < m_end;
}

// Threads take turns: thread 1 of 2 sends half an interval behind thread 0.
LoadThread::Nanoseconds LoadThread::dueTime(std::uint64_t request) const
{
    const double offset = m_interval * static_cast<double>(m_share) / static_cast<double>(m_plan.threads);
    return m_begin + static_cast<Nanoseconds>(offset + m_interval * static_cast<double>(request));
}

void LoadThread::free(std::size_t index)
{
    if (m_interval > 0)
        m_free.push_back(index);
    else if (!m_isEnding)
        begin(index, now());
}

void LoadThread::sendWhatIsDue(Nanoseconds at)
{
    if (m_interval == 0)
        return;
    for (Nanoseconds due = dueTime(m_next); due <= at && due < m_end && !m_free.empty(); due = dueTime(m_next)) {
        const std::size_t index = m_free.front();
        m_free.pop_front();
        ++m_next;
        begin(index, due);
    }
}

// What was due and found no connection took at least until now.
void LoadThread::countUnsent(Nanoseconds at)
{
    for (; isBehind(); ++m_next) {
        m_figures.latency.record(static_cast<std::uint64_t>(at - dueTime(m_next)));
        ++m_figures.unsent;
    }
}

void LoadThread::begin(std::size_t index, Nanoseconds due)
{
    m_connections[index].since = due;
    m_connections[index].sent = 0;
    m_connections[index].request = &m_plan.requests[(m_begun++ * m_plan.threads + m_share) % m_plan.requests.size()];
    ++m_busy;
    write(index);
}

void LoadThread::write(std::size_t index)
{
    Connection& connection = m_connections[index];
    const bool wasWaiting = connection.sent > 0;
    const std::string& request = *connection.request;
    while (connection.sent < request.size()) {
        const auto count =
            ::send(connection.handle, request.data() + connection.sent, request.size() - connection.sent, MSG_NOSIGNAL);
        if (count < 0)
            break;
        connection.sent += static_cast<std::size_t>(count);
    }
    const bool isWhole = connection.sent == request.size();
    if (!isWhole && errno != EAGAIN)
        return; // its end is read next
    if (isWhole && !wasWaiting)
        return;
    epoll_event event{};
    event.events = isWhole ? EPOLLIN : EPOLLIN | EPOLLOUT;
    event.data.u64 = index;
    ::epoll_ctl(m_epoll, EPOLL_CTL_MOD, connection.handle, &event);
}

void LoadThread::poll(Nanoseconds until)
{
    std::array<epoll_event, 256> events{};
    const Nanoseconds before = now();
    const timespec patience = timespecOf(std::clamp<Nanoseconds>(until - before, 0, second / 2));
    const int count = ::epoll_pwait2(m_epoll, events.data(), static_cast<int>(events.size()), &patience, nullptr);
    for (int i = 0; i < count; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        if (event.events & EPOLLOUT)
            write(event.data.u64);
        if (event.events & ~static_cast<std::uint32_t>(EPOLLOUT))
            read(event.data.u64);
    }
    if (before > m_nextCheck)
        giveUpOld(before);
}

void LoadThread::read(std::size_t index)
{
    const Connection& connection = m_connections[index];
    const auto count = ::recv(connection.handle, m_buffer.data(), m_buffer.size(), 0);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (count > 0)
        return take(index, {m_buffer.data(), static_cast<std::size_t>(count)});
    if (connection.since != 0)
        return lose(index, m_figures.closed);
    ++m_figures.reconnects;
    std::erase(m_free, index);
    reconnect(index);
}

void LoadThread::take(std::size_t index, std::string_view bytes)
{
    m_figures.bytes += bytes.size();
    if (m_figures.seenAt == 0 && !m_plan.watchFor.empty() && bytes.find(m_plan.watchFor) != std::string_view::npos)
        m_figures.seenAt = clockNanoseconds(CLOCK_REALTIME);
    Connection& connection = m_connections[index];
    const AnswerReader::State state = connection.reader.read(bytes);
    if (state == AnswerReader::State::Unfinished)
        return;
    // An answer to nothing, or more than one: what comes next would be counted wrongly.
    if (state == AnswerReader::State::Wrong || connection.since == 0 || !bytes.empty())
        return lose(index, m_figures.malformed);
    answered(index);
}

void LoadThread::answered(std::size_t index)
{
    Connection& connection = m_connections[index];
    const Nanoseconds at = now();
    m_figures.latency.record(static_cast<std::uint64_t>(std::max<Nanoseconds>(0, at - connection.since)));
    ++m_figures.answers;
    if (connection.reader.status() / 100 != 2)
        ++m_figures.not2xx;
    connection.since = 0;
    --m_busy;
    if (!connection.reader.isKeptAlive()) {
        ++m_figures.reconnects;
        return reconnect(index);
    }
    free(index);
    sendWhatIsDue(at);
}

void LoadThread::lose(std::size_t index, std::uint64_t& reason)
{
    ++reason;
    if (m_connections[index].since != 0)
        --m_busy;
    else
        std::erase(m_free, index);
    reconnect(index);
}

void LoadThread::giveUpOld(Nanoseconds at)
{
    m_nextCheck = at + second;
    const auto longest = static_cast<Nanoseconds>(m_plan.timeoutSeconds * 1e9);
    for (std::size_t i = 0; i < m_connections.size(); ++i)
        if (m_connections[i].since != 0 && at - m_connections[i].since > longest)
            lose(i, m_figures.timedOut);
}

} // namespace gw::bench
