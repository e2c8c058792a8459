// An empty field is a limit that is not set.
#include "ui/design/limit_fields.h"

#include "ui/models/number_text.h"

#include <optional>

namespace gw::ui {

namespace {

template <typename Number>
Commit commitOf(const LimitFields::Change& change, const QString& command, const QString& label,
                std::optional<Number> ThrottleSettings::*member)
{
    return [=](const QString& text) {
        std::optional<Number> limit;
        if (QString refusal = readNumber(text, limit); !refusal.isEmpty())
            return refusal;
        return change(
            command, [&](ThrottleSettings& throttle) { throttle.*member = limit; }, label);
    };
}

} // namespace

LimitFields::LimitFields(const Theme& theme, const Words& words, const Change& change)
    : rate(new TextField(theme, words.rate)), burst(new TextField(theme, words.burst))
{
    rate->setCommit(commitOf(change, words.changeRate, words.rate, &ThrottleSettings::rateLimit));
    burst->setCommit(commitOf(change, words.changeBurst, words.burst, &ThrottleSettings::burstLimit));
    for (TextField* field : {rate, burst})
        field->setPlaceholder(words.whenEmpty);
}

void LimitFields::show(const ThrottleSettings& limits) const
{
    rate->setValue(numberText(limits.rateLimit));
    burst->setValue(numberText(limits.burstLimit));
}

} // namespace gw::ui
