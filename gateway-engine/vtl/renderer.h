// Walks the tree of a template and writes its output. One Renderer per rendering; its parts stand in render*.cpp.
#pragma once

#include "gateway-engine/vtl/template.h"
#include "gateway-engine/vtl/tree.h"

#include <memory>
#include <optional>

namespace gw::engine::vtl {

// What a statement does to those after it.
enum class Flow { On, Break, Stop };

// Thrown within the renderer only: render() makes its Result of it.
struct RenderFailure
{
    Diagnostic diagnostic;
};
// #stop or #break within a string: leaves the expression it stands in.
struct LeaveExpression
{
    Flow flow;
};

class Renderer
{
public:
    Renderer(const Program& program, const Scope& scope, const RenderOptions& options);
    Renderer(const Renderer&) = delete;
    Renderer& operator=(const Renderer&) = delete;
    ~Renderer();

    [[nodiscard]] Rendered run();
    // The text of a #define or macro body; nullopt where it is within itself too often.
    [[nodiscard]] std::optional<std::string> blockText(const Block& block);

    // What blocks know of the renderer; they may outlive it.
    struct Handle
    {
        Renderer* renderer = nullptr;
    };

private:
    // A macro call: its arguments stand for their expressions, evaluated where the call stands, each time anew.
    struct Frame
    {
        const Macro& macro;
        const std::vector<Expression>& arguments;
        Frame* caller = nullptr;
        Value body;                   // $bodyContent; null without
        std::uint64_t overridden = 0; // a bit for each argument that #set has replaced
    };

    // render.cpp
    Flow renderBody(const Body& body);
    Flow renderStatement(const Statement& statement);
    Flow renderNode(const TextNode& node, Span span);
    Flow renderNode(const Reference& node, Span span);
    Flow renderNode(const SetNode& node, Span span);
    Flow renderNode(const IfNode& node, Span span);
    Flow renderNode(const StopNode& node, Span span);
    Flow renderNode(const BreakNode& node, Span span);
    Flow renderNode(const IncludeNode& node, Span span);
    void append(std::string_view text);
    void recordPiece(std::size_t begin, Span span);
    [[noreturn]] void failAt(Span span, std::string message, std::string hint = {}) const;
    [[noreturn]] void failAt(Span span, Diagnostic diagnostic) const;
    void spend(std::uint64_t steps, Span span);

    // render_loop.cpp
    Flow renderNode(const ForeachNode& node, Span span);
    struct Loop;
    bool renderRound(const ForeachNode& node, Span span, Loop& loop, const Value& item, bool hasNext);
    Flow renderRange(const ForeachNode& node, Span span, Loop& loop);

    // render_macro.cpp
    Flow renderNode(const MacroCall& node, Span span);
    Flow renderNode(const DefineNode& node, Span span);
    Flow renderNode(const EvaluateNode& node, Span span);
    std::optional<Flow> renderBlock(const Block& block);
    [[nodiscard]] std::string macroChain(const std::string& last) const;
    void growNames();

    // render_reference.cpp
    [[nodiscard]] Value lookUp(Slot slot);
    void setVariable(Slot slot, const Value& value);
    [[nodiscard]] Value valueOf(const Reference& reference); // with the rule for void references
    [[nodiscard]] Value rawValueOf(const Reference& reference);
    [[nodiscard]] Value walk(const Value& value, const Step& step);
    [[nodiscard]] Value callMember(const Value& value, const Step& step);
    [[nodiscard]] Value adjustedIndex(const Value& target, const Step& step);
    void assign(const Reference& target, const Value& value);
    [[nodiscard]] const std::string& voidText(const Reference& reference) const;

    // render_expression.cpp
    [[nodiscard]] Value evaluate(const Expression& expression);
    [[nodiscard]] bool truthOf(const Expression& expression);
    [[nodiscard]] bool truthOfValue(const Value& value) const;
    [[nodiscard]] Value interpolate(const Expression& expression);
    [[nodiscard]] Value makeListOf(const Expression& expression);
    [[nodiscard]] Value makeMapOf(const Expression& expression);
    [[nodiscard]] Value makeRangeOf(const Expression& expression);
    [[nodiscard]] std::optional<std::pair<std::int64_t, std::int64_t>> rangeOf(const Expression& expression);
    [[nodiscard]] bool compare(const Expression& expression);
    [[nodiscard]] bool areEqual(const Value& left, const Value& right, Span span);
    [[nodiscard]] Value calculateOf(const Expression& expression);
    void appendValue(std::string& out, const Value& value, Span span);

    class Deeper;   // counts the depth while it lives
    class Within;   // another frame, while it lives
    class Redirect; // output goes into another text, while it lives

    const Program& m_program;
    const Scope& m_scope;
    const RenderOptions& m_options;
    Budget m_budget;
    const Names* m_names;
    std::unique_ptr<Names> m_ownNames; // once #evaluate has added to them
    std::vector<Value> m_variables;    // by slot
    Slot m_bodyContent = noSlot;
    Frame* m_frame = nullptr;
    int m_macroDepth = 0;
    int m_depth = 0;
    int m_evaluating = 0;
    const Object* m_breakTarget = nullptr; // of a #break with argument
    Rendered m_result;
    std::string* m_out = nullptr; // m_result.output, or a text on the way
    std::vector<std::shared_ptr<const Program>> m_evaluated;
    const Program* m_source = nullptr; // what spans refer to
    std::shared_ptr<Handle> m_handle;
};

// A #define or the body of #@macro().
class Block final : public Object
{
public:
    Block(std::shared_ptr<Renderer::Handle> handle, std::shared_ptr<const Body> body, int mostDepth)
        : m_handle(std::move(handle)), m_body(std::move(body)), m_mostDepth(mostDepth)
    {
    }
    [[nodiscard]] const Block* block() const override { return this; }
    [[nodiscard]] std::optional<std::string> text() const override
    {
        return m_handle->renderer ? m_handle->renderer->blockText(*this) : std::nullopt;
    }

private:
    friend class Renderer;
    std::shared_ptr<Renderer::Handle> m_handle;
    std::shared_ptr<const Body> m_body;
    int m_mostDepth;
    mutable int m_depth = 0; // how often it is within itself now
};

class Renderer::Deeper
{
public:
    Deeper(Renderer& renderer, Span span) : m_renderer(renderer)
    {
        if (renderer.m_depth >= renderer.m_options.limits.nesting)
            renderer.failAt(
                span, "The template goes deeper than " + std::to_string(renderer.m_options.limits.nesting) + " levels.",
                "Look for a #define, #evaluate or macro argument that leads to itself.");
        ++renderer.m_depth;
    }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;
    ~Deeper() { --m_renderer.m_depth; }

private:
    Renderer& m_renderer;
};

class Renderer::Redirect
{
public:
    Redirect(Renderer& renderer, std::string& out) : m_renderer(renderer), m_before(renderer.m_out)
    {
        renderer.m_out = &out;
    }
    Redirect(const Redirect&) = delete;
    Redirect& operator=(const Redirect&) = delete;
    ~Redirect() { m_renderer.m_out = m_before; }

private:
    Renderer& m_renderer;
    std::string* m_before;
};

class Renderer::Within
{
public:
    Within(Renderer& renderer, Frame* frame) : m_renderer(renderer), m_before(renderer.m_frame)
    {
        renderer.m_frame = frame;
    }
    Within(const Within&) = delete;
    Within& operator=(const Within&) = delete;
    ~Within() { m_renderer.m_frame = m_before; }

private:
    Renderer& m_renderer;
    Frame* m_before;
};

} // namespace gw::engine::vtl
