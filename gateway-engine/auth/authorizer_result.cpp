#include "gateway-engine/auth/authorizer_result.h"

#include "core/in_quotes.h"
#include "core/json/text.h"
#include "gateway-engine/auth/duplicate_member.h"

#include <utility>

namespace gw::engine::auth {

namespace {

using Problem = tl::unexpected<std::string>;

constexpr std::size_t mostBytes = 262'144;
constexpr int mostDepth = 30;
constexpr std::size_t longestQuote = 100;

std::string shown(std::string_view name)
{
    return inQuotes(name.substr(0, longestQuote));
}

const char* kindOf(const json::Value& value)
{
    if (value.isArray())
        return "a list";
    if (value.isObject())
        return "an object";
    if (value.isNull())
        return "null";
    return value.isBool() ? "a boolean" : value.isNumber() ? "a number" : "a text";
}

tl::expected<json::Value, std::string> readContext(const json::Value& given, const AuthorizerContract& contract)
{
    json::Object texts;
    if (given.isNull())
        return json::Value(std::move(texts));
    if (!given.isObject())
        return Problem(std::string("\"context\" is ") + kindOf(given) + ", and has to be an object.");
    if (contract.keepsContextTypes)
        return given;
    for (const json::Member& member : given.asObject()) {
        if (member.value.isArray() || member.value.isObject())
            return Problem("\"context\" has " + std::string(kindOf(member.value)) + " as " + shown(member.key) +
                           ": its values are texts, numbers or booleans.");
        if (!member.value.isNull())
            texts.push_back({member.key, member.value.scalarText()});
    }
    return json::Value(std::move(texts));
}

tl::expected<json::Value, std::string> readDocument(std::string_view payload)
{
    if (payload.size() > mostBytes)
        return Problem("The result has more than " + std::to_string(mostBytes) + " bytes.");
    json::ReadLimits limits;
    limits.maxDepth = mostDepth;
    auto document = json::readJson(payload, limits);
    if (!document)
        return Problem("The result is no JSON: " + document.error().message);
    if (!document->isObject())
        return Problem(std::string("The result is ") + kindOf(*document) + ", and has to be an object.");
    if (const json::Member* twice = findDuplicateMember(*document))
        return Problem("The result has the member " + shown(twice->key) + " twice.");
    return *std::move(document);
}

Policy policyOfEveryRoute(bool isAuthorized)
{
    PolicyOptions options;
    options.kind = PolicyKind::Authorizer;
    const std::string effect = isAuthorized ? "Allow" : "Deny";
    return Policy::read(R"({"Version":"2012-10-17","Statement":{"Effect":")" + effect +
                            R"(","Action":"execute-api:Invoke","Resource":"*"}})",
                        options)
        .value();
}

// A text such as "false" is no answer: whoever takes it for one lets everybody in.
tl::expected<AuthorizerResult, std::string> readSimple(const json::Value& document, const AuthorizerContract& contract)
{
    const json::Value& answer = document["isAuthorized"];
    if (!answer.isBool())
        return Problem(std::string("\"isAuthorized\" is ") +
                       (document.find("isAuthorized") ? kindOf(answer) : "missing") + ", and has to be a boolean.");
    auto context = readContext(document["context"], contract);
    if (!context)
        return Problem(context.error());
    return AuthorizerResult{{}, policyOfEveryRoute(answer.toBool()), {}, *std::move(context), {}, true};
}

tl::expected<AuthorizerResult, std::string> readWithPolicy(const json::Value& document,
                                                           const AuthorizerContract& contract)
{
    const json::Value& principal = document["principalId"];
    if (!principal.isString() || principal.asString().empty())
        return Problem(std::string("\"principalId\" is ") +
                       (principal.isString()           ? "empty"
                        : document.find("principalId") ? kindOf(principal)
                                                       : "missing") +
                       ", and has to be a text.");
    const json::Value& policyDocument = document["policyDocument"];
    if (!policyDocument.isObject())
        return Problem(std::string("\"policyDocument\" is ") +
                       (document.find("policyDocument") ? kindOf(policyDocument) : "missing") +
                       ", and has to be a policy.");
    std::string text = json::writeJson(policyDocument);
    PolicyOptions options;
    options.kind = PolicyKind::Authorizer;
    auto policy = Policy::read(text, options);
    if (!policy)
        return Problem("\"policyDocument\" is no policy: " + policy.error().message);
    auto context = readContext(document["context"], contract);
    if (!context)
        return Problem(context.error());
    const json::Value& key = document["usageIdentifierKey"];
    if (!key.isString() && !key.isNull())
        return Problem(std::string("\"usageIdentifierKey\" is ") + kindOf(key) + ", and has to be a text.");
    return AuthorizerResult{principal.asString(), *std::move(policy), std::move(text), *std::move(context),
                            std::string(key.toString())};
}

} // namespace

tl::expected<AuthorizerResult, std::string> readAuthorizerResult(std::string_view payload,
                                                                 const AuthorizerContract& contract)
{
    const auto document = readDocument(payload);
    if (!document)
        return Problem(document.error());
    return contract.isSimple ? readSimple(*document, contract) : readWithPolicy(*document, contract);
}

} // namespace gw::engine::auth
