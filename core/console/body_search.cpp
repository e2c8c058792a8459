// Pieces overlap by what is wanted less one byte, so that a match across their border is in one of them.
#include "core/console/body_search.h"

#include <QElapsedTimer>

#include <algorithm>
#include <functional>

namespace gw::console {

namespace {

constexpr qint64 pieceBytes = 1 << 20;
constexpr qint64 progressMilliseconds = 200;

char folded(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

QByteArray folded(QByteArray bytes)
{
    std::transform(bytes.begin(), bytes.end(), bytes.begin(), [](char c) { return folded(c); });
    return bytes;
}

struct Search
{
    ResponseBody body;
    QByteArray wanted;                      // folded
    std::function<bool(qint64 bytes)> goOn; // called with how many more were searched

    // A match that begins in [from, end); -1: none, or stopped.
    [[nodiscard]] qint64 forward(qint64 from, qint64 end) const
    {
        for (qint64 at = from; at < end; at += pieceBytes) {
            const qint64 begins = std::min(pieceBytes, end - at);
            const QByteArray piece = folded(body.read(at, begins + wanted.size() - 1));
            if (const qsizetype place = piece.indexOf(wanted); place >= 0)
                return at + place;
            if (!goOn(begins))
                return -1;
        }
        return -1;
    }
    [[nodiscard]] qint64 backward(qint64 from, qint64 end) const
    {
        for (qint64 stop = end; stop > from; stop -= pieceBytes) {
            const qint64 at = std::max(from, stop - pieceBytes);
            const QByteArray piece = folded(body.read(at, stop - at + wanted.size() - 1));
            if (const qsizetype place = piece.lastIndexOf(wanted); place >= 0)
                return at + place;
            if (!goOn(stop - at))
                return -1;
        }
        return -1;
    }
};

} // namespace

BodySearch::BodySearch(QObject* parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

BodySearch::~BodySearch()
{
    *m_stop = true;
    m_pool.waitForDone();
}

void BodySearch::start(const ResponseBody& body, const QByteArray& wanted, qint64 from, Direction direction)
{
    cancel();
    m_isRunning = true;
    const auto stop = m_stop = std::make_shared<std::atomic<bool>>(false);
    m_pool.start([this, body, wanted = folded(wanted), from, direction, stop, job = m_current] {
        const qint64 size = body.size();
        const qint64 place = std::clamp<qint64>(from, 0, size);
        qint64 searched = 0;
        QElapsedTimer sinceTold;
        sinceTold.start();
        const Search search{body, wanted, [&](qint64 bytes) {
                                searched += bytes;
                                if (sinceTold.elapsed() >= progressMilliseconds) {
                                    sinceTold.restart();
                                    const int percent = static_cast<int>(searched * 100 / std::max<qint64>(size, 1));
                                    QMetaObject::invokeMethod(
                                        this,
                                        [this, percent, job] {
                                            if (job == m_current && m_isRunning)
                                                emit progressed(percent);
                                        },
                                        Qt::QueuedConnection);
                                }
                                return !*stop;
                            }};
        qint64 match = -1;
        if (!wanted.isEmpty() && direction == Direction::Forward) {
            match = search.forward(place, size);
            match = match < 0 && !*stop ? search.forward(0, place) : match;
        } else if (!wanted.isEmpty()) {
            match = search.backward(0, place);
            match = match < 0 && !*stop ? search.backward(place, size) : match;
        }
        if (!*stop)
            post(job, match);
    });
}

void BodySearch::cancel()
{
    ++m_current;
    m_isRunning = false;
    *m_stop = true;
}

// From the worker.
void BodySearch::post(quint64 job, qint64 offset)
{
    QMetaObject::invokeMethod(
        this,
        [this, job, offset] {
            if (job != m_current)
                return;
            m_isRunning = false;
            if (offset >= 0)
                emit found(offset);
            else
                emit notFound();
        },
        Qt::QueuedConnection);
}

} // namespace gw::console
