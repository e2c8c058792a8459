// A blocking TCP client for tests: sends exactly the bytes it is given and shows exactly those that come back.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <string_view>
#include <utility>

namespace gw::test {

class RawClient
{
public:
    explicit RawClient(int port, const char* host = "127.0.0.1") : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
    {
        const timeval patience{20, 0};
        ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        const int on = 1;
        ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = ::inet_addr(host);
        m_isConnected = ::connect(m_socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;
    ~RawClient()
    {
        if (m_socket >= 0)
            ::close(m_socket);
    }

    [[nodiscard]] bool isConnected() const { return m_isConnected; }

    bool send(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const auto count = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (count <= 0)
                return false;
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }

    void endSending() { ::shutdown(m_socket, SHUT_WR); }

    // As a client that crashes: with a reset.
    void breakOff()
    {
        const linger reset{1, 0};
        ::setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
        ::close(std::exchange(m_socket, -1));
    }

    // What the server sends until it ends the connection (or 20 seconds passed, which fails a test).
    std::string receiveAll()
    {
        while (receiveSome()) {
        }
        return std::exchange(m_received, {});
    }

    // One whole response with Content-Length; for HEAD, 1xx, 204 and 304 its head alone.
    std::string receiveResponse(bool hasBody = true)
    {
        std::size_t end;
        while ((end = m_received.find("\r\n\r\n")) == std::string::npos) {
            if (!receiveSome())
                return std::exchange(m_received, {});
        }
        std::size_t size = end + 4;
        const auto length = m_received.find("Content-Length: ");
        if (hasBody && length < end)
            size += std::stoul(m_received.substr(length + 16));
        while (m_received.size() < size && receiveSome()) {
        }
        std::string response = m_received.substr(0, size);
        m_received.erase(0, size);
        return response;
    }

    // Appends what came, one read's worth. False: the server ended the connection, or 20 seconds passed.
    bool receiveInto(std::string& bytes)
    {
        if (m_received.empty() && !receiveSome())
            return false;
        bytes += std::exchange(m_received, {});
        return true;
    }

    // True when the server has ended the connection and nothing more came.
    bool isAtEnd() { return m_received.empty() && !receiveSome() && m_isClosed; }

private:
    bool receiveSome()
    {
        char buffer[16'384];
        ssize_t count;
        do // a child process that ends interrupts a socket with a time-out
            count = ::recv(m_socket, buffer, sizeof buffer, 0);
        while (count < 0 && errno == EINTR);
        m_isClosed = count == 0;
        if (count > 0)
            m_received.append(buffer, static_cast<std::size_t>(count));
        return count > 0;
    }

    int m_socket;
    bool m_isConnected = false;
    bool m_isClosed = false;
    std::string m_received;
};

// "HTTP/1.1 404 Not Found…" → 404; 0 when it is no response.
inline int statusOf(std::string_view response)
{
    if (!response.starts_with("HTTP/1.") || response.size() < 12)
        return 0;
    return std::stoi(std::string(response.substr(9, 3)));
}

inline std::string bodyOf(const std::string& response)
{
    const auto end = response.find("\r\n\r\n");
    return end == std::string::npos ? std::string() : response.substr(end + 4);
}

} // namespace gw::test
