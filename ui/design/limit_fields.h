// LimitFields: rate and burst of a throttle, side by side: of all methods or routes of a stage, of a usage plan.
#pragma once

#include "core/api/throttle.h"
#include "ui/design/field.h"

#include <functional>

namespace gw::ui {

struct LimitFields
{
    struct Words
    {
        QString rate;  // "Rate (requests/s)"
        QString burst; // "Burst (requests)"
        QString changeRate;
        QString changeBurst;
        QString whenEmpty; // "the account's"
    };
    // Changes of the same `field` that follow each other are one undo step. Gives the refusal in words, or nothing.
    using Change = std::function<QString(const QString& name, const std::function<void(ThrottleSettings&)>& change,
                                         const QString& field)>;

    LimitFields(const Theme& theme, const Words& words, const Change& change);
    void show(const ThrottleSettings& limits) const;

    TextField* rate; // for a form to place
    TextField* burst;
};

} // namespace gw::ui
