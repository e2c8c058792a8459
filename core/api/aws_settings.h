// AwsSettings: the account and Region that ARNs and events name, and where requests to AWS services go. Credentials
// never stand in the project: they come from a profile, the environment or the desktop's keychain.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

enum class CredentialSource { Environment, Profile, Keychain };
[[nodiscard]] std::string_view toString(CredentialSource source); // "environment", "profile", "keychain"
[[nodiscard]] std::optional<CredentialSource> credentialSourceFrom(std::string_view text);

// Where one service is: real AWS or any emulator.
struct AwsEndpoint
{
    std::string service; // "sqs", "dynamodb", … as integration ARNs name it; "*": every other one
    std::string url;     // may hold {service} and {region}: "https://{service}.{region}.amazonaws.com"
    bool operator==(const AwsEndpoint&) const = default;
};

struct AwsSettings
{
    std::string region = "us-east-1";
    std::string accountId = "000000000000"; // twelve digits
    CredentialSource credentials = CredentialSource::Environment;
    std::string profile; // of ~/.aws/credentials and ~/.aws/config, or the keychain's entry; empty: "default"
    std::vector<AwsEndpoint> endpoints;
    bool operator==(const AwsSettings&) const = default;

    // The URL for a service in a Region with its places filled; nothing when none is configured.
    [[nodiscard]] std::optional<std::string> endpointOf(std::string_view service, std::string_view inRegion) const;
};

} // namespace gw
