// AWS Signature Version 4: what is signed of a request (the canonical request), and signing it in its headers or in its
// query. Used for calls to AWS services.
#pragma once

#include "gateway-engine/http/headers.h"

#include <chrono>
#include <string>
#include <string_view>

namespace gw::engine {

struct AwsCredentials
{
    std::string accessKeyId;
    std::string secretAccessKey;
    std::string sessionToken; // of temporary credentials; else empty
};

struct SigningScope
{
    std::string region;
    std::string service;
    std::chrono::system_clock::time_point time;
    bool normalizesPath = true; // "." and ".." and repeated slashes count for nothing; not so with S3
    bool encodesPath = true;    // once more than it is sent; not so with S3
    bool signsBody = false;     // with a header x-amz-content-sha256, as S3 wants it

    bool signsToken = true; // of temporary credentials; IoT wants it beside the signature
    // As the service wants it.
    [[nodiscard]] static SigningScope of(std::string service, std::string region,
                                         std::chrono::system_clock::time_point time);
};

struct SignedParts // of a request; views into it
{
    std::string_view method;
    std::string_view target; // path and query as they are sent
    std::string_view body;
};

// Adds X-Amz-Date, X-Amz-Security-Token (where there is one) and Authorization to the headers, which hold Host already.
void signHeaders(const SignedParts& request, Headers& headers, const AwsCredentials& credentials,
                 const SigningScope& scope);

// The target with the signature in its query, good for `validity` from the scope's time on.
[[nodiscard]] std::string signedTarget(const SignedParts& request, const Headers& headers,
                                       const AwsCredentials& credentials, const SigningScope& scope,
                                       std::chrono::seconds validity);

} // namespace gw::engine
