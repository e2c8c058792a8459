// An endpoint that answers what a test wrote down, connection by connection, and remembers what it was asked.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace gw::test {

class ScriptedEndpoint
{
public:
    // One answer after another to the requests of one connection; the connection ends after the last, unless `hangs`:
    // then it stays open, silent, until the client ends it.
    struct Connection
    {
        std::vector<std::string> answers;
        bool hangs = false;
        bool resets = false; // ends with a reset
    };

    explicit ScriptedEndpoint(std::vector<Connection> script) : m_listener(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::bind(m_listener, reinterpret_cast<sockaddr*>(&address), sizeof address);
        ::listen(m_listener, 16);
        socklen_t size = sizeof address;
        ::getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size);
        m_port = ntohs(address.sin_port);
        m_thread = std::thread([this, script = std::move(script)] { run(script); });
    }
    ScriptedEndpoint(const ScriptedEndpoint&) = delete;
    ScriptedEndpoint& operator=(const ScriptedEndpoint&) = delete;
    ~ScriptedEndpoint()
    {
        ::shutdown(m_listener, SHUT_RDWR);
        m_thread.join();
        ::close(m_listener);
    }

    [[nodiscard]] int port() const { return m_port; }
    [[nodiscard]] int connections() const { return m_connections; }
    [[nodiscard]] std::vector<std::string> requests() const
    {
        const std::lock_guard lock(m_mutex);
        return m_requests;
    }
    // Until the connection with this number (from 1) has been ended from this side.
    void waitUntilClosed(int connection)
    {
        for (int closed = m_closed; closed < connection; closed = m_closed)
            m_closed.wait(closed);
    }

private:
    void run(const std::vector<Connection>& script)
    {
        for (const auto& connection : script) {
            const int socket = ::accept(m_listener, nullptr, nullptr);
            if (socket < 0)
                break;
            ++m_connections;
            play(socket, connection);
            ::close(socket);
            ++m_closed;
            m_closed.notify_all();
        }
    }

    void play(int socket, const Connection& connection)
    {
        for (const auto& answer : connection.answers) {
            if (!readRequest(socket))
                return;
            ::send(socket, answer.data(), answer.size(), MSG_NOSIGNAL);
        }
        if (connection.hangs) {
            while (readRequest(socket)) {
            }
        }
        if (connection.resets) {
            const linger now{1, 0};
            ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &now, sizeof now);
        }
    }

    // Reads one request with its Content-Length body.
    bool readRequest(int socket)
    {
        std::string request;
        std::size_t needed = std::string::npos;
        while (request.size() < needed) {
            char buffer[65'536];
            const auto count = ::recv(socket, buffer, sizeof buffer, 0);
            if (count <= 0)
                return false;
            request.append(buffer, static_cast<std::size_t>(count));
            const auto end = request.find("\r\n\r\n");
            if (end == std::string::npos)
                continue;
            const auto length = request.find("Content-Length: ");
            needed = end + 4 + (length < end ? std::stoul(request.substr(length + 16)) : 0);
        }
        const std::lock_guard lock(m_mutex);
        m_requests.push_back(std::move(request));
        return true;
    }

    int m_listener;
    int m_port = 0;
    std::atomic<int> m_connections{0};
    std::atomic<int> m_closed{0};
    mutable std::mutex m_mutex;
    std::vector<std::string> m_requests;
    std::thread m_thread;
};

} // namespace gw::test
