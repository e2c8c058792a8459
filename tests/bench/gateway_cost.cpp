// What the gateway itself costs per request, without sockets: nanoseconds of CPU and allocations on the request thread,
// for a generated answer and for HTTP_PROXY (to an endpoint that answers at once), with traces on and off.
//   gw_bench_gateway [REQUESTS]
#include "core/format/openapi_read.h"
#include "gateway-engine/compile/compile.h"
#include "gateway-engine/gateway.h"
#include "gateway-engine/trace/trace_ring.h"
#include "tests/bench/cost.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <cstdio>
#include <cstdlib>

using namespace gw;
using namespace gw::bench;
using namespace gw::engine;

namespace {

constexpr const char* document = R"(
openapi: 3.0.1
info: {title: bench, version: '1'}
paths:
  /pets/{petId}:
    get:
      responses:
        '200': {description: ok, content: {application/json: {example: {id: 1, name: Rex, kind: dog, text: "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"}}}}
  /proxy/{proxy+}:
    x-amazon-apigateway-any-method:
      responses: {'200': {description: ok}}
      x-amazon-apigateway-integration:
        type: http_proxy
        httpMethod: ANY
        uri: http://127.0.0.1:9000/{proxy}
        requestParameters: {integration.request.path.proxy: method.request.path.proxy}
)";

class Endpoint1K final : public UpstreamClient
{
public:
    Task<std::optional<UpstreamFailure>> send(const UpstreamRequest&, UpstreamResponse& answer) override
    {
        answer.reusedConnection = true;
        answer.response.headers.add("Content-Type", "application/json");
        answer.response.headers.add("Content-Length", "1024");
        answer.response.headers.add("Date", "Mon, 01 Jan 2024 00:00:00 GMT");
        answer.response.headers.add("Server", "nginx");
        answer.response.body.assign(1024, 'x');
        co_return std::nullopt;
    }
};

Request requestFor(const char* target)
{
    Request request;
    request.method = "GET";
    request.target = target;
    request.headers.reserve(4);
    request.headers.add("Host", "127.0.0.1:4780");
    request.headers.add("User-Agent", "wrk/4.1");
    request.headers.add("Accept", "*/*");
    request.remoteAddress = "127.0.0.1";
    return request;
}

Task<void> run(Gateway& gateway, UpstreamClient& endpoint, const char* target, int count)
{
    const ListenerScope scope{"benchbench", false};
    for (int i = 0; i < count; ++i) {
        Request request = requestFor(target);
        const Response response = co_await gateway.handle(std::move(request), scope, endpoint);
        if (response.status != 200)
            std::abort();
    }
}

void measure(const char* name, const std::shared_ptr<const Program>& program, const char* target, bool traces,
             int count)
{
    TraceOptions options;
    options.enabled = traces;
    Gateway gateway(systemServices(), options);
    gateway.traces().addSink(std::make_shared<TraceRing>());
    gateway.deploy(program);
    Endpoint1K endpoint;
    for (const int rounds : {count / 10, count}) { // the first warms up
        boost::asio::io_context context(1);
        boost::asio::co_spawn(context, run(gateway, endpoint, target, rounds), boost::asio::detached);
        const double start = processorNanoseconds();
        const std::uint64_t before = allocations();
        context.run();
        if (rounds == count)
            std::printf("%-28s traces %-3s %7.0f ns %6.1f allocations\n", name, traces ? "on" : "off",
                        (processorNanoseconds() - start) / count, static_cast<double>(allocations() - before) / count);
    }
}

} // namespace

int main(int argc, char** argv)
{
    const int count = argc > 1 ? std::atoi(argv[1]) : 500'000;
    const auto reading = readOpenApi(document, "bench.yaml", ApiId{1});
    Api api;
    api.id = ApiId{1};
    api.apiId = "benchbench";
    api.name = "bench";
    api.definition = RestApi{reading.source->definition};
    gw::Stage stage;
    stage.name = "dev";
    const auto program = compile(api, stage).program;
    for (const bool traces : {true, false}) {
        measure("generated answer", program, "/dev/pets/1", traces, count);
        measure("HTTP_PROXY, 1 KiB", program, "/dev/proxy/a/b", traces, count);
    }
}
