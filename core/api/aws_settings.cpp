// Which URL serves an AWS service.
#include "core/api/aws_settings.h"

#include <algorithm>

namespace gw {

namespace {

void fill(std::string& url, std::string_view place, std::string_view value)
{
    for (auto at = url.find(place); at != std::string::npos; at = url.find(place, at + value.size()))
        url.replace(at, place.size(), value);
}

} // namespace

std::string_view toString(CredentialSource source)
{
    switch (source) {
    case CredentialSource::Environment:
        return "environment";
    case CredentialSource::Profile:
        return "profile";
    case CredentialSource::Keychain:
        return "keychain";
    }
    return {};
}

std::optional<CredentialSource> credentialSourceFrom(std::string_view text)
{
    for (const auto source : {CredentialSource::Environment, CredentialSource::Profile, CredentialSource::Keychain})
        if (text == toString(source))
            return source;
    return std::nullopt;
}

std::optional<std::string> AwsSettings::endpointOf(std::string_view service, std::string_view inRegion) const
{
    const auto named = [&](std::string_view name) {
        return std::find_if(endpoints.begin(), endpoints.end(), [&](const auto& each) { return each.service == name; });
    };
    auto found = named(service);
    if (found == endpoints.end())
        found = named("*");
    if (found == endpoints.end())
        return std::nullopt;
    std::string url = found->url;
    fill(url, "{service}", service);
    fill(url, "{region}", inRegion.empty() ? std::string_view(region) : inRegion);
    return url;
}

} // namespace gw
