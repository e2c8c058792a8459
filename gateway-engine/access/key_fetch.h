// Fetching the keys of an issuer, once: the document at a URL, by discovery or from a file, within the limits of the
// service (reference 5: 1,500 ms and 150,000 bytes a document). No redirect is followed: the address that was written
// is the one that is trusted. What goes wrong is said so that a person can mend it.
#pragma once

#include "core/result.h"
#include "gateway-engine/access/key_place.h"
#include "gateway-engine/auth/jwk_set.h"
#include "gateway-engine/pipeline/upstream.h"
#include "gateway-engine/task.h"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>

namespace gw::engine {

using SharedKeys = std::shared_ptr<const auth::JwkSet>;

inline constexpr std::size_t mostKeyBytes = 150'000;

struct KeyFetch
{
    UpstreamClient& client;                   // takes no answer above mostKeyBytes
    std::chrono::milliseconds timeout{1'500}; // of each document

    [[nodiscard]] Task<Result<SharedKeys>> fromUrl(std::string url) const;
    [[nodiscard]] Task<Result<SharedKeys>> byDiscovery(std::string issuer) const;

private:
    [[nodiscard]] Task<Result<std::string>> document(std::string url) const;
};

// Of a file inside the project's folder, read as a whole.
[[nodiscard]] Result<SharedKeys> keysOfFile(const std::filesystem::path& projectFolder, const std::string& file);

} // namespace gw::engine
