// FormFields: the parameters of a request, of its query or of a body of application/x-www-form-urlencoded. Hostile
// input: bounded in bytes and number; one that is there twice makes the request invalid (RFC 6749 3.1, 3.2).
#pragma once

#include "core/result.h"

#include <map>
#include <string>
#include <string_view>

namespace gw::engine {

class FormFields
{
public:
    static constexpr std::size_t mostBytes = 16'384;
    static constexpr std::size_t mostFields = 64;

    [[nodiscard]] static Result<FormFields> parse(std::string_view text);

    // Empty where it is missing: a parameter without a value counts as left out (RFC 6749 3.1).
    [[nodiscard]] const std::string& get(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const { return !get(name).empty(); }

private:
    std::map<std::string, std::string, std::less<>> m_fields;
};

[[nodiscard]] std::string formEncoded(std::string_view text); // of a value in a query: nothing of it means anything
// `uri` with parameters behind those it has already.
[[nodiscard]] std::string withParameters(std::string uri, const std::map<std::string, std::string>& parameters);

} // namespace gw::engine
