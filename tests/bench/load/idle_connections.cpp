#include "tests/bench/load/idle_connections.h"

#include "tests/bench/load/answer_reader.h"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdio>

namespace gw::bench {

namespace {

// An address of this machine has 28,000 ports for connections to one server, and those of a round before still rest.
constexpr std::size_t perAddress = 10'000;
constexpr std::size_t addresses = 200;

} // namespace

IdleConnections::~IdleConnections()
{
    for (const int handle : m_handles)
        ::close(handle);
}

bool IdleConnections::open()
{
    while (m_handles.size() < m_plan.idle) {
        const int handle = connect();
        if (handle < 0)
            return false;
        m_handles.push_back(handle);
        if (!ask(handle)) {
            std::fprintf(stderr, "gw_bench_load: idle connection %zu had no good answer\n", m_handles.size());
            return false;
        }
    }
    return true;
}

int IdleConnections::connect()
{
    const int handle = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in from{};
    from.sin_family = AF_INET;
    const std::size_t first = static_cast<std::size_t>(::getpid()) % addresses;
    from.sin_addr.s_addr = htonl(INADDR_LOOPBACK + static_cast<unsigned>(1 + first + m_handles.size() / perAddress));
    const int on = 1;
    ::setsockopt(handle, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    if (handle >= 0 && ::bind(handle, reinterpret_cast<const sockaddr*>(&from), sizeof from) == 0 &&
        ::connect(handle, reinterpret_cast<const sockaddr*>(&m_plan.address), sizeof m_plan.address) == 0)
        return handle;
    std::perror("gw_bench_load: an idle connection");
    if (handle >= 0)
        ::close(handle);
    return -1;
}

bool IdleConnections::ask(int handle) const
{
    const std::string& request = m_plan.requests.front();
    if (::send(handle, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size()))
        return false;
    AnswerReader reader;
    std::array<char, 65'536> buffer{};
    for (;;) {
        const auto count = ::recv(handle, buffer.data(), buffer.size(), 0);
        if (count <= 0)
            return false;
        std::string_view bytes(buffer.data(), static_cast<std::size_t>(count));
        switch (reader.read(bytes)) {
        case AnswerReader::State::Unfinished:
            break;
        case AnswerReader::State::Wrong:
            return false;
        case AnswerReader::State::Whole:
            return reader.status() / 100 == 2 && reader.isKeptAlive();
        }
    }
}

std::size_t IdleConnections::lost() const
{
    std::size_t count = 0;
    for (const int handle : m_handles) {
        char byte = 0;
        if (::recv(handle, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0)
            ++count;
    }
    return count;
}

} // namespace gw::bench
