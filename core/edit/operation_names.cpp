// Names for copied methods.
#include "core/edit/operation_names.h"

namespace gw {

OperationNames::OperationNames(const OpenApiDefinition& definition)
{
    for (const Cow<Resource>& resource : definition.resources)
        for (const Cow<Method>& method : resource->methods)
            m_taken.insert(method->operationName);
}

std::string OperationNames::copyOf(const std::string& name)
{
    if (name.empty())
        return {};
    std::string copy = name + "Copy";
    for (int i = 2; !m_taken.insert(copy).second; ++i)
        copy = name + "Copy" + std::to_string(i);
    return copy;
}

} // namespace gw
