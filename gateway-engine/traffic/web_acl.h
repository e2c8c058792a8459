// WebAcl: the WAF hook of a REST API's stage (reference 1.36): rules in order, the first that matches and does not only
// count decides, else the default action. A blocked request is answered by WAF_FILTERED, before anything else looks at
// it.
#pragma once

#include "gateway-engine/http/address_range.h"
#include "gateway-engine/http/headers.h"
#include "gateway-engine/traffic/address_rates.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gw::engine {

enum class WebAclAction { Allow, Block, Count };

struct AddressMatch // the client's address is in one of the ranges
{
    std::vector<AddressRange> ranges;
};

struct RateMatch // the client's address has made more requests in the last seconds that came as far as this rule
{
    std::uint64_t limit = 100;
    std::chrono::seconds window = AddressRates::defaultWindow;
};

enum class TextPosition { Exactly, StartsWith, EndsWith, Contains };

struct HeaderMatch // a field of that name has such a value
{
    std::string name;
    TextPosition position = TextPosition::Contains;
    std::string value; // empty with Contains: the header is there
    bool ignoresCase = true;
};

enum class RequestPart { Body, Headers, QueryString, UriPath };

struct SizeMatch // the part has more bytes
{
    RequestPart part = RequestPart::Body;
    std::size_t limit = 8'192;
};

struct WebAclRule
{
    std::string name; // unique in its list: what was counted for a rate stays with it through changes
    WebAclAction action = WebAclAction::Block;
    std::variant<AddressMatch, RateMatch, HeaderMatch, SizeMatch> condition;
};

struct WebRequest // what rules look at; views
{
    std::string_view address; // the TCP peer's
    const Headers& headers;
    std::size_t headerBytes = 0; // names and values
    std::size_t bodyBytes = 0;
    std::size_t queryBytes = 0; // as sent, without the "?"
    std::size_t pathBytes = 0;  // as sent
};

struct WebAclDecision
{
    WebAclAction action = WebAclAction::Allow;
    std::optional<std::size_t> rule;    // its place; nothing: the default action
    std::string reason;                 // of a block, in a sentence, for the trace; empty otherwise
    std::vector<std::size_t> counted{}; // places of those that matched and only count

    [[nodiscard]] bool isBlocked() const { return action == WebAclAction::Block; }
};

class WebAcl
{
public:
    // Counts of rate rules go over from `former` to those of the same name; it may be null.
    WebAcl(std::vector<WebAclRule> rules, WebAclAction defaultAction, const WebAcl* former = nullptr);

    [[nodiscard]] WebAclDecision evaluate(const WebRequest& request, AddressRates::TimePoint now) const;
    [[nodiscard]] const std::vector<WebAclRule>& rules() const { return m_rules; }

private:
    [[nodiscard]] std::shared_ptr<AddressRates> ratesOf(const std::string& rule,
                                                        std::chrono::seconds window) const; // null: none such

    std::vector<WebAclRule> m_rules;
    WebAclAction m_defaultAction;
    std::vector<std::shared_ptr<AddressRates>> m_rates; // by rule; null for those that do not count
};

} // namespace gw::engine
