// The ARN of a web ACL, as $context.webaclArn tells it (reference 1.36).
#pragma once

#include "core/api/aws_settings.h"
#include "core/api/web_acl.h"

#include <string>

namespace gw::engine {

[[nodiscard]] std::string webAclArn(const gw::WebAcl& design, const AwsSettings& aws);

} // namespace gw::engine
