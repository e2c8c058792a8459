// Two tables: a row an execution, a row an event.
#include "gateway-engine/states/execution_store.h"

#include "core/json/text.h"
#include "gateway-engine/trace/trace_text.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <mutex>

namespace gw::engine::states {

namespace {

constexpr int applicationId = 0x67777378; // "gwsx": tells our files from other databases
constexpr int busyMilliseconds = 5'000;

constexpr const char* schema = R"sql(
CREATE TABLE IF NOT EXISTS execution (
    arn TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    machine TEXT NOT NULL,
    machine_arn TEXT NOT NULL,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    start INTEGER NOT NULL,  -- microseconds since 1970
    stop INTEGER,
    events INTEGER NOT NULL,
    input TEXT NOT NULL,
    output TEXT, error TEXT, cause TEXT,
    trace TEXT NOT NULL,
    definition TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS event (
    arn TEXT NOT NULL,
    id INTEGER NOT NULL,
    previous INTEGER NOT NULL,
    type TEXT NOT NULL,
    time INTEGER NOT NULL,
    state TEXT NOT NULL,
    details TEXT NOT NULL,
    PRIMARY KEY (arn, id)
) WITHOUT ROWID;
)sql";

std::int64_t microseconds(Time time)
{
    return std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
}

Time timeOf(std::int64_t microseconds)
{
    return Time(std::chrono::duration_cast<Time::duration>(std::chrono::microseconds(microseconds)));
}

void bindText(SQLite::Statement& statement, int index, const std::optional<std::string>& text)
{
    if (text)
        statement.bind(index, validUtf8(*text));
    else
        statement.bind(index);
}

std::optional<std::string> textAt(SQLite::Statement& row, int index)
{
    const SQLite::Column column = row.getColumn(index);
    if (column.isNull())
        return std::nullopt;
    return column.getString();
}

} // namespace

struct ExecutionStore::Impl
{
    explicit Impl(const std::filesystem::path& path)
        : file(path), database(path.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, busyMilliseconds)
    {
    }

    tl::unexpected<Diagnostic> failed(const std::string& why) const
    {
        Diagnostic d;
        d.file = file.string();
        d.message = "The file of executions \"" + file.string() + "\" cannot be used: " + why;
        d.hint = "Delete it to begin anew; executions are kept in memory meanwhile.";
        return fail(std::move(d));
    }
    void prepare();
    void writeRecord(const ExecutionRecord& record);
    void writeEvents(const std::string& arn, const std::vector<HistoryEvent>& events);
    void remove(const std::string& arn);

    const std::filesystem::path file;
    std::mutex mutex;
    SQLite::Database database;
};

void ExecutionStore::Impl::prepare()
{
    const bool isNew = database.execAndGet("SELECT count(*) FROM sqlite_master").getInt() == 0;
    if (!isNew && database.execAndGet("PRAGMA application_id").getInt() != applicationId)
        throw std::runtime_error("it holds something else.");
    database.exec("PRAGMA journal_mode = WAL");
    database.exec("PRAGMA synchronous = NORMAL");
    database.exec("PRAGMA application_id = " + std::to_string(applicationId));
    database.exec(schema);
}

void ExecutionStore::Impl::writeRecord(const ExecutionRecord& record)
{
    SQLite::Statement row(database, "INSERT OR REPLACE INTO execution VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    const ExecutionSummary& s = record.summary;
    int at = 0;
    row.bind(++at, s.arn);
    row.bind(++at, s.name);
    row.bind(++at, s.stateMachine);
    row.bind(++at, record.stateMachineArn);
    row.bind(++at, std::string(gw::toString(s.type)));
    row.bind(++at, std::string(toString(s.status)));
    row.bind(++at, microseconds(s.startDate));
    ++at;
    if (s.stopDate)
        row.bind(at, microseconds(*s.stopDate));
    row.bind(++at, s.events);
    bindText(row, ++at, record.input);
    bindText(row, ++at, record.output);
    bindText(row, ++at, record.error);
    bindText(row, ++at, record.cause);
    bindText(row, ++at, record.traceHeader);
    bindText(row, ++at, record.definition ? *record.definition : std::string());
    row.exec();
}

void ExecutionStore::Impl::writeEvents(const std::string& arn, const std::vector<HistoryEvent>& events)
{
    SQLite::Statement row(database, "INSERT OR REPLACE INTO event VALUES (?,?,?,?,?,?,?)");
    for (const HistoryEvent& event : events) {
        int at = 0;
        row.bind(++at, arn);
        row.bind(++at, event.id);
        row.bind(++at, event.previousId);
        row.bind(++at, std::string(toString(event.type)));
        row.bind(++at, microseconds(event.timestamp));
        row.bind(++at, event.state);
        row.bind(++at, validUtf8(json::writeJson(event.details)));
        row.exec();
        row.reset();
    }
}

void ExecutionStore::Impl::remove(const std::string& arn)
{
    for (const char* statement : {"DELETE FROM execution WHERE arn = ?", "DELETE FROM event WHERE arn = ?"}) {
        SQLite::Statement row(database, statement);
        row.bind(1, arn);
        row.exec();
    }
}

ExecutionStore::ExecutionStore(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
ExecutionStore::~ExecutionStore() = default;

Result<std::unique_ptr<ExecutionStore>> ExecutionStore::open(const std::filesystem::path& file)
{
    std::error_code ignored; // opening says what is wrong
    std::filesystem::create_directories(file.parent_path(), ignored);
    try {
        auto impl = std::make_unique<Impl>(file);
        impl->prepare();
        return std::unique_ptr<ExecutionStore>(new ExecutionStore(std::move(impl)));
    } catch (const std::exception& problem) {
        Diagnostic d;
        d.file = file.string();
        d.message = "The file of executions \"" + file.string() + "\" cannot be used: " + problem.what();
        d.hint = "Delete it to begin anew; executions are kept in memory meanwhile.";
        return fail(std::move(d));
    }
}

Result<bool> ExecutionStore::write(const std::vector<StoreChange>& changes)
{
    const std::lock_guard lock(m_impl->mutex);
    try {
        SQLite::Transaction transaction(m_impl->database);
        for (const StoreChange& change : changes) {
            if (change.record)
                m_impl->writeRecord(*change.record);
            if (change.isRemoval)
                m_impl->remove(change.arn);
            m_impl->writeEvents(change.arn, change.events);
        }
        transaction.commit();
        return true;
    } catch (const std::exception& problem) {
        return m_impl->failed(problem.what());
    }
}

Result<std::vector<ExecutionRecord>> ExecutionStore::records(std::size_t limit) const
{
    const std::lock_guard lock(m_impl->mutex);
    try {
        SQLite::Statement row(m_impl->database, "SELECT * FROM (SELECT * FROM execution ORDER BY start DESC LIMIT ?) "
                                                "ORDER BY start");
        row.bind(1, static_cast<std::int64_t>(limit));
        std::vector<ExecutionRecord> records;
        while (row.executeStep()) {
            ExecutionRecord record;
            int at = 0;
            record.summary.arn = row.getColumn(at).getString();
            record.summary.name = row.getColumn(++at).getString();
            record.summary.stateMachine = row.getColumn(++at).getString();
            record.stateMachineArn = row.getColumn(++at).getString();
            record.summary.type =
                stateMachineTypeFrom(row.getColumn(++at).getString()).value_or(StateMachineType::Standard);
            record.summary.status =
                executionStatusFrom(row.getColumn(++at).getString()).value_or(ExecutionStatus::Aborted);
            record.summary.startDate = timeOf(row.getColumn(++at).getInt64());
            if (!row.getColumn(++at).isNull())
                record.summary.stopDate = timeOf(row.getColumn(at).getInt64());
            record.summary.events = row.getColumn(++at).getInt64();
            record.input = row.getColumn(++at).getString();
            record.output = textAt(row, ++at);
            record.error = textAt(row, ++at);
            record.cause = textAt(row, ++at);
            record.traceHeader = row.getColumn(++at).getString();
            record.definition = std::make_shared<const std::string>(row.getColumn(++at).getString());
            records.push_back(std::move(record));
        }
        return records;
    } catch (const std::exception& problem) {
        return m_impl->failed(problem.what());
    }
}

Result<std::vector<HistoryEvent>> ExecutionStore::events(const std::string& arn) const
{
    const std::lock_guard lock(m_impl->mutex);
    try {
        SQLite::Statement row(m_impl->database,
                              "SELECT id, previous, type, time, state, details FROM event WHERE arn = ? ORDER BY id");
        row.bind(1, arn);
        std::vector<HistoryEvent> events;
        while (row.executeStep()) {
            HistoryEvent event;
            event.id = row.getColumn(0).getInt64();
            event.previousId = row.getColumn(1).getInt64();
            event.type = eventTypeFrom(row.getColumn(2).getString()).value_or(EventType::ExecutionStarted);
            event.timestamp = timeOf(row.getColumn(3).getInt64());
            event.state = row.getColumn(4).getString();
            if (Result<json::Value> details = json::readJson(row.getColumn(5).getString()))
                event.details = std::move(*details);
            events.push_back(std::move(event));
        }
        return events;
    } catch (const std::exception& problem) {
        return m_impl->failed(problem.what());
    }
}

} // namespace gw::engine::states
