// A definition as a tree that edits change: finding states and flows in it, and everything in a flow that names a
// state.
#pragma once

#include "core/result.h"
#include "core/states/asl_outline.h"

#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace gw::asl {

class Tree
{
public:
    // Fails where the text cannot be read whole: such a text is repaired first.
    [[nodiscard]] static Result<Tree> read(std::string_view text);
    // The text patched to say what the tree says now.
    [[nodiscard]] Result<std::string> text() const;

    [[nodiscard]] json::Value& root() { return m_value; }
    [[nodiscard]] json::Value* at(std::string_view pointer);
    [[nodiscard]] bool isJsonata(std::string_view state); // the state's query language, or the machine's
    [[nodiscard]] std::set<std::string> names() const;    // of all states

private:
    std::string m_text;
    json::Syntax m_syntax = json::Syntax::Json;
    json::Value m_loaded;
    json::Value m_value;
};

// "/States/A/Branches/0/States/B" → flow "/States/A/Branches/0", name "B".
struct Place
{
    std::string flow;
    std::string name;
};
[[nodiscard]] Place placeOf(std::string_view state);

// Calls `see` with every string in the flow's own states and StartAt that names a state of it.
void eachReference(json::Value& flow, const std::function<void(json::Value& target)>& see);

// `name`, or with a number behind it, whichever is not in `taken`; at most 80 characters.
[[nodiscard]] std::string freeName(const std::set<std::string>& taken, const std::string& name);

// Every flow inside a state: branches, processor.
void eachFlow(json::Value& state, const std::function<void(json::Value& flow)>& see);

} // namespace gw::asl
