// The lines the service itself writes around an invocation (reference 4.1), and the error payloads it makes.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace gw::engine {

struct InvocationReport
{
    std::string_view requestId;
    std::chrono::nanoseconds duration{0};
    std::chrono::nanoseconds initDuration{0}; // of the worker, when this is its first invocation; else 0
    int memorySize = 128;                     // MB
    int maxMemoryUsed = 0;                    // MB
    std::string_view status;                  // "timeout", "error"; empty: success
};

[[nodiscard]] std::string startLine(std::string_view requestId);
[[nodiscard]] std::string endLine(std::string_view requestId);
[[nodiscard]] std::string reportLine(const InvocationReport& report);
// An init that failed or took too long: "INIT_REPORT Init Duration: 10000.00 ms\tPhase: init\tStatus: timeout".
[[nodiscard]] std::string initReportLine(std::chrono::nanoseconds duration, std::string_view phase,
                                         std::string_view status);
[[nodiscard]] std::string timeoutText(int seconds); // "Task timed out after 3.00 seconds"

// {"errorType":…,"errorMessage":"RequestId: {id} Error: {text}"}
[[nodiscard]] std::string sandboxError(std::string_view errorType, std::string_view requestId, std::string_view text);
// {"errorType":…,"errorMessage":…}
[[nodiscard]] std::string errorPayload(std::string_view errorType, std::string_view errorMessage);
// What an error payload says, for people: "ValueError: no name". A text that is none is given as it is, cut to a length
// that a window can show.
[[nodiscard]] std::string errorWords(std::string_view payload);

// The end of what an invocation logged, X-Amz-Log-Result's 4 KB.
class LogTail
{
public:
    void append(std::string_view line);
    [[nodiscard]] std::string_view text() const;
    void clear() { m_text.clear(); }

private:
    std::string m_text;
};

} // namespace gw::engine
