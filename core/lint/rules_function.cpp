// Rules about functions (reference 4.1 and 5): what the service refuses, and what cannot run on this machine.
#include "core/api/function_handler.h"
#include "core/format/project_paths.h"
#include "core/in_quotes.h"
#include "core/lint/project_scope.h"
#include "core/lint/rules.h"
#include "core/lint/uri_text.h"

#include <algorithm>
#include <iterator>

namespace gw::lint_rules {

namespace {

// Set by the runtime itself (reference 4.1).
constexpr std::string_view reservedKeys[] = {"_HANDLER",
                                             "_X_AMZN_TRACE_ID",
                                             "AWS_DEFAULT_REGION",
                                             "AWS_REGION",
                                             "AWS_EXECUTION_ENV",
                                             "AWS_LAMBDA_FUNCTION_NAME",
                                             "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                                             "AWS_LAMBDA_FUNCTION_VERSION",
                                             "AWS_LAMBDA_INITIALIZATION_TYPE",
                                             "AWS_LAMBDA_LOG_GROUP_NAME",
                                             "AWS_LAMBDA_LOG_STREAM_NAME",
                                             "AWS_ACCESS_KEY",
                                             "AWS_ACCESS_KEY_ID",
                                             "AWS_SECRET_ACCESS_KEY",
                                             "AWS_SESSION_TOKEN",
                                             "AWS_LAMBDA_RUNTIME_API",
                                             "LAMBDA_TASK_ROOT",
                                             "LAMBDA_RUNTIME_DIR",
                                             "AWS_LAMBDA_MAX_CONCURRENCY",
                                             "AWS_LAMBDA_METADATA_API",
                                             "AWS_LAMBDA_METADATA_TOKEN"};

template <typename Check>
void forEachFunction(const ProjectScope& scope, Check check)
{
    for (const Cow<Function>& function : scope.project().functions)
        check(*function);
}

// Settings of processes say nothing of a function that runs elsewhere.
template <typename Check>
void forEachLocalFunction(const ProjectScope& scope, Check check)
{
    forEachFunction(scope, [&](const Function& function) {
        if (function.endpoint.empty())
            check(function);
    });
}

std::string subject(const Function& function)
{
    return "The function " + inQuotes(function.name);
}

void checkRange(ProjectScope& scope, const Function& function, const char* what, const char* unit, int value, int least,
                int most)
{
    if (value >= least && value <= most)
        return;
    scope.report(function,
                 {Severity::Error, subject(function) + " has a " + what + " of " + std::to_string(value) + unit + ".",
                  "Use " + std::to_string(least) + " to " + std::to_string(most) + unit + "."});
}

std::string handlerForm(RuntimeFamily family)
{
    return family == RuntimeFamily::Python ? "Write it as module.function, such as app.lambda_handler."
                                           : "Write it as file.export, such as index.handler.";
}

std::size_t environmentBytes(const StringMap& environment)
{
    std::size_t bytes = 0;
    for (const auto& [key, value] : environment)
        bytes += key.size() + value.size();
    return bytes;
}

} // namespace

void functionRuntime(ProjectScope& scope)
{
    forEachLocalFunction(scope, [&](const Function& function) {
        if (!runtimeFamily(function.runtime))
            scope.report(function, {Severity::Error,
                                    subject(function) + " has the runtime " + inQuotes(function.runtime) +
                                        ", which does not run here.",
                                    "Choose Node.js, Python or a custom runtime, or give it the endpoint of a machine "
                                    "that runs it."});
    });
}

void functionHandler(ProjectScope& scope)
{
    forEachLocalFunction(scope, [&](const Function& function) {
        const auto family = runtimeFamily(function.runtime);
        if (family && !handlerOf(*family, function.handler))
            scope.report(function, {Severity::Error,
                                    subject(function) + " has the handler " + inQuotes(function.handler) +
                                        ", which names no function.",
                                    handlerForm(*family)});
    });
}

void functionCode(ProjectScope& scope)
{
    forEachLocalFunction(scope, [&](const Function& function) {
        if (!isInsideProject(function.codeUri))
            scope.report(function,
                         {Severity::Error,
                          function.codeUri.empty() ? subject(function) + " has no code folder."
                                                   : "The code folder " + inQuotes(function.codeUri) + " of " +
                                                         inQuotes(function.name) + " is not inside the project.",
                          "Use a folder of the project, such as " + defaultCodeUri(function.name) + "."});
    });
}

void functionMemory(ProjectScope& scope)
{
    forEachLocalFunction(scope, [&](const Function& function) {
        checkRange(scope, function, "memory size", " MB", function.memorySize, leastFunctionMemory, mostFunctionMemory);
    });
}

void functionTimeout(ProjectScope& scope)
{
    forEachFunction(scope, [&](const Function& function) {
        checkRange(scope, function, "timeout", " s", function.timeout, 1, mostFunctionTimeout);
    });
}

void functionQueueTimeout(ProjectScope& scope)
{
    forEachLocalFunction(scope, [&](const Function& function) {
        checkRange(scope, function, "queue timeout", " s", function.queueTimeout, 0, mostFunctionTimeout);
    });
}

void functionConcurrency(ProjectScope& scope)
{
    forEachLocalFunction(scope, [&](const Function& function) {
        checkRange(scope, function, "reserved concurrency", "", function.reservedConcurrentExecutions, 1,
                   mostFunctionConcurrency);
    });
}

void functionEnvironment(ProjectScope& scope)
{
    forEachLocalFunction(scope, [&](const Function& function) {
        for (const auto& [key, value] : function.environment) {
            const bool isReserved =
                std::find(std::begin(reservedKeys), std::end(reservedKeys), key) != std::end(reservedKeys);
            if (isReserved)
                scope.report(function, {Severity::Error,
                                        subject(function) + " sets the variable " + inQuotes(key) +
                                            ", which the runtime sets itself.",
                                        "Choose another name."});
            else if (!isEnvironmentKey(key))
                scope.report(function, {Severity::Error,
                                        subject(function) + " has a variable " + inQuotes(key) +
                                            ", which is no name of a variable.",
                                        "Use a letter, then letters, digits and underscores, at least two."});
        }
        if (environmentBytes(function.environment) > mostFunctionEnvironmentBytes)
            scope.report(function, {Severity::Error, subject(function) + " has more than 4 KB of variables.",
                                    "Move long values into files of its code folder."});
    });
}

void functionEndpoint(ProjectScope& scope)
{
    forEachFunction(scope, [&](const Function& function) {
        if (function.endpoint.empty())
            return;
        if (const std::string reason = whyNoHttpUri(function.endpoint); !reason.empty())
            scope.report(function, {Severity::Error,
                                    "The endpoint " + inQuotes(function.endpoint) + " of " + inQuotes(function.name) +
                                        " cannot be called: " + reason + ".",
                                    "Write it as http://host:port, or leave it empty to run the function here."});
    });
}

} // namespace gw::lint_rules
