// Numbers that may be left out, as fields and cells of the forms show and read them.
#pragma once

#include <QString>

#include <optional>

namespace gw::ui {

[[nodiscard]] QString numberText(std::optional<double> value); // empty: unset
[[nodiscard]] QString numberText(std::optional<int> value);

// What is wrong with the text in words, or nothing; then `value` is what it says.
[[nodiscard]] QString readNumber(const QString& text, std::optional<double>& value);
[[nodiscard]] QString readNumber(const QString& text, std::optional<int>& value);

} // namespace gw::ui
