// What people type into the fields of a state, as values of its definition, and back.
#pragma once

#include "core/json/value.h"

#include <QString>
#include <QStringList>

#include <string>

namespace gw::ui {

[[nodiscard]] json::Value typedValue(const QString& text); // a JSON scalar where it is one, else a text
[[nodiscard]] json::Value namesFrom(const QString& text);  // "States.Timeout, Sold.Out" as a list
[[nodiscard]] const json::Array& listOf(const json::Value& value, const char* key);  // an empty one when it is none
[[nodiscard]] std::string entryPath(const char* list, int index, const char* field); // "/Retry/0/MaxAttempts"
[[nodiscard]] QStringList usualErrorNames();

} // namespace gw::ui
