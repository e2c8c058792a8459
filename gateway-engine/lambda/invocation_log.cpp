#include "gateway-engine/lambda/invocation_log.h"

#include "core/json/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace gw::engine {

namespace {

constexpr std::size_t tailBytes = 4'096;

double milliseconds(std::chrono::nanoseconds duration)
{
    return static_cast<double>(duration.count()) / 1e6;
}

std::string withTwoDigits(double value)
{
    std::array<char, 64> text;
    const int size = std::snprintf(text.data(), text.size(), "%.2f", value);
    return {text.data(), static_cast<std::size_t>(size)};
}

} // namespace

std::string startLine(std::string_view requestId)
{
    return "START RequestId: " + std::string(requestId) + " Version: $LATEST";
}

std::string endLine(std::string_view requestId)
{
    return "END RequestId: " + std::string(requestId);
}

// Billed is the duration, rounded up to a millisecond.
std::string reportLine(const InvocationReport& report)
{
    const double duration = milliseconds(report.duration);
    std::string line = "REPORT RequestId: " + std::string(report.requestId) + "\tDuration: " + withTwoDigits(duration) +
                       " ms\tBilled Duration: " + std::to_string(static_cast<long>(std::ceil(duration))) +
                       " ms\tMemory Size: " + std::to_string(report.memorySize) +
                       " MB\tMax Memory Used: " + std::to_string(report.maxMemoryUsed) + " MB\t";
    if (report.initDuration.count() > 0)
        line += "Init Duration: " + withTwoDigits(milliseconds(report.initDuration)) + " ms\t";
    if (!report.status.empty())
        line += "Status: " + std::string(report.status);
    return line;
}

std::string initReportLine(std::chrono::nanoseconds duration, std::string_view phase, std::string_view status)
{
    return "INIT_REPORT Init Duration: " + withTwoDigits(milliseconds(duration)) + " ms\tPhase: " + std::string(phase) +
           "\tStatus: " + std::string(status);
}

std::string timeoutText(int seconds)
{
    return "Task timed out after " + std::to_string(seconds) + ".00 seconds";
}

std::string sandboxError(std::string_view errorType, std::string_view requestId, std::string_view text)
{
    return errorPayload(errorType, "RequestId: " + std::string(requestId) + " Error: " + std::string(text));
}

std::string errorPayload(std::string_view errorType, std::string_view errorMessage)
{
    json::Value payload = json::Value::object();
    payload.set("errorType", errorType);
    payload.set("errorMessage", errorMessage);
    return json::writeJson(payload);
}

std::string errorWords(std::string_view payload)
{
    constexpr std::size_t mostRead = 1u << 20; // what is larger is no message
    constexpr std::size_t mostShown = 2'000;
    std::string words;
    if (payload.starts_with('{') && payload.size() <= mostRead)
        if (const auto value = json::readJson(payload)) {
            const json::Value& type = (*value)["errorType"];
            const json::Value& message = (*value)["errorMessage"];
            words = type.isString() ? type.asString() : "";
            words += type.isString() && message.isString() ? ": " : "";
            words += message.isString() ? message.asString() : "";
        }
    if (words.empty())
        words = payload.substr(0, mostShown);
    words.resize(std::min(words.size(), mostShown));
    return words;
}

void LogTail::append(std::string_view line)
{
    if (line.size() >= tailBytes)
        line.remove_prefix(line.size() - tailBytes + 1);
    m_text.append(line);
    m_text.push_back('\n');
    if (m_text.size() > 4 * tailBytes) // now and then, not with every line
        m_text.erase(0, m_text.size() - tailBytes);
}

std::string_view LogTail::text() const
{
    const std::string_view all = m_text;
    return all.substr(all.size() - std::min(all.size(), tailBytes));
}

} // namespace gw::engine
