// LambdaService: AWS Lambda for the functions of a project (reference 4.1). Serves the Invoke API; each function runs
// as processes on this machine that speak the Runtime API with the engine, or stands behind a remote Invoke endpoint.
//
// Everything happens on a thread of its own; requests from engine threads hop there and back.
#pragma once

#include "core/api/aws_settings.h"
#include "core/api/function.h"
#include "gateway-engine/lambda/function_log.h"
#include "gateway-engine/lambda/function_status.h"
#include "gateway-engine/pipeline/local_service.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

class Services;

struct LambdaOptions
{
    std::filesystem::path projectFolder; // what codeUri is relative to
    AwsSettings aws;                     // account and Region of ARNs; whose credentials functions get
    StringMap credentials;               // AWS_ACCESS_KEY_ID, … for functions, where they come from the keychain
    FunctionLogLimits log;
    std::chrono::milliseconds initTimeout{10'000};  // reference 4.1: then tried again within the invocation
    std::chrono::milliseconds idleTimeout{300'000}; // a worker without work ends
    std::chrono::milliseconds endPatience{500};     // between SIGTERM and SIGKILL
    // An asynchronous invocation that fails is tried again after these, then given up.
    std::vector<std::chrono::milliseconds> asyncRetryDelays{std::chrono::minutes(1), std::chrono::minutes(2)};
    std::string connectionsUrl;           // where functions reach @connections; empty: nowhere
    std::size_t maxPendingEvents = 1'000; // asynchronous invocations not done yet, a function; one more: 429
    bool watchSources = true;             // a change below codeUri replaces the workers
};

class LambdaService final : public LocalService
{
public:
    LambdaService(LambdaOptions options, Services& services);
    ~LambdaService() override; // stop()
    LambdaService(const LambdaService&) = delete;
    LambdaService& operator=(const LambdaService&) = delete;

    // What the design says now; from any thread, takes effect before any invocation that comes after it. A function
    // whose configuration changed gets new workers; what runs on the old ones ends there.
    void follow(std::vector<Function> functions);
    // Another account or Region, in effect as follow() is. (The project folder does not change in a service's life.)
    void setAwsSettings(const AwsSettings& settings);
    void setConnectionsUrl(const std::string& url); // the same
    // Ends all processes: what runs is answered with an error. Idempotent; from any thread but the service's. Call it
    // after the last request was answered and before the io_contexts of callers end.
    void stop();

    // LocalService
    [[nodiscard]] std::string_view serviceName() const override { return "lambda"; }
    [[nodiscard]] bool owns(const Request& request) const override;
    [[nodiscard]] Task<Response> handle(Request&& request) override;

    // For who watches; from any thread.
    [[nodiscard]] FunctionStatuses status() const; // never null; at most 100 ms old
    [[nodiscard]] const FunctionLog& log() const;
    void clearLog();
    void addObserver(std::weak_ptr<LambdaObserver> observer); // may be called on the service's thread after it has gone
                                                              // elsewhere: it is kept alive for the call

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

// "arn:aws:lambda:us-east-1:000000000000:function:orders"
[[nodiscard]] std::string functionArn(const AwsSettings& aws, std::string_view name);
// The name in a function name, partial ARN or ARN, with or without a qualifier; empty: it is none of them.
[[nodiscard]] std::string functionNameIn(std::string_view nameOrArn);

} // namespace gw::engine
