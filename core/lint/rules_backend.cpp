// Rules about backends (reference 4.3): addresses, health checks, applications, and ports that two things want.
#include "core/in_quotes.h"
#include "core/lint/project_scope.h"
#include "core/lint/rules.h"
#include "core/lint/uri_text.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

namespace gw::lint_rules {

namespace {

template <typename T, typename Check>
void forEachBackend(const ProjectScope& scope, Check check)
{
    for (const Cow<Backend>& backend : scope.project().backends)
        if (const T* target = std::get_if<T>(&backend->target))
            check(*backend, *target);
}

std::string asUrl(const std::string& instance)
{
    return instance.find("://") == std::string::npos ? "http://" + instance : instance;
}

std::string whyNoInstance(const std::string& instance)
{
    if (const std::string reason = whyNoHttpUri(asUrl(instance)); !reason.empty())
        return reason;
    return portOf(asUrl(instance)) ? std::string() : "it names no port";
}

// "200", "200,204", "200-299", as target groups write it.
bool isMatcher(std::string_view text)
{
    const auto status = [](std::string_view part) {
        int value = 0;
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
        return error == std::errc{} && end == part.data() + part.size() && value >= 100 && value <= 599 ? value : 0;
    };
    for (;;) {
        const std::string_view part = text.substr(0, text.find(','));
        const std::size_t dash = part.find('-');
        const int first = status(part.substr(0, dash));
        const int last = dash == std::string_view::npos ? first : status(part.substr(dash + 1));
        if (first == 0 || last < first)
            return false;
        if (part.size() == text.size())
            return true;
        text.remove_prefix(part.size() + 1);
    }
}

std::string whyNoHealthCheck(const HealthCheck& check)
{
    if (check.path.empty())
        return {};
    if (check.path.front() != '/')
        return "its path does not begin with a slash";
    if (check.intervalSeconds < 1 || check.intervalSeconds > 300)
        return "its interval is not 1 to 300 seconds";
    if (check.timeoutSeconds < 1 || check.timeoutSeconds > 120)
        return "its timeout is not 1 to 120 seconds";
    if (check.healthyThreshold < 1 || check.healthyThreshold > 10 || check.unhealthyThreshold < 1 ||
        check.unhealthyThreshold > 10)
        return "its thresholds are not 1 to 10";
    return isMatcher(check.matcher) ? std::string() : "its status codes are not written as 200, 200,204 or 200-299";
}

// An own port and the address it is on.
std::string addressOf(const Api& api)
{
    return (api.host.empty() ? std::string("127.0.0.1") : api.host) + ":" + std::to_string(api.port);
}

} // namespace

void backendUrl(ProjectScope& scope)
{
    forEachBackend<UrlBackend>(scope, [&](const Backend& backend, const UrlBackend& target) {
        if (const std::string reason = whyNoHttpUri(target.url); !reason.empty())
            scope.report(backend, {Severity::Error,
                                   "The URL " + inQuotes(target.url) + " of the backend " + inQuotes(backend.name) +
                                       " cannot be called: " + reason + ".",
                                   "Write it as http://host:port."});
    });
}

void backendInstances(ProjectScope& scope)
{
    forEachBackend<InstanceGroup>(scope, [&](const Backend& backend, const InstanceGroup& group) {
        if (group.instances.empty())
            scope.report(backend, {Severity::Error, "The backend " + inQuotes(backend.name) + " has no instances.",
                                   "Add the host and port of one, such as 127.0.0.1:3000."});
        std::set<std::string> seen;
        for (const std::string& instance : group.instances) {
            if (const std::string reason = whyNoInstance(instance); !reason.empty())
                scope.report(backend, {Severity::Error,
                                       "The instance " + inQuotes(instance) + " of " + inQuotes(backend.name) +
                                           " cannot be called: " + reason + ".",
                                       "Write it as host:port, or as https://host:port."});
            else if (!seen.insert(asUrl(instance)).second)
                scope.report(backend, {Severity::Warning,
                                       "The backend " + inQuotes(backend.name) + " lists the instance " +
                                           inQuotes(instance) + " twice.",
                                       "Remove one of them: it would get twice the requests."});
        }
    });
}

void backendHealthCheck(ProjectScope& scope)
{
    forEachBackend<InstanceGroup>(scope, [&](const Backend& backend, const InstanceGroup& group) {
        if (const std::string reason = whyNoHealthCheck(group.healthCheck); !reason.empty())
            scope.report(backend, {Severity::Error,
                                   "The health check of " + inQuotes(backend.name) + " cannot run: " + reason + ".",
                                   "Correct it, or empty its path to count every instance as healthy."});
        const OutlierEjection& ejection = group.outlierEjection;
        if (ejection.consecutiveFailures < 0 || (ejection.consecutiveFailures > 0 && ejection.ejectionSeconds < 1))
            scope.report(backend, {Severity::Error,
                                   "The outlier ejection of " + inQuotes(backend.name) + " cannot work as it is set.",
                                   "Use a number of failures and of seconds; 0 failures: never."});
    });
}

void backendApplication(ProjectScope& scope)
{
    forEachBackend<ProcfileApplication>(scope, [&](const Backend& backend, const ProcfileApplication& application) {
        if (application.folder.empty())
            scope.report(backend, {Severity::Error,
                                   "The application " + inQuotes(backend.name) + " names no folder with a Procfile.",
                                   "Name its folder in the project, such as apps/" + backend.name + "."});
        if (application.instances < 1 || application.instances > mostApplicationInstances)
            scope.report(backend, {Severity::Error,
                                   "The application " + inQuotes(backend.name) + " has " +
                                       std::to_string(application.instances) + " instances.",
                                   "Use 1 to " + std::to_string(mostApplicationInstances) + "."});
        if (!application.healthPath.empty() && application.healthPath.front() != '/')
            scope.report(backend, {Severity::Error,
                                   "The health path of " + inQuotes(backend.name) + " does not begin with a slash.",
                                   "Write it as /health, or leave it empty."});
    });
}

void portDuplicate(ProjectScope& scope)
{
    std::map<std::string, const Api*> owners;
    for (const Cow<Api>& api : scope.project().apis) {
        if (api->port == 0)
            continue;
        const auto [owner, isFirst] = owners.emplace(addressOf(*api), &*api);
        if (!isFirst)
            scope.report(*api, {Severity::Error,
                                "The APIs " + inQuotes(owner->second->name) + " and " + inQuotes(api->name) +
                                    " both want the address " + addressOf(*api) + ".",
                                "Give one of them another port, or 0 for any free one."});
    }
}

void awsAccount(ProjectScope& scope)
{
    const AwsSettings& aws = scope.project().aws;
    const bool isAccount =
        aws.accountId.size() == 12 && aws.accountId.find_first_not_of("0123456789") == std::string::npos;
    if (!isAccount)
        scope.reportAws({Severity::Error, "The AWS account id " + inQuotes(aws.accountId) + " is none.",
                         "Use twelve digits; any will do where nothing is called in AWS."});
}

void awsRegion(ProjectScope& scope)
{
    const std::string& region = scope.project().aws.region;
    const bool isRegion = !region.empty() && region.size() <= 32 &&
                          region.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
    if (!isRegion)
        scope.reportAws({Severity::Error, "The AWS Region " + inQuotes(region) + " is none.",
                         "Write it as us-east-1 or eu-west-1."});
}

void awsEndpoint(ProjectScope& scope)
{
    for (const AwsEndpoint& endpoint : scope.project().aws.endpoints) {
        if (endpoint.service.empty())
            scope.reportAws({Severity::Error, "An AWS endpoint names no service.",
                             "Name one, such as sqs, or * for every other one."});
        if (const std::string reason = whyNoHttpUri(endpoint.url); !reason.empty())
            scope.reportAws({Severity::Error,
                             "The endpoint " + inQuotes(endpoint.url) + " of the service " +
                                 inQuotes(endpoint.service) + " cannot be called: " + reason + ".",
                             "Write it as http://host:port; {service} and {region} may stand in it."});
    }
}

} // namespace gw::lint_rules
