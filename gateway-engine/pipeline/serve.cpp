// One request, one screen: route, then stage after stage until one faults, then the headers every response has.
#include "gateway-engine/pipeline/serve.h"

#include "gateway-engine/compile/program.h"
#include "gateway-engine/pipeline/compression.h"
#include "gateway-engine/pipeline/cors.h"
#include "gateway-engine/pipeline/gateway_response.h"
#include "gateway-engine/pipeline/header_rules.h"
#include "gateway-engine/pipeline/http_api_answer.h"
#include "gateway-engine/pipeline/route_hint.h"
#include "gateway-engine/pipeline/web_acl_check.h"

#include <utility>

namespace gw::engine {

namespace {

constexpr char requestIdHeader[] = "x-amzn-RequestId";
constexpr char extendedIdHeader[] = "x-amz-apigw-id";

// The span of the client's card holds the whole request: what came in and, at the end, what went out. Both stand there
// as they read without compression, which is noted.
void recordClient(Exchange& x)
{
    Trace* record = x.trace.trace();
    if (!record)
        return;
    x.trace.in(x.trace.capture(x.request));
    const auto offset = static_cast<std::size_t>(x.path.data() - x.request.target.data());
    record->path = maskQuery(std::string_view(x.request.target).substr(offset));
    if (record->path.empty() || record->path.front() != '/')
        record->path.insert(0, 1, '/');
}

// Clients that can only say GET and POST name the verb they mean in a header (reference 1.4).
void takeOverriddenVerb(Exchange& x)
{
    const auto verb = x.request.headers.findLast("X-HTTP-Method-Override");
    if (!verb || x.method || !isFieldName(*verb)) // the Test tab has chosen the method already
        return;
    x.trace.note("verb", "the client said " + x.request.method + ", and X-HTTP-Method-Override " + std::string(*verb));
    x.sentMethod = std::exchange(x.request.method, std::string(*verb));
    if (Trace* record = x.trace.trace())
        record->method = *verb;
}

std::optional<Fault> receive(Exchange& x)
{
    auto span = x.trace.begin("client", Card::Client);
    const bool isRest = !x.program->isHttpApi; // HTTP APIs take body and verb as they come
    auto fault = isRest ? decompressRequest(x) : std::nullopt;
    recordClient(x);
    if (isRest)
        takeOverriddenVerb(x);
    return fault;
}

// The stage's web ACL comes before everything else.
std::optional<Fault> filter(Exchange& x)
{
    if (!x.program->webAcl)
        return std::nullopt;
    auto span = x.trace.begin(x.program->webAcl->name(), x.program->webAcl->card());
    return x.program->webAcl->run(x);
}

void noteRoute(Exchange& x, const CompiledMethod& method)
{
    Trace* record = x.trace.trace();
    if (!record)
        return;
    record->resourcePath = method.resourcePath;
    if (!method.routeKey.empty())
        x.trace.note("routeKey", method.routeKey);
    for (const auto& [name, value] : x.pathParameters)
        x.trace.note(name, value);
}

const CompiledMethod* route(Exchange& x)
{
    auto span = x.trace.begin("route", Card::MethodRequest);
    const CompiledMethod* method = x.method; // the Test tab chooses it beforehand
    if (!method) {
        auto match = x.program->routes.match(x.request.method, x.path);
        if (!match)
            return nullptr;
        method = &x.program->methods[static_cast<std::size_t>(match->route)];
        x.pathParameters = std::move(match->pathParameters);
    }
    noteRoute(x, *method);
    return method;
}

Fault noRoute(const Exchange& x)
{
    Fault fault{x.program->isHttpApi ? GatewayResponseType::ResourceNotFound
                                     : GatewayResponseType::MissingAuthenticationToken};
    if (x.trace.isOn())
        fault.reason = routeHint(*x.program, x.request.method, x.path);
    return fault;
}

// The client gets each id once, whatever the design maps to these names.
void addCommonHeaders(const Exchange& x, Response& response)
{
    if (x.program->isHttpApi)
        return addHttpApiHeaders(x, response);
    Headers& headers = response.headers;
    headers.remove(requestIdHeader);
    headers.remove(extendedIdHeader);
    headers.addParsed(requestIdHeader, x.requestId);
    headers.addParsed(extendedIdHeader, x.extendedRequestId);
}

// The last step of every request: the answer as the client gets it, on the last card and on the first. `shown` is what
// the trace has instead, where the answer repeats secrets.
void complete(Exchange& x, const char* step, Response* shown = nullptr)
{
    {
        auto span = x.trace.begin(step, Card::MethodResponse);
        addCommonHeaders(x, x.response);
        if (shown)
            addCommonHeaders(x, *shown);
        x.trace.out(x.trace.capture(shown ? *shown : x.response));
    }
    if (Trace* record = x.trace.trace()) {
        record->spans.front().out = record->spans.back().out;
        record->spans.front().duration = record->spans.back().start + record->spans.back().duration;
    }
}

Response answerTo(const Exchange& x, const Fault& fault)
{
    Response response = x.program->isHttpApi ? httpApiError(fault) : gatewayResponse(x, fault);
    if (x.program->cors) // pages may read errors as well
        x.program->cors->decorate(x.request, response);
    return response;
}

// A preflight request needs no route; one whose route asks who calls is that route's (reference 2.6).
bool isForCors(const Exchange& x)
{
    return x.program->cors && isPreflight(x.request) && !(x.method && x.method->needsAuthorization);
}

void answerPreflight(Exchange& x)
{
    {
        auto span = x.trace.begin("cors", Card::MethodRequest);
        x.program->cors->answerPreflight(x);
    }
    complete(x, "method_response");
}

void reply(Exchange& x, Fault fault)
{
    x.response = answerTo(x, fault);
    x.trace.fail(responseTypeName(fault.type), std::move(fault.reason));
    const bool hidesSecrets = x.trace.isOn() && !fault.messageInTrace.empty();
    if (hidesSecrets)
        fault.message = std::move(fault.messageInTrace);
    if (Trace* record = x.trace.trace()) {
        record->fault.message = x.program->isHttpApi ? httpApiMessage(fault) : faultMessage(fault);
        record->fault.validationErrorString = fault.validationErrorString;
        if (fault.setting) {
            record->fault.setting = fault.setting->node;
            record->fault.authorizer = fault.setting->authorizer;
        }
    }
    if (!hidesSecrets)
        return complete(x, "gateway_response");
    Response shown = answerTo(x, fault);
    complete(x, "gateway_response", &shown);
}

} // namespace

Task<void> serve(Exchange& x)
{
    if (auto fault = receive(x))
        co_return reply(x, *std::move(fault));
    if (auto fault = filter(x))
        co_return reply(x, *std::move(fault));
    x.method = route(x);
    if (isForCors(x))
        co_return answerPreflight(x);
    if (!x.method)
        co_return reply(x, noRoute(x));

    for (const auto& stage :
         x.method->stages) { // order: compile/method_pipeline.cpp and, of HTTP APIs, route_pipeline.cpp
        auto span = x.trace.begin(stage->name(), stage->card());
        std::optional<Fault> fault;
        if (stage->waits()) // no conditional operator: GCC 12 destroys an awaited operand of it twice
            fault = co_await stage->wait(x);
        else
            fault = stage->run(x);
        if (fault) {
            span.end();
            co_return reply(x, *std::move(fault));
        }
        if (x.isAnswered) // from the cache
            break;
    }
    complete(x, "method_response");
    compressResponse(x);
}

void refuse(Exchange& x, std::string reason)
{
    {
        auto span = x.trace.begin("client", Card::Client);
        recordClient(x); // nobody is here to read the body: it stays as it came
    }
    x.response = x.program->isHttpApi ? notFoundResponse() : forbiddenResponse();
    x.trace.fail(x.program->isHttpApi ? "NOT_FOUND" : "FORBIDDEN", std::move(reason));
    complete(x, "gateway_response");
}

} // namespace gw::engine
