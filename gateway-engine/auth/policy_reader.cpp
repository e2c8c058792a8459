#include "gateway-engine/auth/policy_reader.h"

#include "core/in_quotes.h"
#include "core/json/text.h"
#include "gateway-engine/auth/duplicate_member.h"
#include "gateway-engine/auth/policy_grammar.h"

#include <algorithm>

namespace gw::engine::auth {

namespace {

constexpr std::string_view currentVersion = "2012-10-17";
constexpr std::string_view formerVersion = "2008-10-17"; // knows no policy variables

} // namespace

void PolicyReader::problem(json::TextRange at, const std::string& message, const std::string& hint)
{
    constexpr std::size_t most = 100; // nobody reads more, and each looks for its line
    if (m_reading.problems.size() >= most)
        return;
    Diagnostic found = brokenRule("policy", (m_place.empty() ? std::string() : m_place + ": ") + message, hint);
    if (!m_text.empty())
        found.position = json::positionOf(m_text, at.begin);
    m_reading.problems.push_back(std::move(found));
}

void PolicyReader::allowOnly(const json::Value& object, std::initializer_list<std::string_view> known)
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

void PolicyReader::readDocument(const json::Value& root)
{
    const std::size_t size = characters(m_text.empty() ? json::writeJson(root) : std::string(m_text));
    if (size > m_options.maxChars)
        problem(root, "The policy has " + std::to_string(size) + " characters" + ".",
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

void PolicyReader::readVersion(const json::Value& root)
{
    const json::Value* version = root.find("Version");
    if (!version)
        return;
    if (version->toString() == currentVersion)
        m_variables = PolicyVariables::Yes;
    else if (version->toString() != formerVersion)
        problem(*version, inQuotes(version->scalarText()) + " is no version of policies.", "Write \"2012-10-17\".");
}

void PolicyReader::readStatements(const json::Value& statements)
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

void PolicyReader::readStatement(const json::Value& value)
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

void PolicyReader::readSid(const json::Value& value, Statement& statement)
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

void PolicyReader::readEffect(const json::Value& value, Statement& statement)
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

PolicyReading readPolicy(const json::Value& value, std::string_view text, const PolicyOptions& options)
{
    return PolicyReader(text, options).read(value);
}

} // namespace gw::engine::auth
