// SARIF 2.1.0 (OASIS): one run, its rules, and a result per diagnostic. Columns count code points, as ours do.
#include "core/format/sarif.h"

namespace gw {

namespace {

json::Value textOf(const std::string& text)
{
    json::Value message = json::Value::object();
    message.set("text", text);
    return message;
}

const char* levelOf(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return "error";
    case Severity::Warning:
        return "warning";
    case Severity::Info:
        return "note";
    }
    return "none";
}

// A file name as a URI reference (RFC 3986).
std::string uriOf(const std::string& file)
{
    constexpr std::string_view plain = "-._~/!$&'()*+,;=@";
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string uri = file.starts_with('/') ? "file://" : "";
    for (const char c : file) {
        const bool isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                             plain.find(c) != std::string_view::npos;
        const auto byte = static_cast<unsigned char>(c);
        if (isPlain)
            uri += c;
        else
            uri.append({'%', digits[byte >> 4], digits[byte & 15]});
    }
    return uri;
}

json::Value locationOf(const Diagnostic& diagnostic)
{
    json::Value artifact = json::Value::object();
    artifact.set("uri", uriOf(diagnostic.file));
    json::Value physical = json::Value::object();
    physical.set("artifactLocation", std::move(artifact));
    if (diagnostic.position.line > 0) {
        json::Value region = json::Value::object();
        region.set("startLine", diagnostic.position.line);
        if (diagnostic.position.column > 0)
            region.set("startColumn", diagnostic.position.column);
        physical.set("region", std::move(region));
    }
    json::Value location = json::Value::object();
    location.set("physicalLocation", std::move(physical));
    return location;
}

json::Value resultOf(const Diagnostic& diagnostic)
{
    json::Value result = json::Value::object();
    if (!diagnostic.rule.empty())
        result.set("ruleId", diagnostic.rule);
    result.set("level", levelOf(diagnostic.severity));
    result.set("message",
               textOf(diagnostic.hint.empty() ? diagnostic.message : diagnostic.message + " " + diagnostic.hint));
    if (!diagnostic.file.empty())
        result.set("locations", json::Array{locationOf(diagnostic)});
    return result;
}

json::Value driverOf(std::span<const LintRule> rules, const std::string& toolVersion)
{
    json::Array list;
    for (const LintRule& rule : rules) {
        json::Value entry = json::Value::object();
        entry.set("id", rule.id);
        entry.set("shortDescription", textOf(rule.description));
        list.push_back(std::move(entry));
    }
    json::Value driver = json::Value::object();
    driver.set("name", "Gatewright");
    driver.set("version", toolVersion);
    driver.set("rules", std::move(list));
    return driver;
}

} // namespace

json::Value toSarif(const Diagnostics& diagnostics, std::span<const LintRule> rules, const std::string& toolVersion)
{
    json::Array results;
    for (const Diagnostic& diagnostic : diagnostics)
        results.push_back(resultOf(diagnostic));
    json::Value tool = json::Value::object();
    tool.set("driver", driverOf(rules, toolVersion));
    json::Value run = json::Value::object();
    run.set("tool", std::move(tool));
    run.set("columnKind", "unicodeCodePoints");
    run.set("results", std::move(results));
    json::Value log = json::Value::object();
    log.set("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    log.set("version", "2.1.0");
    log.set("runs", json::Array{std::move(run)});
    return log;
}

} // namespace gw
