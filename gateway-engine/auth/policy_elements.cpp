// The elements of a policy's statement: whom, what and when it is about (reference 1.25, 1.26).
#include "gateway-engine/auth/policy_reader.h"

#include "core/in_quotes.h"
#include "gateway-engine/auth/policy_grammar.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace gw::engine::auth {

namespace {

constexpr std::string_view shorthand = "execute-api:";

} // namespace

const json::Value* PolicyReader::oneOf(const json::Value& value, const char* name, const char* notName, bool& isNot)
{
    const json::Value* plain = value.find(name);
    const json::Value* negated = value.find(notName);
    if (plain && negated)
        problem(*negated, "The statement has both " + inQuotes(name) + " and " + inQuotes(notName) + ".",
                "Keep one of them.");
    isNot = !plain && negated;
    m_place = m_statement + ", " + (isNot ? notName : name);
    return plain ? plain : negated;
}

void PolicyReader::readPrincipals(const json::Value& value, Statement& statement)
{
    PrincipalList list;
    const json::Value* principals = oneOf(value, "Principal", "NotPrincipal", list.isNot);
    const bool isWanted = m_options.kind == PolicyKind::Resource;
    if (!principals && isWanted)
        problem(value, "A statement of a resource policy says for whom it is.",
                "Add \"Principal\": \"*\" for everyone.");
    if (principals && !isWanted)
        problem(*principals, "A policy of a caller says nothing of principals: it is for the caller.", "Leave it out.");
    if (principals && isWanted) {
        readPrincipalMap(*principals, list);
        statement.principals = std::move(list);
    }
    m_place = m_statement;
}

void PolicyReader::readPrincipalMap(const json::Value& value, PrincipalList& list)
{
    const std::string hint = "Write \"*\", or as in {\"AWS\": \"arn:aws:iam::111122223333:user/ana\"}.";
    if (value.isString() && value.asString() == "*") {
        list.lines.push_back({PrincipalLine::Kind::Everyone, {}, "*", value.range()});
        return;
    }
    if (!value.isObject() || value.asObject().empty())
        return problem(value, "This names no principal.", hint);
    for (const json::Member& member : value.asObject()) {
        constexpr std::string_view kinds[] = {"AWS", "Service", "Federated", "CanonicalUser"};
        if (std::find(std::begin(kinds), std::end(kinds), member.key) == std::end(kinds))
            problem(member.keyRange, inQuotes(member.key) + " is no kind of principal.", hint);
        else
            forEachString(member.value, [&](const json::Value& item) { readPrincipal(member.key, item, list); });
    }
}

void PolicyReader::readPrincipal(const std::string& kind, const json::Value& value, PrincipalList& list)
{
    const std::string& text = value.asString();
    PrincipalLine line{PrincipalLine::Kind::Other, text, text, value.range()};
    if (kind == "Service")
        line.kind = PrincipalLine::Kind::Service;
    if (kind != "AWS") {
        list.lines.push_back(std::move(line));
        return;
    }
    const std::string root = accountOfRoot(text);
    if (text == "*") {
        line.kind = PrincipalLine::Kind::Everyone;
    } else if (isAccountId(text) || !root.empty()) {
        line.kind = PrincipalLine::Kind::Account;
        line.value = root.empty() ? text : root;
    } else if (text.starts_with("arn:") && isArn(text) && text.find_first_of("*?") == std::string::npos) {
        line.kind = PrincipalLine::Kind::Arn;
    } else {
        problem(value, inQuotes(text) + " is neither \"*\", an account nor the ARN of a user or role.",
                "Wildcards within an ARN are not possible here; a Condition on \"aws:PrincipalArn\" can have them.");
    }
    list.lines.push_back(std::move(line));
}

void PolicyReader::addPattern(const json::Value& item, const std::string& text, PatternList& list)
{
    auto pattern = GlobPattern::parse(text, Wildcards::Yes, m_variables);
    if (!pattern)
        return problem(item, std::move(pattern.error()));
    list.lines.push_back({*std::move(pattern), item.asString(), item.range()});
}

void PolicyReader::readActions(const json::Value& value, Statement& statement)
{
    const json::Value* actions = oneOf(value, "Action", "NotAction", statement.actions.isNot);
    if (!actions)
        problem(value, "The statement says nothing of actions.", "Add \"Action\": \"execute-api:Invoke\".");
    else
        forEachString(*actions, [&](const json::Value& item) {
            if (!isAction(item.asString()))
                problem(item, inQuotes(item.asString()) + " is no action.",
                        "Write it as in \"execute-api:Invoke\" or \"execute-api:*\".");
            else
                addPattern(item, item.asString(), statement.actions);
        });
    m_place = m_statement;
}

void PolicyReader::readResources(const json::Value& value, Statement& statement)
{
    const json::Value* resources = oneOf(value, "Resource", "NotResource", statement.resources.isNot);
    if (!resources)
        problem(value, "The statement says nothing of resources.", "Add \"Resource\": \"*\", or an ARN.");
    else
        forEachString(*resources, [&](const json::Value& item) { readResource(item, statement.resources); });
    m_place = m_statement;
}

void PolicyReader::readResource(const json::Value& item, PatternList& list)
{
    const std::string& text = item.asString();
    if (characters(text) > m_options.maxResourceChars)
        return problem(item, "The resource has " + std::to_string(characters(text)) + " characters" + ".",
                       "It may have " + std::to_string(m_options.maxResourceChars) + ": use \"*\" for a part of it.");
    const bool isShort = m_options.kind == PolicyKind::Resource && text.starts_with(shorthand);
    if (isShort && !m_options.api)
        return problem(item, "It is not known here which API " + inQuotes(text) + " is of.", "Write the whole ARN.");
    const std::string whole = isShort ? expandedResource(text, *m_options.api) : text;
    if (!isArn(whole))
        return problem(item, inQuotes(text) + " is no resource.",
                       m_options.kind == PolicyKind::Resource
                           ? "Write \"*\", \"execute-api:/stage/VERB/path\" or a whole ARN."
                           : "Write \"*\" or a whole ARN, as in \"arn:aws:execute-api:*:*:abc123defg/prod/GET/*\".");
    addPattern(item, whole, list);
}

void PolicyReader::readConditions(const json::Value& value, Statement& statement)
{
    const json::Value* conditions = value.find("Condition");
    if (!conditions)
        return;
    m_place = m_statement + ", Condition";
    const std::string hint = "Write it as in {\"IpAddress\": {\"aws:SourceIp\": \"203.0.113.0/24\"}}.";
    if (!conditions->isObject())
        return problem(*conditions, "A condition is an object.", hint);
    for (const json::Member& member : conditions->asObject()) {
        m_place = m_statement + ", Condition";
        const auto op = ConditionOperator::parse(member.key);
        if (!op) {
            problem(member.keyRange, op.error().message, op.error().hint);
            continue;
        }
        m_place = m_statement + ", Condition " + member.key;
        if (!member.value.isObject() || member.value.asObject().empty()) {
            problem(member.value, "An operator needs keys and values.", hint);
            continue;
        }
        for (const json::Member& key : member.value.asObject())
            readCondition(key, *op, statement);
    }
    m_place = m_statement;
}

void PolicyReader::readCondition(const json::Member& key, const ConditionOperator& op, Statement& statement)
{
    const auto colon = key.key.find(':');
    if (colon == 0 || colon == std::string::npos || colon + 1 == key.key.size())
        return problem(key.keyRange, inQuotes(key.key) + " is no condition key.", "Write it as in \"aws:SourceIp\".");
    Condition condition(op, key.key);
    const auto add = [&](const json::Value& item) {
        const bool isScalar = item.isString() || item.isBool() || item.isNumber();
        if (!isScalar)
            return problem(item, "A value of " + inQuotes(key.key) + " is no text.", "Write it in quotes.");
        if (auto added = condition.addValue(item.scalarText(), item.range(), m_variables); !added)
            problem(item, std::move(added.error()));
    };
    if (!key.value.isArray()) {
        add(key.value);
    } else {
        if (key.value.asArray().empty())
            problem(key.value, inQuotes(key.key) + " has no value.", "Write one, or leave the key out.");
        for (const json::Value& item : key.value.asArray())
            add(item);
    }
    statement.conditions.push_back(std::move(condition));
}

} // namespace gw::engine::auth
