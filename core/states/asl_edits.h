// Edits of a definition's text: each takes the text and gives the new one, patched so that comments, order and layout
// of everything else stay (core/json/patch.h). States are named by their pointers (asl_outline.h). A failing edit says
// what is wrong and the way out; nothing is half done.
#pragma once

#include "core/result.h"
#include "core/states/asl_outline.h"

#include <string>
#include <string_view>

namespace gw::asl {

struct EditedText
{
    std::string text;
    std::string state; // pointer of the state the edit was about, as it is now; empty: none
};
using TextEdit = Result<EditedText>;

// Where a new or moved state goes.
struct Position
{
    std::string flow;  // pointer of the flow
    std::string after; // pointer of a state of it, whose way then leads over the new one; empty: at the beginning
};

// A state of this type under a name nobody has; of an empty text it makes a whole definition. What came after `after`
// comes after the new state. Behind a Choice the new state is led to by a new rule, or by Default when there is none.
[[nodiscard]] TextEdit addState(std::string_view text, StateType type, const Position& position);
[[nodiscard]] TextEdit renameState(std::string_view text, std::string_view state, const std::string& name);
// What led to it leads to what came after it; where nothing did, those that led to it end, or lose the rule.
[[nodiscard]] TextEdit deleteState(std::string_view text, std::string_view state);
// A copy behind it under a name nobody has, with nested states renamed; nothing leads to it yet.
[[nodiscard]] TextEdit duplicateState(std::string_view text, std::string_view state);
// Takes it out of its way, as deleteState does, and puts it in elsewhere.
[[nodiscard]] TextEdit moveState(std::string_view text, std::string_view state, const Position& position);

// Leads from one state to another of the same flow. Next and Default are set; Choice and Catch are added. `detail` is
// the variable or condition of a rule, the error name of a catcher; empty: something to begin with.
[[nodiscard]] TextEdit connectStates(std::string_view text, std::string_view from, std::string_view to,
                                     Transition::Kind kind, const std::string& detail = {});
// Leads an existing transition elsewhere, or takes it away (`to` empty): Next then becomes End.
[[nodiscard]] TextEdit setTransition(std::string_view text, std::string_view from, Transition::Kind kind, int index,
                                     std::string_view to);
[[nodiscard]] TextEdit setStart(std::string_view text, std::string_view state);

// A field of a state (or of the machine: empty pointer), by its path inside ("/Retry/0/MaxAttempts"). nullptr takes it
// away. What is on the way is created as objects; an index one behind the last adds to a list.
[[nodiscard]] TextEdit setField(std::string_view text, std::string_view state, std::string_view path,
                                const json::Value* value);
// Several at once, of one state: a Wait's Seconds instead of its Timestamp.
struct FieldChange
{
    std::string path;
    std::optional<json::Value> value; // nullopt: taken away
};
[[nodiscard]] TextEdit setFields(std::string_view text, std::string_view state, const std::vector<FieldChange>& fields);

// Another branch of a Parallel, with one state to begin with; and its removal.
[[nodiscard]] TextEdit addBranch(std::string_view text, std::string_view parallel);
[[nodiscard]] TextEdit deleteBranch(std::string_view text, std::string_view flow);

// The value at a state's field as the text has it; nullopt when there is none, or the text cannot be read.
[[nodiscard]] std::optional<json::Value> stateValue(std::string_view text, std::string_view state);

} // namespace gw::asl
