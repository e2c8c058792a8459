#include "gateway-engine/transport/tls_server_name.h"

#include "gateway-engine/http/host_name.h"

namespace gw::engine {

namespace {

constexpr unsigned char hostNameType = 0;

// Two bytes of length, and as many bytes; nothing when they are not all there.
std::optional<std::string_view> takeBlock(std::string_view& bytes)
{
    if (bytes.size() < 2)
        return std::nullopt;
    const auto size = (std::size_t{static_cast<unsigned char>(bytes[0])} << 8U) | static_cast<unsigned char>(bytes[1]);
    if (bytes.size() - 2 < size)
        return std::nullopt;
    const std::string_view block = bytes.substr(2, size);
    bytes.remove_prefix(2 + size);
    return block;
}

} // namespace

std::optional<std::string> serverNameIn(std::string_view extension)
{
    auto list = takeBlock(extension);
    if (!list || list->empty() || !extension.empty())
        return std::nullopt;
    if (static_cast<unsigned char>(list->front()) != hostNameType) // no other type was ever given a meaning
        return std::nullopt;
    list->remove_prefix(1);
    const auto name = takeBlock(*list);
    if (!name || !list->empty() || name->find(':') != std::string_view::npos)
        return std::nullopt;
    std::string host = hostName(*name);
    return host.empty() ? std::nullopt : std::optional(std::move(host));
}

} // namespace gw::engine
