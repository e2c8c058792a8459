// ValidateMessage: the body of a message against the model that its route's modelSelectionExpression chooses (reference
// 3.3). Without a model for the chosen key, that of $default; without that one the message passes.
#pragma once

#include "gateway-engine/pipeline/stage.h"
#include "gateway-engine/routing/selection.h"
#include "gateway-engine/schema/validator.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gw::engine {

struct MessageValidation
{
    struct Model
    {
        std::string key;  // of requestModels
        std::string name; // for traces
        std::shared_ptr<const Schema> schema;
        std::string problem; // why there is no schema
    };
    std::optional<Selection> selection; // none: "$default"
    std::vector<Model> models;
};

class ValidateMessage final : public Stage
{
public:
    explicit ValidateMessage(MessageValidation validation) : m_validation(std::move(validation)) {}
    [[nodiscard]] const char* name() const override { return "validate_request"; }
    [[nodiscard]] Card card() const override { return Card::MethodRequest; }
    [[nodiscard]] std::optional<Fault> run(Exchange& x) const override;

private:
    [[nodiscard]] const MessageValidation::Model* modelFor(Exchange& x) const;
    MessageValidation m_validation;
};

} // namespace gw::engine
