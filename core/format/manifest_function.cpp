// Reads and writes the functions of gatewright.yaml.
#include "core/format/manifest_function.h"

#include "core/format/project_paths.h"
#include "core/in_quotes.h"

namespace gw {

namespace {

constexpr std::string_view order[] = {"name",         "description", "runtime", "handler",
                                      "codeUri",      "memorySize",  "timeout", "reservedConcurrentExecutions",
                                      "queueTimeout", "environment", "endpoint"};

std::optional<Function> readFunction(EntryReader& reader, std::string name)
{
    if (!isFunctionName(name)) {
        reader.error(reader.entry()["name"], "this is not a function's name.",
                     "Use 1 to 64 letters, digits, hyphens and underscores.");
        return std::nullopt;
    }
    Function function;
    function.codeUri = reader.text("codeUri", defaultCodeUri(name));
    if (!isInsideProject(function.codeUri)) {
        reader.error(reader.entry()["codeUri"],
                     "the path " + inQuotes(function.codeUri) + " leads out of the project folder.",
                     "Use a folder inside the project, such as " + defaultCodeUri(name) + ".");
        return std::nullopt;
    }
    function.id = functionIdOf(name);
    function.name = std::move(name);
    function.description = reader.text("description");
    function.runtime = reader.text("runtime", function.runtime);
    function.handler = reader.text("handler", function.handler);
    function.memorySize = reader.number("memorySize", function.memorySize);
    function.timeout = reader.number("timeout", function.timeout);
    function.reservedConcurrentExecutions =
        reader.number("reservedConcurrentExecutions", function.reservedConcurrentExecutions);
    function.queueTimeout = reader.number("queueTimeout", function.queueTimeout);
    function.environment = reader.map("environment");
    function.endpoint = reader.text("endpoint");
    return function;
}

Function unwritten()
{
    Function function;
    function.runtime.clear();
    function.handler.clear();
    return function;
}

json::Value writeFunction(json::Value entry, const Function* base, const Function& wanted)
{
    const Function before = base ? *base : unwritten();
    putText(entry, "name", before.name, wanted.name, order);
    putText(entry, "description", before.description, wanted.description, order);
    putSaid(entry, "runtime", before.runtime, wanted.runtime, order);
    putSaid(entry, "handler", before.handler, wanted.handler, order);
    // Where the file says nothing, the name says it: the folder has to be said once the name is another.
    const bool isSaid = !base || entry.find("codeUri");
    putText(entry, "codeUri", isSaid ? before.codeUri : defaultCodeUri(wanted.name), wanted.codeUri, order);
    putNumber(entry, "memorySize", before.memorySize, wanted.memorySize, order);
    putNumber(entry, "timeout", before.timeout, wanted.timeout, order);
    putNumber(entry, "reservedConcurrentExecutions", before.reservedConcurrentExecutions,
              wanted.reservedConcurrentExecutions, order);
    putNumber(entry, "queueTimeout", before.queueTimeout, wanted.queueTimeout, order);
    putMap(entry, "environment", before.environment, wanted.environment, order);
    putText(entry, "endpoint", before.endpoint, wanted.endpoint, order);
    return entry;
}

} // namespace

std::vector<Listed<Function>> readFunctions(const ReadContext& context, const json::Value& root)
{
    return readEntries<Function>(context, root, "functions", "function", readFunction);
}

Result<void> writeFunctions(json::Value& root, KeyOrder rootOrder, const std::vector<Listed<Function>>& base,
                            const std::vector<Cow<Function>>& wanted)
{
    return writeEntries<Function>(
        root, "functions", rootOrder, base, wanted, [](const Function&) { return false; }, writeFunction);
}

FunctionId functionIdOf(std::string_view name)
{
    return {stableHash(name, stableHash("function "))};
}

} // namespace gw
