// Stage: a named place where an API is served, with its variables. A stage with autoDeploy serves every edit; one
// without serves the deployment (an immutable snapshot) that was last made to it.
#pragma once

#include "core/api/ids.h"
#include "core/api/integration.h"

#include <optional>
#include <string>
#include <vector>

namespace gw {

// Where and how each request is logged, one line a request ($context variables in the format).
struct AccessLogSettings
{
    std::string destination; // a file, relative to the project folder; empty: no access log
    std::string format;
    bool operator==(const AccessLogSettings&) const = default;
};

// Settings of all methods ("*/*") or one ("pets/{petId}/GET": the resource path without its slash, and the verb).
struct MethodSettings
{
    std::string methodPath = "*/*";
    std::string loggingLevel = "OFF"; // "OFF", "ERROR", "INFO"
    bool dataTraceEnabled = false;    // whole requests and responses in the execution log
    bool metricsEnabled = false;
    bool operator==(const MethodSettings&) const = default;
};

// A share of the requests goes to another deployment (reference 1.29).
struct CanarySettings
{
    double percentTraffic = 0; // 0 … 100
    std::string deploymentId;  // of the deployment store; empty: the stage's own
    StringMap stageVariableOverrides;
    bool useStageCache = false;
    bool operator==(const CanarySettings&) const = default;
};

struct Stage {
    StageId id;
    std::string name = "dev"; // [A-Za-z0-9_-], at most 128 characters
    std::string description;
    bool autoDeploy = true;
    StringMap variables; // at most 100; key [A-Za-z0-9_] up to 64, value up to 512 characters
    AccessLogSettings accessLog;
    std::vector<MethodSettings> methodSettings;
    std::optional<CanarySettings> canary;
    bool operator==(const Stage&) const = default;
};

} // namespace gw
