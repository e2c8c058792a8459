// JsonataHeap: a Duktape heap with the jsonata package in it, and its limits.
//
// Why one in the process, and not a helper process: all a heap's memory comes from an allocator of ours, which counts
// bytes and looks at the clock. Over a limit it throws, past the interpreter's frames, and the heap's blocks are given
// back one and all: nothing of it is used again, so it need not be in order. What could run long without allocating is
// taken out: regular expressions run on PCRE2 with its match limit (the package's RegexEngine option), and $distinct,
// which compares every item with every other, is replaced. Each expression's parts ask for the time as well
// (jsonata.__evaluate_entry), which also keeps the native stack flat, however deep an expression calls itself.
#pragma once

#include "gateway-engine/services.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace gw::engine::states {

struct JsonataLimits
{
    std::chrono::milliseconds time{1'000};
    std::size_t bytes = 64u << 20;
};

class JsonataHeap
{
public:
    // Null when the package is not built in.
    [[nodiscard]] static std::unique_ptr<JsonataHeap> create(Services& services, const JsonataLimits& limits);
    ~JsonataHeap();

    // Calls gw.NAME(a, b) of the prelude and gives its text. After a limit: "e" and the reason, and the heap is spent.
    [[nodiscard]] std::string call(const char* name, std::string_view a, std::string_view b);
    [[nodiscard]] bool isSpent() const;

    struct Impl;

private:
    explicit JsonataHeap(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

[[nodiscard]] bool hasJsonata(); // built in

} // namespace gw::engine::states
