#include "gateway-engine/auth/policy_reader.h"

#include "core/in_quotes.h"
#include "core/json/text.h"
#include "gateway-engine/auth/duplicate_member.h"
#include "gateway-engine/auth/policy_grammar.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace gw::engine::auth {

namespace {

constexpr std::string_view currentVersion = "2012-10-17";
constexpr std::string_view formerVersion = "2008-10-17"; // knows no policy variables
constexpr std::string_view shorthand = "execute-api:";

std::string counted(std::size_t number, const char* of)
{
    return std::to_string(number) + " " + of;
}

class Reader
{
public:
    Reader(std::string_view text, const PolicyOptions& options) : m_text(text), m_options(options) {}

    PolicyReading read(const json::Value& root)
    {
        readDocument(root);
        return std::move(m_reading);
    }

private:
    void readDocument(const json::Value& root);
    void readVersion(const json::Value& root);
    void readStatements(const json::Value& statements);
    void readStatement(const json::Value& value);
    void readSid(const json::Value& value, Statement& statement);
    void readEffect(const json::Value& value, Statement& statement);
    void readPrincipals(const json::Value& value, Statement& statement);
    void readPrincipalMap(const json::Value& value, PrincipalList& list);
    void readPrincipal(const std::string& kind, const json::Value& value, PrincipalList& list);
    void readActions(const json::Value& value, Statement& statement);
    void readResources(const json::Value& value, Statement& statement);
    void readResource(const json::Value& item, PatternList& list);
    void readConditions(const json::Value& value, Statement& statement);
    void readCondition(const json::Member& key, const ConditionOperator& op, Statement& statement);
    const json::Value* oneOf(const json::Value& value, const char* name, const char* notName, bool& isNot);
    void addPattern(const json::Value& item, const std::string& text, PatternList& list);

    // Calls `use` with each string of a string or list of strings.
    template <typename Use>
    void forEachString(const json::Value& value, Use use);
    void allowOnly(const json::Value& object, std::initializer_list<std::string_view> known);

    void problem(const json::Value& at, std::string message, std::string hint) { problem(at.range(), message, hint); }
    void problem(json::TextRange at, const std::string& message, const std::string& hint);
    void problem(const json::Value& at, Diagnostic of) { problem(at.range(), of.message, of.hint); }

    std::string_view m_text;
    const PolicyOptions& m_options;
    PolicyVariables m_variables = PolicyVariables::No;
    std::string m_place; // "Statement 2, Action"; empty at the top
    std::string m_statement;
    std::vector<std::string> m_sids;
    PolicyReading m_reading;
};

void Reader::problem(json::TextRange at, const std::string& message, const std::string& hint)
{
    Diagnostic found = brokenRule("policy", (m_place.empty() ? std::string() : m_place + ": ") + message, hint);
    if (!m_text.empty())
        found.position = json::positionOf(m_text, at.begin);
    m_reading.problems.push_back(std::move(found));
}

void Reader::allowOnly(const json::Value& object, std::initializer_list<std::string_view> known)
{
    for (const json::Member& member : object.asObject())
        if (std::find(known.begin(), known.end(), member.key) == known.end()) {
            std::string names;
            for (const std::string_view name : known)
                names.append(names.empty() ? "" : ", ").append(name);
            problem(member.keyRange, inQuotes(member.key) + " is no element of policies.",
                    "What may stand here: " + names + ".");
        }
}

template <typename Use>
void Reader::forEachString(const json::Value& value, Use use)
{
    const std::string hint = "Write a text in quotes, or a list of such texts.";
    if (value.isString())
        return use(value);
    if (!value.isArray())
        return problem(value, "This is neither a text nor a list of texts.", hint);
    if (value.asArray().empty())
        problem(value, "The list is empty.", hint);
    for (const json::Value& item : value.asArray())
        if (item.isString())
            use(item);
        else
            problem(item, "This is no text.", hint);
}

void Reader::readDocument(const json::Value& root)
{
    const std::size_t size = characters(m_text.empty() ? json::writeJson(root) : std::string(m_text));
    if (size > m_options.maxChars)
        problem(root, "The policy has " + counted(size, "characters") + ".",
                "It may have " + std::to_string(m_options.maxChars) + ": join statements, or use wildcards.");
    if (!root.isObject())
        return problem(root, "A policy is an object.", "Begin with {\"Version\": \"2012-10-17\", \"Statement\": …}.");
    if (const json::Member* again = findDuplicateMember(root))
        problem(again->keyRange, inQuotes(again->key) + " is there twice.", "Remove one of the two.");
    allowOnly(root, {"Version", "Id", "Statement"});
    readVersion(root);
    if (const json::Value* id = root.find("Id"); id && !id->isString())
        problem(*id, "The Id is no text.", "Write it in quotes, or leave it out.");
    if (const json::Value* statements = root.find("Statement"))
        readStatements(*statements);
    else
        problem(root, "The policy has no \"Statement\".", "Say what it allows or denies.");
}

void Reader::readVersion(const json::Value& root)
{
    const json::Value* version = root.find("Version");
    if (!version)
        return;
    if (version->toString() == currentVersion)
        m_variables = PolicyVariables::Yes;
    else if (version->toString() != formerVersion)
        problem(*version, inQuotes(version->scalarText()) + " is no version of policies.", "Write \"2012-10-17\".");
}

void Reader::readStatements(const json::Value& statements)
{
    if (statements.isObject()) {
        m_statement = "Statement";
        return readStatement(statements);
    }
    if (!statements.isArray())
        return problem(statements, "\"Statement\" is neither an object nor a list of objects.",
                       "Write [{\"Effect\": \"Allow\", …}].");
    if (statements.asArray().empty())
        problem(statements, "The list of statements is empty.", "Say what the policy allows or denies.");
    for (std::size_t i = 0; i < statements.asArray().size(); ++i) {
        m_statement = "Statement " + std::to_string(i + 1);
        readStatement(statements.asArray()[i]);
    }
}

void Reader::readStatement(const json::Value& value)
{
    m_place = m_statement;
    if (!value.isObject())
        return problem(value, "A statement is an object.", "Write {\"Effect\": \"Allow\", …}.");
    allowOnly(value, {"Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource",
                      "Condition"});
    Statement statement;
    statement.range = value.range();
    readSid(value, statement);
    readEffect(value, statement);
    readPrincipals(value, statement);
    readActions(value, statement);
    readResources(value, statement);
    readConditions(value, statement);
    m_place.clear();
    m_reading.statements.push_back(std::move(statement));
}

void Reader::readSid(const json::Value& value, Statement& statement)
{
    const json::Value* sid = value.find("Sid");
    if (!sid)
        return;
    statement.sid = sid->toString();
    if (!sid->isString() || !std::all_of(statement.sid.begin(), statement.sid.end(), isLetterOrDigit))
        problem(*sid, "The Sid " + inQuotes(sid->scalarText()) + " is not of letters and digits alone.",
                "Leave out everything else; it is only a name.");
    if (!statement.sid.empty() && std::find(m_sids.begin(), m_sids.end(), statement.sid) != m_sids.end())
        problem(*sid, "Another statement has the Sid " + inQuotes(statement.sid) + ".", "Give each its own.");
    m_sids.push_back(statement.sid);
}

void Reader::readEffect(const json::Value& value, Statement& statement)
{
    const json::Value* effect = value.find("Effect");
    const std::string hint = "Write \"Allow\" or \"Deny\"; letter case counts.";
    if (!effect)
        return problem(value, "The statement has no \"Effect\".", hint);
    if (effect->toString() == "Allow")
        statement.effect = Effect::Allow;
    else if (effect->toString() != "Deny")
        problem(*effect, inQuotes(effect->scalarText()) + " is no effect.", hint);
}

const json::Value* Reader::oneOf(const json::Value& value, const char* name, const char* notName, bool& isNot)
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

void Reader::readPrincipals(const json::Value& value, Statement& statement)
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

void Reader::readPrincipalMap(const json::Value& value, PrincipalList& list)
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

void Reader::readPrincipal(const std::string& kind, const json::Value& value, PrincipalList& list)
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

void Reader::addPattern(const json::Value& item, const std::string& text, PatternList& list)
{
    auto pattern = GlobPattern::parse(text, Wildcards::Yes, m_variables);
    if (!pattern)
        return problem(item, std::move(pattern.error()));
    list.lines.push_back({*std::move(pattern), item.asString(), item.range()});
}

void Reader::readActions(const json::Value& value, Statement& statement)
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

void Reader::readResources(const json::Value& value, Statement& statement)
{
    const json::Value* resources = oneOf(value, "Resource", "NotResource", statement.resources.isNot);
    if (!resources)
        problem(value, "The statement says nothing of resources.", "Add \"Resource\": \"*\", or an ARN.");
    else
        forEachString(*resources, [&](const json::Value& item) { readResource(item, statement.resources); });
    m_place = m_statement;
}

void Reader::readResource(const json::Value& item, PatternList& list)
{
    const std::string& text = item.asString();
    if (characters(text) > m_options.maxResourceChars)
        return problem(item, "The resource has " + counted(characters(text), "characters") + ".",
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

void Reader::readConditions(const json::Value& value, Statement& statement)
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

void Reader::readCondition(const json::Member& key, const ConditionOperator& op, Statement& statement)
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

} // namespace

PolicyReading readPolicy(const json::Value& value, std::string_view text, const PolicyOptions& options)
{
    return Reader(text, options).read(value);
}

} // namespace gw::engine::auth
