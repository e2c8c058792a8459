// The comparison operators of filters, over terms that are literals or values a path found.
#pragma once

#include "gateway-engine/jsonpath/path.h"

namespace gw::engine::jsonpath {

struct Undefined // a path that leads nowhere
{
};

// Views of literals and document values; a list or object written in the path itself is a literal.
struct Structure
{
    const json::Value* value;
    bool literal;
};
struct NumberText
{
    std::string_view text;
};
using Term =
    std::variant<Undefined, std::nullptr_t, bool, NumberText, std::string_view, Structure, const FilterPattern*>;

[[nodiscard]] Term termOf(const json::Value& value);
[[nodiscard]] Term termOf(const Operand& literal);

// Unfit: the operator has no meaning for these kinds, which makes the whole filter false.
enum class Verdict { False, True, Unfit, TooMuchWork };
[[nodiscard]] Verdict compare(const Term& left, Operator operation, const Term& right);

} // namespace gw::engine::jsonpath
