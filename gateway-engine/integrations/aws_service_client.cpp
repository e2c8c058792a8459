#include "gateway-engine/integrations/aws_service_client.h"

#include "core/in_quotes.h"
#include "gateway-engine/integrations/endpoint_uri.h"
#include "gateway-engine/transport/with_deadline.h"

#include <algorithm>

namespace gw::engine {

namespace {

constexpr std::chrono::seconds credentialsLast{60};

Task<Response> callLocal(LocalService& service, Request request)
{
    co_return co_await service.handle(std::move(request));
}

Request localRequest(const UpstreamRequest& http)
{
    Request request;
    request.method = http.method;
    request.target = http.target;
    request.headers = http.headers;
    request.body = http.body;
    request.remoteAddress = "127.0.0.1";
    return request;
}

// The service is here, but not the function or state machine that was asked for.
bool isElsewhere(const Response& answer)
{
    const std::string_view type = answer.headers.get("x-amzn-ErrorType");
    return answer.status == 404 || type.starts_with("StateMachineDoesNotExist") ||
           type.starts_with("ExecutionDoesNotExist");
}

UpstreamFailure notConfigured(std::string_view service)
{
    return {UpstreamFailure::Kind::NotConfigured,
            "No endpoint is configured for the AWS service " + inQuotes(service) +
                ". Add its URL in the AWS settings, or under aws.endpoints in gatewright.yaml"};
}

bool isLoopback(const std::string& host)
{
    return host == "localhost" || host.ends_with(".localhost") || host.starts_with("127.") || host == "::1";
}

// Emulators on this machine take any credentials, and everybody gives them these.
const AwsCredentials emulatorCredentials{"test", "test", {}};

std::string joinedPath(std::string base, std::string_view target)
{
    while (base.ends_with('/'))
        base.pop_back();
    return base.append(target);
}

} // namespace

AwsServiceClient::AwsServiceClient(std::vector<std::shared_ptr<LocalService>> local, Services& services,
                                   CredentialWorld world)
    : m_local(std::move(local)), m_services(services), m_world(std::move(world))
{
}

AwsServiceClient::~AwsServiceClient()
{
    stop();
}

void AwsServiceClient::setSettings(const AwsSettings& settings)
{
    const std::lock_guard lock(m_mutex);
    m_known = Known{settings, std::nullopt, {}};
}

void AwsServiceClient::stop()
{
    if (m_thread)
        m_thread->stop();
}

LocalService* AwsServiceClient::find(std::string_view service) const
{
    const auto found = std::find_if(m_local.begin(), m_local.end(),
                                    [&](const auto& local) { return local->serviceName() == service; });
    return found == m_local.end() ? nullptr : found->get();
}

Task<Result<AwsCredentials>> AwsServiceClient::credentials(AwsSettings settings)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_known.credentials && m_services.now() - m_known.readAt < credentialsLast)
            co_return *m_known.credentials;
    }
    std::call_once(m_threadStarted, [this] { m_thread = std::make_unique<ServiceThread>(); });
    const auto read = [](AwsSettings wanted, const CredentialWorld& world) -> Task<Result<AwsCredentials>> {
        co_return readCredentials(wanted, world);
    };
    auto found = co_await m_thread->run(read(settings, m_world));
    const std::lock_guard lock(m_mutex);
    if (m_known.settings == settings) {
        m_known.credentials = found;
        m_known.readAt = m_services.now();
    }
    co_return found;
}

Task<std::optional<UpstreamFailure>> AwsServiceClient::send(AwsRequest& request, UpstreamClient& upstream,
                                                            UpstreamResponse& answer)
{
    AwsSettings settings;
    {
        const std::lock_guard lock(m_mutex);
        settings = m_known.settings;
    }
    const auto url = settings.endpointOf(request.service, request.region);
    if (LocalService* local = find(request.service)) {
        auto response = co_await withDeadline(callLocal(*local, localRequest(request.http)), request.http.timeout);
        if (!response)
            co_return UpstreamFailure{UpstreamFailure::Kind::Timeout, request.service + " did not answer within " +
                                                                          std::to_string(request.http.timeout.count()) +
                                                                          " ms"};
        if (!url || !isElsewhere(*response)) {
            answer.response = *std::move(response);
            co_return std::nullopt;
        }
    }
    if (!url)
        co_return notConfigured(request.service);
    co_return co_await sendRemote(request, settings, *url, upstream, answer);
}

Task<std::optional<UpstreamFailure>> AwsServiceClient::sendRemote(AwsRequest& request, const AwsSettings& settings,
                                                                  const std::string& url, UpstreamClient& upstream,
                                                                  UpstreamResponse& answer)
{
    const auto uri = EndpointUri::parse(url);
    const auto place = uri ? uri->fill({}) : Result<EndpointUri::Place>(tl::unexpect, uri.error());
    if (!place)
        co_return UpstreamFailure{UpstreamFailure::Kind::NotConfigured,
                                  "The endpoint " + inQuotes(url) + " of the AWS service " + inQuotes(request.service) +
                                      " is no URL. " + place.error().message};
    auto found = co_await credentials(settings);
    if (!found && isLoopback(place->endpoint.host))
        found = emulatorCredentials;
    if (!found)
        co_return UpstreamFailure{UpstreamFailure::Kind::NotConfigured,
                                  found.error().message + " " + found.error().hint};
    UpstreamRequest& http = request.http;
    http.endpoint = place->endpoint;
    http.target = joinedPath(place->path, http.target);
    http.headers.set("Host", place->host);
    const std::string region = request.region.empty() ? settings.region : request.region;
    signHeaders({http.method, http.target, http.body}, http.headers, *found,
                SigningScope::of(request.service, region, m_services.wallClock()));
    co_return co_await upstream.send(http, answer);
}

} // namespace gw::engine
