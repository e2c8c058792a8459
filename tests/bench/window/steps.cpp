#include "tests/bench/window/steps.h"

#include <QElapsedTimer>
#include <QFile>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <utility>

namespace gw::bench {

namespace {

double worked()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

SteppedApplication& application()
{
    return *static_cast<SteppedApplication*>(QCoreApplication::instance());
}

void print(const char* what, std::vector<double> steps, qint64 whole)
{
    if (steps.empty())
        steps.push_back(0);
    std::sort(steps.begin(), steps.end());
    std::printf("  %-46s %6zu steps  median %7.2f ms  worst %7.1f ms  in all %6lld ms\n", what, steps.size(),
                steps[steps.size() / 2], steps.back(), static_cast<long long>(whole));
    std::fflush(stdout);
}

} // namespace

bool SteppedApplication::notify(QObject* receiver, QEvent* event)
{
    const bool isOutermost = m_depth++ == 0;
    const double before = isOutermost ? worked() : 0;
    const bool done = WatchedApplication::notify(receiver, event);
    if (isOutermost)
        m_steps.push_back(worked() - before);
    --m_depth;
    return done;
}

std::vector<double> SteppedApplication::takeSteps()
{
    return std::exchange(m_steps, {});
}

Memory memory()
{
    Memory now;
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return now;
    for (const QByteArray& line : status.readAll().split('\n')) {
        const double bytes = line.simplified().split(' ').value(1).toDouble() * 1024;
        if (line.startsWith("VmRSS:"))
            now.resident = bytes / 1e6;
        if (line.startsWith("RssAnon:"))
            now.own = bytes / 1e6;
    }
    return now;
}

void measure(const char* what, const std::function<void()>& work)
{
    (void)application().takeSteps();
    QElapsedTimer clock;
    clock.start();
    work();
    print(what, application().takeSteps(), clock.elapsed());
}

void measureEach(const char* what, int times, const std::function<void(int)>& step)
{
    QElapsedTimer clock;
    clock.start();
    std::vector<double> steps;
    for (int n = 0; n < times; ++n) {
        const double before = worked();
        step(n);
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
        steps.push_back(worked() - before);
    }
    print(what, std::move(steps), clock.elapsed());
}

bool until(const std::function<bool()>& isSo)
{
    QElapsedTimer clock;
    clock.start();
    while (!isSo()) {
        if (clock.elapsed() > 60'000) {
            std::printf("  gave up after a minute\n");
            return false;
        }
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    return true;
}

void printMemory(const char* when, const Memory& since)
{
    const Memory now = memory();
    std::printf("  %-46s %6.1f MB resident, %.1f MB of them its own", when, now.resident, now.own);
    if (since.resident > 0)
        std::printf(" (%+.1f MB)", now.resident - since.resident);
    std::printf("\n");
    std::fflush(stdout);
}

} // namespace gw::bench
