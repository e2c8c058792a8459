#include "core/edit/api_key_import.h"

#include "core/api/elements.h"
#include "core/edit/edits_access.h"
#include "core/in_quotes.h"

#include <algorithm>
#include <string>
#include <utility>

namespace gw {

namespace {

const ApiKey* keyWithId(const Project& project, const std::string& keyId)
{
    const auto it = std::find_if(project.apiKeys.begin(), project.apiKeys.end(),
                                 [&](const Cow<ApiKey>& key) { return key->keyId == keyId; });
    return it == project.apiKeys.end() ? nullptr : &**it;
}

// `wanted`, or with a number behind it; a key's own name is free to it.
std::string freeName(const Project& project, const std::string& wanted, ApiKeyId own)
{
    std::string name = wanted;
    for (int n = 2;; ++n) {
        const ApiKey* holder = findByName(project.apiKeys, name);
        if (!holder || holder->id == own)
            return name;
        name = wanted + " " + std::to_string(n);
    }
}

Result<Project> replaceKnown(Project project, const ApiKey& known, const ImportedApiKey& line)
{
    ApiKey key = known;
    key.description = line.description;
    key.enabled = line.enabled;
    const std::string name = freeName(project, line.name, known.id);
    auto edited = setApiKey(std::move(project), key);
    if (!edited || name == key.name)
        return edited;
    return renameApiKey(*std::move(edited), key.id, name);
}

Result<Project> addNew(Project project, const ImportedApiKey& line)
{
    ApiKey key;
    key.name = freeName(project, line.name, {});
    key.keyId = line.id;
    key.description = line.description;
    key.enabled = line.enabled;
    return createApiKey(std::move(project), std::move(key));
}

Diagnostic leftOut(const ImportedApiKey& line, const UsagePlan& plan, const Diagnostic& reason)
{
    Diagnostic d;
    d.severity = Severity::Warning;
    d.rule = "api-key-import";
    d.position.line = line.line;
    d.message = "The key " + inQuotes(line.name) + " was imported without the usage plan " + inQuotes(plan.name) +
                ": " + reason.message;
    d.hint = reason.hint;
    return d;
}

Project joinPlans(Project project, const std::string& name, const ImportedApiKey& line, Diagnostics& warnings)
{
    for (const std::string& planId : line.usagePlanIds) {
        const auto it = std::find_if(project.usagePlans.begin(), project.usagePlans.end(),
                                     [&](const Cow<UsagePlan>& plan) { return plan->planId == planId; });
        if (it == project.usagePlans.end() || (*it)->hasKey(name))
            continue;
        UsagePlan plan = **it;
        plan.keys.push_back(name);
        if (auto joined = setUsagePlan(project, plan))
            project = *std::move(joined);
        else
            warnings.push_back(leftOut(line, plan, joined.error()));
    }
    return project;
}

} // namespace

Result<Project> addImportedKeys(Project project, const std::vector<ImportedApiKey>& keys, Diagnostics& warnings)
{
    for (const ImportedApiKey& line : keys) {
        const ApiKey* known = keyWithId(project, line.id);
        auto edited = known ? replaceKnown(project, ApiKey(*known), line) : addNew(project, line);
        if (!edited)
            return edited;
        project = *std::move(edited);
        const std::string name = keyWithId(project, line.id)->name;
        project = joinPlans(std::move(project), name, line, warnings);
    }
    return project;
}

} // namespace gw
