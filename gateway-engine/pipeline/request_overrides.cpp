#include "gateway-engine/pipeline/request_overrides.h"

#include "gateway-engine/pipeline/header_rules.h"
#include "gateway-engine/pipeline/overrides.h"

namespace gw::engine {

namespace {

// Header and query overrides replace what was mapped to that name.
void replace(StringMap& values, const std::string& name, const std::vector<std::string>& instead,
             bool (*areSame)(std::string_view, std::string_view))
{
    std::erase_if(values, [&](const auto& pair) { return areSame(pair.first, name); });
    for (const std::string& value : instead)
        values.emplace_back(name, value);
}

bool areEqual(std::string_view a, std::string_view b)
{
    return a == b;
}

} // namespace

void applyRequestOverrides(Exchange& x, const MappedParameters& mapped)
{
    using Values = std::vector<std::string>;
    const json::Value& overrides = x.overrides->request;
    forEachOverride(overrides["header"], [&](const std::string& name, const Values& values) {
        if (isFieldName(name))
            replace(mapped.headers, name, values, equalsIgnoreCase);
        else
            x.trace.note("not overridden", "\"" + name.substr(0, 100) + "\" is no header name");
    });
    forEachOverride(overrides["querystring"], [&](const std::string& name, const Values& values) {
        replace(mapped.query, name, values, areEqual);
    });
    forEachOverride(overrides["path"], [&](const std::string& name, const Values& values) {
        if (!values.empty())
            setIn(mapped.path, name, values.back());
    });
}

} // namespace gw::engine
