// StoredTraces: the traces in a project's file, read on workers: which rows a filter lets through, newest first and in
// portions as they are found; what they say; and whole traces. Answers come on the thread of this object.
#pragma once

#include "gateway-engine/trace/trace_filter.h"
#include "gateway-engine/trace/trace_summary.h"
#include "ui/session/background.h"

#include <QObject>
#include <QString>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace gw::ui {

class StoredTraces final : public QObject
{
    Q_OBJECT

public:
    using Time = std::chrono::system_clock::time_point;
    using Rows = std::vector<std::int64_t>;

    struct Part // of a file
    {
        QString file;
        Time from;                      // requests that came then or later …
        Time before;                    // … and before this,
        std::string beforeRequest = {}; // and before this one was done, where it is not empty
    };

    explicit StoredTraces(QObject* parent = nullptr);
    ~StoredTraces() override; // a search ends at its next portion and is waited for

    void open(const Part& part); // opened() follows; what was asked for before is not answered any more
    void close();
    [[nodiscard]] bool isOpen() const { return m_source != nullptr; }

    // Takes the place of the search before it. found() follows until the part is searched through.
    void search(const engine::TraceFilter& filter);
    void stopSearch();
    // The part ends with the first of these requests that is stored; extended() follows.
    void extend(std::vector<std::string> requestIds);

    void tell(Rows rows);        // told() follows
    void load(std::int64_t row); // loaded() follows, of the last one asked for

signals:
    void opened(qint64 count);
    // `percent` of the part are searched; 100: this is the last portion.
    void found(const std::vector<std::int64_t>& rows, int percent);
    void extended(const std::vector<std::int64_t>& rows, qint64 count); // those that are new, as the search has it
    // `asked` that are not among `rows` are no longer kept.
    void told(const std::vector<gw::engine::TraceSummary>& rows, const std::vector<std::int64_t>& asked);
    void loaded(qint64 row, const gw::engine::TracePtr& trace); // null: it is no longer kept
    void failed(const QString& why);

private:
    struct Source;
    void post(int opening, std::function<void()> answer);

    std::shared_ptr<Source> m_source; // of the workers: what it holds is touched there only
    std::shared_ptr<std::atomic<bool>> m_stop = std::make_shared<std::atomic<bool>>(false);
    engine::TraceFilter m_filter;
    int m_opening = 0; // answers of other ones are dropped
    int m_search = 0;
    std::int64_t m_wanted = 0; // by load()
    Background m_searcher;     // one for the long work and one for the short, so that rows are told while a search runs
    Background m_teller;
};

} // namespace gw::ui
