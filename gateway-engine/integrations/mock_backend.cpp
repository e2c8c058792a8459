#include "gateway-engine/integrations/mock_backend.h"

#include "core/json/read_member.h"
#include "gateway-engine/pipeline/configuration_fault.h"
#include "gateway-engine/pipeline/mapping_templates.h"

#include <algorithm>
#include <charconv>

namespace gw::engine {

namespace {

constexpr std::size_t longestTemplate = 300 * 1024; // the service's limit of a mapping template
constexpr int deepest = 50;
constexpr std::size_t longestNote = 1000;

std::optional<int> integer(std::string_view text)
{
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

// A name without quotes, or in a pair of equal ones; nothing when the quotes do not pair.
std::optional<std::string_view> unquoted(std::string_view name)
{
    if (name.empty() || (name.front() != '"' && name.front() != '\''))
        return name.find_first_of("\"'{[") == std::string_view::npos ? std::optional(name) : std::nullopt;
    if (name.size() < 2 || name.back() != name.front())
        return std::nullopt;
    return name.substr(1, name.size() - 2);
}

// What people write in mock templates and the service accepts, although it is no JSON: names without quotes or in
// single ones, stray commas. Members behind statusCode are hardly looked at; only one that opens an object where a name
// belongs is refused.
std::optional<int> lenientStatus(std::string_view text)
{
    text = trimmed(text);
    if (text.size() < 2 || text.front() != '{' || text.back() != '}')
        return std::nullopt;
    text = text.substr(1, text.size() - 2);
    std::optional<int> status;
    while (!text.empty()) {
        const auto comma = std::min(text.find(','), text.size());
        const std::string_view member = trimmed(text.substr(0, comma));
        text.remove_prefix(std::min(comma + 1, text.size()));
        if (member.empty() && status)
            continue;
        const auto colon = member.find(':');
        if (status) {
            if (member.front() == '{' || member.front() == '[')
                return std::nullopt;
            continue;
        }
        const auto name = colon == std::string_view::npos ? std::nullopt : unquoted(trimmed(member.substr(0, colon)));
        if (!name)
            return std::nullopt;
        if (*name == "statusCode" && !(status = integer(trimmed(member.substr(colon + 1)))))
            return std::nullopt;
    }
    return status;
}

} // namespace

std::optional<int> mockStatus(std::string_view output)
{
    json::ReadLimits limits;
    limits.maxBytes = longestTemplate;
    limits.maxDepth = deepest;
    const auto status = json::readNumberMember(output, "statusCode", limits);
    if (!status)
        return output.size() <= longestTemplate ? lenientStatus(output) : std::nullopt;
    return *status ? integer((*status)->text) : std::nullopt;
}

MockBackend::MockBackend(const StringMap& requestTemplates)
{
    for (const auto& [contentType, text] : requestTemplates)
        if (isPlainTemplate(text))
            m_known.push_back({text, mockStatus(text)});
}

std::optional<int> MockBackend::statusOf(std::string_view output) const
{
    for (const Known& known : m_known)
        if (known.output == output)
            return known.status;
    return mockStatus(output);
}

std::optional<Fault> MockBackend::run(Exchange& x) const
{
    const auto status = statusOf(x.endpointRequest.body);
    x.trace.note("template output", std::string_view(x.endpointRequest.body).substr(0, longestNote));
    if (!status)
        return configurationFault("Unable to parse statusCode. It should be an integer that is defined in the "
                                  "request template.");
    x.endpointResponse.status = *status;
    x.trace.note("statusCode", std::to_string(*status));
    return std::nullopt;
}

} // namespace gw::engine
