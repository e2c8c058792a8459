// References and findings of one OpenAPI document.
#include "core/format/openapi_document.h"

#include "core/api/reference.h"
#include "core/format/cloudformation_text.h"
#include "core/json/text.h"

#include <unordered_set>
#include <utility>

namespace gw {

namespace {

constexpr int maxReferenceSteps = 16; // a longer chain is a circle or a joke
constexpr std::size_t maxFindings = 200;

} // namespace

std::string_view refOf(const json::Value& node)
{
    return node["$ref"].toString();
}

const json::Value* OpenApiDocument::target(const json::Value& node) const
{
    const json::Value* value = &node;
    for (int step = 0; value && step < maxReferenceSteps; ++step) {
        if (refOf(*value).empty())
            return value;
        value = next(*value);
    }
    return nullptr;
}

const json::Value& OpenApiDocument::dangling(const json::Value& node) const
{
    const json::Value* value = &node;
    for (int step = 0; step < maxReferenceSteps; ++step) {
        const json::Value* after = refOf(*value).empty() ? nullptr : next(*value);
        if (!after)
            return *value;
        value = after;
    }
    return node; // a circle
}

const json::Value* OpenApiDocument::next(const json::Value& node) const
{
    const std::string pointer = pointerOfReference(refOf(node));
    return pointer.empty() ? nullptr : tree.at(pointer);
}

const json::Value* OpenApiDocument::securityScheme(std::string_view name) const
{
    const json::Value& schemes = isSwagger ? tree["securityDefinitions"] : tree["components"]["securitySchemes"];
    return schemes.find(name);
}

void Findings::add(Severity severity, json::TextRange at, std::string rule, std::string message, std::string hint,
                   NodeRef node)
{
    if (m_list.size() >= maxFindings && severity != Severity::Error) {
        ++m_leftOut;
        return;
    }
    Diagnostic finding;
    finding.severity = severity;
    finding.rule = std::move(rule);
    finding.file = m_fileName;
    if (at.end > at.begin)
        finding.position = json::positionOf(m_text, at.begin);
    finding.node = node;
    finding.message = std::move(message);
    finding.hint = std::move(hint);
    m_list.push_back(std::move(finding));
}

Diagnostics Findings::take()
{
    if (m_leftOut > 0) {
        const std::string count = std::to_string(std::exchange(m_leftOut, 0));
        m_list.push_back({Severity::Warning,
                          "openapi-more",
                          m_fileName,
                          {},
                          {},
                          count + " more findings are not listed.",
                          "Repair the ones above first."});
    }
    return std::exchange(m_list, {});
}

void ReadContext::warn(const json::Value& at, std::string rule, std::string message, std::string hint) const
{
    warn(at.range(), std::move(rule), std::move(message), std::move(hint));
}

void ReadContext::warn(json::TextRange at, std::string rule, std::string message, std::string hint) const
{
    if (!findings)
        return;
    if (!where.empty())
        message = where + ": " + message;
    findings->add(Severity::Warning, at, std::move(rule), std::move(message), std::move(hint), node);
}

void ReadContext::warnOfReference(const json::Value& at, std::string_view subject) const
{
    const json::Value& last = document.dangling(at);
    warn(last["$ref"].range(), missingReferenceRule,
         std::string(subject) + " refers to \"" + std::string(refOf(last)) + "\", which is not in this file.",
         "Correct the reference, or add what it names.");
}

std::string textField(const json::Value& object, std::string_view key)
{
    return cloudFormationText(object[key]).value_or(std::string());
}

std::vector<std::string> textList(const json::Value& array)
{
    std::vector<std::string> texts;
    if (!array.isArray())
        return texts;
    for (const json::Value& item : array.asArray())
        if (item.isString())
            texts.push_back(item.asString());
    return texts;
}

StringMap stringMap(const ReadContext& context, const json::Value& object, std::string_view what)
{
    StringMap map;
    if (object.isNull())
        return map;
    if (!object.isObject()) {
        context.warn(object, "openapi-map", "\"" + std::string(what) + "\" is not an object of names and texts.",
                     "Write it as name: text pairs.");
        return map;
    }
    std::unordered_set<std::string_view> seen; // of duplicates the first wins, as everywhere
    for (const json::Member& member : object.asObject()) {
        const auto text = cloudFormationText(member.value);
        if (text && seen.insert(member.key).second)
            map.emplace_back(member.key, *text);
        else
            context.warn(member.value, "openapi-map",
                         "\"" + member.key + "\" in \"" + std::string(what) + "\" has no text of its own.",
                         "Give it one text, once.");
    }
    return map;
}

} // namespace gw
