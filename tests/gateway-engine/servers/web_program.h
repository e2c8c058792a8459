// What applications of these tests run: the test's own program, called with "--web". It serves on PORT:
//   /            200, the pid        /env/NAME    the variable          /status/N    answers N to / from now on
//   /slow        200 after a while   /exit        ends at once          /spawn       starts a grandchild, gives its pid
// and "--print BYTES" prints that much.
#pragma once

#include "tests/gateway-engine/servers/small_server.h"

#include <cstdlib>
#include <string>
#include <thread>

namespace gw::test {

inline int runWebProgram()
{
    const char* port = std::getenv("PORT");
    int status = 200;
    SmallServer server(
        [&](const std::string& path) -> SmallServer::Answer {
            const std::string pid = std::to_string(::getpid());
            if (path.starts_with("/env/")) {
                const char* value = std::getenv(path.substr(5).c_str());
                return {200, value ? value : "(none)"};
            }
            if (path.starts_with("/status/"))
                status = std::stoi(path.substr(8));
            if (path == "/slow")
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
            if (path == "/exit")
                std::_Exit(3);
            return {path == "/" ? status : 200, pid};
        },
        port ? std::atoi(port) : 0);
    if (!server.isListening())
        return 4;
    server.serve();
    return 0;
}

inline int printMuch(long bytes)
{
    const std::string line = std::string(99, 'x') + "\n";
    std::string block;
    for (int i = 0; i < 600; ++i)
        block += line;
    while (bytes > 0) {
        const auto written = ::write(1, block.data(), block.size());
        if (written <= 0)
            return 1;
        bytes -= written;
    }
    return 0;
}

} // namespace gw::test
