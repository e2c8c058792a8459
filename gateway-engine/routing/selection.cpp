// Selection expressions over JSON bodies.
#include "gateway-engine/routing/selection.h"

#include <algorithm>

namespace gw::engine {

namespace {

constexpr std::size_t longestText = 4'096; // no key is as long: the rest of a huge value is not looked at
constexpr int deepest = 50;

bool isBody(Selection::Place place)
{
    return place == Selection::Place::RequestBody || place == Selection::Place::ResponseBody;
}

void append(std::string& text, const json::Value& value, int depth);

void appendList(std::string& text, const json::Array& items, int depth)
{
    text += '[';
    for (std::size_t i = 0; i < items.size() && text.size() < longestText; ++i) {
        text += i == 0 ? "" : ", ";
        append(text, items[i], depth + 1);
    }
    text += ']';
}

void appendMap(std::string& text, const json::Object& members, int depth)
{
    text += '{';
    for (std::size_t i = 0; i < members.size() && text.size() < longestText; ++i) {
        text.append(i == 0 ? "" : ", ").append(members[i].key).append("=");
        append(text, members[i].value, depth + 1);
    }
    text += '}';
}

void append(std::string& text, const json::Value& value, int depth)
{
    if (depth > deepest)
        return;
    if (value.isArray())
        appendList(text, value.asArray(), depth);
    else if (value.isObject())
        appendMap(text, value.asObject(), depth);
    else
        text += value.isNull() && depth > 0 ? std::string("null") : value.scalarText();
}

} // namespace

Result<Selection> Selection::parse(std::string_view expression)
{
    auto parts = selectionParts(expression);
    if (!parts)
        return fail(std::move(parts.error()));
    Selection selection;
    selection.m_text = expression;
    for (SelectionPart& each : *parts) {
        Part part{each.place, std::move(each.name), std::nullopt};
        if (isBody(part.place) && !part.name.empty()) {
            auto path = JsonPath::parse(part.name);
            if (!path)
                return fail("\"" + part.name + "\" in the selection expression is no JSONPath: " + path.error().message,
                            path.error().hint.empty() ? "Write a path such as $request.body.action."
                                                      : path.error().hint);
            part.path = *std::move(path);
        }
        selection.m_parts.push_back(std::move(part));
    }
    return selection;
}

bool Selection::reads(Place place) const
{
    return std::any_of(m_parts.begin(), m_parts.end(), [place](const Part& part) { return part.place == place; });
}

std::string selectedFrom(const json::Value* body, const Selection::Part& part)
{
    if (!body)
        return {};
    if (!part.path)
        return selectionText(*body);
    if (part.path->isPlain()) { // most are: no copy of what they lead to
        const json::Value* found = part.path->find(*body);
        return found ? selectionText(*found) : std::string();
    }
    if (body->isNull())
        return {};
    const auto found = part.path->evaluate(*body);
    return found && *found ? selectionText(**found) : std::string();
}

std::string selectionText(const json::Value& value)
{
    std::string text;
    append(text, value, 0);
    return text;
}

} // namespace gw::engine
