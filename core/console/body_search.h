// BodySearch: looks for text in a body of any length, on a thread of its own, a megabyte at a time: the next match
// after a place or the one before it, and on around the end. Letters A to Z match in either case.
#pragma once

#include "core/console/response_body.h"

#include <QByteArray>
#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <memory>

namespace gw::console {

class BodySearch final : public QObject
{
    Q_OBJECT

public:
    enum class Direction { Forward, Backward };

    explicit BodySearch(QObject* parent = nullptr);
    ~BodySearch() override;

    // Takes the place of a search that runs. Forward: the first match that begins at `from` or later; backward: the
    // last one that begins before it. found() or notFound() follows, unless it is canceled.
    void start(const ResponseBody& body, const QByteArray& wanted, qint64 from, Direction direction);
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_isRunning; }

signals:
    void progressed(int percent); // of the body, a few times a second at most
    void found(qint64 offset);
    void notFound();

private:
    void post(quint64 job, qint64 offset);

    QThreadPool m_pool;
    std::shared_ptr<std::atomic<bool>> m_stop = std::make_shared<std::atomic<bool>>(false);
    quint64 m_current = 0;
    bool m_isRunning = false;
};

} // namespace gw::console
