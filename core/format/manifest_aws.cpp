// Reads and writes the AWS settings of gatewright.yaml.
#include "core/format/manifest_aws.h"

#include "core/in_quotes.h"

namespace gw {

namespace {

constexpr std::string_view order[] = {"region", "accountId", "credentials", "profile", "endpoints"};

std::string readAccount(EntryReader& reader, std::string_view text, const std::string& fallback)
{
    const json::Value& value = reader.entry()["accountId"];
    const json::TextRange range = value.range();
    if (value.isNumber() && range.end > range.begin && range.end <= text.size())
        return std::string(text.substr(range.begin, range.end - range.begin));
    return reader.text("accountId", fallback);
}

StringMap asMap(const std::vector<AwsEndpoint>& endpoints)
{
    StringMap map;
    for (const AwsEndpoint& endpoint : endpoints)
        map.emplace_back(endpoint.service, endpoint.url);
    return map;
}

} // namespace

AwsSettings readAws(const ReadContext& context, const json::Value& root, std::string_view text)
{
    AwsSettings aws;
    EntryReader reader = EntryReader(context, root, {}).part("aws");
    aws.region = reader.text("region", aws.region);
    aws.accountId = readAccount(reader, text, aws.accountId);
    const std::string source = reader.text("credentials", toString(aws.credentials));
    if (const auto credentials = credentialSourceFrom(source))
        aws.credentials = *credentials;
    else
        reader.error(reader.entry()["credentials"], inQuotes(source) + " is no source of credentials.",
                     "Use environment, profile or keychain.");
    aws.profile = reader.text("profile");
    for (auto& [service, url] : reader.map("endpoints"))
        aws.endpoints.push_back({service, url});
    return aws;
}

Result<void> writeAws(json::Value& root, KeyOrder rootOrder, const AwsSettings& base, const AwsSettings& wanted)
{
    if (base == wanted)
        return {};
    if (const json::Value& node = root["aws"]; !node.isNull() && !node.isObject())
        return fail("\"aws\" in gatewright.yaml is not an object, so nothing can be written into it.",
                    "Write its settings as name: value pairs.");
    json::Value& node = childObject(root, "aws", rootOrder);
    putSaid(node, "region", base.region, wanted.region, order);
    putSaid(node, "accountId", base.accountId, wanted.accountId, order);
    if (base.credentials != wanted.credentials)
        put(node, "credentials", toString(wanted.credentials), order);
    putText(node, "profile", base.profile, wanted.profile, order);
    putMap(node, "endpoints", asMap(base.endpoints), asMap(wanted.endpoints), order);
    dropIfEmpty(root, "aws");
    return {};
}

} // namespace gw
