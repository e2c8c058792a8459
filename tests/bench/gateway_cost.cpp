// What the gateway itself costs per request, without sockets: nanoseconds of CPU and allocations on the request thread,
// for each of the calls in tests/support/measured_api.h, with traces on and off.
//   gw_bench_gateway [REQUESTS [NAME]]      NAME: of the one call to measure, "validated" for example
#include "gateway-engine/gateway.h"
#include "gateway-engine/trace/trace_ring.h"
#include "tests/bench/cost.h"
#include "tests/support/measured_api.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <cstdio>
#include <cstdlib>

using namespace gw;
using namespace gw::bench;
using namespace gw::engine;
using namespace gw::engine::test;

namespace {

Task<void> run(Gateway& gateway, UpstreamClient& endpoint, const MeasuredCall& call, int count)
{
    const ListenerScope scope{MeasuredApi::apiId, false};
    for (int i = 0; i < count; ++i) {
        Request request = requestFor(call);
        const Response response = co_await gateway.handle(std::move(request), scope, endpoint);
        if (response.status != 200) {
            std::printf("%s: %d\n", call.name, response.status);
            std::exit(1);
        }
    }
}

void measure(const MeasuredCall& call, const std::shared_ptr<const Program>& program, bool traces, int count)
{
    TraceOptions options;
    options.enabled = traces;
    Gateway gateway(systemServices(), options);
    gateway.traces().addSink(std::make_shared<TraceRing>());
    gateway.deploy(program);
    Endpoint1K endpoint;
    for (const int rounds : {count / 10, count}) { // the first warms up
        boost::asio::io_context context(1);
        boost::asio::co_spawn(context, run(gateway, endpoint, call, rounds), boost::asio::detached);
        const double start = processorNanoseconds();
        const std::uint64_t before = allocations();
        context.run();
        if (rounds == count)
            std::printf("%-28s traces %-3s %7.0f ns %6.1f allocations\n", call.name, traces ? "on" : "off",
                        (processorNanoseconds() - start) / count, static_cast<double>(allocations() - before) / count);
    }
}

} // namespace

int main(int argc, char** argv)
{
    const int count = argc > 1 ? std::atoi(argv[1]) : 500'000;
    const std::string_view only = argc > 2 ? argv[2] : "";
    const MeasuredApi api;
    for (const bool traces : {true, false})
        for (const MeasuredCall& call : measuredCalls())
            if (only.empty() || only == call.name)
                measure(call, api.program(), traces, count);
}
