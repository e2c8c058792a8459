// $input: the payload and the parameters of the request (reference 1.21).
#pragma once

#include "core/json/value.h"
#include "gateway-engine/jsonpath/json_path.h"
#include "gateway-engine/vtl/dialect/mapping_template.h"
#include "gateway-engine/vtl/limits.h"
#include "gateway-engine/vtl/value.h"

#include <optional>

namespace gw::engine::vtl {

class InputObject final : public Object
{
public:
    // Both outlive this; `budget` pays for the work.
    InputObject(const TemplateInput& input, Budget& budget)
        : m_input(input), m_budget(budget), m_document(input.document)
    {
    }

    Value property(std::string_view name) const override; // body
    Result<std::optional<Value>> call(std::string_view method, std::span<const Value> arguments) override;

private:
    Result<std::optional<Value>> path(const Value& expression);
    Result<std::optional<Value>> json(const Value& expression);
    [[nodiscard]] Value allParameters() const;
    [[nodiscard]] Value parameter(const Value& name) const;
    // What the path leads to. No part: the body is no JSON, nothing is there, a filter or function does not fit.
    struct Found
    {
        Document document;
        const json::Value* part = nullptr;
    };
    Result<Found> find(const Value& expression);
    Result<Found> evaluate(const JsonPath& path, const json::Value& body);
    Result<Document> document(); // nullptr when the body is no JSON

    const TemplateInput& m_input;
    Budget& m_budget;
    bool m_isRead = false;
    Document m_document;
};

} // namespace gw::engine::vtl
