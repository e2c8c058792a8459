// A web server small enough to be a test's: it answers one request after another on a port of 127.0.0.1, with what a
// function says, and keeps no connection.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <functional>
#include <string>
#include <string_view>

namespace gw::test {

class SmallServer
{
public:
    // Gives the status and the body for a path; nothing at all for status 0.
    struct Answer
    {
        int status = 200;
        std::string body{};
    };
    using Handler = std::function<Answer(const std::string& path)>;

    explicit SmallServer(Handler handler, int port = 0)
        : m_handler(std::move(handler)), m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        const int on = 1;
        ::setsockopt(m_listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        m_isListening = ::bind(m_listener, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
                        ::listen(m_listener, 128) == 0;
        socklen_t size = sizeof address;
        ::getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size);
        m_port = ntohs(address.sin_port);
    }
    ~SmallServer() { ::close(m_listener); }
    SmallServer(const SmallServer&) = delete;
    SmallServer& operator=(const SmallServer&) = delete;

    [[nodiscard]] int port() const { return m_port; }
    [[nodiscard]] bool isListening() const { return m_isListening; }

    void serve() // until interrupt()
    {
        for (;;) {
            const int socket = ::accept(m_listener, nullptr, nullptr);
            if (socket < 0)
                return;
            answer(socket);
            ::close(socket);
        }
    }
    void interrupt() { ::shutdown(m_listener, SHUT_RDWR); }

private:
    void answer(int socket)
    {
        std::string request;
        char buffer[4096];
        while (request.find("\r\n\r\n") == std::string::npos) {
            const auto count = ::recv(socket, buffer, sizeof buffer, 0);
            if (count <= 0)
                return;
            request.append(buffer, static_cast<std::size_t>(count));
        }
        const auto begin = request.find(' ') + 1;
        const Answer answer = m_handler(request.substr(begin, request.find(' ', begin) - begin));
        if (answer.status == 0)
            return;
        const std::string text = "HTTP/1.1 " + std::to_string(answer.status) +
                                 " X\r\nConnection: close\r\nContent-Length: " + std::to_string(answer.body.size()) +
                                 "\r\n\r\n" + answer.body;
        ::send(socket, text.data(), text.size(), MSG_NOSIGNAL);
    }

    Handler m_handler;
    int m_listener;
    int m_port = 0;
    bool m_isListening = false;
};

} // namespace gw::test
