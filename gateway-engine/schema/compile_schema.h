// SchemaCompiler: from the text of a schema to the flat program that is run (compiled_schema.h). Works through a list
// of schemas still to do, so that neither recursion in the schema nor its depth costs stack.
#pragma once

#include "gateway-engine/schema/compiled_schema.h"
#include "gateway-engine/schema/schema_documents.h"

#include <deque>
#include <optional>
#include <unordered_map>

namespace gw::engine {

class SchemaCompiler
{
public:
    SchemaCompiler(const json::Value& schema, const SchemaOptions& options);
    [[nodiscard]] Result<std::unique_ptr<const Schema::Program>> run();

private:
    struct Task
    {
        const json::Value* schema;
        NodeIndex node;
        std::string place; // for messages: "/properties/name"
    };

    [[nodiscard]] NodeIndex nodeFor(const json::Value& schema, std::string place);
    [[nodiscard]] const json::Value* followed(const json::Value& schema, std::string& place);
    void compile(const Task& task);
    void compileNumbers(const json::Value& schema, SchemaNode& node);
    void compileBound(const json::Value& schema, Keyword keyword, const char* name, const char* exclusive,
                      SchemaNode& node);
    void compileSizes(const json::Value& schema, SchemaNode& node);
    void compileSize(const json::Value& schema, Keyword keyword, const char* name, Kind kind, SchemaNode& node);
    void compileText(const json::Value& schema, SchemaNode& node);
    void compileGeneral(const json::Value& schema, SchemaNode& node);
    void compileType(const json::Value& type, SchemaNode& node);
    void compileAlternatives(const json::Value& schema, SchemaNode& node);
    void compileObject(const json::Value& schema, SchemaNode& node);
    void compileProperties(const json::Value& schema, SchemaNode& node);
    void compileAdditional(const json::Value& additional, SchemaNode& node);
    void compileDependencies(const json::Value& dependencies, SchemaNode& node);
    void compileArray(const json::Value& schema, SchemaNode& node);
    [[nodiscard]] std::vector<std::string> names(const json::Value& list, const std::string& keyword);
    [[nodiscard]] std::optional<std::uint32_t> pattern(const std::string& text, const std::string& keyword);
    void wrong(const std::string& keyword, const std::string& wanted);
    void checkCircles();

    const json::Value& m_schema;
    const SchemaOptions& m_options;
    SchemaDocuments m_documents;
    std::unique_ptr<Schema::Program> m_program;
    std::unordered_map<const json::Value*, NodeIndex> m_known;
    std::deque<Task> m_tasks;
    std::string m_place; // of the schema being compiled
    std::optional<Diagnostic> m_error;
};

} // namespace gw::engine
