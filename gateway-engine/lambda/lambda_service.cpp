// The service as others see it; what runs functions stands in lambda_host.cpp.
#include "gateway-engine/lambda/lambda_service.h"

#include "gateway-engine/lambda/invoke_api.h"
#include "gateway-engine/lambda/lambda_host.h"

#include <mutex>
#include <utility>

namespace gw::engine {

// A project without functions has no host, and costs nothing.
class LambdaService::Impl
{
public:
    Impl(LambdaOptions serviceOptions, Services& world)
        : options(std::move(serviceOptions)), services(world), log(std::make_shared<FunctionLog>(options.log)),
          watchers(std::make_shared<FunctionWatchers>())
    {
    }

    [[nodiscard]] std::shared_ptr<LambdaHost> present() const
    {
        const std::lock_guard lock(mutex);
        return host;
    }

    // Null once it was stopped.
    [[nodiscard]] std::shared_ptr<LambdaHost> made()
    {
        const std::lock_guard lock(mutex);
        if (!host && !isStopped)
            host = std::make_shared<LambdaHost>(options, services, log, watchers);
        return host;
    }

    LambdaOptions options;
    Services& services;
    std::shared_ptr<FunctionLog> log;
    std::shared_ptr<FunctionWatchers> watchers;
    mutable std::mutex mutex; // guards what follows
    std::shared_ptr<LambdaHost> host;
    bool isStopped = false;
};

LambdaService::LambdaService(LambdaOptions options, Services& services)
    : m_impl(std::make_unique<Impl>(std::move(options), services))
{
}

LambdaService::~LambdaService()
{
    stop();
}

void LambdaService::follow(std::vector<Function> functions)
{
    const auto host = functions.empty() ? m_impl->present() : m_impl->made();
    if (host)
        host->follow(std::move(functions));
}

void LambdaService::setConnectionsUrl(const std::string& url)
{
    const std::lock_guard lock(m_impl->mutex);
    m_impl->options.connectionsUrl = url;
    if (m_impl->host)
        m_impl->host->setConnectionsUrl(url);
}

void LambdaService::setAwsSettings(const AwsSettings& settings)
{
    const std::lock_guard lock(m_impl->mutex);
    m_impl->options.aws = settings;
    if (m_impl->host)
        m_impl->host->setAwsSettings(settings);
}

void LambdaService::stop()
{
    std::shared_ptr<LambdaHost> host;
    {
        const std::lock_guard lock(m_impl->mutex);
        m_impl->isStopped = true;
        host = m_impl->host;
    }
    if (host)
        host->stop();
}

bool LambdaService::owns(const Request& request) const
{
    return isLambdaPath(request.target);
}

Task<Response> LambdaService::handle(Request&& request)
{
    Request mine = std::move(request);
    AwsSettings aws;
    std::shared_ptr<LambdaHost> host;
    {
        const std::lock_guard lock(m_impl->mutex);
        aws = m_impl->options.aws;
        host = m_impl->isStopped ? nullptr : m_impl->host;
    }
    LambdaCall call = lambdaCallOf(mine);
    if (call.kind == LambdaCall::Kind::Invoke)
        if (auto refused = refuseInvocation(mine, call))
            co_return *std::move(refused);
    if (host && call.kind != LambdaCall::Kind::Unsupported)
        co_return co_await LambdaHost::handle(host, std::move(call), std::move(mine));
    if (call.kind == LambdaCall::Kind::ListFunctions)
        co_return functionList(aws, {});
    if (call.kind == LambdaCall::Kind::Unsupported)
        co_return unsupportedCall(mine);
    co_return noSuchFunction(aws, call.function);
}

FunctionStatuses LambdaService::status() const
{
    if (const auto host = m_impl->present())
        return host->status();
    static const auto none = std::make_shared<const std::vector<FunctionStatus>>();
    return none;
}

const FunctionLog& LambdaService::log() const
{
    return *m_impl->log;
}

void LambdaService::clearLog()
{
    m_impl->log->clear();
}

void LambdaService::addObserver(std::weak_ptr<LambdaObserver> observer)
{
    m_impl->watchers->add(std::move(observer));
}

std::string functionArn(const AwsSettings& aws, std::string_view name)
{
    return "arn:aws:lambda:" + aws.region + ":" + aws.accountId + ":function:" + std::string(name);
}

std::string functionNameIn(std::string_view nameOrArn)
{
    return functionAddress(nameOrArn).name;
}

} // namespace gw::engine
