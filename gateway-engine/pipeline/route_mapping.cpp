#include "gateway-engine/pipeline/route_mapping.h"

#include "gateway-engine/http/uri.h"
#include "gateway-engine/pipeline/header_rules.h"

#include <algorithm>

namespace gw::engine {

namespace {

// A mapping whose value is known.
struct Change
{
    const RouteMapping* mapping;
    std::string value; // of a removal empty

    [[nodiscard]] const MappingKey& key() const { return mapping->key; }
    [[nodiscard]] bool is(MappingPlace place) const { return mapping->key.place == place; }
};

std::vector<Change> changesOf(Exchange& x, const RouteMappings& mappings)
{
    HttpValues values(x);
    std::vector<Change> changes;
    changes.reserve(mappings.size());
    for (const RouteMapping& mapping : mappings) {
        const bool isRemoval = mapping.key.action == MappingAction::Remove;
        auto value = isRemoval ? std::optional(std::string()) : mapping.source.value(values);
        if (x.trace.isOn())
            x.trace.note(mapping.name, isRemoval ? "removed" : value ? *value : "left out: its source is not there");
        if (value)
            changes.push_back({&mapping, *std::move(value)});
    }
    return changes;
}

void changeHeaders(Headers& headers, const Change& change)
{
    const MappingKey& key = change.key();
    switch (key.action) {
    case MappingAction::Append:
        return headers.add(key.name, fieldValue(change.value));
    case MappingAction::Overwrite:
        return headers.set(key.name, fieldValue(change.value));
    case MappingAction::Remove:
        break;
    }
    headers.remove(key.name);
}

// A raw query without the pairs of that name, which is not encoded.
std::string queryWithout(std::string_view query, std::string_view name)
{
    std::string kept;
    while (!query.empty()) {
        const auto end = std::min(query.find('&'), query.size());
        const std::string_view pair = query.substr(0, end);
        if (queryDecoded(pair.substr(0, pair.find('='))) != name)
            kept.append(kept.empty() ? "" : "&").append(pair);
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return kept;
}

std::string changedQuery(std::string query, const Change& change)
{
    const MappingKey& key = change.key();
    if (key.action != MappingAction::Append)
        query = queryWithout(query, key.name);
    if (key.action != MappingAction::Remove)
        query.append(query.empty() ? "" : "&")
            .append(queryEncoded(key.name))
            .append("=")
            .append(queryEncoded(change.value));
    return query;
}

// A path as a design writes it, escapes included; nothing of it begins a query.
std::string writtenPath(std::string_view text)
{
    std::string path;
    for (const char c : sendableQuery(text))
        if (c == '?' || c == '#')
            path += percentEncodedByte(static_cast<unsigned char>(c));
        else
            path += c;
    return path;
}

// Values of requests are decoded; what a design writes stands as it is written.
std::string pathOf(const Change& change)
{
    const std::string& value = change.value;
    std::string path = change.mapping->source.isLiteral() ? writtenPath(value) : pathEncoded(value);
    return path.starts_with('/') ? path : "/" + path;
}

// A target in its parts, put together again once they are changed.
struct Target
{
    explicit Target(std::string_view text)
        : path(text.substr(0, text.find('?'))), query(text.substr(std::min(path.size() + 1, text.size())))
    {
    }
    void change(const Change& change)
    {
        if (change.is(MappingPlace::Path))
            path = pathOf(change);
        else if (change.is(MappingPlace::QueryString))
            query = changedQuery(std::move(query), change);
    }
    [[nodiscard]] std::string text() const { return query.empty() ? path : path + "?" + query; }

    std::string path;
    std::string query;
};

void overwriteStatus(Exchange& x, const Change& change)
{
    if (const auto status = mappedStatusFrom(change.value))
        x.response.status = *status;
    else if (x.trace.isOn())
        x.trace.note(change.mapping->name, "left out: " + change.value + " is no status");
}

} // namespace

std::optional<Fault> MapRouteRequest::run(Exchange& x) const
{
    Target target(x.endpointRequest.target);
    for (const Change& change : changesOf(x, m_mappings))
        if (change.is(MappingPlace::Header))
            changeHeaders(x.endpointRequest.headers, change);
        else
            target.change(change);
    x.endpointRequest.target = target.text();
    if (x.trace.isOn())
        x.trace.out(x.trace.capture(x.endpointRequest));
    return std::nullopt;
}

// The path stands behind the stage; x.path looks into the target, which is another one afterwards.
std::optional<Fault> MapFunctionRequest::run(Exchange& x) const
{
    const auto stageSize = static_cast<std::size_t>(x.path.data() - x.request.target.data());
    const std::string stage = x.request.target.substr(0, stageSize);
    Target target(std::string_view(x.request.target).substr(stageSize));
    for (const Change& change : changesOf(x, m_mappings))
        if (change.is(MappingPlace::Header))
            changeHeaders(x.request.headers, change);
        else
            target.change(change);
    x.request.target = stage + target.text();
    x.path = std::string_view(x.request.target).substr(stageSize, target.path.size());
    return std::nullopt;
}

std::optional<Fault> MapRouteAnswer::run(Exchange& x) const
{
    const auto ofStatus = std::find_if(m_mappings.begin(), m_mappings.end(),
                                       [&](const auto& mappings) { return mappings.first == x.response.status; });
    if (ofStatus == m_mappings.end())
        return std::nullopt;
    for (const Change& change : changesOf(x, ofStatus->second))
        if (change.is(MappingPlace::Header))
            changeHeaders(x.response.headers, change);
        else
            overwriteStatus(x, change);
    return std::nullopt;
}

} // namespace gw::engine
