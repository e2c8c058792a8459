// What differs between two CORS configurations of an HTTP API (reference 2.6): what a page could do and can no longer
// breaks it.
#include "core/edit/behaviour_diff_parts.h"
#include "core/in_quotes.h"

#include <algorithm>
#include <utility>

namespace gw {

namespace {

bool isAmong(const std::vector<std::string>& texts, const std::string& text)
{
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

} // namespace

void compareCors(BehaviourReport& report)
{
    const auto& was = report.before.cors;
    const auto& is = report.after.cors;
    if (was == is)
        return;
    if (!was || !is)
        return report.say(Behaviour::Responses,
                          is ? "The gateway answers preflight requests itself now (CORS)."
                             : "The gateway no longer answers preflight requests itself (CORS).",
                          !is);
    const CorsConfiguration& before = *was;
    const CorsConfiguration& after = *is;
    const std::pair<std::vector<std::string> CorsConfiguration::*, const char*> lists[] = {
        {&CorsConfiguration::allowOrigins, "origin"},
        {&CorsConfiguration::allowMethods, "method"},
        {&CorsConfiguration::allowHeaders, "header"}};
    for (const auto& [list, what] : lists) {
        for (const std::string& text : before.*list)
            if (!isAmong(after.*list, text))
                report.say(Behaviour::Responses,
                           "CORS no longer allows the " + std::string(what) + " " + inQuotes(text) + ".", true);
        for (const std::string& text : after.*list)
            if (!isAmong(before.*list, text))
                report.say(Behaviour::Responses,
                           "CORS allows the " + std::string(what) + " " + inQuotes(text) + " now.");
    }
    if (before.allowCredentials != after.allowCredentials)
        report.say(Behaviour::Responses,
                   after.allowCredentials ? "CORS allows credentials now." : "CORS no longer allows credentials.",
                   !after.allowCredentials);
    if (before.exposeHeaders != after.exposeHeaders || before.maxAge != after.maxAge)
        report.say(Behaviour::Responses, "CORS exposes other headers, or is kept for another time.");
}

} // namespace gw
