// ServerGroup: the instances behind one name, and which of them gets the next request: each in its turn of those that
// are healthy and not ejected. When there is none, all that take requests are used, as a load balancer fails open
// (reference 4.3). Choosing locks nothing.
#pragma once

#include "core/api/backend.h"
#include "gateway-engine/servers/server_instance.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

namespace gw::engine {

struct Rotation
{
    std::string name; // of the backend, for messages
    std::vector<std::shared_ptr<ServerInstance>> instances;
    OutlierEjection ejection;
    std::string basePath; // before the path of every request: "/v1"; empty: none
    std::string whyEmpty; // when there are no instances at all
};

class ServerGroup
{
public:
    // A request's hold on an instance: counted there until this goes.
    class Lease
    {
    public:
        Lease() = default;
        Lease(ServerInstance& instance, const OutlierEjection& ejection, bool failedOpen);
        Lease(Lease&& other) noexcept;
        Lease& operator=(Lease&& other) noexcept;
        ~Lease();

        explicit operator bool() const { return m_instance != nullptr; }
        [[nodiscard]] const ServerInstance& instance() const { return *m_instance; }
        [[nodiscard]] bool failedOpen() const { return m_failedOpen; } // none was healthy
        void succeeded() { m_instance->succeeded(); }
        void failed(std::string what, const Moment& moment)
        {
            m_instance->failed(*m_ejection, std::move(what), moment);
        }

    private:
        ServerInstance* m_instance = nullptr;
        const OutlierEjection* m_ejection = nullptr;
        bool m_failedOpen = false;
    };

    ServerGroup() { setRotation({}); }

    void setRotation(Rotation rotation);
    [[nodiscard]] const Rotation& rotation() const { return *m_now.load(std::memory_order_acquire); }

    // None of `tried`; no lease when no other one takes requests.
    [[nodiscard]] Lease take(std::chrono::steady_clock::time_point now,
                             std::span<const ServerInstance* const> tried = {});

    // "127.0.0.1:3000 unhealthy (…), …": those a request was not for; empty when each could have had it.
    [[nodiscard]] std::string passedOver(std::chrono::steady_clock::time_point now) const;
    [[nodiscard]] std::string whyNone() const; // a sentence: why no instance takes requests

private:
    std::atomic<unsigned> m_turn{0};
    std::atomic<const Rotation*> m_now{nullptr};
    std::mutex m_mutex;
    // Former ones may still be read, and stay: a few for each edit of the design.
    std::vector<std::unique_ptr<const Rotation>> m_all;
};

} // namespace gw::engine
