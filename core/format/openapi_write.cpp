// Writes an API file: the tree that was read is edited where the definition differs from the one it gave, and the text
// is patched where the tree differs. An API that was never written starts from a bare document.
#include "core/format/openapi_write.h"

#include "core/format/openapi_write_parts.h"
#include "core/json/patch.h"

namespace gw {

namespace {

constexpr std::string_view rootOrder[] = {"info", "servers", "host", "paths", "components"};
constexpr std::string_view infoOrder[] = {"title", "description", "version"};

void writeInfo(json::Value& tree, const OpenApiDefinition& base, const OpenApiDefinition& wanted)
{
    if (base.title == wanted.title && base.version == wanted.version && base.description == wanted.description)
        return;
    json::Value& info = childObject(tree, "info", rootOrder);
    putText(info, "title", base.title, wanted.title, infoOrder);
    putText(info, "description", base.description, wanted.description, infoOrder);
    putText(info, "version", base.version, wanted.version, infoOrder);
}

void writeComponents(const WriteContext& context, const json::Value& base, const json::Value& wanted)
{
    if (!context.isSwagger())
        return putValue(context.tree, "components", base, wanted);
    for (const char* key : swaggerComponentKeys)
        putValue(context.tree, key, base[key], wanted[key]);
}

// Edits `tree`, which says `base` as `source` does, to say `wanted`.
Result<void> writeDefinition(const json::Value& source, json::Value& tree, const OpenApiDefinition& base,
                             const OpenApiDefinition& wanted)
{
    const OpenApiDocument document{source, source.find("swagger") != nullptr};
    std::optional<Diagnostic> problem;
    const WriteContext context{{document, nullptr, {}, {}}, styleOf(source), tree, problem, {}};
    writeInfo(tree, base, wanted);
    writeComponents(context, base.components, wanted.components);
    writePaths(context, base, wanted);
    writeSettings(context, base, wanted);
    if (problem)
        return fail(std::move(*problem));
    return {};
}

Result<std::string> writeNew(const Api& api)
{
    OpenApiDefinition definition = *api.openApi();
    if (definition.title.empty())
        definition.title = api.name;
    if (definition.version.empty())
        definition.version = "1.0.0";
    const json::Value bare = json::Object{
        {"openapi", "3.0.1", {}}, {"info", json::Value::object(), {}}, {"paths", json::Value::object(), {}}};
    json::Value tree = bare;
    if (auto written = writeDefinition(bare, tree, {}, definition); !written)
        return fail(std::move(written.error()));
    return json::writeYaml(tree);
}

} // namespace

void WriteContext::refuse(const std::string& takenKey) const
{
    if (takenKey.empty() || problem)
        return;
    Diagnostic d;
    d.rule = "openapi-write";
    d.message = (where.empty() ? std::string() : where + ": ") + "\"" + takenKey +
                "\" cannot be written, because the file already has a part of that name there.";
    d.hint = "Rename one of the two, or repair the part in the source first.";
    problem = std::move(d);
}

json::Value WriteContext::inlined(const json::Value* node) const
{
    const json::Value* target = node ? source.document.target(*node) : nullptr;
    return target && target->isObject() ? *target : json::Value::object();
}

Result<std::string> writeOpenApi(const Api& api)
{
    const OpenApiDefinition* wanted = api.openApi();
    if (!wanted)
        return fail("API \"" + api.name + "\" is a WebSocket API, which OpenAPI cannot describe.");
    if (!api.source)
        return writeNew(api);
    const ApiSource& source = *api.source;
    if (*wanted == source.definition)
        return source.text;
    json::Value tree = source.tree;
    if (auto written = writeDefinition(source.tree, tree, source.definition, *wanted); !written) {
        written.error().file = api.file;
        return fail(std::move(written.error()));
    }
    return json::patchText(source.text, source.syntax, source.tree, tree);
}

} // namespace gw
