// A state machine's definition (Amazon States Language, reference 4.2) as far as it can be read: its states with their
// kinds and transitions, nested flows, where each stands in the text, and what is wrong with it. Reading is lenient: a
// half-finished definition gives what there is of it. The studio draws this; lint reports its problems.
#pragma once

#include "core/diagnostic.h"
#include "core/json/text.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw::asl {

enum class StateType { Task, Pass, Choice, Wait, Succeed, Fail, Parallel, Map, Unknown };
[[nodiscard]] std::string_view toString(StateType type); // "Task"; "" for Unknown
[[nodiscard]] StateType stateTypeFrom(std::string_view text);
// Succeed and Fail have no transition, Choice has only its rules' and Default.
[[nodiscard]] bool mayHaveNext(StateType type);
[[nodiscard]] bool mayCatch(StateType type); // Retry and Catch: Task, Parallel, Map

inline constexpr std::size_t longestStateName = 80; // characters

struct Transition
{
    enum class Kind { Next, Choice, Default, Catch };
    Kind kind = Kind::Next;
    std::string target;
    std::string words; // a rule in words, a catcher's error names
    int index = 0;     // of the rule or catcher
    json::TextRange range;
    bool operator==(const Transition& other) const
    {
        return kind == other.kind && target == other.target && words == other.words && index == other.index;
    }
};

struct State;

// A StateAt with its States: the machine itself, a branch of a Parallel, the processor of a Map.
struct Flow
{
    std::string pointer; // RFC 6901, to the object with StartAt and States; "" for the machine itself
    std::string startAt;
    json::TextRange startRange;
    json::TextRange range;
    std::vector<State> states; // in the order of the text
};

struct State
{
    std::string pointer; // "/States/Pay/Branches/0/States/Reserve": what names it among all
    std::string name;
    StateType type = StateType::Unknown;
    std::string typeText;
    std::string summary; // what it does in short: a function's name, "3 rules", "wait 5 s"
    std::string comment;
    std::string function; // of a Task: the name of the Lambda function it calls; empty: none
    bool ends = false;    // "End": true, or a kind that ends its flow
    int retriers = 0;
    std::vector<Transition> transitions;
    std::vector<Flow> flows;
    json::TextRange range;         // from its name to the end of its value
    json::TextRange nameRange;     // with quotes
    json::TextRange functionRange; // of what names the function
};

struct Problem
{
    Diagnostic diagnostic; // rule, position, message and hint; no file
    std::string state;     // pointer of the state concerned; empty: the machine
    std::size_t offset = 0;
};

struct Outline
{
    Flow root;
    std::string comment;
    json::Syntax syntax = json::Syntax::Json;
    bool isWhole = true; // false: the text cannot be read; `root` is what stands before the first error
    bool isJsonata = false;
    std::vector<Problem> problems; // in the order of the text; at most `mostProblems`

    [[nodiscard]] const State* find(std::string_view pointer) const;
    [[nodiscard]] const State* findNamed(std::string_view name) const; // the first in the order of the text
    [[nodiscard]] const State* at(std::size_t offset) const;           // the innermost whose text has this byte
    [[nodiscard]] const Flow* flowOf(std::string_view statePointer) const;
    [[nodiscard]] const Flow* findFlow(std::string_view pointer) const;
    [[nodiscard]] std::size_t countStates() const; // nested ones too
};

inline constexpr std::size_t mostProblems = 200;

[[nodiscard]] Outline readOutline(std::string_view text);

[[nodiscard]] std::size_t countStates(const Flow& flow);
[[nodiscard]] std::string statePointer(std::string_view flowPointer, std::string_view name);

// Bounds of everything that reads a definition; a little more than the service accepts, so that a definition that
// grew too large is still seen.
[[nodiscard]] json::ReadLimits definitionLimits();

} // namespace gw::asl
