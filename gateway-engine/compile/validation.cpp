// The request validator of a method becomes a stage (reference 1.7). Models are read as the service imports them.
#include "gateway-engine/compile/validation.h"

#include "gateway-engine/compile/method_pipeline.h"
#include "gateway-engine/http/media_type.h"
#include "gateway-engine/pipeline/validate_request.h"

#include <algorithm>
#include <tuple>

namespace gw::engine {

namespace {

constexpr std::string_view modelsHost = "https://apigateway.amazonaws.com/restapis/";

const RequestValidator* validatorOf(const MethodSource& source)
{
    const OpenApiDefinition& definition = source.definition;
    const std::string& own = source.method.requestValidator;
    const std::string& name = own.empty() ? definition.requestValidator : own;
    if (name.empty())
        return nullptr;
    const auto found = std::find_if(definition.requestValidators.begin(), definition.requestValidators.end(),
                                    [&name](const RequestValidator& validator) { return validator.name == name; });
    if (found != definition.requestValidators.end())
        return &*found;
    source.warn("request-validator",
                source.name() + ": there is no request validator \"" + name + "\", so nothing is validated.",
                "Define it, or name another one.");
    return nullptr;
}

// header.* before path.* before querystring.*, then by name: the order of the full keys.
int rank(ParameterLocation location)
{
    return location == ParameterLocation::Header ? 0 : location == ParameterLocation::Path ? 1 : 2;
}

std::vector<RequestValidation::RequiredParameter> requiredParameters(const Method& method)
{
    std::vector<RequestValidation::RequiredParameter> required;
    for (const Parameter& parameter : method.requestParameters)
        if (parameter.required && parameter.location != ParameterLocation::Cookie)
            required.push_back({parameter.name, parameter.location});
    std::sort(required.begin(), required.end(), [](const auto& a, const auto& b) {
        return std::tuple(rank(a.location), std::string_view(a.name)) <
               std::tuple(rank(b.location), std::string_view(b.name));
    });
    return required;
}

std::vector<RequestValidation::Model> requestModels(const MethodSource& source)
{
    std::vector<RequestValidation::Model> models;
    for (const MediaType& content : source.method.requestModels) {
        if (content.schema.isNull())
            continue; // a content type without a model: its bodies pass
        const Models::Compiled compiled = source.models.compiled(content.schema);
        RequestValidation::Model model;
        model.contentType = bareMediaType(content.contentType);
        model.name = modelName(content.schema["$ref"].toString());
        model.schema = compiled.schema;
        if (!compiled.schema) {
            const std::string what = model.name.empty() ? "of " + model.contentType : "\"" + model.name + "\"";
            model.problem = "The model " + what + " cannot be used: " + compiled.problem.message;
            source.warn("model-unusable",
                        source.name() + " will answer such bodies with an error: the model " + what +
                            " cannot be used. " + compiled.problem.message,
                        compiled.problem.hint);
        }
        models.push_back(std::move(model));
    }
    return models;
}

} // namespace

std::string_view modelName(std::string_view reference)
{
    for (const std::string_view prefix : {"#/components/schemas/", "#/definitions/"})
        if (reference.starts_with(prefix))
            return reference.substr(prefix.size());
    constexpr std::string_view models = "/models/";
    const auto at = reference.starts_with(modelsHost) ? reference.find(models, modelsHost.size()) : reference.npos;
    return at == reference.npos ? std::string_view() : reference.substr(at + models.size());
}

// Every API is born with the models Empty and Error.
Models::Models(const OpenApiDefinition& definition) : m_definition(definition)
{
    m_empty.set("title", "Empty Schema");
    m_empty.set("type", "object");
    json::Value text = json::Value::object();
    text.set("type", "string");
    json::Value properties = json::Value::object();
    properties.set("message", std::move(text));
    m_error.set("title", "Error Schema");
    m_error.set("type", "object");
    m_error.set("properties", std::move(properties));
}

const json::Value* Models::find(std::string_view address) const
{
    if (address.starts_with('#'))
        return m_definition.resolve(address);
    if (!address.starts_with(modelsHost))
        return nullptr;
    const std::string name(modelName(address));
    if (const json::Value* own = m_definition.resolve("#/components/schemas/" + name))
        return own;
    const json::Value* own = m_definition.resolve("#/definitions/" + name);
    if (own)
        return own;
    return name == "Empty" ? &m_empty : name == "Error" ? &m_error : nullptr;
}

Models::Compiled Models::compiled(const json::Value& schema)
{
    const std::string_view reference = schema["$ref"].toString();
    if (const auto known = m_byReference.find(reference); !reference.empty() && known != m_byReference.end())
        return known->second;
    SchemaOptions options;
    options.find = [this](std::string_view address) { return find(address); };
    options.isImported = true;
    Compiled compiled;
    if (auto result = Schema::compile(schema, options))
        compiled.schema = std::make_shared<const Schema>(*std::move(result));
    else
        compiled.problem = std::move(result.error());
    if (!reference.empty())
        m_byReference.emplace(reference, compiled);
    return compiled;
}

std::unique_ptr<const Stage> compileValidation(const MethodSource& source)
{
    const RequestValidator* validator = validatorOf(source);
    if (!validator)
        return nullptr;
    RequestValidation validation;
    validation.validator = validator->name;
    if (validator->validateRequestParameters)
        validation.parameters = requiredParameters(source.method);
    if (validator->validateRequestBody)
        validation.models = requestModels(source);
    if (validation.parameters.empty() && validation.models.empty())
        return nullptr; // no model at all: the built-in one takes anything
    return std::make_unique<ValidateRequest>(std::move(validation));
}

} // namespace gw::engine
