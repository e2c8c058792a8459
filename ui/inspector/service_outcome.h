// What went wrong behind an answer of status 200: a function's error, an execution that failed. The services say so in
// a header or in the body (reference 4.1, 4.2), and the gateway passes it on.
#pragma once

#include "gateway-engine/trace/trace.h"

#include <QString>

#include <optional>

namespace gw::ui {

struct ServiceOutcome
{
    QString headline; // "Function error", "Execution FAILED"
    QString error;    // "TooBig"; empty where the service names none
    QString cause;    // "it is"
};

// `answer` is what the integration answered; nothing when it tells of no failure, or was cut before it does.
[[nodiscard]] std::optional<ServiceOutcome> failureIn(const engine::TraceMessage& answer);

} // namespace gw::ui
