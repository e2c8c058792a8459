// Thousands of WebSocket clients in one process. Reads commands from its input, a line each, and answers each with a
// line of JSON:
//   open N            opens N more connections, each through its handshake
//   broadcast         has the first one send "BCAST", and waits until every connection has one message more
//   echo C SECONDS    the first C send 64 bytes and wait for them to come back, over and over
//   drop N            the last N end without a word (TCP reset)
// Connections come from as many addresses of loopback as their number needs ports.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t perAddress = 20'000;
constexpr int atOnce = 200; // handshakes on their way

struct Client
{
    int handle = -1;
    bool isOpen = false;
    std::uint64_t messages = 0;
    std::size_t unread = 0; // bytes of a frame that has begun
    std::string head;       // of the handshake, or of a frame in pieces
};

double secondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

std::string masked(std::string_view payload)
{
    std::string frame{static_cast<char>(0x81), static_cast<char>(0x80 | payload.size()), 0, 0, 0, 0};
    return frame += payload; // a mask of zeros is one
}

class Load
{
public:
    explicit Load(int port) : m_epoll(::epoll_create1(0)), m_port(port) {}

    bool open(std::size_t count)
    {
        const std::size_t wanted = m_clients.size() + count;
        std::size_t waiting = 0;
        m_clients.reserve(wanted);
        while (m_clients.size() < wanted || waiting > 0) {
            for (; m_clients.size() < wanted && waiting < atOnce; ++waiting)
                if (!begin())
                    return false;
            const std::size_t before = m_opened;
            if (!poll(10'000))
                return false;
            waiting -= m_opened - before;
        }
        return true;
    }

    double broadcast()
    {
        const std::uint64_t wanted = m_messages + m_clients.size();
        std::vector<std::uint64_t> before;
        for (const Client& client : m_clients)
            before.push_back(client.messages);
        const auto begin = Clock::now();
        send(m_clients.front(), masked("BCAST"));
        while (m_messages < wanted && poll(10'000)) {
        }
        const double seconds = secondsSince(begin);
        poll(50); // one too many would come now
        for (std::size_t i = 0; i < m_clients.size(); ++i)
            if (m_clients[i].messages != before[i] + 1)
                ++m_wrong;
        return seconds;
    }

    std::uint64_t echo(std::size_t count, double seconds)
    {
        const std::string frame = masked(std::string(64, 'e'));
        const std::uint64_t before = m_messages;
        const auto begin = Clock::now();
        m_echo = &frame;
        m_echoing = count;
        for (std::size_t i = 0; i < count; ++i)
            send(m_clients[i], frame);
        while (secondsSince(begin) < seconds)
            poll(100);
        m_echo = nullptr;
        const std::uint64_t echoed = m_messages - before;
        while (m_messages < before + echoed + count && poll(1'000)) {
        }
        return echoed;
    }

    void drop(std::size_t count)
    {
        for (; count > 0 && !m_clients.empty(); --count) {
            const linger reset{1, 0};
            ::setsockopt(m_clients.back().handle, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
            ::close(m_clients.back().handle);
            m_clients.pop_back();
        }
    }
    [[nodiscard]] std::size_t size() const { return m_clients.size(); }
    [[nodiscard]] std::size_t wrong() const { return m_wrong; }

private:
    bool begin()
    {
        const int handle = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in from{};
        from.sin_family = AF_INET;
        from.sin_addr.s_addr = htonl(INADDR_LOOPBACK + static_cast<unsigned>(m_clients.size() / perAddress));
        const int on = 1;
        ::setsockopt(handle, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
        ::setsockopt(handle, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        sockaddr_in to = from;
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        to.sin_port = htons(static_cast<std::uint16_t>(m_port));
        if (handle < 0 || ::bind(handle, reinterpret_cast<sockaddr*>(&from), sizeof from) != 0 ||
            ::connect(handle, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) {
            std::perror("connect");
            return false;
        }
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = m_clients.size();
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, handle, &event);
        m_clients.push_back({handle, false, 0, 0, {}});
        send(m_clients.back(), "GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
        return true;
    }
    static void send(const Client& client, std::string_view bytes)
    {
        (void)::send(client.handle, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    }
    bool poll(int milliseconds)
    {
        std::array<epoll_event, 256> events{};
        const int count = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), milliseconds);
        for (int i = 0; i < count; ++i)
            read(events[static_cast<std::size_t>(i)].data.u64);
        return count > 0;
    }
    void read(std::size_t index)
    {
        Client& client = m_clients[index];
        const auto count = ::recv(client.handle, m_buffer.data(), m_buffer.size(), 0);
        if (count <= 0) {
            std::fprintf(stderr, "connection %zu ended\n", index);
            ::close(client.handle);
            ++m_wrong;
            return;
        }
        std::string_view bytes(m_buffer.data(), static_cast<std::size_t>(count));
        if (!client.isOpen)
            bytes = readHead(client, bytes);
        const std::uint64_t before = m_messages;
        readFrames(client, bytes);
        if (m_echo && index < m_echoing && m_messages > before)
            send(client, *m_echo);
    }
    std::string_view readHead(Client& client, std::string_view bytes)
    {
        client.head += bytes;
        const auto end = client.head.find("\r\n\r\n");
        if (end == std::string::npos)
            return {};
        if (!client.head.starts_with("HTTP/1.1 101"))
            ++m_wrong;
        client.isOpen = true;
        ++m_opened;
        const std::size_t rest = client.head.size() - end - 4;
        std::string().swap(client.head);
        return bytes.substr(bytes.size() - rest);
    }
    // Frames of up to 64 KiB; their payload is counted, not kept.
    void readFrames(Client& client, std::string_view bytes)
    {
        while (!bytes.empty()) {
            if (client.unread > 0) {
                const std::size_t taken = std::min(client.unread, bytes.size());
                client.unread -= taken;
                bytes.remove_prefix(taken);
                if (client.unread == 0)
                    countMessage(client);
                continue;
            }
            client.head += bytes.front();
            bytes.remove_prefix(1);
            const std::size_t size = client.head.size() > 1 ? static_cast<unsigned char>(client.head[1]) : 0;
            if (client.head.size() < (size == 126 ? 4U : 2U))
                continue;
            client.unread = size;
            if (size == 126)
                client.unread =
                    static_cast<unsigned char>(client.head[2]) * 256U + static_cast<unsigned char>(client.head[3]);
            client.head.clear();
        }
    }
    void countMessage(Client& client)
    {
        ++client.messages;
        ++m_messages;
    }

    int m_epoll;
    int m_port;
    std::vector<Client> m_clients;
    std::size_t m_opened = 0;
    std::uint64_t m_messages = 0;
    std::size_t m_wrong = 0;
    const std::string* m_echo = nullptr;
    std::size_t m_echoing = 0;
    std::array<char, 65'536> m_buffer{};
};

} // namespace

int main(int argc, char** argv)
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    Load load(argc > 1 ? std::atoi(argv[1]) : 0);
    for (std::string line; std::getline(std::cin, line);) {
        std::istringstream words(line);
        std::string command;
        std::size_t count = 0;
        double seconds = 0;
        words >> command >> count >> seconds;
        const auto begin = Clock::now();
        std::uint64_t messages = 0;
        bool isDone = true;
        std::optional<double> took;
        if (command == "open")
            isDone = load.open(count);
        else if (command == "broadcast")
            took = load.broadcast();
        else if (command == "echo")
            messages = load.echo(count, seconds);
        else if (command == "drop")
            load.drop(count);
        std::printf("{\"done\":%s,\"seconds\":%.4f,\"messages\":%llu,\"connections\":%zu,\"wrong\":%zu}\n",
                    isDone ? "true" : "false", took.value_or(secondsSince(begin)),
                    static_cast<unsigned long long>(messages), load.size(), load.wrong());
        std::fflush(stdout);
    }
    return 0;
}
