// JSON values as people edit them: text to value with the error in words, value to text.
#pragma once

#include "core/json/value.h"
#include "core/result.h"

#include <QString>

namespace gw::ui {

[[nodiscard]] QString jsonText(const json::Value& value); // pretty; empty for null
// Empty text gives null. The error says line, column and what is wrong.
[[nodiscard]] Result<json::Value> parseJsonText(const QString& text);
[[nodiscard]] bool isSameJson(const QString& a, const QString& b); // both are JSON and mean the same
[[nodiscard]] QString errorText(const Diagnostic& diagnostic);     // "Line 3, column 5: …"
[[nodiscard]] bool isJsonType(const std::string& contentType);
// An example of a body: JSON as JSON, other types as the text itself.
[[nodiscard]] QString exampleText(const json::Value& value, const std::string& contentType);
[[nodiscard]] Result<json::Value> parseExample(const QString& text, const std::string& contentType);

} // namespace gw::ui
