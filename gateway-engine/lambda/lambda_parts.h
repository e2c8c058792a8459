// LambdaParts: what the workers of all functions share. Of the service's thread, and alive as long as any of them.
#pragma once

#include "core/api/aws_settings.h"
#include "gateway-engine/lambda/change_notice.h"
#include "gateway-engine/lambda/lambda_service.h"
#include "gateway-engine/lambda/runtime_api.h"
#include "gateway-engine/lambda/worker_environment.h"
#include "gateway-engine/services.h"
#include "gateway-engine/transport/process_guard.h"
#include "gateway-engine/transport/worker.h"

#include <filesystem>
#include <string>

namespace gw::engine {

struct LambdaParts
{
    const LambdaOptions& options;
    Services& services;
    Worker& thread;
    RuntimeApi& runtimeApi;
    ProcessGuard& guard;
    FunctionLog& log;
    ChangeNotice& changes;
    std::filesystem::path runtimeFolder;
    HostEnvironment host;
    AwsSettings aws;            // changes with the design
    std::string connectionsUrl; // the same
};

} // namespace gw::engine
