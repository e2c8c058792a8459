// PlainStream: a TCP connection that never blocks. Its coroutine awaits readiness and then reads or writes; a read is
// not even tried while it is known that nothing has come.
#pragma once

#include "gateway-engine/http/tls_facts.h"
#include "gateway-engine/transport/readiness.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>

namespace gw::engine {

class PlainStream
{
    template <typename Handler>
    struct HandlerWaiter final : Waiter
    {
        HandlerWaiter(Waiter*& place, Handler&& completion) : Waiter(place), handler(std::move(completion)) {}
        void complete(const error_code& error) override { std::move(handler)(error); }
        Handler handler;
    };

    auto wait(bool toWrite)
    {
        auto initiate = [this, toWrite](auto&& handler) {
            using Handler = std::decay_t<decltype(handler)>;
            auto waiter = std::make_unique<HandlerWaiter<Handler>>(toWrite ? m_writer : m_reader, std::move(handler));
            if (toWrite ? m_isWritable : m_isReadable)
                return m_readiness.completeLater(std::move(waiter), {});
            m_readiness.add(std::move(waiter));
        };
        return asio::async_initiate<decltype(asTask), void(error_code)>(std::move(initiate), asTask);
    }

public:
    static constexpr bool isTls = false;

    PlainStream(Socket connected, Readiness& readiness); // non-blocking; it leaves Asio
    PlainStream(PlainStream&& other) noexcept;           // of one that nobody waits for
    PlainStream(const PlainStream&) = delete;
    PlainStream& operator=(const PlainStream&) = delete;
    ~PlainStream() { close(); }

    [[nodiscard]] bool isOpen() const { return m_handle >= 0; }
    [[nodiscard]] bool isReadable() const { return m_isReadable; }
    [[nodiscard]] bool isWritable() const { return m_isWritable; }

    // co_await stream.waitReadable() gives std::tuple<error_code>: operation_aborted when cancelled. By one coroutine
    // at a time each; readiness to read is told first.
    [[nodiscard]] auto waitReadable() { return wait(false); }
    [[nodiscard]] auto waitWritable() { return wait(true); }
    template <typename IsGivenUp>
    [[nodiscard]] auto waitInTurn(IsGivenUp)
    {
        return waitReadable();
    }

    // What could be read or written at once; would_block: nothing.
    std::size_t readSome(asio::mutable_buffer space, error_code& error);
    std::size_t writeSome(asio::const_buffer piece, error_code& error);
    std::size_t writeSome(const std::array<asio::const_buffer, 2>& pieces, error_code& error);
    std::size_t writeSome(std::span<const asio::const_buffer> pieces, error_code& error); // at most 64 pieces
    // True when the other side has neither ended the connection nor sent what nobody asked for.
    [[nodiscard]] bool isQuiet() const;
    [[nodiscard]] std::shared_ptr<const TlsFacts> facts() const { return nullptr; }

    void endSending();
    void cancel(); // ends what waits, after the present function
    void close();

private:
    friend class Readiness;

    void takeNews(std::uint32_t events);
    [[nodiscard]] std::unique_ptr<Waiter> take(Waiter* waiter, bool isWanted);
    std::size_t noteWritten(std::ptrdiff_t count, std::size_t wanted, error_code& error);

    Readiness& m_readiness;
    int m_handle;
    bool m_isReadable = false; // an edge is told when it is watched
    bool m_isWritable = true;
    bool m_hasEnded = false; // there is an end or an error to read, and no more news will come
    Waiter* m_reader = nullptr;
    Waiter* m_writer = nullptr;
};

} // namespace gw::engine
