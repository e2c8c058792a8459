// Findings about a project's secrets. They name owners, never values.
#include "core/lint/lint.h"

#include "core/api/secrets.h"
#include "core/format/secrets_file.h"
#include "core/in_quotes.h"

#include <map>

namespace gw {

namespace {

Diagnostic finding(Severity severity, const char* rule, const NodeRef& node, std::string message, std::string hint)
{
    Diagnostic d;
    d.severity = severity;
    d.rule = rule;
    d.file = secretsFileName;
    d.node = node;
    d.message = std::move(message);
    d.hint = std::move(hint);
    return d;
}

const char* whatIsMissing(SecretKind kind)
{
    switch (kind) {
    case SecretKind::ApiKey:
        return " has no value: no request can show it.";
    case SecretKind::AccessKey:
        return " has no secret access key: it can sign nothing.";
    case SecretKind::Password:
        return " has no password and cannot sign in.";
    case SecretKind::ClientSecret:
        return " has no secret and gets no tokens.";
    case SecretKind::PrivateKey:
        return " has no private key and is not shown to endpoints.";
    case SecretKind::SigningKey:
        break;
    }
    return " has no secret.";
}

void checkMissing(const Project& project, const Secrets& secrets, Diagnostics& findings)
{
    for (const SecretPlace& place : missingSecrets(project, secrets))
        findings.push_back(finding(Severity::Warning, "secret-missing", place.node,
                                   place.label + whatIsMissing(place.kind),
                                   "Generate or set it; secrets are not part of the files that are committed."));
}

void checkKeyValues(const Project& project, const Secrets& secrets, Diagnostics& findings)
{
    for (const Cow<ApiKey>& key : project.apiKeys) {
        const Secret* value = secrets.find(SecretKind::ApiKey, key->keyId);
        if (!value || value->isEmpty())
            continue;
        if (std::string fault = faultOfApiKeyValue(*value); !fault.empty())
            findings.push_back(finding(Severity::Error, "api-key-value", nodeOf(key->id),
                                       "API key " + inQuotes(key->name) + ": " + fault, "Generate a new value."));
        for (const Cow<ApiKey>& other : project.apiKeys) {
            if (&*other == &*key)
                break; // each pair is told once
            const Secret* otherValue = secrets.find(SecretKind::ApiKey, other->keyId);
            if (otherValue && *otherValue == *value)
                findings.push_back(finding(Severity::Error, "api-key-value", nodeOf(key->id),
                                           "The API keys " + inQuotes(other->name) + " and " + inQuotes(key->name) +
                                               " have the same value.",
                                           "Generate a new value for one of them."));
        }
    }
}

void checkUnused(const Project& project, const Secrets& secrets, Diagnostics& findings)
{
    for (const SecretPlace& place : unusedSecrets(project, secrets))
        findings.push_back(finding(Severity::Info, "secret-unused", {},
                                   "The secrets file holds " + place.label + " that nothing in the project has.",
                                   "Remove it there if its owner does not come back."));
}

} // namespace

Diagnostics lintSecrets(const Project& project, const Secrets& secrets)
{
    Diagnostics findings;
    checkMissing(project, secrets, findings);
    checkKeyValues(project, secrets, findings);
    checkUnused(project, secrets, findings);
    return findings;
}

} // namespace gw
