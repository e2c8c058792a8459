// What keys have used, in words and as CSV: a line a key and day.
#pragma once

#include "core/api/project.h"
#include "gateway-engine/traffic/usage.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace gw::ui {

[[nodiscard]] QString keyNameOf(const Project& project, const std::string& keyId); // its id when it has gone
[[nodiscard]] QString dayText(std::chrono::sys_days day);                          // "2026-11-29"
// Name, id, day, used and what was left of the quota; of days on which something was used.
[[nodiscard]] QByteArray usageCsv(const Project& project, const std::vector<engine::KeyUsage>& keys);

} // namespace gw::ui
