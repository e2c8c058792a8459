// ValidateRequest: the request validator of a method (reference 1.7): required parameters first, then the body against
// the model of its content type.
#pragma once

#include "core/api/method.h"
#include "gateway-engine/pipeline/stage.h"
#include "gateway-engine/schema/validator.h"

#include <memory>
#include <string>
#include <vector>

namespace gw::engine {

struct RequestValidation
{
    struct RequiredParameter
    {
        std::string name;
        ParameterLocation location = ParameterLocation::QueryString;
    };
    struct Model
    {
        std::string contentType; // "application/json", or "$default"
        std::string name;        // for traces: "Pet"; empty when the schema stands in the method itself
        std::shared_ptr<const Schema> schema;
        std::string problem; // why there is no schema
    };

    std::string validator;                     // its name
    std::vector<RequiredParameter> parameters; // in the order they are reported: header, path, querystring, by name
    std::vector<Model> models;
};

class ValidateRequest final : public Stage
{
public:
    explicit ValidateRequest(RequestValidation validation) : m_validation(std::move(validation)) {}
    [[nodiscard]] const char* name() const override { return "validate_request"; }
    [[nodiscard]] Card card() const override { return Card::MethodRequest; }
    [[nodiscard]] std::optional<Fault> run(Exchange& x) const override;

private:
    [[nodiscard]] std::optional<Fault> checkParameters(Exchange& x) const;
    [[nodiscard]] std::optional<Fault> checkBody(Exchange& x) const;
    [[nodiscard]] const RequestValidation::Model* modelFor(std::string_view contentType) const;

    RequestValidation m_validation;
};

} // namespace gw::engine
