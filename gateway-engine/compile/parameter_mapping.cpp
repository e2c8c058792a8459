#include "gateway-engine/compile/parameter_mapping.h"

#include "gateway-engine/pipeline/header_rules.h"

namespace gw::engine {

namespace {

// "integration.request.header.X" → {"header", "X"}; nothing when it is no destination.
std::optional<std::pair<std::string_view, std::string_view>> destination(std::string_view text, std::string_view prefix)
{
    if (text.substr(0, prefix.size()) != prefix)
        return std::nullopt;
    text.remove_prefix(prefix.size());
    const auto dot = text.find('.');
    if (dot == std::string_view::npos || dot + 1 == text.size())
        return std::nullopt;
    return std::pair(text.substr(0, dot), text.substr(dot + 1));
}

} // namespace

Result<void> addRequestParameter(RequestMapping& mapping, const std::string& to, const std::string& from)
{
    const auto place = destination(to, "integration.request.");
    if (!place)
        return fail(brokenRule("mapping-destination", "\"" + to + "\" is no destination of a request mapping.",
                               "Write integration.request.header.name, .querystring.name or .path.name."));
    const auto& [location, name] = *place;
    auto source = ValueSource::parse(from);
    if (!source)
        return fail(brokenRule("mapping-source", source.error().message, source.error().hint));
    if (source->isOfEndpoint())
        return fail(brokenRule("mapping-source", "\"" + from + "\" is no source of a request mapping.",
                               "Write method.request.path.name, method.request.header.name, stageVariables.name, "
                               "context.name or a literal in single quotes."));
    mapping.readsBody = mapping.readsBody || source->kind() == ValueSource::Kind::BodyPath;
    RequestMapping::Parameter parameter{std::string(name), *std::move(source)};
    if (location == "path") {
        mapping.path.push_back(std::move(parameter));
    } else if (location == "querystring") {
        mapping.query.push_back(std::move(parameter));
    } else if (location == "header" && isFieldName(name)) {
        mapping.headers.push_back(std::move(parameter));
    } else {
        return fail(brokenRule("mapping-destination", "\"" + to + "\" is no destination of a request mapping.",
                               "Write integration.request.header.name, .querystring.name or .path.name."));
    }
    return {};
}

Result<std::pair<std::string, ValueSource>> responseHeader(const std::string& to, const std::string& from)
{
    const auto place = destination(to, "method.response.");
    if (!place || place->first != "header" || !isFieldName(place->second))
        return fail(brokenRule("mapping-destination", "\"" + to + "\" is no destination of a response mapping.",
                               "Write method.response.header.name."));
    auto source = ValueSource::parse(from);
    if (!source)
        return fail(brokenRule("mapping-source", source.error().message, source.error().hint));
    if (source->isOfRequest())
        return fail(brokenRule("mapping-source", "\"" + from + "\" is no source of a response mapping.",
                               "Write integration.response.header.name, integration.response.body, "
                               "stageVariables.name, context.name or a literal in single quotes."));
    return std::pair(std::string(place->second), *std::move(source));
}

} // namespace gw::engine
