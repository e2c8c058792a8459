// Policies, statement by statement.
#include "core/edit/policy_rules.h"

#include "core/api/authorizer.h"
#include "core/in_quotes.h"
#include "core/json/text.h"

#include <algorithm>
#include <iterator>

namespace gw {

namespace {

constexpr std::string_view operators[] = {"StringEquals",
                                          "StringNotEquals",
                                          "StringEqualsIgnoreCase",
                                          "StringNotEqualsIgnoreCase",
                                          "StringLike",
                                          "StringNotLike",
                                          "NumericEquals",
                                          "NumericNotEquals",
                                          "NumericLessThan",
                                          "NumericLessThanEquals",
                                          "NumericGreaterThan",
                                          "NumericGreaterThanEquals",
                                          "DateEquals",
                                          "DateNotEquals",
                                          "DateLessThan",
                                          "DateLessThanEquals",
                                          "DateGreaterThan",
                                          "DateGreaterThanEquals",
                                          "Bool",
                                          "BinaryEquals",
                                          "IpAddress",
                                          "NotIpAddress",
                                          "ArnEquals",
                                          "ArnNotEquals",
                                          "ArnLike",
                                          "ArnNotLike"};

bool isTexts(const json::Value& value)
{
    const auto isText = [](const json::Value& item) { return item.isString(); };
    return value.isString() || (value.isArray() && !value.asArray().empty() &&
                                std::all_of(value.asArray().begin(), value.asArray().end(), isText));
}

bool isScalars(const json::Value& value)
{
    const auto isScalar = [](const json::Value& item) { return item.isString() || item.isNumber() || item.isBool(); };
    return isScalar(value) ||
           (value.isArray() && std::all_of(value.asArray().begin(), value.asArray().end(), isScalar));
}

std::string faultOfCondition(const json::Value& condition)
{
    if (condition.isNull())
        return {};
    if (!condition.isObject())
        return "its Condition is not an object";
    for (const json::Member& test : condition.asObject()) {
        if (!isConditionOperator(test.key))
            return inQuotes(test.key) + " is no operator of conditions";
        if (!test.value.isObject())
            return "its condition " + inQuotes(test.key) + " is not an object";
        for (const json::Member& key : test.value.asObject())
            if (!isScalars(key.value))
                return "the condition key " + inQuotes(key.key) + " has no value that can be compared";
    }
    return {};
}

bool isPrincipal(const json::Value& value)
{
    if (value.isString())
        return value.asString() == "*";
    return value.isObject() && !value.asObject().empty() &&
           std::all_of(value.asObject().begin(), value.asObject().end(),
                       [](const json::Member& member) { return isTexts(member.value); });
}

std::string faultOfPrincipal(const json::Value& statement, PolicyOwner owner)
{
    const json::Value* principal = statement.find("Principal");
    principal = principal ? principal : statement.find("NotPrincipal");
    if (owner == PolicyOwner::Identity)
        return principal ? "it has a Principal, which only resource policies have" : "";
    if (!principal)
        return "it does not say whom it is about: it has no Principal";
    return isPrincipal(*principal) ? "" : "its Principal is neither \"*\" nor an object such as {\"AWS\": \"*\"}";
}

// One of `key` and "Not…", as texts.
std::string faultOfPair(const json::Value& statement, const std::string& key)
{
    const json::Value* one = statement.find(key);
    const json::Value* other = statement.find("Not" + key);
    if (!one && !other)
        return "it has no " + key;
    if (one && other)
        return "it has " + key + " and Not" + key;
    return isTexts(one ? *one : *other) ? "" : "its " + key + " is neither a text nor a list of texts";
}

std::string faultOfStatement(const json::Value& statement, PolicyOwner owner)
{
    if (!statement.isObject())
        return "it is not an object";
    const std::string_view effect = statement["Effect"].toString();
    if (effect != "Allow" && effect != "Deny")
        return "its Effect is neither Allow nor Deny";
    if (std::string fault = faultOfPrincipal(statement, owner); !fault.empty())
        return fault;
    for (const char* key : {"Action", "Resource"})
        if (std::string fault = faultOfPair(statement, key); !fault.empty())
            return fault;
    return faultOfCondition(statement["Condition"]);
}

// The statements, a single one as a list.
json::Array statementsOf(const json::Value& policy)
{
    const json::Value& statements = policy["Statement"];
    if (statements.isArray())
        return statements.asArray();
    return statements.isNull() ? json::Array{} : json::Array{statements};
}

json::Value documentOf(const json::Value& policy)
{
    if (!policy.isString())
        return policy;
    auto document = json::readJson(policy.asString());
    return document ? std::move(*document) : json::Value();
}

bool isEverybody(const json::Value& principal)
{
    const auto isStar = [](const json::Value& value) { return value.toString() == "*"; };
    const json::Value& accounts = principal.isObject() ? principal["AWS"] : principal;
    return isStar(accounts) ||
           (accounts.isArray() && std::any_of(accounts.asArray().begin(), accounts.asArray().end(), isStar));
}

} // namespace

bool isConditionOperator(std::string_view text)
{
    for (const std::string_view quantifier : {"ForAllValues:", "ForAnyValue:"})
        if (text.starts_with(quantifier))
            text.remove_prefix(quantifier.size());
    if (text == "Null")
        return true;
    constexpr std::string_view ifExists = "IfExists";
    if (text.ends_with(ifExists))
        text.remove_suffix(ifExists.size());
    return std::find(std::begin(operators), std::end(operators), text) != std::end(operators);
}

std::string faultOfPolicy(const json::Value& policy, PolicyOwner owner)
{
    const json::Value document = documentOf(policy);
    if (!document.isObject())
        return policy.isString() ? "The policy is a text that is no JSON object." : "The policy is not an object.";
    if (json::writeJson(document).size() > mostPolicyBytes)
        return "The policy is longer than 8192 characters.";
    const std::string version = document["Version"].scalarText();
    if (!version.empty() && version != "2012-10-17" && version != "2008-10-17")
        return "The policy's Version " + inQuotes(version) + " is none.";
    const json::Array statements = statementsOf(document);
    if (statements.empty())
        return "The policy has no statement.";
    for (std::size_t i = 0; i < statements.size(); ++i)
        if (const std::string fault = faultOfStatement(statements[i], owner); !fault.empty())
            return "Statement " + std::to_string(i + 1) + " of the policy: " + fault + ".";
    return {};
}

bool allowsEverybody(const json::Value& policy)
{
    const json::Value document = documentOf(policy);
    const json::Array statements = statementsOf(document);
    return std::any_of(statements.begin(), statements.end(), [](const json::Value& statement) {
        const json::Value& condition = statement["Condition"];
        const bool isFree = condition.isNull() || (condition.isObject() && condition.asObject().empty());
        return statement["Effect"].toString() == "Allow" && isEverybody(statement["Principal"]) && isFree;
    });
}

} // namespace gw
