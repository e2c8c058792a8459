// What files of saved requests share, whatever their type: rows of fields, and texts that are set only where they
// differ, so that a patch touches nothing else.
#pragma once

#include "core/console/request.h"
#include "core/json/value.h"
#include "core/result.h"

#include <string>

namespace gw::console {

// Hostile or damaged files: a request has no use for more.
inline constexpr std::size_t maxRequestBytes = 16u << 20;
inline constexpr std::size_t maxRows = 1000;

[[nodiscard]] QString toQt(const std::string& text);
// `where` names the rows in errors.
[[nodiscard]] Result<Fields> fieldsFrom(const json::Value& node, const char* where);

// The row of the old list that has `name` and, if there is one, `value`, so that keys we do not know stay with it.
[[nodiscard]] json::Value continuedRow(const json::Array& old, std::vector<bool>& used, const std::string& name,
                                       const std::string& value);
void putText(json::Value& tree, std::string_view key, const QString& text);
void putFields(json::Value& tree, const char* key, const Fields& before, const Fields& after);

} // namespace gw::console
