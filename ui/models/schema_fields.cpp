// Walks schemas. Models may refer to each other in circles: every walk is bounded.
#include "ui/models/schema_fields.h"

#include "core/api/models.h"

#include <QCoreApplication>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr int mostHops = 16;
constexpr int mostDepth = 8; // of allOf in allOf

QString toQt(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

void gather(const OpenApiDefinition& api, const json::Value* written, std::vector<SchemaField>& fields, int depth)
{
    const json::Value* schema = resolvedSchema(api, written);
    if (!schema || depth > mostDepth)
        return;
    if (const json::Value& parts = (*schema)["allOf"]; parts.isArray())
        for (const json::Value& part : parts.asArray())
            gather(api, &part, fields, depth + 1);
    const json::Value& properties = (*schema)["properties"];
    if (!properties.isObject())
        return;
    for (const json::Member& member : properties.asObject()) {
        const json::Value* property = resolvedSchema(api, &member.value);
        const json::Value* text = property ? property->find("description") : nullptr;
        fields.push_back({toQt(member.key), schemaType(api, &member.value), text ? toQt(text->toString()) : QString(),
                          &member.value});
    }
}

} // namespace

const json::Value* resolvedSchema(const OpenApiDefinition& api, const json::Value* schema)
{
    for (int hops = 0; schema && hops < mostHops; ++hops) {
        const json::Value* ref = schema->find("$ref");
        if (!ref || !ref->isString())
            return schema;
        const std::string model = modelOfReference(ref->asString());
        schema = model.empty() ? api.resolve(ref->asString()) : findModel(api, model);
    }
    return nullptr;
}

std::vector<SchemaField> schemaFields(const OpenApiDefinition& api, const json::Value* schema)
{
    std::vector<SchemaField> fields;
    gather(api, schema, fields, 0);
    return fields;
}

const json::Value* schemaField(const OpenApiDefinition& api, const json::Value* schema, const QString& name)
{
    const auto fields = schemaFields(api, schema);
    const auto it = std::find_if(fields.begin(), fields.end(), [&](const SchemaField& f) { return f.name == name; });
    return it == fields.end() ? nullptr : it->schema;
}

const json::Value* schemaItems(const OpenApiDefinition& api, const json::Value* schema)
{
    const json::Value* resolved = resolvedSchema(api, schema);
    const json::Value* items = resolved ? resolved->find("items") : nullptr;
    return items && items->isArray() ? (items->asArray().empty() ? nullptr : &items->asArray().front()) : items;
}

QString schemaType(const OpenApiDefinition& api, const json::Value* schema)
{
    const json::Value* resolved = resolvedSchema(api, schema);
    if (!resolved)
        return {};
    const json::Value& type = (*resolved)["type"];
    QString name =
        toQt(type.isArray() && !type.asArray().empty() ? type.asArray().front().toString() : type.toString());
    if (name.isEmpty())
        name = resolved->find("properties") ? QStringLiteral("object")
               : resolved->find("items")    ? QStringLiteral("array")
                                            : QString();
    if (const json::Value* ref = schema->find("$ref"); ref && ref->isString())
        return toQt(modelOfReference(ref->asString())).isEmpty() ? name : toQt(modelOfReference(ref->asString()));
    const json::Value* items = resolved->find("items");
    if (name != QLatin1String("array") || !items || items->find("items"))
        return name;
    const QString item = schemaType(api, items);
    return item.isEmpty() ? name : QCoreApplication::translate("gw::ui::SchemaFields", "array of %1").arg(item);
}

} // namespace gw::ui
