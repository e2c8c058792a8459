// Result<T>: what users, files or networks can make fail. The failure is one Diagnostic, ready to be shown.
#pragma once

#include "core/diagnostic.h"

#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace gw {

template <typename T>
using Result = tl::expected<T, Diagnostic>;

// The failing Result: `return fail("Another resource here is already called \"pets\".", "Choose another name.");`
[[nodiscard]] inline tl::unexpected<Diagnostic> fail(std::string message, std::string hint = {}, NodeRef node = {})
{
    Diagnostic d;
    d.message = std::move(message);
    d.hint = std::move(hint);
    d.node = node;
    return tl::unexpected<Diagnostic>(std::move(d));
}

[[nodiscard]] inline tl::unexpected<Diagnostic> fail(Diagnostic diagnostic)
{
    return tl::unexpected<Diagnostic>(std::move(diagnostic));
}

} // namespace gw
