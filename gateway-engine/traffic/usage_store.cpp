#include "gateway-engine/traffic/usage_store.h"

#include "core/in_quotes.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <mutex>
#include <system_error>

namespace gw::engine {

namespace {

namespace fs = std::filesystem;
using std::chrono::days;
using std::chrono::sys_days;

constexpr int applicationId = 0x67777573; // "gwus": tells our files from other databases
constexpr int schemaVersion = 1;
constexpr int busyMilliseconds = 5'000;
constexpr int mostDamaged = 20; // files set aside; then the last is replaced

// Days are counted from 1970. "remaining" is NULL where there was no quota.
constexpr const char* schema = R"sql(
CREATE TABLE IF NOT EXISTS usage_day (
    plan TEXT NOT NULL,
    key TEXT NOT NULL,
    day INTEGER NOT NULL,
    used INTEGER NOT NULL,
    remaining INTEGER,
    PRIMARY KEY (plan, key, day)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS usage_key (
    plan TEXT NOT NULL,
    key TEXT NOT NULL,
    first_day INTEGER,
    extension_begin INTEGER,
    extension INTEGER,
    PRIMARY KEY (plan, key)
) WITHOUT ROWID;
)sql";

std::int64_t numberOf(sys_days day)
{
    return day.time_since_epoch().count();
}

sys_days dayOf(std::int64_t number)
{
    return sys_days(days(number));
}

Diagnostic problem(const fs::path& file, const std::string& why)
{
    Diagnostic d;
    d.file = file.string();
    d.message = "The usage of API keys in " + inQuotes(file.string()) + " cannot be used: " + why;
    d.hint = "Delete the file, or move it away, to count anew.";
    return d;
}

bool isDamage(const SQLite::Exception& error)
{
    return error.getErrorCode() == SQLITE_CORRUPT || error.getErrorCode() == SQLITE_NOTADB;
}

fs::path damagedName(const fs::path& file)
{
    fs::path name;
    for (int i = 1; i <= mostDamaged; ++i) {
        name = file;
        name += i == 1 ? std::string(".damaged") : ".damaged-" + std::to_string(i);
        std::error_code ignored;
        if (!fs::exists(fs::symlink_status(name, ignored)))
            break;
    }
    return name;
}

// A project is not to be trusted with the rest of the machine: nothing is written through a link, and a pipe would hold
// whoever reads it.
bool isPlainFileOrNone(const fs::path& file)
{
    std::error_code ignored;
    const fs::file_status status = fs::symlink_status(file, ignored);
    return !fs::exists(status) || fs::is_regular_file(status);
}

Result<Diagnostic> setAside(const fs::path& file, const std::string& why)
{
    const fs::path name = damagedName(file);
    std::error_code error;
    fs::rename(file, name, error);
    if (error)
        return fail(problem(file, why + " It cannot be set aside either: " + error.message() + "."));
    for (const char* suffix : {"-wal", "-shm"}) { // of the damaged file: they must not meet the new one
        std::error_code ignored;
        fs::rename(file.string() + suffix, name.string() + suffix, ignored);
    }
    Diagnostic d = problem(file, why);
    d.severity = Severity::Warning;
    d.rule = "usage-damaged";
    d.message =
        "The usage of API keys in " + inQuotes(file.string()) + " is damaged (" + why + "); counting begins anew.";
    d.hint = "The damaged file is kept as " + inQuotes(name.string()) + ".";
    return d;
}

} // namespace

struct UsageStore::Impl
{
    explicit Impl(const fs::path& file)
        : path(file), database(file.empty() ? ":memory:" : file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE,
                               busyMilliseconds)
    {
    }

    int number(const char* pragma) const { return database.execAndGet(std::string("PRAGMA ") + pragma).getInt(); }
    std::string whyForeign() const; // empty: it is ours, or empty
    void prepare(sys_days today);
    void trim(sys_days today);
    void addDay(const UsageOwner& owner, const UsageChange::Day& day);
    void noteKey(const UsageOwner& owner, const UsageChange& change);
    Diagnostic failed(const SQLite::Exception& error) const { return problem(path, std::string(error.what()) + "."); }

    const fs::path path;
    mutable std::mutex mutex; // one connection for all threads
    mutable SQLite::Database database;
};

std::string UsageStore::Impl::whyForeign() const
{
    if (database.execAndGet("SELECT count(*) FROM sqlite_master").getInt() == 0)
        return {};
    if (number("application_id") != applicationId)
        return "it is a database of something else.";
    if (number("user_version") > schemaVersion)
        return "it was written by a newer version.";
    return {};
}

void UsageStore::Impl::prepare(sys_days today)
{
    if (const std::string found = database.execAndGet("PRAGMA quick_check(1)").getString(); found != "ok")
        throw SQLite::Exception(found, SQLITE_CORRUPT);
    database.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA journal_size_limit=4194304;");
    database.exec(schema);
    database.exec("PRAGMA application_id=" + std::to_string(applicationId));
    database.exec("PRAGMA user_version=" + std::to_string(schemaVersion));
    trim(today);
}

void UsageStore::Impl::trim(sys_days today)
{
    SQLite::Statement old(database, "DELETE FROM usage_day WHERE day < ?");
    old.bind(1, numberOf(today - kept));
    old.exec();
    SQLite::Statement surplus(database, "DELETE FROM usage_day WHERE day <= "
                                        "(SELECT day FROM usage_day ORDER BY day DESC LIMIT 1 OFFSET ?)");
    surplus.bind(1, mostRows);
    surplus.exec();
}

UsageStore::UsageStore(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
UsageStore::~UsageStore() = default;

Result<UsageStore::Opened> UsageStore::open(const fs::path& file, sys_days today)
{
    if (!isPlainFileOrNone(file))
        return fail(problem(file, "it is no plain file."));
    Opened opened;
    for (int attempt = 0; attempt < 2; ++attempt) {
        try {
            std::error_code ignored; // opening the file says what is wrong
            if (file.has_parent_path())
                fs::create_directories(file.parent_path(), ignored);
            auto impl = std::make_unique<Impl>(file);
            if (const std::string why = impl->whyForeign(); !why.empty())
                return fail(problem(file, why));
            impl->prepare(today);
            opened.store.reset(new UsageStore(std::move(impl)));
            return opened;
        } catch (const SQLite::Exception& error) {
            if (!isDamage(error) || attempt > 0)
                return fail(problem(file, std::string(error.what()) + "."));
            auto aside = setAside(file, error.what());
            if (!aside)
                return fail(aside.error());
            opened.warning = *std::move(aside);
        }
    }
    return opened;
}

Result<UsageRecord> UsageStore::record(const UsageOwner& owner, sys_days from) const
{
    const std::lock_guard lock(m_impl->mutex);
    try {
        UsageRecord record;
        SQLite::Statement key(m_impl->database,
                              "SELECT first_day, extension_begin, extension FROM usage_key WHERE plan = ? AND key = ?");
        key.bind(1, owner.planId);
        key.bind(2, owner.keyId);
        if (key.executeStep()) {
            if (!key.getColumn(0).isNull())
                record.firstDay = dayOf(key.getColumn(0).getInt64());
            if (!key.getColumn(1).isNull())
                record.extension = UsageExtension{dayOf(key.getColumn(1).getInt64()), key.getColumn(2).getInt64()};
        }
        SQLite::Statement rows(m_impl->database,
                               "SELECT day, used FROM usage_day WHERE plan = ? AND key = ? AND day >= ?");
        rows.bind(1, owner.planId);
        rows.bind(2, owner.keyId);
        rows.bind(3, numberOf(from));
        while (rows.executeStep())
            record.days[dayOf(rows.getColumn(0).getInt64())] = rows.getColumn(1).getInt64();
        return record;
    } catch (const SQLite::Exception& error) {
        return fail(m_impl->failed(error));
    }
}

void UsageStore::Impl::addDay(const UsageOwner& owner, const UsageChange::Day& day)
{
    SQLite::Statement row(database,
                          "INSERT INTO usage_day(plan, key, day, used, remaining) VALUES (?, ?, ?, ?, ?) "
                          "ON CONFLICT DO UPDATE SET used = used + excluded.used, remaining = excluded.remaining");
    row.bind(1, owner.planId);
    row.bind(2, owner.keyId);
    row.bind(3, numberOf(day.day));
    row.bind(4, day.added);
    if (day.remaining)
        row.bind(5, *day.remaining);
    row.exec();
}

void UsageStore::Impl::noteKey(const UsageOwner& owner, const UsageChange& change)
{
    SQLite::Statement row(database, "INSERT INTO usage_key(plan, key, first_day, extension_begin, extension) "
                                    "VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
                                    "first_day = coalesce(first_day, excluded.first_day), "
                                    "extension = coalesce(excluded.extension, extension), "
                                    "extension_begin = coalesce(excluded.extension_begin, extension_begin)");
    row.bind(1, owner.planId);
    row.bind(2, owner.keyId);
    if (change.firstDay)
        row.bind(3, numberOf(*change.firstDay));
    if (change.extension) {
        row.bind(4, numberOf(change.extension->begin));
        row.bind(5, change.extension->amount);
    }
    row.exec();
}

Result<void> UsageStore::add(const std::vector<std::pair<UsageOwner, UsageChange>>& changes)
{
    const std::lock_guard lock(m_impl->mutex);
    try {
        SQLite::Transaction transaction(m_impl->database);
        for (const auto& [owner, change] : changes) {
            for (const UsageChange::Day& day : change.days)
                m_impl->addDay(owner, day);
            if (change.firstDay || change.extension)
                m_impl->noteKey(owner, change);
        }
        transaction.commit();
        return {};
    } catch (const SQLite::Exception& error) {
        return fail(m_impl->failed(error));
    }
}

Result<std::vector<std::pair<std::string, UsageDay>>> UsageStore::days(const std::string& planId,
                                                                       const std::optional<std::string>& keyId,
                                                                       sys_days first, sys_days last) const
{
    const std::lock_guard lock(m_impl->mutex);
    try {
        SQLite::Statement rows(m_impl->database, "SELECT key, day, used, remaining FROM usage_day WHERE plan = ? AND "
                                                 "day BETWEEN ? AND ? AND (? IS NULL OR key = ?) ORDER BY key, day");
        rows.bind(1, planId);
        rows.bind(2, numberOf(first));
        rows.bind(3, numberOf(last));
        if (keyId) {
            rows.bind(4, *keyId);
            rows.bind(5, *keyId);
        }
        std::vector<std::pair<std::string, UsageDay>> found;
        while (rows.executeStep()) {
            UsageDay day{dayOf(rows.getColumn(1).getInt64()), rows.getColumn(2).getInt64(), std::nullopt};
            if (!rows.getColumn(3).isNull())
                day.remaining = rows.getColumn(3).getInt64();
            found.emplace_back(rows.getColumn(0).getString(), day);
        }
        return found;
    } catch (const SQLite::Exception& error) {
        return fail(m_impl->failed(error));
    }
}

} // namespace gw::engine
