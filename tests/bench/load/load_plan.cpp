#include "tests/bench/load/load_plan.h"

#include <CLI/CLI.hpp>

#include <netdb.h>

#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>

namespace gw::bench {

namespace {

struct Address
{
    std::string host;
    std::string port = "80";
    std::string target = "/";
};

std::optional<Address> split(const std::string& url)
{
    constexpr std::string_view scheme = "http://";
    if (!url.starts_with(scheme))
        return std::nullopt;
    Address address;
    const auto slash = url.find('/', scheme.size());
    address.host = url.substr(scheme.size(), slash == std::string::npos ? slash : slash - scheme.size());
    if (slash != std::string::npos)
        address.target = url.substr(slash);
    if (const auto colon = address.host.find(':'); colon != std::string::npos) {
        address.port = address.host.substr(colon + 1);
        address.host.resize(colon);
    }
    return address;
}

bool resolve(const Address& address, sockaddr_in& resolved)
{
    addrinfo hints{};
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(address.host.c_str(), address.port.c_str(), &hints, &found) != 0)
        return false;
    std::memcpy(&resolved, found->ai_addr, sizeof resolved);
    ::freeaddrinfo(found);
    return true;
}

std::optional<std::string> readFile(const std::string& name)
{
    std::ifstream file(name, std::ios::binary);
    if (!file)
        return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(file), {});
}

std::string requestOf(const LoadPlan& plan, const Address& address, const std::optional<std::string>& body)
{
    std::string text =
        plan.method + " " + address.target + " HTTP/1.1\r\nHost: " + address.host + ":" + address.port + "\r\n";
    for (const std::string& header : plan.headers)
        text += header + "\r\n";
    if (body)
        text += "Content-Length: " + std::to_string(body->size()) + "\r\n";
    return text + "\r\n" + body.value_or("");
}

bool makeRequests(LoadPlan& plan, Address address, const std::optional<std::string>& body)
{
    if (plan.pathsFile.empty()) {
        plan.requests.push_back(requestOf(plan, address, body));
        return true;
    }
    std::ifstream file(plan.pathsFile);
    while (std::getline(file, address.target))
        plan.requests.push_back(requestOf(plan, address, body));
    return !plan.requests.empty();
}

int complain(const std::string& what)
{
    std::fprintf(stderr, "gw_bench_load: %s\n", what.c_str());
    return 2;
}

void describe(CLI::App& app, LoadPlan& plan)
{
    app.add_option("url", plan.url, "http://HOST:PORT/PATH")->required();
    app.add_option("-m,--method", plan.method, "GET unless said otherwise (HEAD is not understood)");
    app.add_option("-H,--header", plan.headers, "\"Name: value\", as often as needed")->take_all();
    app.add_option("-b,--body", plan.bodyFile, "File to send as the body");
    app.add_option("--paths", plan.pathsFile, "File of paths, one a line, to ask for in turn instead of the URL's");
    app.add_option("-c,--connections", plan.connections, "Connections that ask");
    app.add_option("-i,--idle", plan.idle, "Further connections that ask once and stay open");
    app.add_option("-t,--threads", plan.threads)->check(CLI::Range(1, 64));
    app.add_option("-d,--duration", plan.seconds, "Seconds; 0: only open what is asked for")
        ->check(CLI::Range(0.0, 600.0));
    app.add_option("-r,--rate", plan.rate, "Requests a second, sent whatever comes back; 0: as many as come back");
    app.add_option("--timeout", plan.timeoutSeconds, "Seconds an answer may take")->check(CLI::Range(0.1, 600.0));
    app.add_option("--watch-for", plan.watchFor, "Tell when an answer first has this text");
    app.add_flag("--wait", plan.waits, "Print {\"open\":N} when connections are open, begin when a line comes in");
}

} // namespace

int readPlan(int argc, char** argv, LoadPlan& plan)
{
    CLI::App app("Loads an HTTP server on this machine: at a constant rate, with times counted from when a request was "
                 "to be sent, or as fast as it answers. Prints JSON.");
    describe(app, plan);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error);
    }
    const std::optional<Address> address = split(plan.url);
    if (!address || !resolve(*address, plan.address))
        return complain(plan.url + " is no address of a server (http://HOST:PORT/PATH)");
    std::optional<std::string> body;
    if (!plan.bodyFile.empty() && !(body = readFile(plan.bodyFile)))
        return complain(plan.bodyFile + " cannot be read");
    if (plan.connections < plan.threads)
        return complain("every thread needs a connection");
    return makeRequests(plan, *address, body) ? -1 : complain(plan.pathsFile + " names no path");
}

} // namespace gw::bench
