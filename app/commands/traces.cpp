// gatewright traces: reads a trace file that `serve --trace FILE` or the studio wrote.
#include "app/commands/command.h"
#include "core/format/atomic_file.h"
#include "core/json/text.h"
#include "gateway-engine/trace/trace_har.h"
#include "gateway-engine/trace/trace_report.h"
#include "gateway-engine/trace/trace_store.h"
#include "gateway-engine/trace/trace_text.h"

#include <algorithm>
#include <cstdio>
#include <iostream>

namespace gw::cli {

namespace {

using engine::TraceFilter;
using engine::TracePtr;
using engine::TraceStore;
using engine::TraceSummary;

struct TraceCommandOptions
{
    std::string file;
    std::string filter;
    std::string format = "table";
    std::string requestId;
    std::string output;
    std::size_t limit = 0; // 0: all
    bool json = false;

    [[nodiscard]] std::string chosenFormat() const { return json ? "json" : format; }
};

using Options = std::shared_ptr<TraceCommandOptions>;

struct OpenTraces
{
    std::unique_ptr<TraceStore> store;
    TraceFilter filter;
};

int failWith(const Diagnostic& diagnostic, const Terminal& terminal, int code)
{
    print(std::cerr, diagnostic, terminal.colorErrors);
    return code;
}

Result<std::vector<TraceSummary>> summaries(const OpenTraces& traces, std::size_t limit)
{
    if (limit > 0)
        return traces.store->list(traces.filter, limit);
    const Result<std::size_t> count = traces.store->count(traces.filter);
    if (!count)
        return fail(count.error());
    return traces.store->list(traces.filter, std::max<std::size_t>(*count, 1));
}

std::string fixed(double number, int decimals)
{
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", decimals, number);
    return text;
}

std::string padded(std::string text, std::size_t width, bool right = false)
{
    if (text.size() < width)
        text.insert(right ? 0 : text.size(), width - text.size(), ' ');
    return text;
}

// Paths come from the network: control characters do not reach the terminal.
std::string printable(std::string_view text)
{
    std::string safe = engine::validUtf8(text);
    std::replace_if(
        safe.begin(), safe.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, '?');
    return safe;
}

void writeTable(const std::vector<TraceSummary>& rows)
{
    std::cout << padded("TIME", 27) << "  " << padded("STATUS", 6) << "  " << padded("MS", 10, true) << "  "
              << padded("METHOD", 7) << "  " << padded("API/STAGE", 16) << "  " << padded("REQUEST ID", 36)
              << "  PATH\n";
    for (const TraceSummary& row : rows)
        std::cout << padded(engine::isoTime(row.time), 27) << "  " << padded(std::to_string(row.status), 6) << "  "
                  << padded(fixed(engine::milliseconds(row.duration), 2), 10, true) << "  "
                  << padded(printable(row.method), 7) << "  " << padded(printable(row.apiName + "/" + row.stage), 16)
                  << "  " << padded(row.requestId, 36) << "  " << printable(row.path) << '\n';
}

json::Value asJson(const std::vector<TraceSummary>& rows)
{
    json::Array list;
    for (const TraceSummary& row : rows) {
        json::Value value = json::Value::object();
        value.set("requestId", row.requestId);
        value.set("time", engine::isoTime(row.time));
        value.set("api", engine::validUtf8(row.apiName));
        value.set("stage", row.stage);
        value.set("method", engine::validUtf8(row.method));
        value.set("path", engine::validUtf8(row.path));
        value.set("status", row.status);
        value.set("duration", engine::milliseconds(row.duration));
        value.set("responseBytes", static_cast<std::int64_t>(row.responseBytes));
        list.push_back(std::move(value));
    }
    return list;
}

Result<std::vector<TracePtr>> loadAll(const OpenTraces& traces, std::vector<TraceSummary> rows)
{
    std::vector<TracePtr> loaded;
    std::reverse(rows.begin(), rows.end()); // archives are read from the first request to the last
    for (const TraceSummary& row : rows) {
        Result<TracePtr> trace = traces.store->load(row.requestId);
        if (!trace)
            return fail(trace.error());
        if (*trace)
            loaded.push_back(std::move(*trace));
    }
    return loaded;
}

int writeOut(const std::string& text, const std::string& file, const Terminal& terminal)
{
    if (file.empty() || file == "-") {
        std::cout << text << '\n';
        return ExitGood;
    }
    const Result<void> written = writeFileAtomically(file, text + "\n");
    return written ? ExitGood : failWith(written.error(), terminal, ExitRuntime);
}

void writeText(const engine::Trace& trace)
{
    std::cout << printable(trace.method) << ' ' << printable(trace.path) << "  " << trace.status << "  "
              << fixed(engine::milliseconds(trace.duration), 3) << " ms  " << engine::isoTime(trace.time) << '\n'
              << printable(trace.apiName) << '/' << trace.stage << "  " << printable(trace.resourcePath) << "  "
              << trace.requestId << '\n';
    if (trace.hasFault)
        std::cout << trace.fault.responseType << ": " << printable(trace.fault.reason) << '\n';
    for (const engine::Span& span : trace.spans) {
        std::cout << "  " << padded(engine::cardName(span.card), 20) << padded(span.stage, 20)
                  << padded(fixed(engine::milliseconds(span.start), 3), 10, true)
                  << padded(fixed(engine::milliseconds(span.duration), 3), 10, true) << (span.failed ? "  failed" : "")
                  << '\n';
        for (const auto& [name, value] : span.notes)
            std::cout << "      " << printable(name) << ": " << printable(value) << '\n';
    }
}

int runList(const TraceCommandOptions& options, const OpenTraces& traces, const Terminal& terminal)
{
    const auto rows = summaries(traces, options.limit);
    if (!rows)
        return failWith(rows.error(), terminal, ExitInvalid);
    if (options.chosenFormat() == "json") {
        std::cout << json::writeJsonPretty(asJson(*rows)) << '\n';
        return ExitGood;
    }
    writeTable(*rows);
    return ExitGood;
}

int runShow(const TraceCommandOptions& options, const OpenTraces& traces, const Terminal& terminal)
{
    const Result<TracePtr> trace = traces.store->load(options.requestId);
    if (!trace)
        return failWith(trace.error(), terminal, ExitInvalid);
    if (!*trace)
        return failWith(fail("There is no trace \"" + options.requestId + "\" in " + options.file + ".",
                             "`gatewright traces list` shows the request ids.")
                            .value(),
                        terminal, ExitInvalid);
    if (options.chosenFormat() == "json")
        std::cout << json::writeJsonPretty(engine::traceReport(**trace)) << '\n';
    else if (options.chosenFormat() == "har")
        std::cout << json::writeJsonPretty(engine::toHar({*trace}, GW_VERSION)) << '\n';
    else
        writeText(**trace);
    return ExitGood;
}

int runExport(const TraceCommandOptions& options, const OpenTraces& traces, const Terminal& terminal)
{
    const auto rows = summaries(traces, options.limit);
    if (!rows)
        return failWith(rows.error(), terminal, ExitInvalid);
    const auto loaded = loadAll(traces, *rows);
    if (!loaded)
        return failWith(loaded.error(), terminal, ExitInvalid);
    if (options.chosenFormat() == "har")
        return writeOut(json::writeJsonPretty(engine::toHar(*loaded, GW_VERSION)), options.output, terminal);
    json::Array list;
    for (const TracePtr& trace : *loaded)
        list.push_back(engine::traceReport(*trace));
    return writeOut(json::writeJsonPretty(std::move(list)), options.output, terminal);
}

using Run = int (*)(const TraceCommandOptions&, const OpenTraces&, const Terminal&);

int runOn(const TraceCommandOptions& options, Run run, const Terminal& terminal)
{
    Result<TraceFilter> filter = TraceFilter::parse(options.filter);
    if (!filter)
        return failWith(filter.error(), terminal, ExitUsage);
    Result<std::unique_ptr<TraceStore>> store = TraceStore::openReadOnly(options.file);
    if (!store)
        return failWith(store.error(), terminal, ExitInvalid);
    return run(options, {std::move(*store), std::move(*filter)}, terminal);
}

CLI::App* addCommand(CommandLine& line, CLI::App& parent, const char* name, const char* help, const Options& options,
                     Run run)
{
    CLI::App* command = parent.add_subcommand(name, help);
    command->add_option("FILE", options->file, "Trace file, such as petstore/.gatewright/traces.sqlite")->required();
    command->callback([options, run, &line] {
        line.run = [options, run](const Terminal& terminal) { return runOn(*options, run, terminal); };
    });
    return command;
}

void addSelection(CLI::App& command, const Options& options)
{
    command.add_option("--filter", options->filter, "Such as \"status:5xx path:/orders duration:>100ms\"");
    command.add_option("--limit", options->limit, "At most this many, the newest (0: all)");
}

void addFormat(CLI::App& command, const Options& options, const std::vector<std::string>& formats)
{
    options->format = formats.front();
    std::string names;
    for (const std::string& format : formats)
        names += (names.empty() ? "" : ", ") + format;
    command.add_option("--format", options->format, names)->check(CLI::IsMember(formats))->capture_default_str();
    command.add_flag("--json", options->json, "The same as --format json");
}

} // namespace

void addTraces(CommandLine& line)
{
    CLI::App* traces = line.app.add_subcommand("traces", "List, show and export recorded requests");
    traces->footer("Example:\n  gatewright traces list traces.sqlite --filter 'status:5xx'");

    const auto forList = std::make_shared<TraceCommandOptions>();
    CLI::App* list = addCommand(line, *traces, "list", "List requests, newest first", forList, runList);
    addSelection(*list, forList);
    addFormat(*list, forList, {"table", "json"});
    list->footer("Example:\n  gatewright traces list traces.sqlite --filter 'path:/orders' --limit 20");

    const auto forShow = std::make_shared<TraceCommandOptions>();
    CLI::App* show = addCommand(line, *traces, "show", "Show every step of one request", forShow, runShow);
    show->add_option("REQUEST_ID", forShow->requestId, "x-amzn-RequestId of the request")->required();
    addFormat(*show, forShow, {"table", "json", "har"});
    show->footer("Example:\n  gatewright traces show traces.sqlite 6b0c1a52-8f0e-4a59-9b0a-2f6d1f0c7e11");

    const auto forExport = std::make_shared<TraceCommandOptions>();
    CLI::App* exported = addCommand(line, *traces, "export", "Write requests as HAR 1.2 or JSON", forExport, runExport);
    addSelection(*exported, forExport);
    addFormat(*exported, forExport, {"har", "json"});
    exported->add_option("-o,--output", forExport->output, "File to write (stdout when absent)");
    exported->footer("Example:\n  gatewright traces export traces.sqlite -o requests.har");
}

} // namespace gw::cli
