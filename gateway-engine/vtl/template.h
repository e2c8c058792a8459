// A parsed Velocity template and its rendering: the language of Apache Velocity 1.7 (reference 1.21). It knows nothing
// of $input and $util; whoever renders gives those as top-level references.
#pragma once

#include "core/result.h"
#include "gateway-engine/vtl/limits.h"
#include "gateway-engine/vtl/value.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gw::engine::vtl {

struct Program; // tree.h

class Template
{
public:
    // An error carries `name` as its file, and line and column.
    [[nodiscard]] static Result<Template> parse(std::string_view text, std::string_view name);

    [[nodiscard]] const std::string& name() const;
    [[nodiscard]] const std::string& text() const;
    [[nodiscard]] const Program& program() const { return *m_program; }

private:
    explicit Template(std::shared_ptr<const Program> program) : m_program(std::move(program)) {}
    std::shared_ptr<const Program> m_program;
};

// The references that exist when rendering begins: `$input`, `$util`… by name, without the dollar.
struct Scope
{
    std::vector<std::pair<std::string, Value>> references;

    void set(std::string name, Value value) { references.emplace_back(std::move(name), std::move(value)); }
};

// What a reference that leads to nothing is: in Velocity null (printed as it is written, false in #if); in the service
// the empty string (prints nothing, true in #if, equal to "" and to $null).
enum class VoidReferences { Verbatim, Empty };

struct RenderOptions
{
    Limits limits;
    VoidReferences voidReferences = VoidReferences::Empty;
    bool mapOutput = false; // fill Rendered::pieces
};

// A stretch of the output and the place in the template that wrote it (byte offsets, end exclusive).
struct OutputPiece
{
    std::uint32_t outputBegin = 0;
    std::uint32_t outputEnd = 0;
    std::uint32_t templateBegin = 0;
    std::uint32_t templateEnd = 0;
};

struct Rendered
{
    std::string output;
    std::vector<OutputPiece> pieces; // in the order of the output
};

[[nodiscard]] Result<Rendered> render(const Template& what, const Scope& scope, const RenderOptions& options = {});

} // namespace gw::engine::vtl
