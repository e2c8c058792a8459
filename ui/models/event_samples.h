// Events to try a function with: what API Gateway sends it, and a plain one (reference 1.16, 2.4 and appendix A).
#pragma once

#include <QString>

#include <vector>

namespace gw::ui {

struct EventSample
{
    QString name;
    QString text; // JSON
};

[[nodiscard]] std::vector<EventSample> eventSamples();

} // namespace gw::ui
