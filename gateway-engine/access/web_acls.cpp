#include "gateway-engine/access/web_acls.h"

#include "core/api/elements.h"
#include "core/in_quotes.h"
#include "gateway-engine/access/traffic_design.h"
#include "gateway-engine/access/web_acl_arn.h"

#include <utility>

namespace gw::engine {

namespace {

std::shared_ptr<const WebAclInUse> noWebAcl(const std::string& name)
{
    auto none = std::make_shared<WebAclInUse>();
    none->problem = "The stage's web ACL " + inQuotes(name) + " is none of the project's.";
    return none;
}

std::shared_ptr<const WebAclInUse> webAclFrom(const gw::WebAcl& design, const AwsSettings& aws,
                                              const WebAclInUse& former)
{
    auto acl = std::make_shared<WebAclInUse>();
    acl->node = gw::nodeOf(design.id);
    acl->arn = webAclArn(design, aws);
    auto rules = webAclRules(design);
    if (rules)
        acl->acl.emplace(*std::move(rules), webAclAction(design.defaultAction), former.acl ? &*former.acl : nullptr);
    else
        acl->problem = "The web ACL " + inQuotes(design.name) + " cannot be used. " + rules.error().message;
    return acl;
}

void tellOfStage(const Project& project, const Api& api, const gw::Stage& stage, Diagnostics& diagnostics)
{
    const gw::WebAcl* design = findByName(project.webAcls, stage.webAcl);
    const auto rules = design ? webAclRules(*design) : Result<std::vector<WebAclRule>>();
    if (design && rules)
        return;
    Diagnostic told = brokenRule("web-acl-unusable",
                                 "The stage " + inQuotes(stage.name) + " of " + inQuotes(api.name) +
                                     " lets nobody in: its web ACL " + inQuotes(stage.webAcl) + " cannot be used: " +
                                     (design ? rules.error().message : "it is none of the project's."),
                                 design ? "Correct the rule." : "Choose another web ACL for the stage, or none.");
    told.severity = Severity::Error;
    if (design) {
        told.node = gw::nodeOf(design->id);
    } else {
        told.node.api = api.id;
        told.node.stage = stage.id;
    }
    diagnostics.push_back(std::move(told));
}

} // namespace

void WebAcls::follow(const Project& project, Diagnostics& diagnostics)
{
    for (const auto& [name, published] : m_published) {
        const gw::WebAcl* design = findByName(project.webAcls, name);
        published->set(design ? webAclFrom(*design, project.aws, *published->now()) : noWebAcl(name));
    }
    for (const Cow<Api>& api : project.apis)
        for (const gw::Stage& stage : api->stages)
            if (!stage.webAcl.empty())
                tellOfStage(project, *api, stage, diagnostics);
}

std::shared_ptr<const PublishedWebAcl> WebAcls::published(const std::string& name, const Project& project)
{
    auto& place = m_published[name];
    if (!place) {
        place = std::make_shared<PublishedWebAcl>(noWebAcl(name));
        if (const gw::WebAcl* design = findByName(project.webAcls, name))
            place->set(webAclFrom(*design, project.aws, *place->now()));
    }
    return place;
}

} // namespace gw::engine
