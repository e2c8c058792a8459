// Two tables: a row a trace with the columns lists are filtered by, and under the same number the whole trace as JSON.
// What filters look at stays close together so: a million rows are two hundred megabytes, not several thousand. Rows
// are written in one transaction a batch; readers see a consistent file meanwhile (WAL).
#include "gateway-engine/trace/trace_store.h"

#include "gateway-engine/trace/trace_file.h"
#include "gateway-engine/trace/trace_text.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <mutex>

namespace gw::engine {

namespace {

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
    direction TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS trace_document (
    id INTEGER PRIMARY KEY,
    document TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS trace_by_request ON trace(request_id);
CREATE INDEX IF NOT EXISTS trace_by_connection ON trace(connection_id) WHERE connection_id <> '';
)sql";

constexpr const char* insertion =
    "INSERT INTO trace(request_id, api_id, api, stage, method, path, time, duration, status, response_bytes, "
    "connection_id, direction) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* documentInsertion = "INSERT INTO trace_document(id, document) VALUES (last_insert_rowid(), ?)";

std::int64_t microseconds(std::chrono::system_clock::time_point time)
{
    return std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
}

} // namespace

struct TraceStore::Impl
{
    Impl(const std::filesystem::path& file, int flags, std::size_t maximum)
        : path(file), database(file.string(), flags, busyMilliseconds), maxTraces(maximum)
    {
    }

    void prepare();
    void insert(const Trace& trace);
    void trim();

    const std::filesystem::path path;
    mutable std::mutex mutex; // one connection: the trace thread writes, others read
    mutable SQLite::Database database;
    std::unique_ptr<SQLite::Statement> insertStatement;
    std::unique_ptr<SQLite::Statement> documentStatement;
    std::size_t maxTraces;
    std::size_t batches = 0;
    std::uint64_t failed = 0; // traces that could not be written: a full disk must not stop serving
};

void TraceStore::Impl::prepare()
{
    const bool isEmpty = database.execAndGet("SELECT count(*) FROM sqlite_master").getInt() == 0;
    if (!isEmpty && pragma(database, "application_id") != traceFileId)
        throw SQLite::Exception("it is a database of something else.");
    database.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA journal_size_limit=16777216;");
    if (pragma(database, "user_version") != traceFileVersion) // traces of another version are not worth a migration
        database.exec("DROP TABLE IF EXISTS trace; DROP TABLE IF EXISTS trace_document;");
    database.exec(schema);
    database.exec("PRAGMA application_id=" + std::to_string(traceFileId));
    database.exec("PRAGMA user_version=" + std::to_string(traceFileVersion));
    insertStatement = std::make_unique<SQLite::Statement>(database, insertion);
    documentStatement = std::make_unique<SQLite::Statement>(database, documentInsertion);
}

// SQLite reads the texts when the row is written, before which none of them ends.
void TraceStore::Impl::insert(const Trace& trace)
{
    SQLite::Statement& row = *insertStatement;
    row.reset();
    const std::string path = validUtf8(trace.path);
    row.bindNoCopy(1, trace.requestId);
    row.bind(2, validUtf8(trace.apiId));
    row.bind(3, validUtf8(trace.apiName));
    row.bind(4, validUtf8(trace.stage));
    row.bind(5, validUtf8(trace.method));
    row.bindNoCopy(6, path);
    row.bind(7, microseconds(trace.time));
    row.bind(8, static_cast<std::int64_t>(trace.duration.count()));
    row.bind(9, trace.status);
    row.bind(10, static_cast<std::int64_t>(trace.responseBytes));
    row.bind(11, trace.socket ? validUtf8(trace.socket->connectionId) : std::string());
    row.bind(12, trace.socket ? trace.socket->messageDirection : std::string());
    row.exec();
    const std::string document = traceToJson(trace);
    documentStatement->reset();
    documentStatement->bindNoCopy(1, document);
    documentStatement->exec();
}

void TraceStore::Impl::trim()
{
    const std::string tooOld = " WHERE id <= (SELECT max(id) FROM trace) - " + std::to_string(maxTraces);
    database.exec("DELETE FROM trace_document" + tooOld);
    database.exec("DELETE FROM trace" + tooOld);
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
        return failTraceFile(file, error.what());
    }
}

Result<std::unique_ptr<TraceStore>> TraceStore::openReadOnly(const std::filesystem::path& file)
{
    try {
        auto impl = std::make_unique<Impl>(file, SQLite::OPEN_READONLY, 0);
        if (!isTraceFile(impl->database))
            return failTraceFile(file, "it is no trace file of this version.");
        return std::unique_ptr<TraceStore>(new TraceStore(std::move(impl)));
    } catch (const SQLite::Exception& error) {
        return failTraceFile(file, error.what());
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
        SQLite::Statement statement(m_impl->database, std::string("SELECT ") + summaryColumns + " FROM trace WHERE " +
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
        return failTraceFile(m_impl->path, error.what());
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
        return failTraceFile(m_impl->path, error.what());
    }
}

Result<TracePtr> TraceStore::load(std::string_view requestId) const
{
    const std::lock_guard lock(m_impl->mutex);
    try {
        SQLite::Statement statement(m_impl->database,
                                    "SELECT document FROM trace JOIN trace_document USING (id) WHERE request_id = ? "
                                    "ORDER BY id DESC LIMIT 1");
        statement.bind(1, std::string(requestId));
        return statement.executeStep() ? traceOf(statement) : TracePtr();
    } catch (const SQLite::Exception& error) {
        return failTraceFile(m_impl->path, error.what());
    }
}

} // namespace gw::engine
