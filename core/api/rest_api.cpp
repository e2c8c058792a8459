// Look-ups in an API's definition, by id, by path and by reference.
#include "core/api/rest_api.h"

#include "core/api/reference.h"
#include "core/letter_case.h"

#include <algorithm>

namespace gw {

namespace {

template <typename T, typename Matches>
const T* findIf(const std::vector<Cow<T>>& items, Matches matches)
{
    for (const Cow<T>& item : items)
        if (matches(*item))
            return &*item;
    return nullptr;
}

template <typename T, typename Matches>
T* editIf(std::vector<Cow<T>>& items, Matches matches)
{
    for (Cow<T>& item : items)
        if (matches(*item))
            return &item.edit();
    return nullptr;
}

bool hasMethod(const Resource& resource, MethodId id)
{
    return findIf(resource.methods, [id](const Method& method) { return method.id == id; });
}

} // namespace

std::string_view toString(ApiKeySource source)
{
    switch (source) {
    case ApiKeySource::Header:
        return "HEADER";
    case ApiKeySource::Authorizer:
        return "AUTHORIZER";
    }
    return {};
}

std::optional<ApiKeySource> apiKeySourceFrom(std::string_view text)
{
    for (const ApiKeySource source : {ApiKeySource::Header, ApiKeySource::Authorizer})
        if (equalsIgnoringCase(text, toString(source)))
            return source;
    return std::nullopt;
}

bool EndpointConfiguration::isPrivate() const
{
    return types.empty() ? !vpcEndpointIds.empty() : std::find(types.begin(), types.end(), "PRIVATE") != types.end();
}

const Resource* OpenApiDefinition::find(ResourceId id) const
{
    return findIf(resources, [id](const Resource& resource) { return resource.id == id; });
}

const Resource* OpenApiDefinition::findPath(std::string_view path) const
{
    return findIf(resources, [path](const Resource& resource) { return resource.path == path; });
}

const Method* OpenApiDefinition::find(MethodId id) const
{
    const Resource* resource = resourceOf(id);
    return resource ? findIf(resource->methods, [id](const Method& method) { return method.id == id; }) : nullptr;
}

const Resource* OpenApiDefinition::resourceOf(MethodId id) const
{
    return findIf(resources, [id](const Resource& resource) { return hasMethod(resource, id); });
}

Resource* OpenApiDefinition::edit(ResourceId id)
{
    return editIf(resources, [id](const Resource& resource) { return resource.id == id; });
}

Method* OpenApiDefinition::edit(MethodId id)
{
    Resource* resource = editIf(resources, [id](const Resource& candidate) { return hasMethod(candidate, id); });
    return resource ? editIf(resource->methods, [id](const Method& method) { return method.id == id; }) : nullptr;
}

const json::Value* OpenApiDefinition::resolve(std::string_view ref) const
{
    const std::string pointer = pointerOfReference(ref);
    if (pointer.empty())
        return nullptr;
    constexpr std::string_view prefix = "/components/";
    // Swagger 2.0 has no "components": its definitions, parameters and responses are the members of `components` here.
    return components.at(pointer.starts_with(prefix) ? pointer.substr(prefix.size() - 1) : pointer);
}

std::size_t OpenApiDefinition::methodCount() const
{
    std::size_t count = 0;
    for (const Cow<Resource>& resource : resources)
        count += resource->methods.size();
    return count;
}

} // namespace gw
