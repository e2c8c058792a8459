// What a load client is to do, as its command line says it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <netinet/in.h>

namespace gw::bench {

struct LoadPlan
{
    std::string url; // http://HOST[:PORT]/PATH
    std::string method = "GET";
    std::vector<std::string> headers; // "Name: value"
    std::string bodyFile;             // empty: no body
    std::string pathsFile;            // a path a line, asked for in turn; empty: the URL's alone
    std::size_t connections = 64;
    std::size_t idle = 0; // more connections that ask once and are then held open
    std::size_t threads = 1;
    double seconds = 10;
    double rate = 0;            // requests a second of all threads together; 0: as many as come back
    double timeoutSeconds = 10; // of one answer
    std::string watchFor;       // tells when an answer first has this text
    bool waits = false;         // says when connections are open, and begins when a line comes in

    sockaddr_in address{};             // of the URL
    std::vector<std::string> requests; // what is sent, whole, in turn; at least one
};

// Fills the plan in; on an error says what is wrong and gives the code to end with, as it does where only help was
// asked for; -1: go on.
[[nodiscard]] int readPlan(int argc, char** argv, LoadPlan& plan);

} // namespace gw::bench
