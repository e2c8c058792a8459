#include "gateway-engine/traffic/web_acl.h"

#include "core/in_quotes.h"
#include "core/letter_case.h"

#include <algorithm>
#include <utility>

namespace gw::engine {

namespace {

bool equalText(std::string_view a, std::string_view b, bool ignoresCase)
{
    return ignoresCase ? equalsIgnoringCase(a, b) : a == b;
}

bool isAt(std::string_view text, const HeaderMatch& match)
{
    const std::string_view value = match.value;
    if (text.size() < value.size())
        return false;
    switch (match.position) {
    case TextPosition::Exactly:
        return equalText(text, value, match.ignoresCase);
    case TextPosition::StartsWith:
        return equalText(text.substr(0, value.size()), value, match.ignoresCase);
    case TextPosition::EndsWith:
        return equalText(text.substr(text.size() - value.size()), value, match.ignoresCase);
    case TextPosition::Contains:
        break;
    }
    return std::search(text.begin(), text.end(), value.begin(), value.end(),
                       [&match](char a, char b) {
                           return match.ignoresCase ? toLowerAscii(a) == toLowerAscii(b) : a == b;
                       }) != text.end() ||
           value.empty();
}

std::size_t sizeOf(RequestPart part, const WebRequest& request)
{
    switch (part) {
    case RequestPart::Body:
        return request.bodyBytes;
    case RequestPart::Headers:
        return request.headerBytes;
    case RequestPart::QueryString:
        return request.queryBytes;
    case RequestPart::UriPath:
        break;
    }
    return request.pathBytes;
}

const char* partInWords(RequestPart part)
{
    switch (part) {
    case RequestPart::Body:
        return "body";
    case RequestPart::Headers:
        return "headers";
    case RequestPart::QueryString:
        return "query string";
    case RequestPart::UriPath:
        break;
    }
    return "URI path";
}

// Whether a condition matches, by its kind.
struct Matches
{
    const WebRequest& request;
    const std::optional<AddressBytes>& address;
    AddressRates* rates;
    AddressRates::TimePoint now;

    bool operator()(const AddressMatch& match) const
    {
        return address && std::any_of(match.ranges.begin(), match.ranges.end(),
                                      [this](const AddressRange& range) { return range.holds(*address); });
    }
    bool operator()(const RateMatch& match) const
    {
        return rates->count(address.value_or(AddressBytes{}), now) > match.limit;
    }
    bool operator()(const HeaderMatch& match) const
    {
        for (const HeaderField field : request.headers)
            if (equalsIgnoreCase(field.name, match.name) && isAt(field.value, match))
                return true;
        return false;
    }
    bool operator()(const SizeMatch& match) const { return sizeOf(match.part, request) > match.limit; }
};

// What matched, for people. Values of headers stay out of it.
struct InWords
{
    const WebRequest& request;

    std::string operator()(const AddressMatch&) const
    {
        return "the address " + std::string(request.address) + " is in its ranges";
    }
    std::string operator()(const RateMatch& match) const
    {
        return "the address " + std::string(request.address) + " made more than " + std::to_string(match.limit) +
               " requests in " + std::to_string(match.window.count()) + " seconds";
    }
    std::string operator()(const HeaderMatch& match) const { return "the header " + inQuotes(match.name) + " matches"; }
    std::string operator()(const SizeMatch& match) const
    {
        return "the " + std::string(partInWords(match.part)) + " of " + std::to_string(sizeOf(match.part, request)) +
               " bytes is over " + std::to_string(match.limit);
    }
};

} // namespace

WebAcl::WebAcl(std::vector<WebAclRule> rules, WebAclAction defaultAction, const WebAcl* former)
    : m_rules(std::move(rules)), m_defaultAction(defaultAction)
{
    for (const WebAclRule& rule : m_rules) {
        std::shared_ptr<AddressRates> rates;
        if (const auto* match = std::get_if<RateMatch>(&rule.condition)) {
            rates = former ? former->ratesOf(rule.name, match->window) : nullptr;
            if (!rates)
                rates = std::make_shared<AddressRates>(AddressRates::defaultMost, match->window);
        }
        m_rates.push_back(std::move(rates));
    }
}

std::shared_ptr<AddressRates> WebAcl::ratesOf(const std::string& rule, std::chrono::seconds window) const
{
    for (std::size_t i = 0; i < m_rules.size(); ++i)
        if (m_rates[i] && m_rules[i].name == rule && m_rates[i]->window() == window)
            return m_rates[i];
    return nullptr;
}

WebAclDecision WebAcl::evaluate(const WebRequest& request, AddressRates::TimePoint now) const
{
    const auto address = addressBytes(request.address);
    WebAclDecision decision{m_defaultAction, std::nullopt, {}, {}};
    for (std::size_t i = 0; i < m_rules.size(); ++i) {
        const WebAclRule& rule = m_rules[i];
        if (!std::visit(Matches{request, address, m_rates[i].get(), now}, rule.condition))
            continue;
        if (rule.action == WebAclAction::Count) {
            decision.counted.push_back(i);
            continue;
        }
        decision.action = rule.action;
        decision.rule = i;
        if (decision.isBlocked())
            decision.reason = "The web ACL's rule " + inQuotes(rule.name) +
                              " blocks the request: " + std::visit(InWords{request}, rule.condition) + ".";
        return decision;
    }
    if (decision.isBlocked())
        decision.reason = "No rule of the web ACL allows the request, and its default action is to block.";
    return decision;
}

} // namespace gw::engine
