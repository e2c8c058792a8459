// IdentityPlace: where a value stands that identifies a caller to an authorizer (reference 1.25, 2.7): a header, a
// query string parameter, a stage variable or $context. Such values are hidden from traces.
#pragma once

#include "gateway-engine/pipeline/exchange.h"

#include <string>
#include <string_view>

namespace gw::engine {

struct IdentityPlace
{
    enum class Where { Header, QueryString, StageVariable, Context };
    Where where = Where::Header;
    std::string name;
};

[[nodiscard]] std::string valueAt(const Exchange& x, const IdentityPlace& place); // the last one; empty: there is none
[[nodiscard]] std::string nameOf(const IdentityPlace& place);                     // for people: "header \"X\""
// What identifies a caller is nobody else's business.
void hide(Exchange& x, const IdentityPlace& place, std::string_view value);

} // namespace gw::engine
