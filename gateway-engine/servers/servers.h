// Servers: the user's own servers (Backend) while the gateway runs: whom the next request goes to, who is healthy, and
// the processes of Procfile applications (reference 4.3). All functions may be called from any thread, but not from an
// observer's; none waits for a server, except stop().
#pragma once

#include "core/api/backend.h"
#include "gateway-engine/servers/server_status.h"
#include "gateway-engine/services.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

class ServerDirectory;

// Told on a thread of the servers' own; hands over to its own thread and returns. Told once, and again only after it
// has looked (snapshot() or log()): a program that prints without end cannot flood it.
class ServersObserver
{
public:
    virtual ~ServersObserver() = default;
    virtual void serversChanged() = 0;                      // snapshot() gives something new
    virtual void linesWritten(const std::string& name) = 0; // log(name, …) gives something new
};

// How applications are supervised; the defaults are meant for people, tests have less time.
struct SupervisionTimes
{
    std::chrono::milliseconds firstRestart{500}; // after a process ended by itself; doubles from time to time
    std::chrono::milliseconds longestRestart{30'000};
    std::chrono::milliseconds stable{10'000};  // up so long: the next end counts as the first again
    std::chrono::milliseconds startCheck{100}; // how often a starting process is asked whether it answers
    std::chrono::milliseconds check{10'000};   // and a running one
    std::chrono::milliseconds checkTimeout{5'000};
    std::chrono::milliseconds drain{10'000}; // for requests under way before a process is stopped
    std::chrono::milliseconds stop{10'000};  // from SIGTERM to SIGKILL
};

class Servers
{
public:
    // Folders of applications are relative to the project's. Nothing runs before follow().
    explicit Servers(std::filesystem::path projectFolder, Services& services = systemServices(),
                     const SupervisionTimes& times = {});
    ~Servers(); // stop()
    Servers(const Servers&) = delete;
    Servers& operator=(const Servers&) = delete;

    // The design as it stands now. At once for what is compiled and served next; requests under way keep their
    // instance. Checks begin, and applications with autoStart start when they are new or stop() had ended them; one
    // whose folder or environment changed is restarted, one that is gone is stopped.
    void follow(const std::vector<Backend>& backends);

    // Of an application, by the backend's name; nothing happens when there is none or it is so already.
    void start(const std::string& name);
    void stop(const std::string& name);
    // Instance by instance, so that requests always find one; a single one is not there for a moment. Starts it when it
    // is stopped, and at once when it waits for its next try.
    void restart(const std::string& name);

    // Ends checks and applications (SIGTERM, then SIGKILL) and waits for them. follow() begins anew.
    void stop();

    // What compile() needs (Surroundings::servers); the same one for as long as this lives, and longer.
    [[nodiscard]] std::shared_ptr<const ServerDirectory> directory() const;

    [[nodiscard]] std::vector<ServerStatus> snapshot() const; // in the order of the design
    // What an application printed: the lines after `after`, at most `most` of them. The newest 10 000 are kept, within
    // 4 MiB.
    [[nodiscard]] ServerLogPage log(std::string_view name, std::uint64_t after = 0, std::size_t most = 1'000) const;

    // Null: nobody. An observer is not told any more once this has returned.
    void observe(ServersObserver* observer);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gw::engine
