// What an invocation of a warm function costs the engine: its own CPU time (the function's processes have theirs), and
// the time a caller waits.
//   gw_bench_lambda [RUNTIME [INVOCATIONS [CALLERS]]]     nodejs20.x, 5000 and 1 when left out
#include "gateway-engine/lambda/lambda_service.h"
#include "gateway-engine/services.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

using namespace gw;
using namespace gw::engine;

namespace {

using Clock = std::chrono::steady_clock;

double cpuSeconds()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage); // without children: functions are not counted
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

Task<void> call(LambdaService& service, int invocations, int& failed)
{
    for (int i = 0; i < invocations; ++i) {
        Request request;
        request.method = "POST";
        request.target = "/2015-03-31/functions/f/invocations";
        request.body = R"({"version":"2.0","rawPath":"/orders/7","headers":{"accept":"*/*"},"isBase64Encoded":false})";
        const Response response = co_await service.handle(std::move(request));
        failed += response.status == 200 && !response.headers.has("X-Amz-Function-Error") ? 0 : 1;
    }
}

int run(LambdaService& service, int invocations, int callers)
{
    int failed = 0;
    boost::asio::io_context context(1);
    for (int i = 0; i < callers; ++i)
        boost::asio::co_spawn(context, call(service, invocations / callers, failed), boost::asio::detached);
    context.run();
    return failed;
}

} // namespace

int main(int argc, char* argv[])
{
    Function function;
    function.name = "f";
    function.runtime = argc > 1 ? argv[1] : "nodejs20.x";
    const int invocations = argc > 2 ? std::atoi(argv[2]) : 5'000;
    const int callers = argc > 3 ? std::atoi(argv[3]) : 1;
    function.codeUri = ".";
    function.reservedConcurrentExecutions = callers;
    const bool isPython = function.runtime.starts_with("python");
    function.handler = isPython ? "app.handler" : "index.handler";

    std::string folder = (std::filesystem::temp_directory_path() / "gw-bench-lambda-XXXXXX").string();
    if (!::mkdtemp(folder.data()))
        return 1;
    std::ofstream(folder + "/index.mjs")
        << "export const handler = async (event) => ({ statusCode: 200, body: event.rawPath });\n";
    std::ofstream(folder + "/app.py")
        << "def handler(event, context):\n    return {'statusCode': 200, 'body': event['rawPath']}\n";
    int failed = 0;
    {
        LambdaOptions options;
        options.projectFolder = folder;
        LambdaService service(options, systemServices());
        service.follow({function});
        failed += run(service, 200 * callers, callers); // workers start, and runtimes compile what is hot
        const double cpu = cpuSeconds();
        const auto start = Clock::now();
        failed += run(service, invocations, callers);
        const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
        const double engine = cpuSeconds() - cpu;
        std::printf(
            "%s, %d callers: %.3f ms of engine CPU and %.3f ms of time an invocation, %.0f invocations/s, %d failed\n",
            function.runtime.c_str(), callers, 1e3 * engine / invocations, 1e3 * seconds * callers / invocations,
            invocations / seconds, failed);
    }
    std::filesystem::remove_all(folder);
    return failed == 0 ? 0 : 1;
}
