#include "gateway-engine/pipeline/request_facts.h"

#include <cstdio>
#include <ctime>
#include <utility>

namespace gw::engine {

namespace {

std::string isoTime(std::chrono::system_clock::time_point time)
{
    const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
    std::tm t{};
    gmtime_r(&seconds, &t);
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02dZ", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday,
                  t.tm_hour, t.tm_min, t.tm_sec);
    return text;
}

} // namespace

void RequestFacts::add(const std::string& key, std::string_view value)
{
    m_keys.add(key, value);
}

void RequestFacts::lookUp(const std::vector<std::string>& wanted)
{
    m_keys.reserve(wanted.size());
    for (const std::string& key : wanted)
        if (!m_keys.has(key))
            lookUp(key);
}

void RequestFacts::lookUp(const std::string& key)
{
    if (key == "aws:sourceip")
        return add(key, m_request.remoteAddress);
    if (key == "aws:securetransport")
        return add(key, m_request.isTls ? "true" : "false");
    if (key == "aws:currenttime")
        return addMade(key, isoTime(m_now));
    if (key == "aws:epochtime")
        return addMade(key, std::to_string(std::chrono::system_clock::to_time_t(m_now)));
    if (key == "aws:referer" || key == "aws:useragent") {
        if (const auto value = m_request.headers.findLast(key == "aws:referer" ? "Referer" : "User-Agent"))
            add(key, *value);
        return;
    }
    lookUpCaller(key);
}

void RequestFacts::lookUpCaller(const std::string& key)
{
    if (!m_key || !m_identity)
        return;
    constexpr std::string_view tag = "aws:principaltag/";
    if (key == "aws:principalarn")
        add(key, m_key->principal.arn);
    else if (key == "aws:principalaccount")
        add(key, m_key->principal.accountId);
    else if (key == "aws:principaltype")
        add(key, "User");
    else if (key == "aws:userid")
        add(key, m_key->userId);
    else if (key == "aws:username")
        add(key, m_identity->name);
    else if (key.starts_with(tag))
        for (const auto& [name, value] : m_identity->tags)
            if (equalsIgnoringCase(name, std::string_view(key).substr(tag.size())))
                add(key, value);
}

} // namespace gw::engine
