// The tree behind the edits.
#include "core/states/asl_tree.h"

#include "core/json/patch.h"

#include <charconv>
#include <utility>

namespace gw::asl {

namespace {

std::string unescaped(std::string_view token)
{
    std::string name;
    for (std::size_t i = 0; i < token.size(); ++i) {
        const bool isEscape = token[i] == '~' && i + 1 < token.size();
        name += isEscape ? (token[++i] == '1' ? '/' : '~') : token[i];
    }
    return name;
}

// `AnyValue` is json::Value or const json::Value.
template <typename AnyValue, typename See>
void visitFlows(AnyValue& state, const See& see)
{
    if (AnyValue* branches = state.find("Branches"); branches && branches->isArray())
        for (AnyValue& branch : branches->asArray())
            see(branch);
    for (const char* key : {"ItemProcessor", "Iterator"})
        if (AnyValue* processor = state.find(key); processor && processor->isObject())
            see(*processor);
}

void collectNames(const json::Value& flow, std::set<std::string>& names)
{
    const json::Value& states = flow["States"];
    if (!states.isObject())
        return;
    for (const json::Member& state : states.asObject()) {
        names.insert(state.key);
        visitFlows(state.value, [&](const json::Value& inner) { collectNames(inner, names); });
    }
}

void dropCharacter(std::string& text)
{
    const auto isContinuation = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
    while (!text.empty() && isContinuation(text.back()))
        text.pop_back();
    if (!text.empty())
        text.pop_back();
}

void seeTarget(json::Value& holder, std::string_view key, const std::function<void(json::Value&)>& see)
{
    if (json::Value* target = holder.find(key); target && target->isString())
        see(*target);
}

} // namespace

Result<Tree> Tree::read(std::string_view text)
{
    Tree tree;
    tree.m_text = text;
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        tree.m_text.clear();
        tree.m_loaded = tree.m_value = json::Value::object();
        return tree;
    }
    tree.m_syntax = json::detectSyntax(text);
    Result<json::Value> value = json::read(text, tree.m_syntax, definitionLimits());
    if (!value) {
        Diagnostic error = value.error();
        error.hint = "The definition's text cannot be read. Put that right first: " + error.hint;
        return fail(std::move(error));
    }
    if (!value->isObject())
        return fail("The definition is no object with \"StartAt\" and \"States\".", "Write one, or empty the text.");
    tree.m_loaded = *value;
    tree.m_value = std::move(*value);
    return tree;
}

Result<std::string> Tree::text() const
{
    if (m_text.empty())
        return json::writeJsonPretty(m_value) + "\n";
    return json::patchText(m_text, m_syntax, m_loaded, m_value);
}

json::Value* Tree::at(std::string_view pointer)
{
    return m_value.at(pointer);
}

bool Tree::isJsonata(std::string_view state)
{
    const json::Value* value = at(state);
    const json::Value* own = value ? value->find("QueryLanguage") : nullptr;
    return (own ? own->toString() : m_value["QueryLanguage"].toString()) == "JSONata";
}

std::set<std::string> Tree::names() const
{
    std::set<std::string> names;
    collectNames(m_value, names);
    return names;
}

Place placeOf(std::string_view state)
{
    constexpr std::string_view mark = "/States/";
    const auto at = state.rfind(mark);
    if (at == std::string_view::npos)
        return {};
    return {std::string(state.substr(0, at)), unescaped(state.substr(at + mark.size()))};
}

void eachFlow(json::Value& state, const std::function<void(json::Value& flow)>& see)
{
    visitFlows(state, see);
}

void eachReference(json::Value& flow, const std::function<void(json::Value& target)>& see)
{
    seeTarget(flow, "StartAt", see);
    json::Value* states = flow.find("States");
    if (!states || !states->isObject())
        return;
    for (json::Member& state : states->asObject()) {
        seeTarget(state.value, "Next", see);
        seeTarget(state.value, "Default", see);
        for (const char* list : {"Choices", "Catch"})
            if (json::Value* rules = state.value.find(list); rules && rules->isArray())
                for (json::Value& rule : rules->asArray())
                    seeTarget(rule, "Next", see);
    }
}

std::string freeName(const std::set<std::string>& taken, const std::string& name)
{
    if (!taken.count(name))
        return name;
    for (int number = 2;; ++number) {
        const std::string ending = " " + std::to_string(number);
        std::string base = name;
        while (base.size() + ending.size() > longestStateName) // bytes: never fewer than characters
            dropCharacter(base);
        if (const std::string candidate = base + ending; !taken.count(candidate))
            return candidate;
    }
}

} // namespace gw::asl
