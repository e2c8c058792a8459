// Where the credentials for AWS services come from: the environment, a profile of ~/.aws, or the desktop's keychain.
// They are read when a project's settings are, kept in memory alone, and never stand in a message.
#pragma once

#include "core/api/aws_settings.h"
#include "core/result.h"
#include "gateway-engine/crypto/sigv4.h"

#include <filesystem>
#include <functional>
#include <string>

namespace gw::engine {

// What of the world is asked; tests give their own.
struct CredentialWorld
{
    std::function<std::string(const char* name)> variable;        // of the environment; empty: not set
    std::filesystem::path home;                                   // whose .aws/credentials and .aws/config are read
    std::function<std::string(const std::string& name)> keychain; // "ACCESS KEY:SECRET[:TOKEN]"; empty: nothing there

    [[nodiscard]] static CredentialWorld system();
};

// Fails with the way out when there are none, or a profile wants what is not done here (roles, SSO).
[[nodiscard]] Result<AwsCredentials> readCredentials(const AwsSettings& settings, const CredentialWorld& world);

} // namespace gw::engine
