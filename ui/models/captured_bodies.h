// JSON bodies that went through an API, for making models from them.
#pragma once

#include "gateway-engine/trace/trace.h"

#include <QString>

#include <vector>

namespace gw::ui {

struct CapturedBody
{
    QString label; // "POST /orders · request · 12:30:01"
    std::string body;
};

// Newest first, whole ones alone, bounded.
[[nodiscard]] std::vector<CapturedBody> capturedBodies(const std::vector<engine::TracePtr>& traces,
                                                       const std::string& apiName);

} // namespace gw::ui
