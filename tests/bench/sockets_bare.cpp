#include "tests/bench/sockets_bare.h"

#include "gateway-engine/transport/websocket_handshake.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <string>
#include <string_view>
#include <unordered_set>

namespace {

constexpr std::string_view keyField = "Sec-WebSocket-Key: ";

int listenAt(int port)
{
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    const int on = 1;
    ::setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 || ::listen(listener, 4096) != 0)
        return -1;
    return listener;
}

class Loop
{
public:
    explicit Loop(int listener) : m_epoll(::epoll_create1(0)), m_listener(listener) { watch(listener, EPOLLIN); }

    void run()
    {
        std::array<epoll_event, 256> events{};
        for (;;) {
            const int count = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), -1);
            for (int i = 0; i < count; ++i) {
                const int handle = events[static_cast<std::size_t>(i)].data.fd;
                if (handle == m_listener)
                    accept();
                else
                    read(handle);
            }
        }
    }

private:
    void watch(int handle, unsigned events) const
    {
        epoll_event event{};
        event.events = events;
        event.data.fd = handle;
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, handle, &event);
    }
    void accept()
    {
        for (int handle = 0; (handle = ::accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK)) >= 0;) {
            const int on = 1;
            ::setsockopt(handle, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            watch(handle, EPOLLIN);
        }
    }
    void read(int handle)
    {
        const auto count = ::recv(handle, m_buffer.data(), m_buffer.size(), 0);
        if (count <= 0) {
            m_open.erase(handle);
            ::close(handle);
            return;
        }
        std::string_view bytes(m_buffer.data(), static_cast<std::size_t>(count));
        if (bytes.starts_with("GET "))
            return shakeHands(handle, bytes);
        for (std::size_t at = 0; at + 6 <= bytes.size();)
            at += answer(handle, m_buffer.data() + at);
    }
    void shakeHands(int handle, std::string_view request)
    {
        const auto key = request.find(keyField) + keyField.size();
        const std::string answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                   "Sec-WebSocket-Accept: " +
                                   gw::engine::acceptKey(request.substr(key, request.find('\r', key) - key)) +
                                   "\r\n\r\n";
        send(handle, answer);
        m_open.insert(handle);
    }
    std::size_t answer(int handle, char* frame)
    {
        const std::size_t size = static_cast<unsigned char>(frame[1]) & 0x7FU;
        char* payload = frame + 6;
        for (std::size_t i = 0; i < size; ++i)
            payload[i] = static_cast<char>(payload[i] ^ frame[2 + i % 4]);
        if (std::string_view(payload, size) == "BCAST") {
            for (const int other : m_open)
                send(other, m_news);
            return size + 6;
        }
        payload[-2] = frame[0];
        payload[-1] = static_cast<char>(size);
        send(handle, {payload - 2, size + 2});
        return size + 6;
    }
    static void send(int handle, std::string_view bytes)
    {
        (void)::send(handle, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    }

    int m_epoll;
    int m_listener;
    std::unordered_set<int> m_open;
    std::string m_news = gw::engine::textFrame(std::string(1'024, 'b'))->bytes;
    std::array<char, 16'384> m_buffer{};
};

} // namespace

int serveBare(int port)
{
    const int listener = listenAt(port);
    if (listener < 0) {
        std::fprintf(stderr, "Port %d cannot be opened.\n", port);
        return 4;
    }
    std::printf("ws://127.0.0.1:%d\n", port);
    std::fflush(stdout);
    Loop(listener).run();
    return 0;
}
