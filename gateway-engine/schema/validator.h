// JSON Schema draft 4, as models use it (reference 1.7): compiled once at deploy time, then validated against without a
// look at the schema's text again. Violations are worded as the service words them.
#pragma once

#include "core/json/value.h"
#include "core/result.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

struct SchemaOptions
{
    // `address` is absolute ("https://apigateway.amazonaws.com/restapis/x/models/Pet", without fragment), or a place in
    // the API's document ("#/components/schemas/Pet"). Null: nothing is there. The value must outlive the compilation.
    std::function<const json::Value*(std::string_view address)> find{};
    // As the service imports models: minItems, maxItems and exclusiveMinimum say nothing (reference 1.7).
    bool isImported = false;
};

struct Violation
{
    std::string pointer; // JSON pointer to the offending value: "/items/0/price"; "" is the whole body
    std::string message; // 'object has missing required properties (["name"])'
    bool operator==(const Violation&) const = default;
};

class Schema
{
public:
    // Fails when the schema cannot be used: a keyword of the wrong kind, a reference that leads nowhere or in a circle,
    // a pattern that is none, sizes beyond all measure. The message names the place in the schema.
    [[nodiscard]] static Result<Schema> compile(const json::Value& schema, const SchemaOptions& options = {});
    Schema(Schema&&) noexcept;
    Schema& operator=(Schema&&) noexcept;
    ~Schema();

    // Empty: the instance is valid. What the service reports, in its order: a value's own keywords by name, and what is
    // inside it only while nothing has failed yet. Bounded in depth and work; beyond, that is the violation.
    [[nodiscard]] std::vector<Violation> validate(const json::Value& instance) const;

    struct Program;

private:
    explicit Schema(std::unique_ptr<const Program> program);
    std::unique_ptr<const Program> m_program;
};

// $context.error.validationErrorString: "[first, second]".
[[nodiscard]] std::string validationErrorString(const std::vector<Violation>& violations);

} // namespace gw::engine
