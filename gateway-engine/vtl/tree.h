// The tree of a parsed template. Names are resolved when it is built: variables to slots, methods to numbers, macros to
// their definitions, literals to values; rendering only walks.
#pragma once

#include "gateway-engine/vtl/methods.h"
#include "gateway-engine/vtl/value.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace gw::engine::vtl {

using Slot = std::uint32_t;
inline constexpr Slot noSlot = ~Slot(0);

struct Span
{
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

struct Statement;
struct Body
{
    std::vector<Statement> statements;
};

struct Expression;
struct Step // .name, .name(arguments) or [index]
{
    enum class Kind { Property, Call, Index };
    Kind kind = Kind::Property;
    Span span;
    Value name; // a text, so that maps can be asked without making one
    Method method = Method::Unknown;
    std::vector<Expression> arguments;
};

struct Reference
{
    Span span;
    Slot slot = noSlot;
    bool quiet = false;   // $!x
    bool escaped = false; // an odd number of backslashes before it
    std::string escapes;  // half of those backslashes
    std::string written;  // the source, printed when the reference leads to nothing
    std::vector<Step> steps;
};

struct Expression
{
    enum class Kind {
        Constant,
        Interpolated,
        Reference,
        List,
        Map, // children alternate: key, value
        Range,
        Word,
        Not,
        And,
        Or,
        Equal,
        NotEqual,
        Less,
        LessEqual,
        Greater,
        GreaterEqual,
        Add,
        Subtract,
        Multiply,
        Divide,
        Remainder,
    };
    Kind kind = Kind::Constant;
    Span span;
    Value constant;
    std::unique_ptr<Reference> reference;
    std::unique_ptr<Body> body; // of an interpolated string
    std::vector<Expression> children;
    std::string written; // the source of an operand or macro argument, for what prints it
};

struct TextNode
{
    std::string text;
};
struct SetNode
{
    Reference target;
    Expression value;
};
struct IfNode
{
    struct Branch
    {
        std::unique_ptr<Expression> condition; // none: #else
        Body body;
    };
    std::vector<Branch> branches;
};
struct ForeachNode
{
    Slot element = noSlot;
    Expression list;
    Body body;
};
struct MacroCall
{
    std::string name;
    std::string written; // printed when there is no such macro
    std::vector<Expression> arguments;
    bool hasBody = false;
    std::shared_ptr<const Body> body; // of #@name()
};
struct DefineNode
{
    Slot slot = noSlot;
    std::shared_ptr<const Body> body;
};
struct StopNode
{
};
struct BreakNode
{
    std::unique_ptr<Expression> scope;
};
struct EvaluateNode
{
    Expression text;
};
struct IncludeNode // #include and #parse
{
    std::string directive;
    std::vector<Expression> arguments;
};

struct Statement
{
    Span span;
    std::variant<TextNode, Reference, SetNode, IfNode, ForeachNode, MacroCall, DefineNode, StopNode, BreakNode,
                 EvaluateNode, IncludeNode>
        node;
};

struct Macro
{
    std::string name;
    std::vector<Slot> parameters;
    Body body;
};

// What the references to one variable begin with.
struct NameUse
{
    std::vector<std::string> properties; // `$x.name`, each once
    bool otherwise = false;              // `$x` itself, `$x.method()` or `$x[…]`: any part of it can be meant
};

// Names of variables and macros; one for a template and what #evaluate adds to it.
struct Names
{
    std::vector<std::string> variables; // by slot
    std::vector<NameUse> uses;          // by slot
    std::unordered_map<std::string, Slot> slots;
    std::unordered_map<std::string, std::shared_ptr<const Macro>> macros; // the first definition of a name counts
    bool evaluates = false;                                               // there is an #evaluate

    // The variables Velocity itself sets; noSlot where the template does not name them.
    Slot foreach = noSlot;
    Slot velocityCount = noSlot;
    Slot velocityHasNext = noSlot;
    Slot bodyContent = noSlot;

    Slot slot(const std::string& name)
    {
        const auto [it, isNew] = slots.try_emplace(name, Slot(variables.size()));
        if (isNew) {
            variables.push_back(name);
            uses.emplace_back();
            noteOwn(name, it->second);
        }
        return it->second;
    }
    void noteUse(const Reference& reference)
    {
        NameUse& use = uses[reference.slot];
        if (reference.steps.empty() || reference.steps.front().kind != Step::Kind::Property) {
            use.otherwise = true;
            return;
        }
        const std::string& property = *reference.steps.front().name.string();
        if (std::find(use.properties.begin(), use.properties.end(), property) == use.properties.end())
            use.properties.push_back(property);
    }
    [[nodiscard]] Slot known(const std::string& name) const
    {
        const auto it = slots.find(name);
        return it == slots.end() ? noSlot : it->second;
    }

private:
    void noteOwn(std::string_view name, Slot slot)
    {
        for (const auto& [own, place] : {std::pair<std::string_view, Slot*>("foreach", &foreach),
                                         {"velocityCount", &velocityCount},
                                         {"velocityHasNext", &velocityHasNext},
                                         {"bodyContent", &bodyContent}})
            if (name == own)
                *place = slot;
    }
};

struct Program
{
    std::string name;
    std::string text;
    Body body;
    Names names;
};

// Line and column (from 1, columns in code points) of a byte of the text.
[[nodiscard]] SourcePosition positionOf(std::string_view text, std::size_t offset);

} // namespace gw::engine::vtl
