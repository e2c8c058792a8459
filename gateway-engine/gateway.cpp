// Address forms, in the order they are tried on the project's port: custom domains, an API's Host, /restapis/…, the
// default API's stages.
#include "gateway-engine/gateway.h"

#include "gateway-engine/compile/stage_settings.h"
#include "gateway-engine/http/host_name.h"
#include "gateway-engine/pipeline/gateway_response.h"
#include "gateway-engine/pipeline/http_api_answer.h"
#include "gateway-engine/pipeline/http_api_path.h"
#include "gateway-engine/pipeline/request_id.h"
#include "gateway-engine/pipeline/serve.h"
#include "gateway-engine/trace/socket_trace.h"
#include "gateway-engine/websocket/connection.h"
#include "gateway-engine/websocket/connections.h"
#include "gateway-engine/websocket/management.h"
#include "gateway-engine/websocket/socket_routes.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace gw::engine {

namespace {

// What an address says before it is looked up.
struct Address
{
    std::string_view api;                      // id or name; empty when the address names none
    std::string_view stage;                    // the path segment
    std::string_view path;                     // below the stage
    std::optional<std::string_view> wholePath; // where the stage is the first segment of a path: with it
    const RoutedDomain* domain = nullptr;      // the custom domain it came by
    std::shared_ptr<const DomainAddress> atDomain;
    std::string refusal; // why the domain does not let it in
};

} // namespace

// One table for all that is deployed, replaced as a whole: a request takes the pointer once and looks up without locks.
struct Gateway::Table
{
    struct Entry
    {
        std::string apiId;
        std::string apiName;
        std::vector<std::shared_ptr<const Program>> stages;
    };
    std::vector<Entry> apis;
    std::shared_ptr<const Program> nowhere;      // what a request is traced under that meets no API
    std::shared_ptr<const Program> noStage;      // of an HTTP API: what one is traced under that meets no stage
    std::shared_ptr<const DomainRouter> domains; // null: there are none

    [[nodiscard]] const Entry* find(std::string_view idOrName) const;
    [[nodiscard]] static const std::shared_ptr<const Program>* find(const Entry& api, std::string_view stage);
    [[nodiscard]] static const std::shared_ptr<const Program>* find(const Entry& api, Address& address);
    [[nodiscard]] static bool isHttpApi(const Entry& api);
};

namespace {

std::shared_ptr<const Program> programOfNoApi()
{
    auto program = std::make_shared<Program>();
    program->gatewayResponses = std::make_shared<const GatewayResponses>();
    return program;
}

std::shared_ptr<const Program> programOfNoStage()
{
    auto program = std::make_shared<Program>();
    program->isHttpApi = true;
    return program;
}

std::string_view takeSegment(std::string_view& path)
{
    if (!path.empty() && path.front() == '/')
        path.remove_prefix(1);
    const std::string_view segment = path.substr(0, path.find('/'));
    path.remove_prefix(segment.size());
    return segment;
}

Address stageAddress(std::string_view api, std::string_view path)
{
    Address address;
    address.api = api;
    address.wholePath = path;
    address.stage = takeSegment(path);
    address.path = path;
    return address;
}

// "pets123456.execute-api.localhost:4780" names the API pets123456.
std::string_view apiInHost(std::string_view host)
{
    host = host.substr(0, host.find(':'));
    const auto dot = host.find('.');
    static constexpr std::string_view suffix = "execute-api.localhost";
    if (dot == std::string_view::npos || !equalsIgnoreCase(host.substr(dot + 1), suffix))
        return {};
    return host.substr(0, dot);
}

// "/restapis/{api}/{stage}/_user_request_/…"
std::optional<Address> userRequestAddress(std::string_view path)
{
    if (takeSegment(path) != "restapis")
        return std::nullopt;
    Address address;
    address.api = takeSegment(path);
    address.stage = takeSegment(path);
    if (takeSegment(path) != "_user_request_")
        return std::nullopt;
    address.path = path;
    return address;
}

// Who a domain asks for: the name in the handshake, or a certificate. Empty when the client may come in.
std::string whyNotLetIn(const RoutedDomain& domain, const Request& request, std::string_view host)
{
    const TlsFacts* tls = request.tls.get();
    const std::string named = "\"" + domain.name() + "\"";
    if (domain.isStrict() && (!tls || tls->serverName != host))
        return named + " has the endpoint access mode STRICT: the client must ask for it in the TLS handshake (SNI) " +
               (tls ? "too, and asked for \"" + tls->serverName + "\"." : "too, and came without TLS.");
    if (!domain.requiresClientCertificate())
        return {};
    if (!tls)
        return named + " asks for mutual TLS, and the client came without TLS.";
    if (tls->site != domain.name() || !tls->clientCertificate)
        return named + " asks for mutual TLS, and the handshake was for \"" + tls->site +
               "\": the client must ask for the domain in the handshake (SNI).";
    return tls->clientCertificateProblem;
}

Address domainAddress(const RoutedDomain& domain, const Request& request)
{
    auto told = std::make_shared<DomainAddress>();
    told->domainName = hostName(request.headers.get("Host"));
    told->path = request.path();
    Address address;
    address.domain = &domain;
    address.path = request.path();
    address.refusal = whyNotLetIn(domain, request, told->domainName);
    if (const auto route = domain.route(request); route && address.refusal.empty()) {
        address.api = route->apiId;
        address.stage = route->stage;
        address.path = route->path;
        told->basePathMatched = route->basePathMatched;
        told->routingRuleIdMatched = route->ruleId;
    } else if (address.refusal.empty()) {
        address.refusal = "No API mapping and no routing rule of \"" + domain.name() + "\" matches the path.";
    }
    address.atDomain = std::move(told);
    return address;
}

Address addressOf(const Request& request, const ListenerScope& scope, const DomainRouter* domains)
{
    const std::string_view path = request.path();
    if (scope.servesAllApis) {
        if (const auto* domain = domains ? domains->find(request.headers.get("Host")) : nullptr)
            return domainAddress(*domain, request);
        if (const std::string_view api = apiInHost(request.headers.get("Host")); !api.empty())
            return stageAddress(api, path);
        if (auto address = userRequestAddress(path))
            return *address;
    }
    return stageAddress(scope.apiId, path);
}

std::string unknownAddress(const Address& address, bool isApiKnown)
{
    constexpr std::size_t shown = 100;
    if (address.domain)
        return "\"" + address.domain->name() + "\" leads to the stage \"" + std::string(address.stage) +
               "\" of the API \"" + std::string(address.api) + "\", which is not served.";
    if (address.api.empty())
        return "The address names no API, and this port has no default one.";
    if (!isApiKnown)
        return "No API \"" + std::string(address.api.substr(0, shown)) + "\" is served here.";
    if (address.stage.empty())
        return "The address names no stage; write /{stage}/ before the path.";
    return "The API has no stage \"" + std::string(address.stage.substr(0, shown)) + "\" that is served.";
}

} // namespace

const Gateway::Table::Entry* Gateway::Table::find(std::string_view idOrName) const
{
    for (const Entry& api : apis)
        if (api.apiId == idOrName)
            return &api;
    for (const Entry& api : apis) // host names know no letter case
        if (equalsIgnoreCase(api.apiName, idOrName) || equalsIgnoreCase(api.apiId, idOrName))
            return &api;
    return nullptr;
}

const std::shared_ptr<const Program>* Gateway::Table::find(const Entry& api, std::string_view stage)
{
    for (const auto& program : api.stages)
        if (program->stageName == stage)
            return &program;
    return nullptr;
}

bool Gateway::Table::isHttpApi(const Entry& api)
{
    return api.stages.front()->isHttpApi; // an entry has one at least
}

// A stage that the path names goes before the one that stands for the whole path: $default, which only HTTP APIs have
// (reference 2.1).
const std::shared_ptr<const Program>* Gateway::Table::find(const Entry& api, Address& address)
{
    const bool isInPath = address.wholePath.has_value();
    if (!isInPath || address.stage != defaultStageName)
        if (const auto* named = find(api, address.stage))
            return named;
    const auto* whole = isInPath ? find(api, defaultStageName) : nullptr;
    if (whole)
        address.path = *address.wholePath;
    return whole;
}

Gateway::Gateway(Services& services, TraceOptions traces)
    : m_services(services), m_tracePool(TracePool::make()), m_traceOptions(traces)
{
    m_traceOptions.pool = m_tracePool.get();
    auto table = std::make_shared<Table>();
    table->nowhere = programOfNoApi();
    table->noStage = programOfNoStage();
    m_table = std::move(table);
}

Gateway::~Gateway() = default;

void Gateway::publish(std::shared_ptr<const Table> table)
{
    const auto isOfSockets = [](const Table::Entry& api) { return api.stages.front()->sockets != nullptr; };
    m_hasSockets.store(std::any_of(table->apis.begin(), table->apis.end(), isOfSockets), std::memory_order_relaxed);
    m_table = std::move(table);
}

void Gateway::deploy(std::shared_ptr<const Program> program)
{
    const std::lock_guard lock(m_mutex);
    auto table = std::make_shared<Table>(*m_table);
    Table::Entry* api = nullptr;
    for (Table::Entry& entry : table->apis)
        if (entry.apiId == program->apiId)
            api = &entry;
    if (!api)
        api = &table->apis.emplace_back(Table::Entry{program->apiId, {}, {}});
    api->apiName = program->apiName;
    std::erase_if(api->stages, [&](const auto& other) { return other->stageName == program->stageName; });
    api->stages.push_back(std::move(program));
    publish(std::move(table));
}

void Gateway::undeploy(const std::string& apiId, const std::string& stage)
{
    const std::lock_guard lock(m_mutex);
    auto table = std::make_shared<Table>(*m_table);
    for (Table::Entry& api : table->apis)
        if (api.apiId == apiId)
            std::erase_if(api.stages, [&](const auto& program) { return program->stageName == stage; });
    std::erase_if(table->apis, [](const Table::Entry& api) { return api.stages.empty(); });
    publish(std::move(table));
}

std::shared_ptr<const Program> Gateway::deployed(const std::string& apiId, const std::string& stage) const
{
    const std::lock_guard lock(m_mutex);
    const Table::Entry* api = m_table->find(apiId);
    const auto* program = api ? Table::find(*api, stage) : nullptr;
    return program ? *program : nullptr;
}

void Gateway::setDomains(std::shared_ptr<const DomainRouter> domains)
{
    const std::lock_guard lock(m_mutex);
    auto table = std::make_shared<Table>(*m_table);
    table->domains = domains && !domains->isEmpty() ? std::move(domains) : nullptr;
    m_hasDomains.store(table->domains != nullptr, std::memory_order_relaxed);
    m_table = std::move(table);
}

bool Gateway::isDomain(const Request& request) const
{
    if (!m_hasDomains.load(std::memory_order_relaxed))
        return false;
    const auto present = table();
    return present->domains && present->domains->find(request.headers.get("Host"));
}

std::shared_ptr<const Gateway::Table> Gateway::table() const
{
    const std::lock_guard lock(m_mutex);
    return m_table;
}

Gateway::Place Gateway::find(const Request& request, const ListenerScope& scope) const
{
    std::shared_ptr<const Table> table = this->table();
    Address address = addressOf(request, scope, table->domains.get());
    const Table::Entry* api = address.api.empty() ? nullptr : table->find(address.api);
    const auto* program = api ? Table::find(*api, address) : nullptr;
    Place place;
    place.pathBegin = static_cast<std::uint32_t>(address.path.data() - request.target.data());
    place.pathSize = static_cast<std::uint32_t>(address.path.size());
    if (!address.refusal.empty())
        place.refusal = std::move(address.refusal);
    else if (!program)
        place.refusal = unknownAddress(address, api != nullptr);
    else if (!address.domain && (*program)->isDefaultEndpointDisabled)
        place.refusal = "The default endpoint of \"" + api->apiName + "\" is disabled: its custom domains lead to it.";
    if (!place.refusal.empty())
        program = nullptr;
    place.lowersHeaderNames = address.domain && address.domain->lowersHeaderNames();
    place.domain = std::move(address.atDomain);
    const Program* found = program                         ? &drawn(**program, m_services)
                           : api && Table::isHttpApi(*api) ? table->noStage.get()
                                                           : table->nowhere.get();
    place.program = {std::move(table), found}; // the table keeps the program: one count a request, not two
    return place;
}

void Gateway::finish(Exchange& x)
{
    const std::uint64_t sequence = m_requests.fetch_add(1, std::memory_order_relaxed) + 1;
    if (auto trace = x.finishTrace()) {
        trace->sequence = sequence;
        trace->logging = x.program->logging;
        m_traces.push(*trace);
    }
}

std::optional<Response> Gateway::refusal(const Request& request, int status, const ListenerScope& scope)
{
    constexpr int tooLarge = 413;
    if (status != tooLarge || !find(request, scope).program->isHttpApi)
        return std::nullopt;
    Response response = httpApiError(Fault{GatewayResponseType::RequestTooLarge});
    response.headers.addParsed(httpApiIdHeader, newExtendedRequestId(m_services));
    return response;
}

void Gateway::recordFailure(FailedConnection connection)
{
    const std::uint64_t sequence = m_requests.fetch_add(1, std::memory_order_relaxed) + 1;
    TraceRecorder recorder(m_traceOptions, m_services);
    if (!recorder.isOn())
        return;
    {
        auto span = recorder.begin("tls", Card::Client);
        recorder.fail("TLS", std::move(connection.problem));
    }
    Response answer;
    answer.status = connection.status;
    auto trace = recorder.finish(answer);
    trace->sequence = sequence;
    trace->requestId = newRequestId(m_services);
    trace->remoteAddress = std::move(connection.remoteAddress);
    trace->tls = std::move(connection.tls);
    m_traces.push(*trace);
}

void Gateway::recordPush(const ConnectionFacts& to, std::string_view payload, Sending outcome)
{
    const auto program = deployed(to.apiId, to.stageName);
    Request push;
    push.method = "PUSH";
    push.target = "/" + to.stageName;
    push.body = payload;
    push.remoteAddress = to.sourceIp;
    TraceOptions options = m_traceOptions;
    if (!options.enabled)
        return;
    TraceRecorder recorder(options, m_services);
    {
        auto span = recorder.begin("push", Card::Client);
        recorder.out(recorder.capture(push));
        recorder.trace()->messages.back().startLine = "Push";
        if (outcome != Sending::Taken)
            recorder.fail("GONE", outcome == Sending::Gone ? "The connection is closed."
                                                           : "The client reads too slowly; its connection is closed.");
    }
    constexpr int ok = 200;
    constexpr int gone = 410;
    Response answer;
    answer.status = outcome == Sending::Taken ? ok : gone;
    auto trace = recorder.finish(answer);
    trace->sequence = m_requests.fetch_add(1, std::memory_order_relaxed) + 1;
    trace->requestId = newExtendedRequestId(m_services).str();
    trace->extendedRequestId = trace->requestId;
    trace->apiId = to.apiId;
    trace->apiName = program ? program->apiName : to.apiId;
    trace->stage = to.stageName;
    trace->method = push.method;
    trace->path = "@connections";
    trace->remoteAddress = to.sourceIp;
    trace->responseBytes = payload.size();
    trace->socket = std::make_shared<const SocketTrace>(
        SocketTrace{to.connectionId, "MESSAGE", "OUT", {}, {}, {}, to.userAgent, to.connectedAt, 0, {}});
    m_traces.push(*trace);
}

std::optional<Response> Gateway::manage(const Request& request, const ListenerScope& scope,
                                        const Connections& connections)
{
    const Place place = find(request, scope);
    const auto id = managedConnection(std::string_view(request.target).substr(place.pathBegin, place.pathSize));
    if (!id || !place.program->sockets)
        return std::nullopt;
    const Program& program = *place.program;
    const auto connection = connections.find(*id);
    Response answer = manageConnection(request, *id, {program.apiId, program.stageName, program.sockets->management},
                                       connections, m_services);
    constexpr int ok = 200;
    constexpr int gone = 410;
    if (request.method != "POST" || (answer.status != ok && answer.status != gone))
        return answer;
    ConnectionFacts to = connection ? connection->facts() : ConnectionFacts{};
    to.connectionId = *id;
    to.apiId = program.apiId;
    to.stageName = program.stageName;
    recordPush(to, request.body, answer.status == ok ? Sending::Taken : Sending::Gone);
    return answer;
}

// What stands in a coroutine stays in its frame, and only small frames are kept for the next request: the steps before
// and after the pipeline are functions of their own.
Task<Response> Gateway::handle(Request&& request, const ListenerScope& scope, UpstreamClient& upstream)
{
    Place place = find(request, scope);
    Exchange x(std::move(request), std::move(place.program), upstream, m_services, m_traceOptions);
    if (place.domain)
        x.setDomain(std::move(place.domain));
    if (place.lowersHeaderNames)
        x.request.headers.lowerNames();
    if (place.refusal.empty()) {
        x.path = std::string_view(x.request.target).substr(place.pathBegin, place.pathSize);
        co_await serve(x);
    } else {
        refuse(x, std::move(place.refusal));
    }
    finish(x);
    co_return std::move(x.response);
}

} // namespace gw::engine
