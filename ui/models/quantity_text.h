// Times and sizes as people read them: "840 µs", "12.4 ms", "1.2 s"; "0 B", "1.4 KB", "97.3 MB".
#pragma once

#include <QString>

#include <chrono>

namespace gw::ui {

[[nodiscard]] QString durationText(std::chrono::nanoseconds duration);
[[nodiscard]] QString secondsText(double seconds); // of a clock that counts milliseconds: "0 ms", "12 ms", "1.2 s"
[[nodiscard]] QString sizeText(qint64 bytes);

} // namespace gw::ui
