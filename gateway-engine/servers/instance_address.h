// Where an instance or a URL backend is: "127.0.0.1:3000", "https://host:8443", "http://127.0.0.1:3000/base".
#pragma once

#include "core/result.h"
#include "gateway-engine/pipeline/upstream.h"

#include <string>
#include <string_view>

namespace gw::engine {

struct InstanceAddress
{
    Endpoint endpoint;
    std::string basePath; // encoded, without "/" at its end; empty: none
};

[[nodiscard]] Result<InstanceAddress> parseInstanceAddress(std::string_view text); // http when it names no scheme

} // namespace gw::engine
