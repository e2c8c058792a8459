// A second thread looks at the clock. When a step has taken too long it interrupts the GUI thread by a signal, whose
// handler writes down where that thread is: only it can know.
#include "ui/shell/step_watchdog.h"

#include <QThread>

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <mutex>
#include <thread>
#include <utility>

#include <cxxabi.h>
#include <dlfcn.h>
#include <execinfo.h>
#include <pthread.h>

namespace gw::ui {

namespace {

using namespace std::chrono;

constexpr int askForStack = SIGURG; // ignored by programs that do not wait for it
constexpr milliseconds lookAgain{10};
constexpr int ownFrames = 2; // the handler's and the signal's

// What the handler writes into: a signal's handler has nothing but what is always there.
struct Stack
{
    std::array<void*, 64> frames{};
    std::atomic<int> count{0};
};
Stack& interrupted()
{
    static Stack stack;
    return stack;
}

void writeStack(int)
{
    const int error = errno;
    Stack& stack = interrupted();
    stack.count = ::backtrace(stack.frames.data(), static_cast<int>(stack.frames.size()));
    errno = error;
}

QString nameOf(void* address)
{
    Dl_info info{};
    if (!::dladdr(address, &info) || !info.dli_fname)
        return QStringLiteral("?");
    const auto offset = reinterpret_cast<std::uintptr_t>(address) - reinterpret_cast<std::uintptr_t>(info.dli_fbase);
    if (!info.dli_sname)
        return QStringLiteral("%1+0x%2").arg(QString::fromLocal8Bit(info.dli_fname)).arg(offset, 0, 16);
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> plain(
        abi::__cxa_demangle(info.dli_sname, nullptr, nullptr, &status), &std::free);
    return QString::fromLatin1(status == 0 ? plain.get() : info.dli_sname);
}

QStringList takeStack()
{
    Stack& stack = interrupted();
    const int count = stack.count.exchange(0);
    QStringList names;
    for (int i = ownFrames; i < count; ++i)
        names << nameOf(stack.frames[static_cast<std::size_t>(i)]);
    return names;
}

nanoseconds timeOf(clockid_t clock)
{
    timespec time{};
    ::clock_gettime(clock, &time);
    return seconds(time.tv_sec) + nanoseconds(time.tv_nsec);
}

clockid_t clockOfThisThread()
{
    clockid_t clock = CLOCK_THREAD_CPUTIME_ID;
    ::pthread_getcpuclockid(::pthread_self(), &clock); // which other threads can read
    return clock;
}

} // namespace

struct StepWatchdog::Watch
{
    Watch(milliseconds most, Measure what)
        : limit(most), gui(::pthread_self()), work(clockOfThisThread()),
          clock(what == Measure::Work ? work : CLOCK_MONOTONIC)
    {
        void* first = nullptr;
        (void)::backtrace(&first, 1); // loads what it needs, which the handler may not do
        struct sigaction action
        {
        };
        action.sa_handler = &writeStack;
        action.sa_flags = SA_RESTART;
        ::sigaction(askForStack, &action, &former);
        thread = std::thread([this] { watch(); });
    }
    ~Watch()
    {
        {
            const std::lock_guard lock(mutex);
            isOver = true;
        }
        changed.notify_one();
        thread.join();
        ::sigaction(askForStack, &former, nullptr);
    }

    // The step is told apart by the time it began; 0: there is none.
    void watch()
    {
        std::int64_t looked = 0;
        std::unique_lock lock(mutex);
        while (!changed.wait_for(lock, lookAgain, [this] { return isOver; })) {
            const std::int64_t step = began;
            if (step == 0 || step == looked || timeOf(clock) - nanoseconds(step) <= limit)
                continue;
            looked = step;
            ::pthread_kill(gui, askForStack);
        }
    }

    const milliseconds limit;
    const pthread_t gui;
    const clockid_t work;  // of the GUI thread
    const clockid_t clock; // the limit is of
    struct sigaction former
    {
    };
    std::atomic<std::int64_t> began{0}; // by `clock`, in nanoseconds
    int level = -1;                     // of the event loops around it
    nanoseconds timeBefore{0};
    nanoseconds workBefore{0};
    std::mutex mutex;
    std::condition_variable changed;
    bool isOver = false;
    std::thread thread;
};

StepWatchdog::StepWatchdog(milliseconds limit, Measure measure, QObject* parent)
    : QObject(parent), m_watch(std::make_unique<Watch>(limit, measure))
{
}

StepWatchdog::~StepWatchdog() = default;

bool StepWatchdog::step(const std::function<bool()>& handle)
{
    const int level = QThread::currentThread()->loopLevel();
    if (m_watch->began != 0 && level == m_watch->level)
        return handle();
    const int outer = std::exchange(m_watch->level, level);
    m_watch->timeBefore = timeOf(CLOCK_MONOTONIC);
    m_watch->workBefore = timeOf(m_watch->work);
    m_watch->began = timeOf(m_watch->clock).count();
    const bool result = handle();
    end();
    m_watch->level = outer; // what is left of a step that ran a loop is not told of: its time was not its own
    return result;
}

void StepWatchdog::end()
{
    const std::int64_t began = m_watch->began.exchange(0);
    if (began == 0 || timeOf(m_watch->clock) - nanoseconds(began) <= m_watch->limit)
        return;
    const HeldStep step{duration_cast<milliseconds>(timeOf(CLOCK_MONOTONIC) - m_watch->timeBefore),
                        duration_cast<milliseconds>(timeOf(m_watch->work) - m_watch->workBefore), takeStack()};
    qWarning("The window was held up for %d ms, %d ms of them at work:\n    %s",
             static_cast<int>(step.duration.count()), static_cast<int>(step.work.count()),
             qUtf8Printable(step.stack.join(QStringLiteral("\n    "))));
    emit held(step);
}

bool WatchedApplication::notify(QObject* receiver, QEvent* event)
{
    return m_watchdog.step([&] { return QApplication::notify(receiver, event); });
}

} // namespace gw::ui
