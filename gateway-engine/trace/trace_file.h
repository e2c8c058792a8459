// The format of a trace file, shared by those who write it (TraceStore) and those who read it (TraceReader).
#pragma once

#include "core/result.h"
#include "gateway-engine/trace/trace.h"
#include "gateway-engine/trace/trace_query.h"
#include "gateway-engine/trace/trace_summary.h"

#include <filesystem>
#include <string>
#include <vector>

namespace SQLite {
class Database;
class Statement;
} // namespace SQLite

namespace gw::engine {

inline constexpr int traceFileId = 0x67777472; // "gwtr": tells our files from other databases
inline constexpr int traceFileVersion = 3;

// In the order summaryOf() reads them.
inline constexpr const char* summaryColumns =
    "id, request_id, api, stage, method, path, time, duration, status, response_bytes";

[[nodiscard]] int pragma(const SQLite::Database& database, const char* name);
[[nodiscard]] bool isTraceFile(const SQLite::Database& database); // of this version
[[nodiscard]] tl::unexpected<Diagnostic> failTraceFile(const std::filesystem::path& file, const std::string& why);

// From parameter `first` on.
void bindValues(SQLite::Statement& statement, const std::vector<QueryValue>& values, int first = 1);
[[nodiscard]] TraceSummary summaryOf(SQLite::Statement& row);
[[nodiscard]] Result<TracePtr> traceOf(SQLite::Statement& row); // of its first column, the document

} // namespace gw::engine
