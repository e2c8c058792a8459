// PackedTrace: a finished trace in one piece of memory, for those who keep many and show few. What is kept is a third of
// a Trace and written from front to back; the Trace itself, with its hundred small texts, goes back to its pool while a
// core still has it in its cache, and the next request writes over it there.
#pragma once

#include "gateway-engine/trace/trace.h"

#include <memory>
#include <string_view>

namespace gw::engine {

class PackedTrace
{
public:
    explicit PackedTrace(const Trace& trace);

    [[nodiscard]] std::shared_ptr<Trace> unpack() const; // a trace as it was, anew at each call
    [[nodiscard]] std::string_view requestId() const;
    [[nodiscard]] std::size_t bytes() const { return sizeof *this + m_size; }

private:
    // What a trace shares with others; few have any of it.
    struct Shared
    {
        std::shared_ptr<const DomainAddress> domain;
        std::shared_ptr<const TlsFacts> tls;
        std::shared_ptr<const StageLogging> logging;
        std::shared_ptr<const SocketTrace> socket;
    };

    std::unique_ptr<char[]> m_bytes;
    std::size_t m_size = 0;
    std::unique_ptr<Shared> m_shared;
};

} // namespace gw::engine
