// The fields a JSON Schema describes, references followed: what completion offers behind $input.path('$').
#pragma once

#include "core/api/rest_api.h"

#include <QString>

#include <vector>

namespace gw::ui {

struct SchemaField
{
    QString name;
    QString type; // "string", "array of Pet"; empty when the schema does not say
    QString description;
    const json::Value* schema = nullptr;
};

// The schema itself, or what its $ref leads to: nullptr where that is nowhere. Chains of references are bounded.
[[nodiscard]] const json::Value* resolvedSchema(const OpenApiDefinition& api, const json::Value* schema);
// Properties of an object, those of allOf included, in the order they are written.
[[nodiscard]] std::vector<SchemaField> schemaFields(const OpenApiDefinition& api, const json::Value* schema);
[[nodiscard]] const json::Value* schemaField(const OpenApiDefinition& api, const json::Value* schema,
                                             const QString& name);
[[nodiscard]] const json::Value* schemaItems(const OpenApiDefinition& api, const json::Value* schema);
[[nodiscard]] QString schemaType(const OpenApiDefinition& api, const json::Value* schema);

} // namespace gw::ui
