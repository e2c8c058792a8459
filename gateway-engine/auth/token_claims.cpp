#include "gateway-engine/auth/token_claims.h"

#include "core/in_quotes.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

namespace gw::engine::auth {

namespace {

std::optional<TokenFailure> failure(TokenFault fault, std::string reason)
{
    return TokenFailure{fault, std::move(reason)};
}

// Seconds since 1970; nothing where it is no number that stands for a time.
std::optional<double> numericDate(const json::Value& value)
{
    constexpr double most = 1e12;
    const double seconds = value.isNumber() ? value.toDouble(std::numeric_limits<double>::quiet_NaN()) : most;
    return std::isfinite(seconds) && std::abs(seconds) < most ? std::optional(seconds) : std::nullopt;
}

double secondsOf(std::chrono::system_clock::time_point time)
{
    return std::chrono::duration<double>(time.time_since_epoch()).count();
}

std::string ago(double seconds)
{
    return std::to_string(std::llround(std::abs(seconds))) + " s " + (seconds < 0 ? "from now" : "ago");
}

std::string listed(const std::vector<std::string>& names)
{
    std::string text;
    for (const std::string& name : names)
        text.append(text.empty() ? "" : ", ").append(inQuotes(name));
    return text;
}

bool isOneOf(const std::vector<std::string>& names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool isTextList(const json::Value& value)
{
    return value.isArray() && std::all_of(value.asArray().begin(), value.asArray().end(),
                                          [](const json::Value& item) { return item.isString(); });
}

// The texts of a text of words or of a list of texts.
std::vector<std::string> wordsOf(const json::Value& value)
{
    std::vector<std::string> words;
    if (value.isArray())
        for (const json::Value& item : value.asArray())
            words.emplace_back(item.toString());
    std::string_view text = value.toString();
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        if (end > 0)
            words.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

} // namespace

std::vector<std::string> scopesOf(const json::Value& claims)
{
    const json::Value* scope = claims.find("scope");
    return wordsOf(scope ? *scope : claims["scp"]);
}

void ClaimCheck::say(std::string text) const
{
    if (said)
        *said = std::move(text);
}

std::optional<TokenFailure> ClaimCheck::issuer() const
{
    const json::Value& issuer = claims["iss"];
    if (rules.issuer.empty()) {
        say("Any issuer is accepted; it is " + inQuotes(issuer.scalarText()) + ".");
        return std::nullopt;
    }
    if (!issuer.isString())
        return failure(TokenFault::WrongIssuer,
                       "The token has no text \"iss\"; it has to be " + inQuotes(rules.issuer) + ".");
    if (issuer.asString() != rules.issuer)
        return failure(TokenFault::WrongIssuer, "The token is of " + inQuotes(issuer.asString()) +
                                                    "; it has to be of " + inQuotes(rules.issuer) + ".");
    say("It is " + inQuotes(rules.issuer) + ".");
    return std::nullopt;
}

std::optional<TokenFailure> ClaimCheck::audience() const
{
    if (rules.audiences.empty()) {
        say("No audience is asked for.");
        return std::nullopt;
    }
    const json::Value* audience = claims.find("aud");
    const char* const name = audience ? "aud" : "client_id";
    const json::Value& value = audience ? *audience : claims["client_id"];
    if (audience && !value.isString() && !isTextList(value))
        return failure(TokenFault::Malformed, "The \"aud\" of the token is neither a text nor a list of texts.");
    const auto isMet = [this](const json::Value& item) {
        return item.isString() && isOneOf(rules.audiences, item.asString());
    };
    const bool isThere =
        value.isArray() ? std::any_of(value.asArray().begin(), value.asArray().end(), isMet) : isMet(value);
    if (!isThere)
        return failure(
            TokenFault::WrongAudience,
            value.isNull()
                ? "The token has neither \"aud\" nor \"client_id\"; needed is one of " + listed(rules.audiences) + "."
                : "Nothing in the token's " + inQuotes(name) + " is one of " + listed(rules.audiences) + ".");
    say(inQuotes(name) + " holds one of " + listed(rules.audiences) + ".");
    return std::nullopt;
}

std::optional<TokenFailure> ClaimCheck::expiry() const
{
    const json::Value* value = claims.find("exp");
    if (!value)
        return failure(TokenFault::Malformed, "The token has no \"exp\": it would be good for ever.");
    const auto end = numericDate(*value);
    if (!end)
        return failure(TokenFault::Malformed, "The \"exp\" of the token is no time in seconds since 1970.");
    const double past = secondsOf(now) - *end;
    if (past >= static_cast<double>(rules.leeway.count()))
        return failure(TokenFault::Expired, "The token has expired " + ago(past) + ".");
    say(past < 0 ? "It expires " + ago(past) + "." : "It has expired " + ago(past) + ", within the leeway.");
    return std::nullopt;
}

std::optional<TokenFailure> ClaimCheck::startsBeforeNow(const char* claim) const
{
    const json::Value* value = claims.find(claim);
    if (!value) {
        say("The token has none.");
        return std::nullopt;
    }
    const auto begin = numericDate(*value);
    if (!begin)
        return failure(TokenFault::Malformed,
                       "The " + inQuotes(claim) + " of the token is no time in seconds since 1970.");
    const double past = secondsOf(now) - *begin;
    if (-past > static_cast<double>(rules.leeway.count()))
        return failure(TokenFault::NotYetValid, "The " + inQuotes(claim) + " of the token is " + ago(past) + ".");
    say("It is " + ago(past) + ".");
    return std::nullopt;
}

std::optional<TokenFailure> ClaimCheck::use() const
{
    const json::Value& use = claims["token_use"];
    if (rules.tokenUse.empty()) {
        say("No use is asked for.");
        return std::nullopt;
    }
    if (use.toString() != rules.tokenUse)
        return failure(TokenFault::WrongUse, "The token's \"token_use\" is " + inQuotes(use.scalarText()) +
                                                 "; needed is " + inQuotes(rules.tokenUse) + ".");
    say("It is " + inQuotes(rules.tokenUse) + ".");
    return std::nullopt;
}

std::optional<TokenFailure> ClaimCheck::scope() const
{
    if (rules.scopes.empty()) {
        say("No scope is asked for.");
        return std::nullopt;
    }
    const std::vector<std::string> given = scopesOf(claims);
    const auto met = std::find_if(given.begin(), given.end(),
                                  [this](const std::string& word) { return isOneOf(rules.scopes, word); });
    if (met == given.end())
        return failure(TokenFault::InsufficientScope,
                       "The token has " + (given.empty() ? std::string("no scope") : "the scopes " + listed(given)) +
                           "; needed is one of " + listed(rules.scopes) + ".");
    say(inQuotes(*met) + " is there.");
    return std::nullopt;
}

} // namespace gw::engine::auth
