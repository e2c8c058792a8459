// What the gateway itself costs per request, without sockets: a generated answer, HTTP_PROXY (to an endpoint that
// answers at once), MOCK with bodies of 1 KiB that are validated or go through a template, with traces on and off; an
// API key with its usage plan, and a hit in the stage cache. CPU and allocations are those of the request's thread.
#include "gateway-engine/gateway.h"
#include "gateway-engine/trace/trace_ring.h"
#include "tests/bench/micro/benchmarks.h"
#include "tests/bench/micro/measure.h"
#include "tests/bench/micro/samples.h"
#include "tests/support/measured_api.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

using namespace gw;
using namespace gw::bench;
using namespace gw::engine;
using namespace gw::engine::test;

namespace {

void expectAnswer(const Response& response, const MeasuredCall& call)
{
    if (response.status != 200)
        giveUp(std::string(call.name) + " is answered with " + std::to_string(response.status));
}

Task<void> loop(Gateway& gateway, const MeasuredCall& call, benchmark::State& state)
{
    const ListenerScope scope{MeasuredApi::apiId, false};
    Endpoint1K endpoint;
    for (int i = 0; i < 100; ++i) {
        Request request = requestFor(call);
        expectAnswer(co_await gateway.handle(std::move(request), scope, endpoint), call);
    }
    const std::uint64_t before = allocations();
    while (state.KeepRunning()) {
        Request request = requestFor(call);
        expectAnswer(co_await gateway.handle(std::move(request), scope, endpoint), call);
    }
    countAllocations(state, before);
}

void measureCall(const MeasuredCall& call, const std::shared_ptr<const Program>& program, bool traces,
                 benchmark::State& state)
{
    TraceOptions options;
    options.enabled = traces;
    Gateway gateway(systemServices(), options);
    gateway.traces().addSink(std::make_shared<TraceRing>());
    gateway.deploy(program);
    boost::asio::io_context context(1);
    boost::asio::co_spawn(context, loop(gateway, call, state), boost::asio::detached);
    context.run();
}

} // namespace

namespace gw::bench {

void registerGateway()
{
    const auto api = std::make_shared<const MeasuredApi>();
    if (!api->program())
        giveUp("the sample API is not compiled");
    for (const bool traces : {false, true})
        for (const MeasuredCall& call : measuredCalls())
            benchmark::RegisterBenchmark(
                (std::string("gateway/") + call.name + (traces ? ", traces" : "")).c_str(),
                [api, call, traces](benchmark::State& state) { measureCall(call, api->program(), traces, state); });
}

} // namespace gw::bench
