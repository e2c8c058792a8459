// AWS settings in gatewright.yaml:
//
//   aws:
//     region: eu-west-1
//     accountId: '123456789012'
//     credentials: profile            # environment, profile or keychain
//     profile: work
//     endpoints: { sqs: "http://127.0.0.1:9324", "*": "https://{service}.{region}.amazonaws.com" }
#pragma once

#include "core/api/aws_settings.h"
#include "core/format/manifest_entries.h"

namespace gw {

// `text` is the file's: an account id that was written as a number keeps its leading zeros.
[[nodiscard]] AwsSettings readAws(const ReadContext& context, const json::Value& root, std::string_view text);
[[nodiscard]] Result<void> writeAws(json::Value& root, KeyOrder rootOrder, const AwsSettings& base,
                                    const AwsSettings& wanted);

} // namespace gw
