// Web ACLs have a UUID; here it follows from the id of the design's element.
#include "gateway-engine/access/web_acl_arn.h"

#include <cstdint>
#include <cstdio>

namespace gw::engine {

std::string webAclArn(const gw::WebAcl& design, const AwsSettings& aws)
{
    const std::uint64_t high = design.id.value;
    const std::uint64_t low = stableHash(design.name, high);
    char uuid[40];
    std::snprintf(uuid, sizeof uuid, "%08x-%04x-%04x-%04x-%012llx", static_cast<unsigned>(high >> 32U),
                  static_cast<unsigned>(high >> 16U & 0xffffU), static_cast<unsigned>((high & 0x0fffU) | 0x4000U),
                  static_cast<unsigned>((low >> 48U & 0x3fffU) | 0x8000U),
                  static_cast<unsigned long long>(low & 0xffffffffffffULL));
    return "arn:aws:wafv2:" + aws.region + ":" + aws.accountId + ":regional/webacl/" + design.name + "/" + uuid;
}

} // namespace gw::engine
