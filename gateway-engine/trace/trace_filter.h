// The inspector's and the CLI's filter language over traces: words joined by spaces, all must hold.
//   status:5xx  status:404  status:>=400  method:POST  path:/orders  api:pets  stage:dev  duration:>100ms  text
//   connection:R1kmxc2VNjMCFIA=  direction:out  (of WebSocket APIs)
// A bare word is looked for in method, path and status; `-` before a term negates it; "…" holds spaces together.
#pragma once

#include "core/result.h"
#include "gateway-engine/trace/trace.h"

#include <string>
#include <vector>

namespace gw::engine {

class TraceFilter
{
public:
    enum class Field { Text, Status, Method, Path, Api, Stage, Duration, Connection, Direction };
    enum class Comparison { Equal, Greater, GreaterEqual, Less, LessEqual };
    struct Term
    {
        Field field = Field::Text;
        Comparison comparison = Comparison::Equal;
        bool negated = false;
        std::string text; // lower-cased for Text, Path, Api, Stage; upper-cased for Method, Direction
        std::int64_t from =
            0; // Status, Duration (ns): inclusive range for Equal ("5xx" is 500…599); else `from` is the bound
        std::int64_t to = 0;
    };

    TraceFilter() = default; // matches everything
    [[nodiscard]] static Result<TraceFilter> parse(std::string_view text);
    [[nodiscard]] bool matches(const Trace& trace) const;
    [[nodiscard]] const std::vector<Term>& terms() const { return m_terms; }

private:
    std::vector<Term> m_terms;
};

} // namespace gw::engine
