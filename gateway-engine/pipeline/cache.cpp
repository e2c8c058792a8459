// A key is made of all values of its parameters, and names of headers are compared in any letter case: two requests
// that differ in a parameter never share an answer.
#include "gateway-engine/pipeline/cache.h"

#include "gateway-engine/http/uri.h"

#include <cstdio>
#include <optional>
#include <string_view>
#include <utility>

namespace gw::engine {

namespace {

constexpr char warningHeader[] = "Warning";

void addPathParameter(CacheKey& key, const CacheKeyParameter& parameter, const PathParameters& given)
{
    for (const auto& [name, value] : given)
        if (name == parameter.name)
            return key.add(parameter.text, value);
    key.add(parameter.text, std::nullopt);
}

void addValues(CacheKey& key, const CacheKeyParameter& parameter, const Request& request)
{
    bool isThere = false;
    const auto add = [&](std::string_view value) {
        key.add(parameter.text, value);
        isThere = true;
    };
    if (parameter.place == CacheKeyParameter::Place::QueryString) {
        for (const std::string& value : queryValues(request.query(), parameter.name))
            add(value);
    } else {
        for (const HeaderField field : request.headers)
            if (equalsIgnoreCase(field.name, parameter.name))
                add(field.value);
    }
    if (!isThere)
        key.add(parameter.text, std::nullopt);
}

// What belongs to the one request it answers: a part of the whole, or that it has it already.
bool isForThisRequestOnly(int status)
{
    return status == 206 || status == 304 || status == 412 || status == 416;
}

// Of IAM, allowed execute-api:InvalidateCache on the method.
bool mayInvalidate(const Exchange& x)
{
    return x.caller && x.caller->identity && x.caller->identity->mayInvalidateCache;
}

std::string seconds(std::chrono::nanoseconds time)
{
    char text[40];
    std::snprintf(text, sizeof text, "%.1f s", std::chrono::duration<double>(time).count());
    return text;
}

const char* inWords(StageCache::Stored stored)
{
    switch (stored) {
    case StageCache::Stored::TooLarge:
        return "no: the answer is too large";
    case StageCache::Stored::NoTimeToLive:
        return "no: the time to live is 0";
    case StageCache::Stored::Yes:
        break;
    }
    return "yes";
}

} // namespace

CacheKey CacheLookup::keyOf(const Exchange& x) const
{
    CacheKey key(x.request.headers.get("Host"), m_design->cacheNamespace);
    key.add("method", x.request.method); // GET and HEAD of one resource have different answers
    for (const CacheKeyParameter& parameter : m_design->parameters)
        if (parameter.place == CacheKeyParameter::Place::Path)
            addPathParameter(key, parameter, x.pathParameters);
        else
            addValues(key, parameter, x.request);
    return key;
}

void CacheLookup::answer(Exchange& x, const CachedResponse& cached, bool warns) const
{
    x.response.status = cached.status;
    x.response.headers = cached.headers;
    x.response.sharedBody = cached.body;
    if (warns)
        x.response.headers.add(warningHeader, cacheControlWarning);
    x.isAnswered = true;
    if (x.trace.isOn())
        x.trace.note("age", seconds(m_design->clock->now() - cached.stored));
}

Fault CacheLookup::refusal(const Exchange& x) const
{
    const bool isSigned = x.caller && x.caller->identity;
    const std::string arn = m_design->arnPrefix + x.request.method + std::string(x.path);
    Fault fault{GatewayResponseType::AccessDenied};
    fault.message = "User: " + (isSigned ? x.caller->identity->userArn : std::string("anonymous")) +
                    " is not authorized to perform: execute-api:InvalidateCache on resource: " + arn;
    fault.reason =
        "The request asks for a fresh answer (Cache-Control), and " +
        std::string(isSigned ? "its caller is not allowed execute-api:InvalidateCache."
                             : "nobody signed it: callers without a signature may not invalidate the cache.");
    return fault;
}

std::optional<Fault> CacheLookup::run(Exchange& x) const
{
    const CacheControlOutcome outcome =
        cacheControlOutcome(asksForFreshAnswer(x.request.headers), mayInvalidate(x), m_design->control);
    if (outcome == CacheControlOutcome::Refuse)
        return refusal(x);
    const bool warns = outcome == CacheControlOutcome::ServeWithWarning;
    CacheKey key = keyOf(x);
    const bool refreshes = outcome == CacheControlOutcome::Refresh;
    const CachedResponsePtr cached = refreshes ? nullptr : m_design->cache->find(key, m_design->clock->now());
    if (refreshes)
        m_design->cache->invalidate(key);
    if (x.trace.isOn()) {
        x.trace.note("cache", cached ? "hit" : refreshes ? "invalidated by the client" : "miss");
        x.trace.note("key", cacheKeyInWords(key.text()));
        if (warns)
            x.trace.note("Cache-Control", "ignored: the caller may not invalidate the cache");
    }
    if (cached)
        answer(x, *cached, warns);
    else
        x.cacheVisit = std::make_unique<CacheVisit>(CacheVisit{std::move(key), warns});
    return std::nullopt;
}

std::optional<Fault> CacheStore::run(Exchange& x) const
{
    if (isForThisRequestOnly(x.response.status)) {
        x.trace.note("stored", "no: such an answer is for this request only");
    } else {
        auto kept = std::make_shared<CachedResponse>();
        if (!x.response.sharedBody)
            x.response.sharedBody = std::make_shared<const std::string>(std::move(x.response.body));
        kept->status = x.response.status;
        kept->headers = x.response.headers;
        kept->body = x.response.sharedBody;
        kept->stored = m_design->clock->now();
        x.trace.note("stored",
                     inWords(m_design->cache->store(x.cacheVisit->key, kept, m_design->timeToLive, kept->stored)));
    }
    if (x.cacheVisit->warns)
        x.response.headers.add(warningHeader, cacheControlWarning);
    return std::nullopt;
}

} // namespace gw::engine
