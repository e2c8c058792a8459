// RuntimeApi: the HTTP API that a function's runtime speaks with the engine (reference 4.1, Runtime API 2018-06-01).
//
// Every worker has an address of its own (AWS_LAMBDA_RUNTIME_API), so the port a request comes to tells who speaks: no
// worker can answer another's invocation.
#pragma once

#include "core/result.h"
#include "gateway-engine/lambda/invocation.h"
#include "gateway-engine/transport/request_handler.h"
#include "gateway-engine/transport/worker.h"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace gw::engine {

inline constexpr std::size_t mostResponseBytes = 6'291'556; // reference 5

// What a request asks for, by method and path.
struct RuntimeCall
{
    enum class Kind { Next, Response, Error, InitError, Unknown };
    Kind kind = Kind::Unknown;
    std::string_view requestId; // of Response and Error; views the target
};
[[nodiscard]] RuntimeCall runtimeCallOf(std::string_view method, std::string_view path);

// The engine's side of one runtime.
class RuntimeSide
{
public:
    enum class Accepted { Yes, UnknownRequestId, WrongState };

    virtual ~RuntimeSide() = default;
    // Waits for the next invocation without end; null: the worker is to end, or asks at the wrong time.
    [[nodiscard]] virtual Task<std::shared_ptr<Invocation>> next() = 0;
    [[nodiscard]] virtual std::chrono::system_clock::time_point deadline() const = 0; // of the present invocation
    virtual Accepted response(std::string_view requestId, std::string body) = 0;
    virtual Accepted error(std::string_view requestId, std::string body) = 0;
    virtual Accepted initError(std::string body) = 0;
    virtual Accepted tooLarge(std::string_view requestId) = 0;
};

class RuntimeApi final : public RequestHandler
{
public:
    // A listening socket of one runtime; closes with this.
    class Port
    {
    public:
        Port() = default;
        Port(Port&& other) noexcept = default;
        Port& operator=(Port&& other) noexcept = default;
        ~Port() { close(); }

        void close();
        [[nodiscard]] std::string address() const; // "127.0.0.1:40123"

    private:
        friend class RuntimeApi;
        RuntimeApi* m_api = nullptr;
        std::shared_ptr<Acceptor> m_acceptor;
        int m_port = 0;
    };

    explicit RuntimeApi(Worker& worker) : m_worker(worker) {}
    [[nodiscard]] Result<Port> open(const std::shared_ptr<RuntimeSide>& runtime);

    Task<Response> handle(Request&& request) override;
    [[nodiscard]] std::optional<Response> refusal(const Request& request, int status) override;

private:
    static Task<void> accept(RuntimeApi& api, std::shared_ptr<Acceptor> acceptor);
    [[nodiscard]] std::shared_ptr<RuntimeSide> speakerOf(const Request& request) const;

    Worker& m_worker;
    std::unordered_map<int, std::weak_ptr<RuntimeSide>> m_speakers; // by port
};

} // namespace gw::engine
