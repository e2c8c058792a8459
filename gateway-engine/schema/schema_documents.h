// SchemaDocuments: what references lead to. Knows where every schema stands, by the ids and addresses of draft 4 (7.2,
// RFC 3986), in the schema itself, in the API's models, and in the schema of schemas.
#pragma once

#include "core/json/value.h"
#include "core/result.h"
#include "gateway-engine/schema/validator.h"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gw::engine {

class SchemaDocuments
{
public:
    SchemaDocuments(const json::Value& root, const SchemaOptions& options);

    // The schema that `ref` leads to, read at `from`; fails when it leads nowhere.
    [[nodiscard]] Result<const json::Value*> resolve(std::string_view ref, const json::Value& from);
    [[nodiscard]] bool isTooLarge() const { return m_bases.size() > mostSchemas; }

private:
    static constexpr std::size_t mostSchemas = 100'000;

    void index(const json::Value& schema, std::size_t base, int depth);
    void indexMembers(const json::Value& schema, std::size_t base, int depth);
    [[nodiscard]] std::size_t baseFor(const json::Value& schema, std::size_t outer);
    [[nodiscard]] std::size_t addBase(std::string address);
    [[nodiscard]] const json::Value* document(const std::string& address);
    [[nodiscard]] const json::Value* inDocument(const json::Value& root, const std::string& address,
                                                std::string_view fragment);
    void indexTarget(const json::Value& root, const std::string& pointer, const json::Value& target);

    const SchemaOptions& m_options;
    std::vector<std::string> m_addresses;
    std::unordered_map<const json::Value*, std::size_t> m_bases;     // of every schema, into m_addresses
    std::unordered_map<std::string, const json::Value*> m_documents; // by address, with "#name" for named places
    std::unique_ptr<const json::Value> m_metaSchema;
};

} // namespace gw::engine
