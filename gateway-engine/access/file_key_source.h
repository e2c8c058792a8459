// FileKeySource: the public keys of an issuer from a file of the project (a JSON Web Key Set). Read once; following the
// project anew reads it anew.
#pragma once

#include "gateway-engine/access/key_source.h"

#include <filesystem>
#include <memory>

namespace gw::engine {

class FileKeySource final : public KeySource
{
public:
    explicit FileKeySource(const std::filesystem::path& file);
    Task<Result<std::shared_ptr<const auth::JwkSet>>> keys(std::string_view keyId) override;

    [[nodiscard]] const Result<std::shared_ptr<const auth::JwkSet>>& read() const { return m_keys; }

private:
    Result<std::shared_ptr<const auth::JwkSet>> m_keys;
};

} // namespace gw::engine
