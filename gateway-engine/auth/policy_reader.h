// Policy documents from JSON to statements, with every problem found on the way (reference 1.26).
#pragma once

#include "core/diagnostic.h"
#include "core/json/value.h"
#include "gateway-engine/auth/policy.h"
#include "gateway-engine/auth/policy_statement.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gw::engine::auth {

struct PolicyReading
{
    std::vector<Statement> statements; // whole only where there are no problems
    Diagnostics problems;
};

// `text` is what the value was read from; empty: it was not, and problems have no position.
[[nodiscard]] PolicyReading readPolicy(const json::Value& value, std::string_view text, const PolicyOptions& options);

// Reads one document: the document and its statements in policy_reader.cpp, their elements in policy_elements.cpp.
class PolicyReader
{
public:
    PolicyReader(std::string_view text, const PolicyOptions& options) : m_text(text), m_options(options) {}

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

template <typename Use>
void PolicyReader::forEachString(const json::Value& value, Use use)
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

} // namespace gw::engine::auth
