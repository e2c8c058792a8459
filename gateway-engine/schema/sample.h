// Sampler: makes an example value from a schema of an OpenAPI 3.0, 3.1 or Swagger 2.0 document. The same schema and
// seed always give the same value. Explicit examples, defaults, constants and enumerations come before made-up values;
// references are followed, circles and sizes are bounded.
#pragma once

#include "core/api/rest_api.h"
#include "core/json/value.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace gw::engine {

class Sampler
{
public:
    explicit Sampler(const OpenApiDefinition& definition) : m_definition(definition) {}

    [[nodiscard]] json::Value sample(const json::Value& schema, std::string_view seed);

private:
    json::Value value(const json::Value& schema, std::uint64_t seed, int depth);
    json::Value reference(const json::Value& schema, std::uint64_t seed, int depth);
    json::Value merged(const json::Array& parts, const json::Value& schema, std::uint64_t seed, int depth);
    json::Value object(const json::Value& schema, std::uint64_t seed, int depth);
    json::Value array(const json::Value& schema, std::uint64_t seed, int depth);
    [[nodiscard]] bool isExhausted(int depth) const;
    [[nodiscard]] bool leadsInCircle(const json::Value& schema) const;

    const OpenApiDefinition& m_definition;
    std::vector<std::string_view> m_references; // being followed, outermost first
    std::size_t m_values = 0;                   // made so far
};

} // namespace gw::engine
