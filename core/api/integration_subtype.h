// What an HTTP API can ask AWS services for without a function between (reference 2.3): AWS_PROXY integrations with a
// subtype, whose requestParameters are the action's own.
#pragma once

#include <span>
#include <string_view>

namespace gw {

// How a parameter's text goes into the action: as it is, as a whole number, as a list (of JSON, or separated by
// commas), as an object of JSON, or as bytes.
enum class SubtypeParameterKind { Text, Number, List, Object, Bytes };

struct SubtypeParameter
{
    std::string_view name; // "QueueUrl"
    bool isRequired = false;
    SubtypeParameterKind kind = SubtypeParameterKind::Text;
};

struct IntegrationSubtype
{
    std::string_view name; // "SQS-SendMessage"
    std::span<const SubtypeParameter> parameters;

    [[nodiscard]] const SubtypeParameter* find(std::string_view parameter) const; // letter for letter
};

inline constexpr std::string_view subtypeRegion = "Region"; // which every one has beside its own

[[nodiscard]] std::span<const IntegrationSubtype> integrationSubtypes();
[[nodiscard]] const IntegrationSubtype* findIntegrationSubtype(std::string_view name);

} // namespace gw
