// WebAclCheck: the web ACL of a stage, before anything else looks at the request (reference 1.1, 1.36). While the web
// ACL is not there or cannot be read, nobody comes in.
#pragma once

#include "core/api/ids.h"
#include "gateway-engine/pipeline/published.h"
#include "gateway-engine/pipeline/stage.h"
#include "gateway-engine/traffic/clock.h"
#include "gateway-engine/traffic/web_acl.h"

#include <memory>
#include <optional>
#include <string>

namespace gw::engine {

// A web ACL as it stands now.
struct WebAclInUse
{
    std::optional<WebAcl> acl;
    std::string problem; // why there is none, in a sentence
    std::string arn;
    NodeRef node;
};
using PublishedWebAcl = Published<WebAclInUse>; // never null

class WebAclCheck final : public Stage
{
public:
    WebAclCheck(std::shared_ptr<const PublishedWebAcl> acl, std::shared_ptr<const Clock> clock)
        : m_acl(std::move(acl)), m_clock(std::move(clock))
    {
    }
    [[nodiscard]] const char* name() const override { return "web_acl"; }
    [[nodiscard]] Card card() const override { return Card::Client; }
    std::optional<Fault> run(Exchange& x) const override;
    [[nodiscard]] std::string arn() const { return m_acl->now()->arn; }

private:
    std::shared_ptr<const PublishedWebAcl> m_acl;
    std::shared_ptr<const Clock> m_clock;
};

} // namespace gw::engine
