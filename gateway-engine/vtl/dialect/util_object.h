// $util: escapeJavaScript, parseJson, urlEncode, urlDecode, base64Encode and base64Decode (reference 1.21).
#pragma once

#include "gateway-engine/vtl/limits.h"
#include "gateway-engine/vtl/value.h"

namespace gw::engine::vtl {

class UtilObject final : public Object
{
public:
    // `budget` pays for the work and outlives this.
    explicit UtilObject(Budget& budget) : m_budget(budget) {}
    Result<std::optional<Value>> call(std::string_view method, std::span<const Value> arguments) override;

private:
    Budget& m_budget;
};

} // namespace gw::engine::vtl
