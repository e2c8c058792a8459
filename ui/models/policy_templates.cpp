#include "ui/models/policy_templates.h"

#include "core/json/text.h"

namespace gw::ui {

namespace {

json::Value allowing(const std::string& action, const std::string& resource)
{
    json::Value statement{json::Object{}};
    statement.set("Effect", json::Value("Allow"));
    statement.set("Action", json::Value(action));
    statement.set("Resource", json::Value(resource));
    json::Value policy{json::Object{}};
    policy.set("Version", json::Value("2012-10-17"));
    policy.set("Statement", json::Value(json::Array{std::move(statement)}));
    return policy;
}

std::string arnOf(const Project& project, const Api& api)
{
    return "arn:aws:execute-api:" + project.aws.region + ":" + project.aws.accountId + ":" + api.apiId;
}

} // namespace

json::Value policyThatAllows(const std::string& resource)
{
    return allowing("execute-api:Invoke", resource);
}

json::Value policyThatAllowsEverything()
{
    return allowing("*", "*");
}

std::string resourceOf(const Project& project, const Api& api)
{
    return arnOf(project, api) + "/*";
}

std::string resourceOf(const Project& project, const Api& api, const Stage& stage)
{
    return arnOf(project, api) + "/" + stage.name + "/*";
}

} // namespace gw::ui
