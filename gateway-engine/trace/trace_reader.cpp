// A scan is one short query after the other, so that no reader keeps the writer's log from being folded in, and each
// portion is a place to stop at.
#include "gateway-engine/trace/trace_reader.h"

#include "gateway-engine/trace/trace_file.h"
#include "gateway-engine/trace/trace_query.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <type_traits>

namespace gw::engine {

namespace {

constexpr int busyMilliseconds = 5'000;

} // namespace

struct TraceReader::Impl
{
    explicit Impl(const std::filesystem::path& file)
        : path(file), database(file.string(), SQLite::OPEN_READONLY, busyMilliseconds)
    {
    }

    // What `read` gives; what SQLite throws is an error like another.
    template <typename Read>
    auto with(const Read& read) -> Result<std::invoke_result_t<Read, SQLite::Database&>>
    {
        try {
            return read(database);
        } catch (const SQLite::Exception& error) {
            return failTraceFile(path, error.what());
        }
    }

    const std::filesystem::path path;
    SQLite::Database database;
};

TraceReader::TraceReader(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

TraceReader::~TraceReader() = default;

Result<std::unique_ptr<TraceReader>> TraceReader::open(const std::filesystem::path& file)
{
    try {
        auto impl = std::make_unique<Impl>(file);
        if (!isTraceFile(impl->database))
            return failTraceFile(file, "it is no trace file of this version.");
        return std::unique_ptr<TraceReader>(new TraceReader(std::move(impl)));
    } catch (const SQLite::Exception& error) {
        return failTraceFile(file, error.what());
    }
}

Result<TraceReader::Range> TraceReader::range() const
{
    return m_impl->with([](SQLite::Database& database) {
        // Each end alone is found without looking at a row between them.
        SQLite::Statement statement(database, "SELECT (SELECT min(id) FROM trace), (SELECT max(id) FROM trace)");
        statement.executeStep();
        if (statement.getColumn(0).isNull())
            return Range{};
        return Range{statement.getColumn(0).getInt64(), statement.getColumn(1).getInt64()};
    });
}

Result<std::int64_t> TraceReader::newestBefore(std::chrono::system_clock::time_point time) const
{
    return m_impl->with([time](SQLite::Database& database) {
        SQLite::Statement statement(database, "SELECT id FROM trace WHERE time < ? ORDER BY id DESC LIMIT 1");
        statement.bind(1, static_cast<std::int64_t>(
                              std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count()));
        return statement.executeStep() ? statement.getColumn(0).getInt64() : std::int64_t{0};
    });
}

Result<void> TraceReader::scan(const TraceFilter& filter, const Range& range, const Portion& take) const
{
    const TraceQuery query = traceQuery(filter);
    const auto done = m_impl->with([&](SQLite::Database& database) {
        SQLite::Statement statement(database, "SELECT id FROM trace WHERE id BETWEEN ? AND ? AND (" + query.condition +
                                                  ") ORDER BY id DESC");
        bindValues(statement, query.values, 3);
        for (std::int64_t last = range.last; last >= range.first;) {
            const std::int64_t reached = std::max(range.first, last - rowsAtOnce + 1);
            statement.reset();
            statement.bind(1, reached);
            statement.bind(2, last);
            std::vector<std::int64_t> rows;
            while (statement.executeStep())
                rows.push_back(statement.getColumn(0).getInt64());
            statement.reset(); // what the portion is taken for may be long: it holds no lock meanwhile
            if (!take(std::move(rows), reached))
                return true;
            last = reached - 1;
        }
        return true;
    });
    if (!done)
        return fail(done.error());
    return {};
}

Result<std::vector<TraceSummary>> TraceReader::summaries(const std::vector<std::int64_t>& rows) const
{
    return m_impl->with([&rows](SQLite::Database& database) {
        SQLite::Statement statement(database, std::string("SELECT ") + summaryColumns + " FROM trace WHERE id = ?");
        std::vector<TraceSummary> found;
        found.reserve(rows.size());
        for (const std::int64_t row : rows) {
            statement.reset();
            statement.bind(1, row);
            if (statement.executeStep())
                found.push_back(summaryOf(statement));
        }
        return found;
    });
}

Result<std::int64_t> TraceReader::rowOf(std::string_view requestId) const
{
    return m_impl->with([requestId](SQLite::Database& database) {
        SQLite::Statement statement(database, "SELECT id FROM trace WHERE request_id = ? ORDER BY id DESC LIMIT 1");
        statement.bind(1, std::string(requestId));
        return statement.executeStep() ? statement.getColumn(0).getInt64() : std::int64_t{0};
    });
}

Result<TracePtr> TraceReader::load(std::int64_t row) const
{
    auto read = m_impl->with([row](SQLite::Database& database) -> Result<TracePtr> {
        SQLite::Statement statement(database, "SELECT document FROM trace_document WHERE id = ?");
        statement.bind(1, row);
        return statement.executeStep() ? traceOf(statement) : TracePtr();
    });
    if (!read)
        return fail(read.error());
    return *std::move(read);
}

} // namespace gw::engine
