// The transport alone, without a pipeline behind it: what the gateway's own work is measured against.
//   gw_bench_transport PORT            answers 200 bytes of JSON
//   gw_bench_transport PORT UPSTREAM   passes requests on to 127.0.0.1:UPSTREAM
//   gw_bench_transport PORT tls        answers 200 bytes of JSON over TLS, with a certificate made for the run
// Ends with SIGTERM or SIGINT.
#include "gateway-engine/crypto/local_authority.h"
#include "gateway-engine/transport/http_server.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string_view>

#include <unistd.h>

using namespace gw::engine;

namespace {

class Answer final : public RequestHandler
{
public:
    Task<Response> handle(Request&&) override
    {
        Response response;
        response.headers.add("Content-Type", "application/json");
        response.sharedBody = m_body;
        co_return response;
    }

private:
    std::shared_ptr<const std::string> m_body = std::make_shared<const std::string>(200, 'x');
};

class PassOn final : public RequestHandler
{
public:
    PassOn(UpstreamClient& upstream, int port) : m_upstream(upstream), m_port(port) {}

    Task<Response> handle(Request&& request) override
    {
        UpstreamRequest out;
        out.endpoint.host = "127.0.0.1";
        out.endpoint.port = static_cast<std::uint16_t>(m_port);
        out.method = std::move(request.method);
        out.target = std::move(request.target);
        out.headers = std::move(request.headers);
        out.body = std::move(request.body);
        UpstreamResponse answer;
        if (const auto failure = co_await m_upstream.send(out, answer)) {
            answer.response.status = 502;
            answer.response.body = failure->detail;
        }
        co_return std::move(answer.response);
    }

private:
    UpstreamClient& m_upstream;
    int m_port;
};

// For "localhost" and 127.0.0.1; null where no certificate can be made.
std::shared_ptr<const TlsServer> tlsServer()
{
    const auto folder = std::filesystem::temp_directory_path() / ("gw_bench_transport-" + std::to_string(::getpid()));
    const auto now = std::chrono::system_clock::now();
    const auto authority = LocalAuthority::open(folder, now);
    const auto issued = authority ? authority->serverCertificate({"localhost", "127.0.0.1"}, now)
                                  : gw::Result<IssuedCertificate>(tl::unexpect, authority.error());
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
    if (!issued)
        return nullptr;
    return TlsServer::build({{"localhost", issued->certificatePem, issued->privateKeyPem, "TLS_1_2", {}}}).server;
}

} // namespace

int main(int argc, char** argv)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);

    const bool speaksTls = argc > 2 && std::string_view(argv[2]) == "tls";
    const int upstream = argc > 2 ? std::atoi(argv[2]) : 0;
    const auto tls = speaksTls ? std::make_shared<const PublishedTls>(tlsServer()) : nullptr;
    HttpServer server(1, {});
    const auto port = server.listen(
        "127.0.0.1", argc > 1 ? std::atoi(argv[1]) : 0,
        [&](Worker& worker) -> std::unique_ptr<RequestHandler> {
            if (upstream > 0)
                return std::make_unique<PassOn>(*worker.client, upstream);
            return std::make_unique<Answer>();
        },
        tls);
    if (!port) {
        std::fprintf(stderr, "%s\n", port.error().message.c_str());
        return 4;
    }
    std::printf("%s://127.0.0.1:%d\n", speaksTls ? "https" : "http", *port);
    std::fflush(stdout);
    int signal = 0;
    sigwait(&signals, &signal);
    server.stop(std::chrono::milliseconds(1'000));
    return 0;
}
