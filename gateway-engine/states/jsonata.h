// JsonataEngine: evaluates JSONata with the package of that name, in a heap that is made when first needed and again
// after an expression went over a limit (jsonata_heap.h; reference 4.2). Of one thread.
#pragma once

#include "gateway-engine/states/jsonata_heap.h"
#include "gateway-engine/states/query_engine.h"

#include <memory>
#include <string>

namespace gw::engine::states {

class JsonataEngine final : public QueryEngine
{
public:
    explicit JsonataEngine(Services& services, const JsonataLimits& limits = {});
    ~JsonataEngine() override;

    // Null where the package is not built in: machines that use JSONata are refused then, with `missingJsonata`.
    [[nodiscard]] static std::unique_ptr<JsonataEngine> ifThere(Services& services);

    [[nodiscard]] tl::expected<std::optional<json::Value>, std::string> evaluate(const std::string& expression,
                                                                                 const Scope& scope) override;
    [[nodiscard]] std::optional<std::string> syntaxProblem(const std::string& expression) override;

private:
    std::string call(const char* name, std::string_view a, std::string_view b);

    Services& m_services;
    JsonataLimits m_limits;
    std::unique_ptr<JsonataHeap> m_heap;
};

inline constexpr const char* missingJsonata = "This build of Gatewright has no JSONata.";
inline constexpr const char* missingJsonataHint =
    "Run installer/setup.sh, which fetches the package, and build again; or write the machine in JSONPath.";

} // namespace gw::engine::states
