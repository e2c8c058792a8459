// Operation names (operationId) are unique in an API; copies of methods get names of their own.
#pragma once

#include "core/api/rest_api.h"

#include <set>
#include <string>

namespace gw {

class OperationNames
{
public:
    explicit OperationNames(const OpenApiDefinition& definition);

    // "listPets" → "listPetsCopy", "listPetsCopy2", …; a method without a name stays without.
    [[nodiscard]] std::string copyOf(const std::string& name);

private:
    std::set<std::string> m_taken;
};

} // namespace gw
