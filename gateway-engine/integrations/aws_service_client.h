// AwsServiceClient: whom a request to an AWS service goes to (reference 1.15): the engine's own services first, and
// what they do not hold, or where there is none, signed to the endpoint the project configures.
#pragma once

#include "gateway-engine/integrations/aws_credentials.h"
#include "gateway-engine/pipeline/aws_services.h"
#include "gateway-engine/pipeline/local_service.h"
#include "gateway-engine/services.h"
#include "gateway-engine/transport/service_thread.h"

#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace gw::engine {

class AwsServiceClient final : public AwsServices
{
public:
    AwsServiceClient(std::vector<std::shared_ptr<LocalService>> local, Services& services,
                     CredentialWorld world = CredentialWorld::system());
    ~AwsServiceClient() override;

    // One that needs this object to be made; before the first request.
    void add(std::shared_ptr<LocalService> local) { m_local.push_back(std::move(local)); }
    // From any thread; requests that come later go by it. Credentials are read anew.
    void setSettings(const AwsSettings& settings);
    // Before the io_contexts of callers end.
    void stop();

    [[nodiscard]] Task<std::optional<UpstreamFailure>> send(AwsRequest& request, UpstreamClient& upstream,
                                                            UpstreamResponse& answer) override;

private:
    struct Known
    {
        AwsSettings settings;
        std::optional<Result<AwsCredentials>> credentials;
        std::chrono::steady_clock::time_point readAt;
    };

    [[nodiscard]] LocalService* find(std::string_view service) const;
    [[nodiscard]] Task<Result<AwsCredentials>> credentials(AwsSettings settings);
    [[nodiscard]] Task<std::optional<UpstreamFailure>> sendRemote(AwsRequest& request, const AwsSettings& settings,
                                                                  const std::string& url, UpstreamClient& upstream,
                                                                  UpstreamResponse& answer);

    std::vector<std::shared_ptr<LocalService>> m_local;
    Services& m_services;
    CredentialWorld m_world;
    std::mutex m_mutex; // guards m_known; held for a copy
    Known m_known;
    std::once_flag m_threadStarted;
    std::unique_ptr<ServiceThread> m_thread; // where files are read and the keychain is asked; none until it is needed
};

} // namespace gw::engine
