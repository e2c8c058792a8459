// The stages that count, throttle, filter and remember (reference 1.27, 1.30 and 1.36), of methods and stages that use
// them. The Test tab has none of them (1.35).
#include "core/in_quotes.h"
#include "gateway-engine/access/traffic.h"
#include "gateway-engine/access/traffic_design.h"
#include "gateway-engine/compile/route_pipeline.h"
#include "gateway-engine/pipeline/cache.h"
#include "gateway-engine/pipeline/usage_plan_check.h"
#include "gateway-engine/pipeline/variables.h"
#include "gateway-engine/pipeline/web_acl_check.h"

#include <algorithm>

namespace gw::engine {

namespace {

bool isCounted(const gw::Stage& stage, const Surroundings& surroundings)
{
    return surroundings.traffic && stage.name != testStageName;
}

std::shared_ptr<const Clock> clockOf(const std::shared_ptr<Traffic>& traffic)
{
    return {traffic, &traffic->clock()};
}

// Of the service: GET methods alone, once the stage has a cache, unless an entry narrower than "*/*" says otherwise.
bool isCached(const MethodSource& source)
{
    if (!source.stage.cacheClusterEnabled || !isCounted(source.stage, source.surroundings))
        return false;
    const auto settings = settingsOf(source.stage, source.resource.path, source.method.verb);
    gw::Stage narrower = source.stage;
    std::erase_if(narrower.methodSettings, [](const MethodSettings& each) { return each.methodPath == "*/*"; });
    const auto own = settingsOf(narrower, source.resource.path, source.method.verb).caching.enabled;
    const bool isEnabled = own.value_or(source.method.verb == HttpVerb::Get && settings.caching.enabled.value_or(true));
    return isEnabled && settings.caching.ttlInSeconds.value_or(defaultCacheTtl) > 0;
}

UnauthorizedCacheControl strategyOf(gw::UnauthorizedCacheControl design)
{
    switch (design) {
    case gw::UnauthorizedCacheControl::FailWith403:
        return UnauthorizedCacheControl::FailWith403;
    case gw::UnauthorizedCacheControl::SucceedWithoutResponseHeader:
        return UnauthorizedCacheControl::SucceedWithoutResponseHeader;
    case gw::UnauthorizedCacheControl::SucceedWithResponseHeader:
        break;
    }
    return UnauthorizedCacheControl::SucceedWithResponseHeader;
}

// "integration.request.path.id" is what is mapped there.
std::string_view sourceOf(const MethodSource& source, std::string_view parameter)
{
    if (!parameter.starts_with("integration.request."))
        return parameter;
    const std::string* mapped = findIn(source.method.integration->requestParameters, parameter);
    return mapped ? std::string_view(*mapped) : std::string_view();
}

std::optional<CacheKeyParameter> keyParameter(const MethodSource& source, const std::string& text)
{
    using Place = CacheKeyParameter::Place;
    const std::string_view from = sourceOf(source, text);
    for (const auto& [prefix, place] : {std::pair<std::string_view, Place>{"method.request.path.", Place::Path},
                                        {"method.request.querystring.", Place::QueryString},
                                        {"method.request.multivaluequerystring.", Place::QueryString},
                                        {"method.request.header.", Place::Header},
                                        {"method.request.multivalueheader.", Place::Header}})
        if (from.starts_with(prefix) && from.size() > prefix.size())
            return CacheKeyParameter{text, place, std::string(from.substr(prefix.size()))};
    return std::nullopt;
}

// Constants vary nothing; what leads nowhere is told.
std::vector<CacheKeyParameter> keyParameters(const MethodSource& source)
{
    std::vector<CacheKeyParameter> parameters;
    for (const std::string& text : source.method.integration->cacheKeyParameters) {
        if (auto parameter = keyParameter(source, text))
            parameters.push_back(*std::move(parameter));
        else
            source.warn("cache-key-parameter",
                        source.name() + ": the cache key parameter " + inQuotes(text) +
                            " is no part of the client's request, so answers do not vary by it.",
                        "Name method.request.path.x, method.request.querystring.x or method.request.header.x, or an "
                        "integration.request.… that one of them is mapped to.");
    }
    return parameters;
}

void warnOfPathParametersThatDoNotVary(const MethodSource& source, const std::vector<CacheKeyParameter>& parameters)
{
    for (const Parameter& given : source.method.requestParameters) {
        if (given.location != ParameterLocation::Path)
            continue;
        const bool isInKey = std::any_of(parameters.begin(), parameters.end(), [&given](const auto& each) {
            return each.place == CacheKeyParameter::Place::Path && each.name == given.name;
        });
        if (!isInKey)
            source.warn("cache-key-path",
                        source.name() + " is cached, and {" + given.name +
                            "} is no part of its cache key: all paths get the answer of the first.",
                        "Add method.request.path." + given.name + " to the cache key parameters.");
    }
}

NodeRef nodeOf(const MethodSource& source)
{
    NodeRef node;
    node.api = source.api.id;
    node.stage = source.stage.id;
    return node;
}

bool isThrottled(const MethodSource& source)
{
    return stageThrottle(source.stage, source.resource.path, source.method.verb, accountThrottle).has_value() ||
           source.surroundings.traffic->limitsAccount();
}

UsagePlanCheck::Design trafficDesign(const MethodSource& source)
{
    UsagePlanCheck::Design design;
    design.apiId = source.api.apiId;
    design.stage = source.stage.name;
    design.resourcePath = source.resource.path;
    design.httpMethod = toString(source.method.verb);
    design.resourceId = resourceIdText(source.resource.id);
    design.stageNode = nodeOf(source);
    return design;
}

} // namespace

std::shared_ptr<const WebAclCheck> compileWebAcl(const gw::Stage& stage, const Surroundings& surroundings)
{
    if (stage.webAcl.empty() || !isCounted(stage, surroundings))
        return nullptr;
    const auto& traffic = surroundings.traffic;
    return std::make_shared<const WebAclCheck>(traffic->webAcl(stage.webAcl), clockOf(traffic));
}

std::unique_ptr<const Stage> compileUsagePlan(const MethodSource& source)
{
    if (!isCounted(source.stage, source.surroundings))
        return nullptr;
    if (!source.method.apiKeyRequired && !isThrottled(source))
        return nullptr;
    UsagePlanCheck::Design design = trafficDesign(source);
    design.apiKeyRequired = source.method.apiKeyRequired;
    design.takesKeyFromAuthorizer = source.definition.apiKeySource == ApiKeySource::Authorizer;
    return std::make_unique<UsagePlanCheck>(source.surroundings.traffic, std::move(design));
}

// HTTP APIs have no keys and plans: what is left are the throttles of route, stage and account (reference 2.8).
std::unique_ptr<const Stage> compileRouteThrottle(const MethodSource& source)
{
    if (!isCounted(source.stage, source.surroundings) || !isThrottled(source))
        return nullptr;
    UsagePlanCheck::Design design = trafficDesign(source);
    design.stageName = "throttle";
    return std::make_unique<UsagePlanCheck>(source.surroundings.traffic, std::move(design));
}

std::shared_ptr<const CacheDesign> cacheDesign(const MethodSource& source)
{
    if (!source.method.integration || !isCached(source))
        return nullptr;
    const auto& traffic = source.surroundings.traffic;
    const MethodCacheSettings settings = settingsOf(source.stage, source.resource.path, source.method.verb).caching;
    const Integration& integration = *source.method.integration;
    auto design = std::make_shared<CacheDesign>();
    design->cache =
        traffic->cache({source.api.apiId, source.stage.name, source.hasOwnCache}, source.stage.cacheClusterSize);
    design->clock = clockOf(traffic);
    design->cacheNamespace =
        integration.cacheNamespace.empty() ? resourceIdText(source.resource.id) : integration.cacheNamespace;
    design->parameters = keyParameters(source);
    warnOfPathParametersThatDoNotVary(source, design->parameters);
    design->timeToLive = std::chrono::seconds(settings.ttlInSeconds.value_or(defaultCacheTtl));
    design->control.requiresAuthorization = settings.requireAuthorizationForCacheControl.value_or(true);
    design->control.strategy = strategyOf(settings.unauthorizedCacheControlHeaderStrategy.value_or(
        gw::UnauthorizedCacheControl::SucceedWithResponseHeader));
    const AwsSettings& aws = source.surroundings.aws;
    design->arnPrefix = "arn:aws:execute-api:" + aws.region + ":" + aws.accountId + ":" + source.api.apiId + "/" +
                        source.stage.name + "/";
    return design;
}

} // namespace gw::engine
