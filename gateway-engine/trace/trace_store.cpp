// One table: a row a trace, with the columns lists are filtered by and the whole trace as JSON beside them. Rows are
// written in one transaction a batch; readers see a consistent file meanwhile (WAL).
#include "gateway-engine/trace/trace_store.h"

#include "core/json/text.h"
#include "gateway-engine/trace/trace_query.h"
#include "gateway-engine/trace/trace_text.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <mutex>

namespace gw::engine {

namespace {

constexpr int applicationId = 0x67777472; // "gwtr": tells our files from other databases
constexpr int schemaVersion = 2;
constexpr int busyMilliseconds = 5'000;
constexpr std::size_t trimmingInterval = 256; // batches between two trims

constexpr const char* schema = R"sql(
CREATE TABLE IF NOT EXISTS trace (
    id INTEGER PRIMARY KEY,
    request_id TEXT NOT NULL,
    api_id TEXT NOT NULL,
    api TEXT NOT NULL,
    stage TEXT NOT NULL,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    time INTEGER NOT NULL,      -- microseconds since 1970
    duration INTEGER NOT NULL,  -- nanoseconds
    status INTEGER NOT NULL,
    response_bytes INTEGER NOT NULL,
    connection_id TEXT NOT NULL, -- of WebSocket APIs, as the direction is; empty: HTTP
    direction TEXT NOT NULL,
    document TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS trace_by_request ON trace(request_id);
CREATE INDEX IF NOT EXISTS trace_by_connection ON trace(connection_id) WHERE connection_id <> '';
)sql";

constexpr const char* insertion =
    "INSERT INTO trace(request_id, api_id, api, stage, method, path, time, duration, status, response_bytes, "
    "connection_id, direction, document) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

std::int64_t microseconds(std::chrono::system_clock::time_point time)
{
    return std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
}

tl::unexpected<Diagnostic> failFile(const std::filesystem::path& file, const std::string& why)
{
    Diagnostic d;
    d.file = file.string();
    d.message = "The trace file \"" + file.string() + "\" cannot be used: " + why;
    d.hint = "Choose another file, or delete it to begin anew.";
    return fail(std::move(d));
}

void bindValues(SQLite::Statement& statement, const std::vector<QueryValue>& values)
{
    int index = 1;
    for (const QueryValue& value : values) {
        if (const auto* number = std::get_if<std::int64_t>(&value))
            statement.bind(index++, *number);
        else
            statement.bind(index++, std::get<std::string>(value));
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

} // namespace

struct TraceStore::Impl
{
    Impl(const std::filesystem::path& file, int flags, std::size_t maximum)
        : path(file), database(file.string(), flags, busyMilliseconds), maxTraces(maximum)
    {
    }

    int number(const char* pragma) const { return database.execAndGet(std::string("PRAGMA ") + pragma).getInt(); }
    void prepare();
    void insert(const Trace& trace);
    void trim();

    const std::filesystem::path path;
    mutable std::mutex mutex; // one connection: the trace thread writes, others read
    mutable SQLite::Database database;
    std::unique_ptr<SQLite::Statement> insertStatement;
    std::size_t maxTraces;
    std::size_t batches = 0;
    std::uint64_t failed = 0; // traces that could not be written: a full disk must not stop serving
};

void TraceStore::Impl::prepare()
{
    const bool isEmpty = database.execAndGet("SELECT count(*) FROM sqlite_master").getInt() == 0;
    if (!isEmpty && number("application_id") != applicationId)
        throw SQLite::Exception("it is a database of something else.");
    database.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA journal_size_limit=16777216;");
    if (number("user_version") != schemaVersion)
        database.exec("DROP TABLE IF EXISTS trace;"); // traces of another version are not worth a migration
    database.exec(schema);
    database.exec("PRAGMA application_id=" + std::to_string(applicationId));
    database.exec("PRAGMA user_version=" + std::to_string(schemaVersion));
    insertStatement = std::make_unique<SQLite::Statement>(database, insertion);
}

void TraceStore::Impl::insert(const Trace& trace)
{
    SQLite::Statement& row = *insertStatement;
    row.reset();
    row.bind(1, validUtf8(trace.requestId));
    row.bind(2, validUtf8(trace.apiId));
    row.bind(3, validUtf8(trace.apiName));
    row.bind(4, validUtf8(trace.stage));
    row.bind(5, validUtf8(trace.method));
    row.bind(6, validUtf8(trace.path));
    row.bind(7, microseconds(trace.time));
    row.bind(8, static_cast<std::int64_t>(trace.duration.count()));
    row.bind(9, trace.status);
    row.bind(10, static_cast<std::int64_t>(trace.responseBytes));
    row.bind(11, trace.socket ? validUtf8(trace.socket->connectionId) : std::string());
    row.bind(12, trace.socket ? trace.socket->messageDirection : std::string());
    row.bind(13, json::writeJson(traceToJson(trace)));
    row.exec();
}

void TraceStore::Impl::trim()
{
    SQLite::Statement statement(database, "DELETE FROM trace WHERE id <= (SELECT max(id) FROM trace) - ?");
    statement.bind(1, static_cast<std::int64_t>(maxTraces));
    statement.exec();
}

TraceStore::TraceStore(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

TraceStore::~TraceStore()
{
    if (!m_impl->insertStatement)
        return;
    try {
        m_impl->trim();
    } catch (const SQLite::Exception&) {
        ++m_impl->failed; // trimmed at the next opening instead
    }
}

Result<std::unique_ptr<TraceStore>> TraceStore::open(const std::filesystem::path& file, std::size_t maxTraces)
{
    try {
        auto impl = std::make_unique<Impl>(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, maxTraces);
        impl->prepare();
        impl->trim();
        return std::unique_ptr<TraceStore>(new TraceStore(std::move(impl)));
    } catch (const SQLite::Exception& error) {
        return failFile(file, error.what());
    }
}

Result<std::unique_ptr<TraceStore>> TraceStore::openReadOnly(const std::filesystem::path& file)
{
    try {
        auto impl = std::make_unique<Impl>(file, SQLite::OPEN_READONLY, 0);
        if (impl->number("application_id") != applicationId || impl->number("user_version") != schemaVersion)
            return failFile(file, "it is no trace file of this version.");
        return std::unique_ptr<TraceStore>(new TraceStore(std::move(impl)));
    } catch (const SQLite::Exception& error) {
        return failFile(file, error.what());
    }
}

void TraceStore::accept(std::span<const TracePtr> traces)
{
    if (!m_impl->insertStatement || traces.empty())
        return;
    const std::lock_guard lock(m_impl->mutex);
    try {
        SQLite::Transaction transaction(m_impl->database);
        for (const TracePtr& trace : traces)
            m_impl->insert(*trace);
        if (++m_impl->batches % trimmingInterval == 0 || traces.size() > m_impl->maxTraces)
            m_impl->trim();
        transaction.commit();
    } catch (const SQLite::Exception&) {
        m_impl->failed += traces.size();
    }
}

Result<std::vector<TraceSummary>> TraceStore::list(const TraceFilter& filter, std::size_t limit,
                                                   std::size_t offset) const
{
    const TraceQuery query = traceQuery(filter);
    const std::lock_guard lock(m_impl->mutex);
    try {
        SQLite::Statement statement(
            m_impl->database, "SELECT id, request_id, api, stage, method, path, time, duration, status, response_bytes "
                              "FROM trace WHERE " +
                                  query.condition + " ORDER BY id DESC LIMIT ? OFFSET ?");
        std::vector<QueryValue> values = query.values;
        values.emplace_back(static_cast<std::int64_t>(limit));
        values.emplace_back(static_cast<std::int64_t>(offset));
        bindValues(statement, values);
        std::vector<TraceSummary> summaries;
        while (statement.executeStep())
            summaries.push_back(summaryOf(statement));
        return summaries;
    } catch (const SQLite::Exception& error) {
        return failFile(m_impl->path, error.what());
    }
}

Result<std::size_t> TraceStore::count(const TraceFilter& filter) const
{
    const TraceQuery query = traceQuery(filter);
    const std::lock_guard lock(m_impl->mutex);
    try {
        SQLite::Statement statement(m_impl->database, "SELECT count(*) FROM trace WHERE " + query.condition);
        bindValues(statement, query.values);
        statement.executeStep();
        return static_cast<std::size_t>(statement.getColumn(0).getInt64());
    } catch (const SQLite::Exception& error) {
        return failFile(m_impl->path, error.what());
    }
}

Result<TracePtr> TraceStore::load(std::string_view requestId) const
{
    const std::lock_guard lock(m_impl->mutex);
    try {
        SQLite::Statement statement(m_impl->database,
                                    "SELECT document FROM trace WHERE request_id = ? ORDER BY id DESC LIMIT 1");
        statement.bind(1, std::string(requestId));
        if (!statement.executeStep())
            return TracePtr();
        const auto document = json::readJson(statement.getColumn(0).getString());
        if (!document)
            return fail(document.error());
        auto trace = traceFromJson(*document);
        if (!trace)
            return fail(trace.error());
        return TracePtr(*std::move(trace));
    } catch (const SQLite::Exception& error) {
        return failFile(m_impl->path, error.what());
    }
}

} // namespace gw::engine
