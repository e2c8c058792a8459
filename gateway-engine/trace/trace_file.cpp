#include "gateway-engine/trace/trace_file.h"

#include "core/json/text.h"
#include "gateway-engine/trace/trace_text.h"

#include <SQLiteCpp/SQLiteCpp.h>

namespace gw::engine {

int pragma(const SQLite::Database& database, const char* name)
{
    SQLite::Statement statement(database, std::string("PRAGMA ") + name);
    return statement.executeStep() ? statement.getColumn(0).getInt() : 0;
}

bool isTraceFile(const SQLite::Database& database)
{
    return pragma(database, "application_id") == traceFileId && pragma(database, "user_version") == traceFileVersion;
}

tl::unexpected<Diagnostic> failTraceFile(const std::filesystem::path& file, const std::string& why)
{
    Diagnostic d;
    d.file = file.string();
    d.message = "The trace file \"" + file.string() + "\" cannot be used: " + why;
    d.hint = "Choose another file, or delete it to begin anew.";
    return fail(std::move(d));
}

void bindValues(SQLite::Statement& statement, const std::vector<QueryValue>& values, int first)
{
    for (const QueryValue& value : values) {
        if (const auto* number = std::get_if<std::int64_t>(&value))
            statement.bind(first++, *number);
        else
            statement.bind(first++, std::get<std::string>(value));
    }
}

TraceSummary summaryOf(SQLite::Statement& row)
{
    TraceSummary summary;
    summary.rowId = row.getColumn(0).getInt64();
    summary.requestId = row.getColumn(1).getString();
    summary.apiName = row.getColumn(2).getString();
    summary.stage = row.getColumn(3).getString();
    summary.method = row.getColumn(4).getString();
    summary.path = row.getColumn(5).getString();
    summary.time = std::chrono::system_clock::time_point(std::chrono::microseconds(row.getColumn(6).getInt64()));
    summary.duration = std::chrono::nanoseconds(row.getColumn(7).getInt64());
    summary.status = row.getColumn(8).getInt();
    summary.responseBytes = static_cast<std::uint64_t>(row.getColumn(9).getInt64());
    return summary;
}

Result<TracePtr> traceOf(SQLite::Statement& row)
{
    const auto document = json::readJson(row.getColumn(0).getString());
    if (!document)
        return fail(document.error());
    auto trace = traceFromJson(*document);
    if (!trace)
        return fail(trace.error());
    return TracePtr(*std::move(trace));
}

} // namespace gw::engine
