// What a stage writes down of its requests (reference 1.34): the access log's format and file, and how much of each
// method's execution is logged. Compiled once, carried by every trace of the stage.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gw::engine {

struct MethodLogging
{
    enum class Level { Off, Error, Info };
    Level level = Level::Off;
    bool hasDataTrace = false; // headers and bodies, too
};

// A piece of the access log's format: a text, or the name of a $context variable.
struct LogPart
{
    std::string text;
    std::string variable; // "requestId"; empty for a text
};

struct StageLogging
{
    std::string accessLogFile; // relative to the project folder; empty: no access log
    std::vector<LogPart> accessLogFormat;

    std::string executionLogFile;                               // relative to the project folder
    MethodLogging defaultMethod;                                // "*/*"
    std::vector<std::pair<std::string, MethodLogging>> methods; // "pets/{petId}/GET", "pets/*"

    std::vector<std::pair<std::string, std::string>> resourceIds; // by path; only while the access log asks for them
    std::string deploymentId;
    bool isHttpApi = false;
    std::string canary; // $context.isCanaryRequest: "true", "false", or empty while there is no canary

    [[nodiscard]] const MethodLogging& of(std::string_view resourcePath, std::string_view verb) const;
    [[nodiscard]] bool logsExecutions() const;
};

} // namespace gw::engine
