#include "gateway-engine/http/media_type.h"

#include "gateway-engine/http/headers.h"

namespace gw::engine {

namespace {

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

} // namespace

std::string_view bareMediaType(std::string_view header)
{
    return trimmed(header.substr(0, header.find(';')));
}

bool isJsonMediaType(std::string_view type)
{
    type = bareMediaType(type);
    const auto endsWith = [type](std::string_view end) {
        return type.size() >= end.size() && equalsIgnoreCase(type.substr(type.size() - end.size()), end);
    };
    return endsWith("/json") || endsWith("+json") || equalsIgnoreCase(type, "application/x-json");
}

std::string_view firstMediaType(std::string_view accept)
{
    return bareMediaType(accept.substr(0, accept.find(',')));
}

bool mediaRangeMatches(std::string_view range, std::string_view type)
{
    range = bareMediaType(range);
    type = bareMediaType(type);
    if (range == "*/*" || range == "*")
        return true;
    if (range.size() > 2 && range.substr(range.size() - 2) == "/*") {
        const std::string_view group = range.substr(0, range.size() - 1);
        return type.size() > group.size() && equalsIgnoreCase(type.substr(0, group.size()), group);
    }
    return equalsIgnoreCase(range, type);
}

} // namespace gw::engine
