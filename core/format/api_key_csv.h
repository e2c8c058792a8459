// API keys from a CSV file as ImportApiKeys takes it (reference 1.27): a header line with the columns Name and Key, and
// as one likes Description, Enabled and UsagePlanIds, in any order and letter case; other columns count for nothing.
#pragma once

#include "core/diagnostic.h"
#include "core/result.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

struct ImportedApiKey
{
    int line = 0;   // of the file
    std::string id; // the known key's where the value is known: this one takes its place
    bool isKnown = false;
    std::string name;
    std::string value;
    std::string description;
    bool enabled = true;
    std::vector<std::string> usagePlanIds; // known ones, each once
    bool operator==(const ImportedApiKey&) const = default;
};

struct ApiKeyImport
{
    std::vector<ImportedApiKey> keys; // in the order of the file; of two lines with one value, the later
    Diagnostics warnings;             // with their lines; no value of a key is in them
};

// What the import has to know of the project.
struct ApiKeyImportTarget
{
    std::function<std::optional<std::string>(std::string_view value)> idOfKey; // a key that is there
    std::function<std::string()> newId;                                        // another one each time
    std::function<bool(std::string_view id)> hasUsagePlan;
};

// Fails on what is no CSV, and without both of the columns that are needed. A line that makes no key is left out with a
// warning: no name or one over 1024 characters, a value that has not 20 to 128 printable ASCII characters, "Enabled"
// neither true nor false. A plan that is not there costs a warning too, and the key is imported without it.
[[nodiscard]] Result<ApiKeyImport> importApiKeys(std::string_view csv, const ApiKeyImportTarget& target);

} // namespace gw
