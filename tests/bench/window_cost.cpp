// gw_bench_window: what the studio's window costs: for each scenario the longest steps of the GUI thread and the
// memory. Offscreen; without arguments all scenarios, each in a process of its own; or "gw_bench_window NAME [SIZE]". A
// step over 50 ms is told with its stack on the standard error.
#include "tests/bench/window/scenarios.h"
#include "tests/bench/window/steps.h"

#include <QProcess>

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

struct Scenario
{
    const char* name;
    int size;
    void (*run)(int size);
};
constexpr Scenario scenarios[] = {
    {"open", 1000, &gw::bench::openAndRest},     {"open-large", 5000, &gw::bench::openAndRest},
    {"design", 1000, &gw::bench::design},        {"design-large", 5000, &gw::bench::design},
    {"serve", 1000, &gw::bench::serve},          {"traces", 1'000'000, &gw::bench::traces},
    {"response", 500, &gw::bench::longResponse}, {"type", 1 << 20, &gw::bench::type},
};

int runAll(const char* program)
{
    int failed = 0;
    for (const Scenario& each : scenarios)
        failed += QProcess::execute(QString::fromLocal8Bit(program), {QString::fromLatin1(each.name)}) != 0 ? 1 : 0;
    return failed == 0 ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    if (!std::getenv("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    if (argc < 2)
        return runAll(argv[0]);
    for (const Scenario& each : scenarios) {
        if (std::strcmp(each.name, argv[1]) != 0)
            continue;
        const int size = argc > 2 ? std::atoi(argv[2]) : each.size;
        std::printf("%s, %d\n", each.name, size);
        std::fflush(stdout);
        gw::bench::SteppedApplication application(argc, argv);
        QCoreApplication::setApplicationName(QStringLiteral("gatewright"));
        each.run(size);
        return 0;
    }
    std::fprintf(stderr, "There is no scenario \"%s\". There are:", argv[1]);
    for (const Scenario& each : scenarios)
        std::fprintf(stderr, " %s", each.name);
    std::fprintf(stderr, "\n");
    return 2;
}
