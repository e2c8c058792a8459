// What the gateway itself costs per request, without sockets: a generated answer, HTTP_PROXY (to an endpoint that
// answers at once), MOCK with bodies of 1 KiB that are validated or go through a template, with traces on and off; an
// API key with its usage plan, and a hit in the stage cache. CPU and allocations are those of the request's thread.
#include "gateway-engine/gateway.h"
#include "core/format/openapi_read.h"
#include "gateway-engine/access.h"
#include "gateway-engine/compile/compile.h"
#include "gateway-engine/trace/trace_ring.h"
#include "tests/bench/micro/benchmarks.h"
#include "tests/bench/micro/measure.h"
#include "tests/bench/micro/samples.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

using namespace gw;
using namespace gw::bench;
using namespace gw::engine;

namespace {

constexpr const char* document = R"yaml(
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
  /keyed/{petId}:
    get:
      security: [{api_key: []}]
      responses:
        '200': {description: ok, content: {application/json: {example: {id: 1, name: Rex}}}}
  /cached:
    get:
      responses: {'200': {description: ok}}
      x-amazon-apigateway-integration: {type: http_proxy, httpMethod: GET, uri: http://127.0.0.1:9000/cached, cacheKeyParameters: [method.request.querystring.type]}
  /mock:
    get:
      responses: {'200': {description: ok}}
      x-amazon-apigateway-integration:
        type: mock
        requestTemplates: {application/json: '{"statusCode": 200}'}
        responses: {default: {statusCode: '200', responseTemplates: {application/json: '{"id": "a1b2c3d4", "name": "Widget", "price": 19.99}'}}}
  /template:
    post:
      responses: {'200': {description: ok}}
      x-amazon-apigateway-integration:
        type: mock
        requestTemplates:
          application/json: |-
            #set($root = $input.path('$'))
            {
              "statusCode": 200,
              "owner": "$root.first1 $root.first2",
              "note": "$util.escapeJavaScript($root.text5)",
              "list": [#foreach($entry in $root.entries)"$entry.name"#if($foreach.hasNext),#end#end],
              "whole": $input.json('$.entries'),
              "stage": "$context.stage"
            }
        responses: {default: {statusCode: '200', responseTemplates: {application/json: '{"ok": true}'}}}
  /validated:
    post:
      x-amazon-apigateway-request-validator: body
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Person'}}}}
      responses: {'200': {description: ok}}
      x-amazon-apigateway-integration:
        type: mock
        requestTemplates: {application/json: '{"statusCode": 200}'}
        responses: {default: {statusCode: '200', responseTemplates: {application/json: '{"ok": true}'}}}
x-amazon-apigateway-request-validators: {body: {validateRequestBody: true}}
components: {schemas: {Person: MODEL}, securitySchemes: {api_key: {type: apiKey, name: x-api-key, in: header}}}
)yaml";

struct Call
{
    const char* name;
    const char* verb;
    const char* target;
    std::string body = {};
    const char* apiKey = nullptr;
};

constexpr char benchKey[] = "bench-key-0123456789";

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

Request requestFor(const Call& call)
{
    Request request;
    request.method = call.verb;
    request.target = call.target;
    request.body = call.body;
    request.headers.reserve(4);
    request.headers.add("Host", "127.0.0.1:4780");
    request.headers.add("User-Agent", "wrk/4.1");
    request.headers.add("Accept", "*/*");
    if (call.apiKey)
        request.headers.add("x-api-key", call.apiKey);
    request.remoteAddress = "127.0.0.1";
    return request;
}

void expectAnswer(const Response& response, const Call& call)
{
    if (response.status != 200)
        giveUp(std::string(call.name) + " is answered with " + std::to_string(response.status));
}

Task<void> loop(Gateway& gateway, const Call& call, benchmark::State& state)
{
    const ListenerScope scope{"benchbench", false};
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

void measureCall(const Call& call, const std::shared_ptr<const Program>& program, bool traces, benchmark::State& state)
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

// The key "bench" in a plan that throttles and counts, and a cache for the stage.
Diagnostics limit(Access& access, const Api& api)
{
    Project project;
    project.apis.emplace_back(api);
    gw::ApiKey key;
    key.name = "bench";
    key.keyId = "benchkeyid";
    project.apiKeys.emplace_back(key);
    gw::UsagePlan plan;
    plan.name = "bench";
    plan.planId = "planid";
    plan.throttle = {1e8, 1'000'000'000};
    plan.quota = gw::Quota{2'000'000'000, 0, gw::QuotaPeriod::Month};
    plan.apiStages.push_back({api.name, api.stages[0].name, {}});
    plan.keys = {"bench"};
    project.usagePlans.emplace_back(plan);
    Secrets secrets;
    secrets.set(SecretKind::ApiKey, key.keyId, Secret(benchKey));
    return access.follow(project, secrets);
}

// What the calls are made to; kept together, since the program asks the access.
struct Served
{
    Served()
    {
        std::string text = document;
        text.replace(text.find("MODEL"), 5, personSchema());
        Api api = apiOf(text);
        api.stages[0].cacheClusterEnabled = true;
        if (hasErrors(limit(access, api)))
            giveUp("the usage plan of the sample API is refused");
        Surroundings surroundings;
        access.surround(surroundings);
        program = compile(api, api.stages[0], {}, surroundings).program;
    }

    Access access{AccessOptions{}};
    std::shared_ptr<const Program> program;
};

} // namespace

namespace gw::bench {

void registerGateway()
{
    const auto served = std::make_shared<const Served>();
    for (const bool traces : {false, true})
        for (const Call& call :
             {Call{"generated answer", "GET", "/dev/pets/1"}, Call{"with a key", "GET", "/dev/keyed/1", {}, benchKey},
              Call{"from the cache, 1 KiB", "GET", "/dev/cached?type=1"},
              Call{"HTTP_PROXY, 1 KiB", "GET", "/dev/proxy/a/b"}, Call{"MOCK", "GET", "/dev/mock"},
              Call{"template", "POST", "/dev/template", personBody()},
              Call{"validated", "POST", "/dev/validated", personBody()}})
            benchmark::RegisterBenchmark(
                (std::string("gateway/") + call.name + (traces ? ", traces" : "")).c_str(),
                [served, call, traces](benchmark::State& state) { measureCall(call, served->program, traces, state); });
}

} // namespace gw::bench
