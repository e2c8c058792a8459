// The load client of the benchmarks; see README.md beside bench.py, and --help.
#include "tests/bench/load/idle_connections.h"
#include "tests/bench/load/load_plan.h"
#include "tests/bench/load/load_thread.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <iostream>
#include <memory>
#include <thread>
#include <vector>

using namespace gw::bench;

namespace {

void allowManyFiles()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

double ownCpuSeconds()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

bool openAll(std::vector<std::unique_ptr<LoadThread>>& threads)
{
    for (const auto& thread : threads)
        if (!thread->open()) {
            std::perror("gw_bench_load: a connection");
            return false;
        }
    return true;
}

void runAll(std::vector<std::unique_ptr<LoadThread>>& threads)
{
    std::vector<std::thread> running;
    for (const auto& thread : threads)
        running.emplace_back([&thread] {
            ::prctl(PR_SET_TIMERSLACK, 1UL); // nanosecond: requests are due at moments, not around them
            thread->run();
        });
    for (std::thread& thread : running)
        thread.join();
}

void print(const LoadPlan& plan, const LoadFigures& all, double seconds, double cpu, const IdleConnections& idle)
{
    const auto count = [](const char* name, std::uint64_t value) {
        std::printf(",\"%s\":%llu", name, static_cast<unsigned long long>(value));
    };
    std::printf("{\"seconds\":%.4f,\"rate\":%.1f,\"cpu_seconds\":%.4f", seconds, plan.rate, cpu);
    count("connections", plan.connections);
    count("threads", plan.threads);
    count("requests", all.answers);
    count("bytes", all.bytes);
    count("not_2xx", all.not2xx);
    count("failed", all.failed());
    count("connect_failed", all.connectFailed);
    count("closed", all.closed);
    count("timed_out", all.timedOut);
    count("malformed", all.malformed);
    count("unsent", all.unsent);
    count("reconnects", all.reconnects);
    count("idle", idle.open());
    count("idle_lost", idle.lost());
    count("seen_at_ns", static_cast<std::uint64_t>(all.seenAt));
    std::printf(",\"latency_us\":{\"mean\":%.1f", all.latency.mean() / 1e3);
    for (const auto& [name, share] :
         {std::pair("p50", 0.5), {"p75", 0.75}, {"p90", 0.9}, {"p99", 0.99}, {"p999", 0.999}})
        std::printf(",\"%s\":%.1f", name, static_cast<double>(all.latency.percentile(share)) / 1e3);
    std::printf(",\"max\":%.1f}}\n", static_cast<double>(all.latency.longest()) / 1e3);
}

bool waitForLine(const LoadPlan& plan)
{
    std::printf("{\"open\":%zu}\n", plan.connections + plan.idle);
    std::fflush(stdout);
    std::string line;
    return static_cast<bool>(std::getline(std::cin, line));
}

} // namespace

int main(int argc, char** argv)
{
    LoadPlan plan;
    if (const int code = readPlan(argc, argv, plan); code >= 0)
        return code;
    allowManyFiles();
    IdleConnections idle(plan);
    std::vector<std::unique_ptr<LoadThread>> threads;
    for (std::size_t i = 0; i < plan.threads; ++i)
        threads.push_back(std::make_unique<LoadThread>(plan, i));
    if (!idle.open() || !openAll(threads))
        return 4;
    if (plan.waits && !waitForLine(plan))
        return 0;
    const double cpu = ownCpuSeconds();
    const auto begin = std::chrono::steady_clock::now();
    if (plan.seconds > 0)
        runAll(threads);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    LoadFigures all;
    for (const auto& thread : threads)
        all.add(thread->figures());
    print(plan, all, seconds, ownCpuSeconds() - cpu, idle);
    return all.gaveUp ? 4 : 0;
}
