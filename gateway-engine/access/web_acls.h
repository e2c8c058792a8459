// WebAcls: the web ACLs stages use (reference 1.36), published to the stages that ask for them by name, and anew when
// the design changes. One that cannot be used lets nobody in. Whoever holds it keeps threads apart.
#pragma once

#include "core/api/project.h"
#include "core/diagnostic.h"
#include "gateway-engine/pipeline/web_acl_check.h"

#include <map>
#include <memory>
#include <string>

namespace gw::engine {

class WebAcls
{
public:
    void follow(const Project& project, Diagnostics& diagnostics);
    [[nodiscard]] std::shared_ptr<const PublishedWebAcl> published(const std::string& name, const Project& project);

private:
    std::map<std::string, std::shared_ptr<PublishedWebAcl>> m_published; // by name, once a stage asked
};

} // namespace gw::engine
