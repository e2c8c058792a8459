// What the user's servers do at a moment, as values: for the studio, the command line and tests.
#pragma once

#include "core/api/ids.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gw::engine {

enum class ServerState { Stopped, Starting, Running, Failing };

// The states of a target in a target group.
enum class TargetHealth {
    Unused,    // takes no requests: its application is stopped, its process has ended or does not answer yet
    Initial,   // not checked yet
    Healthy,   // or never checked
    Unhealthy, // passed over while there is a healthy one
    Draining   // ends the requests it has, gets no new ones
};

struct FailureNote
{
    std::chrono::system_clock::time_point time;
    std::string text; // "Connection refused by 127.0.0.1:3000", "Answered 503"
    bool operator==(const FailureNote&) const = default;
};

struct InstanceStatus
{
    std::string name;    // "web.1" of an application; of others the address as it was written
    std::string address; // "127.0.0.1:3000"; empty for a process that takes no requests ("worker.1")
    TargetHealth health = TargetHealth::Unused;
    std::string reason;                          // of the health: "Health checks failed: / answered 500"
    std::chrono::system_clock::time_point since; // of the health
    // Left out of the rotation until then, since it failed requests one after another; nothing: in it.
    std::optional<std::chrono::system_clock::time_point> ejectedUntil;
    std::uint64_t requests = 0;
    std::uint64_t failures = 0;            // of these: network errors, time-outs and 5xx answers
    int running = 0;                       // requests it has at this moment
    std::vector<FailureNote> lastFailures; // the newest last
    int pid = 0;                           // of an application's process while it runs; else 0
    int restarts = 0;                      // how often it was started again after it had ended by itself
    bool operator==(const InstanceStatus&) const = default;
};

struct ServerStatus
{
    BackendId id;
    std::string name;
    ServerState state = ServerState::Stopped;
    std::string reason;                          // a sentence; empty when there is nothing to say
    std::chrono::system_clock::time_point since; // of the state
    std::vector<InstanceStatus> instances;       // in the order of the design; of an application all its processes
    bool operator==(const ServerStatus&) const = default;
};

struct ServerLogLine
{
    std::uint64_t sequence = 0; // counts up by one from 1 for each line of a server
    std::chrono::system_clock::time_point time;
    std::string process;  // "web.1"; "supervisor" for what is told about the processes
    bool isError = false; // from stderr
    std::string text;     // bytes as printed; colours included
    bool isCut = false;   // it was longer than is kept
    bool operator==(const ServerLogLine&) const = default;
};

struct ServerLogPage
{
    std::vector<ServerLogLine> lines; // oldest first
    std::uint64_t dropped = 0;        // lines between what was asked for and the first that is still kept
};

} // namespace gw::engine
