// Texts of the local issuer's users and clients in table cells, and back.
#pragma once

#include "core/api/local_issuer.h"

#include <QString>

#include <chrono>
#include <string>
#include <vector>

namespace gw::ui {

// Words with blanks or commas between: groups, scopes, redirect URIs.
[[nodiscard]] QString wordsText(const std::vector<std::string>& words);
[[nodiscard]] std::vector<std::string> wordsIn(const QString& text);

// "email=anna@example.com; custom:tenant=a"
[[nodiscard]] QString attributesText(const StringMap& attributes);
// Gives what is wrong with the text in words, or nothing.
[[nodiscard]] QString readAttributes(const QString& text, StringMap& attributes);

[[nodiscard]] QString grantsText(const std::vector<GrantType>& grants); // "authorization_code refresh_token"
[[nodiscard]] QString readGrants(const QString& text, std::vector<GrantType>& grants);

[[nodiscard]] QString ageText(std::chrono::seconds age); // "3 days", "just now"

} // namespace gw::ui
