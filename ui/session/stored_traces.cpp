// Each worker has a connection of its own. The range searched is the searcher's: it grows by extend(), and what is
// searched later has it.
#include "ui/session/stored_traces.h"

#include "gateway-engine/trace/trace_reader.h"

#include <algorithm>
#include <utility>

namespace gw::ui {

using engine::TraceReader;

struct StoredTraces::Source
{
    using ReaderPtr = std::unique_ptr<TraceReader>;

    Part part;
    ReaderPtr searching;
    ReaderPtr telling;
    TraceReader::Range range;

    // Until there is a file there is nothing in it: the gateway makes it when it first runs.
    TraceReader* reader(ReaderPtr& which) const
    {
        if (!which)
            if (Result<ReaderPtr> opened = TraceReader::open(part.file.toStdString()))
                which = *std::move(opened);
        return which.get();
    }

    Result<TraceReader::Range> findRange()
    {
        const TraceReader* from = reader(searching);
        if (!from)
            return TraceReader::Range{};
        const auto whole = from->range();
        const auto tooOld = from->newestBefore(part.from);
        const auto newest = from->newestBefore(part.before);
        const auto next = part.beforeRequest.empty() ? Result<std::int64_t>(0) : from->rowOf(part.beforeRequest);
        for (const Result<std::int64_t>* each : {&tooOld, &newest, &next})
            if (!*each)
                return fail(each->error());
        if (!whole)
            return fail(whole.error());
        return TraceReader::Range{std::max(whole->first, *tooOld + 1), *next > 0 ? *next - 1 : *newest};
    }

    [[nodiscard]] qint64 count() const { return std::max<qint64>(0, range.last - range.first + 1); }
};

StoredTraces::StoredTraces(QObject* parent) : QObject(parent) {}

StoredTraces::~StoredTraces()
{
    *m_stop = true;
}

// From a worker.
void StoredTraces::post(int opening, std::function<void()> answer)
{
    QMetaObject::invokeMethod(
        this,
        [this, opening, answer = std::move(answer)] {
            if (opening == m_opening)
                answer();
        },
        Qt::QueuedConnection);
}

void StoredTraces::open(const Part& part)
{
    close();
    m_source = std::make_shared<Source>();
    m_source->part = part;
    m_searcher.run([this, source = m_source, opening = m_opening] {
        const auto range = source->findRange();
        if (range)
            source->range = *range;
        else
            post(opening, [this, why = range.error().message] { emit failed(QString::fromStdString(why)); });
        post(opening, [this, count = source->count()] { emit opened(count); });
    });
}

void StoredTraces::close()
{
    ++m_opening;
    stopSearch();
    m_source.reset();
}

void StoredTraces::search(const engine::TraceFilter& filter)
{
    stopSearch();
    m_filter = filter;
    if (!m_source)
        return;
    const auto stop = m_stop = std::make_shared<std::atomic<bool>>(false);
    m_searcher.run([this, source = m_source, filter, stop, opening = m_opening, number = m_search] {
        const auto give = [&](Rows rows, int percent) {
            post(opening, [this, number, rows = std::move(rows), percent] {
                if (number == m_search)
                    emit found(rows, percent);
            });
        };
        const TraceReader* reader = *stop ? nullptr : source->reader(source->searching);
        const qint64 count = source->count();
        if (!reader || count == 0)
            return give({}, 100);
        const auto done = reader->scan(filter, source->range, [&](Rows rows, std::int64_t reached) {
            give(std::move(rows), static_cast<int>((source->range.last - reached + 1) * 100 / count));
            return !*stop;
        });
        if (done)
            return;
        post(opening, [this, why = done.error().message] { emit failed(QString::fromStdString(why)); });
        give({}, 100);
    });
}

void StoredTraces::stopSearch()
{
    ++m_search;
    *m_stop = true;
}

void StoredTraces::extend(std::vector<std::string> requestIds)
{
    if (!m_source)
        return;
    m_searcher.run([this, source = m_source, ids = std::move(requestIds), filter = m_filter, opening = m_opening,
                    number = m_search] {
        Rows all;
        if (const TraceReader* reader = source->reader(source->searching)) {
            std::int64_t row = 0;
            for (auto id = ids.begin(); id != ids.end() && row == 0; ++id)
                row = reader->rowOf(*id).value_or(0);
            const TraceReader::Range more{std::max(source->range.first, source->range.last + 1), row};
            (void)reader->scan(filter, more, [&all](const Rows& rows, std::int64_t) {
                all.insert(all.end(), rows.begin(), rows.end());
                return true;
            });
            source->range.last = std::max(source->range.last, row);
        }
        post(opening, [this, number, all = std::move(all), count = source->count()] {
            emit extended(number == m_search ? all : Rows(), count); // a later search finds them itself
        });
    });
}

void StoredTraces::tell(Rows rows)
{
    if (!m_source)
        return;
    m_teller.run([this, source = m_source, rows = std::move(rows), opening = m_opening] {
        const TraceReader* reader = source->reader(source->telling);
        auto summaries = reader ? reader->summaries(rows).value_or(std::vector<engine::TraceSummary>())
                                : std::vector<engine::TraceSummary>();
        post(opening, [this, summaries = std::move(summaries), rows] { emit told(summaries, rows); });
    });
}

void StoredTraces::load(std::int64_t row)
{
    m_wanted = row;
    if (!m_source)
        return;
    m_teller.run([this, source = m_source, row, opening = m_opening] {
        const TraceReader* reader = source->reader(source->telling);
        const engine::TracePtr trace = reader ? reader->load(row).value_or(nullptr) : nullptr;
        post(opening, [this, row, trace] {
            if (row == m_wanted)
                emit loaded(row, trace);
        });
    });
}

} // namespace gw::ui
