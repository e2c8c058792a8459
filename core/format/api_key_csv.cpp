#include "core/format/api_key_csv.h"

#include "core/format/csv.h"
#include "core/in_quotes.h"
#include "core/letter_case.h"

#include <algorithm>
#include <map>
#include <utility>

namespace gw {

namespace {

constexpr std::size_t longestName = 1024;
constexpr std::size_t shortestValue = 20;
constexpr std::size_t longestValue = 128;

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t";
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

Diagnostic at(int line, Severity severity, std::string message, std::string hint)
{
    Diagnostic d;
    d.severity = severity;
    d.rule = "api-key-import";
    d.position = {line, 0};
    d.message = std::move(message);
    d.hint = std::move(hint);
    return d;
}

using Columns = std::map<std::string, std::size_t>; // by their names in small letters

Result<Columns> columnsOf(const CsvRecord& header)
{
    Columns columns;
    for (std::size_t i = 0; i < header.fields.size(); ++i) {
        const std::string name = toLowerAscii(trimmed(header.fields[i]));
        const bool isNew = columns.try_emplace(name, i).second;
        if (!isNew && (name == "name" || name == "key"))
            return fail(at(header.line, Severity::Error, "The column " + inQuotes(name) + " is there twice.",
                           "Take one of them out."));
    }
    for (const char* needed : {"Name", "Key"})
        if (!columns.count(toLowerAscii(needed)))
            return fail(at(header.line, Severity::Error, "The first line names no column " + inQuotes(needed) + ".",
                           "Begin the file with a line such as: Name,Key,Description,Enabled,UsagePlanIds"));
    return columns;
}

bool isValue(std::string_view value)
{
    return value.size() >= shortestValue && value.size() <= longestValue &&
           std::all_of(value.begin(), value.end(), [](char c) { return c > ' ' && c <= '~'; });
}

class Import
{
public:
    Import(Columns columns, const ApiKeyImportTarget& target) : m_columns(std::move(columns)), m_target(target) {}

    void add(const CsvRecord& record);
    [[nodiscard]] ApiKeyImport result() && { return std::move(m_result); }

private:
    [[nodiscard]] std::string_view text(const CsvRecord& record, const char* column) const;
    [[nodiscard]] std::string whyNot(const CsvRecord& record) const; // empty: it makes a key
    void readPlans(const CsvRecord& record, ImportedApiKey& key);
    void place(ImportedApiKey key);
    void warn(int line, std::string message, std::string hint)
    {
        m_result.warnings.push_back(at(line, Severity::Warning, std::move(message), std::move(hint)));
    }

    const Columns m_columns;
    const ApiKeyImportTarget& m_target;
    ApiKeyImport m_result;
    std::map<std::string, std::size_t> m_places; // in the result, by value
};

std::string_view Import::text(const CsvRecord& record, const char* column) const
{
    const auto place = m_columns.find(column);
    if (place == m_columns.end() || place->second >= record.fields.size())
        return {};
    return trimmed(record.fields[place->second]);
}

std::string Import::whyNot(const CsvRecord& record) const
{
    const std::string_view name = text(record, "name");
    if (name.empty())
        return "it has no name.";
    if (name.size() > longestName)
        return "its name has more than 1024 characters.";
    if (!isValue(text(record, "key")))
        return "the value of " + inQuotes(name) + " does not have 20 to 128 printable characters without blanks.";
    const std::string enabled = toLowerAscii(text(record, "enabled"));
    if (!enabled.empty() && enabled != "true" && enabled != "false")
        return "\"Enabled\" of " + inQuotes(name) + " is neither TRUE nor FALSE.";
    return {};
}

void Import::add(const CsvRecord& record)
{
    if (const std::string why = whyNot(record); !why.empty())
        return warn(record.line, "The API key of line " + std::to_string(record.line) + " is not imported: " + why,
                    "Correct the line and import it again.");
    ImportedApiKey key;
    key.line = record.line;
    key.name = text(record, "name");
    key.value = text(record, "key");
    key.description = text(record, "description");
    key.enabled = toLowerAscii(text(record, "enabled")) != "false";
    readPlans(record, key);
    place(std::move(key));
}

void Import::readPlans(const CsvRecord& record, ImportedApiKey& key)
{
    std::string_view list = text(record, "usageplanids");
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        const std::string id(trimmed(list.substr(0, comma)));
        list.remove_prefix(std::min(comma + 1, list.size()));
        auto& ids = key.usagePlanIds;
        if (id.empty() || std::find(ids.begin(), ids.end(), id) != ids.end())
            continue;
        if (m_target.hasUsagePlan(id))
            ids.push_back(id);
        else
            warn(record.line, "There is no usage plan " + inQuotes(id) + " for the API key " + inQuotes(key.name) + ".",
                 "Add the key to a plan by hand.");
    }
}

void Import::place(ImportedApiKey key)
{
    const auto known = m_places.find(key.value);
    if (known == m_places.end()) {
        const auto id = m_target.idOfKey(key.value);
        key.isKnown = id.has_value();
        key.id = id ? *id : m_target.newId();
        m_places[key.value] = m_result.keys.size();
        m_result.keys.push_back(std::move(key));
        return;
    }
    ImportedApiKey& former = m_result.keys[known->second];
    warn(key.line,
         "The API key " + inQuotes(key.name) + " has the same value as " + inQuotes(former.name) + " in line " +
             std::to_string(former.line) + " and takes its place.",
         "Give each key a value of its own.");
    key.id = former.id;
    key.isKnown = former.isKnown;
    former = std::move(key);
}

} // namespace

Result<ApiKeyImport> importApiKeys(std::string_view csv, const ApiKeyImportTarget& target)
{
    const auto records = readCsv(csv);
    if (!records)
        return fail(records.error());
    if (records->empty())
        return fail(at(1, Severity::Error, "The file is empty.",
                       "Begin the file with a line such as: Name,Key,Description,Enabled,UsagePlanIds"));
    auto columns = columnsOf(records->front());
    if (!columns)
        return fail(columns.error());
    Import import(*std::move(columns), target);
    for (std::size_t i = 1; i < records->size(); ++i)
        import.add((*records)[i]);
    return std::move(import).result();
}

} // namespace gw
