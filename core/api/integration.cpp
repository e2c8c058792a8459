// Names of the integration enums, as the public API model spells them, and the ordered string map.
#include "core/api/integration.h"

#include "core/letter_case.h"

#include <algorithm>

namespace gw {

namespace {

template <typename Enum, std::size_t N>
std::optional<Enum> valueNamed(std::string_view text, const Enum (&values)[N])
{
    for (const Enum value : values)
        if (equalsIgnoringCase(text, toString(value)))
            return value;
    return std::nullopt;
}

auto entry(const StringMap& map, std::string_view key)
{
    return std::find_if(map.begin(), map.end(), [key](const auto& pair) { return pair.first == key; });
}

} // namespace

const std::string* findIn(const StringMap& map, std::string_view key)
{
    const auto it = entry(map, key);
    return it == map.end() ? nullptr : &it->second;
}

void setIn(StringMap& map, std::string_view key, std::string value)
{
    const auto it = entry(map, key);
    if (it == map.end())
        map.emplace_back(std::string(key), std::move(value));
    else
        map[static_cast<std::size_t>(it - map.begin())].second = std::move(value);
}

bool removeFrom(StringMap& map, std::string_view key)
{
    const auto it = entry(map, key);
    if (it == map.end())
        return false;
    map.erase(it);
    return true;
}

std::string_view toString(IntegrationType type)
{
    switch (type) {
    case IntegrationType::Http:
        return "HTTP";
    case IntegrationType::HttpProxy:
        return "HTTP_PROXY";
    case IntegrationType::Mock:
        return "MOCK";
    case IntegrationType::Aws:
        return "AWS";
    case IntegrationType::AwsProxy:
        return "AWS_PROXY";
    }
    return {};
}

std::optional<IntegrationType> integrationTypeFrom(std::string_view text)
{
    constexpr IntegrationType all[] = {IntegrationType::Http, IntegrationType::HttpProxy, IntegrationType::Mock,
                                       IntegrationType::Aws, IntegrationType::AwsProxy};
    return valueNamed(text, all);
}

std::string_view toString(PassthroughBehavior behavior)
{
    switch (behavior) {
    case PassthroughBehavior::WhenNoMatch:
        return "WHEN_NO_MATCH";
    case PassthroughBehavior::WhenNoTemplates:
        return "WHEN_NO_TEMPLATES";
    case PassthroughBehavior::Never:
        return "NEVER";
    }
    return {};
}

std::optional<PassthroughBehavior> passthroughBehaviorFrom(std::string_view text)
{
    constexpr PassthroughBehavior all[] = {PassthroughBehavior::WhenNoMatch, PassthroughBehavior::WhenNoTemplates,
                                           PassthroughBehavior::Never};
    return valueNamed(text, all);
}

std::string_view toString(ContentHandling handling)
{
    switch (handling) {
    case ContentHandling::Unset:
        return "";
    case ContentHandling::ConvertToBinary:
        return "CONVERT_TO_BINARY";
    case ContentHandling::ConvertToText:
        return "CONVERT_TO_TEXT";
    }
    return {};
}

std::optional<ContentHandling> contentHandlingFrom(std::string_view text)
{
    constexpr ContentHandling all[] = {ContentHandling::Unset, ContentHandling::ConvertToBinary,
                                       ContentHandling::ConvertToText};
    return valueNamed(text, all);
}

const std::string* oversizedTemplate(const Integration& integration)
{
    const auto in = [](const StringMap& templates) -> const std::string* {
        for (const auto& [contentType, text] : templates)
            if (text.size() > maxMappingTemplateBytes)
                return &contentType;
        return nullptr;
    };
    if (const std::string* found = in(integration.requestTemplates))
        return found;
    for (const IntegrationResponse& response : integration.responses)
        if (const std::string* found = in(response.responseTemplates))
            return found;
    return nullptr;
}

} // namespace gw
