// Models: the schemas that request bodies are validated against, each compiled once for all methods of an API.
#pragma once

#include "core/api/rest_api.h"
#include "gateway-engine/schema/validator.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace gw::engine {

class Models
{
public:
    explicit Models(const OpenApiDefinition& definition);

    struct Compiled
    {
        std::shared_ptr<const Schema> schema; // null: it cannot be used
        Diagnostic problem;                   // why
    };
    [[nodiscard]] Compiled compiled(const json::Value& schema);

private:
    [[nodiscard]] const json::Value* find(std::string_view address) const;

    const OpenApiDefinition& m_definition;
    json::Value m_empty = json::Value::object();
    json::Value m_error = json::Value::object();
    std::map<std::string, Compiled, std::less<>> m_byReference;
};

// "#/components/schemas/Pet" and ".../restapis/x/models/Pet" → "Pet"; empty for anything else.
[[nodiscard]] std::string_view modelName(std::string_view reference);

} // namespace gw::engine
