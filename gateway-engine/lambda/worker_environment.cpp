#include "gateway-engine/lambda/worker_environment.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace gw::engine {

namespace {

constexpr std::array credentialNames{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"};

std::string variable(const char* name)
{
    const char* value = std::getenv(name);
    return value ? value : "";
}

void setAll(StringMap& variables, const StringMap& more)
{
    for (const auto& [name, value] : more)
        setIn(variables, name, value);
}

// SDKs find them as they do in the service. A profile is named, not read: it may be one of single sign-on.
void setCredentials(StringMap& variables, const AwsSettings& aws, const StringMap& credentials,
                    const HostEnvironment& host)
{
    switch (aws.credentials) {
    case CredentialSource::Environment:
        return setAll(variables, host.credentials);
    case CredentialSource::Profile:
        return setIn(variables, "AWS_PROFILE", aws.profile.empty() ? "default" : aws.profile);
    case CredentialSource::Keychain:
        return setAll(variables, credentials);
    }
}

// Defaults that a function's own variables may replace.
StringMap unreserved(const AwsSettings& aws, const StringMap& credentials, const HostEnvironment& host,
                     const WorkerSurroundings& surroundings)
{
    StringMap variables{{"PATH", host.path}, {"LANG", "C.UTF-8"}, {"TZ", ":UTC"}};
    if (!host.home.empty())
        setIn(variables, "HOME", host.home);
    setIn(variables, "NODE_PATH", (surroundings.codeFolder / "node_modules").string());
    setIn(variables, "PYTHONPATH", surroundings.runtimeFolder.string());
    // Python trusts compiled code by size and second: an edit within the same second would not be seen.
    setIn(variables, "PYTHONDONTWRITEBYTECODE", "1");
    // SDKs look here for an endpoint where a function names none (reference 3.6).
    if (!surroundings.connectionsUrl.empty())
        setIn(variables, "AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI", surroundings.connectionsUrl);
    setCredentials(variables, aws, credentials, host);
    return variables;
}

StringMap reserved(const Function& function, const AwsSettings& aws, const WorkerSurroundings& surroundings)
{
    StringMap variables{
        {"_HANDLER", function.handler},
        {"AWS_REGION", aws.region},
        {"AWS_DEFAULT_REGION", aws.region},
        {"AWS_LAMBDA_FUNCTION_NAME", function.name},
        {"AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"},
        {"AWS_LAMBDA_FUNCTION_MEMORY_SIZE", std::to_string(function.memorySize)},
        {"AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"},
        {"AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name},
        {"AWS_LAMBDA_LOG_STREAM_NAME", surroundings.logStream},
        {"AWS_LAMBDA_RUNTIME_API", surroundings.runtimeApi},
        {"LAMBDA_TASK_ROOT", surroundings.codeFolder.string()},
        {"LAMBDA_RUNTIME_DIR", surroundings.runtimeFolder.string()},
    };
    if (runtimeFamily(function.runtime) != RuntimeFamily::Provided)
        setIn(variables, "AWS_EXECUTION_ENV", "AWS_Lambda_" + function.runtime);
    return variables;
}

bool canBeSet(const std::pair<std::string, std::string>& variable)
{
    return isEnvironmentKey(variable.first) && variable.second.find('\0') == std::string::npos;
}

} // namespace

HostEnvironment hostEnvironment()
{
    HostEnvironment host{variable("PATH"), variable("HOME"), {}};
    if (host.path.empty())
        host.path = "/usr/local/bin:/usr/bin:/bin";
    for (const char* name : credentialNames)
        if (std::string value = variable(name); !value.empty())
            setIn(host.credentials, name, std::move(value));
    return host;
}

StringMap workerEnvironment(const Function& function, const AwsSettings& aws, const StringMap& credentials,
                            const HostEnvironment& host, const WorkerSurroundings& surroundings)
{
    StringMap variables = unreserved(aws, credentials, host, surroundings);
    for (const auto& own : function.environment)
        if (canBeSet(own))
            setIn(variables, own.first, own.second);
    setAll(variables, reserved(function, aws, surroundings));
    return variables;
}

} // namespace gw::engine
