// LocalAuthority: a certificate authority of this machine's user, so that custom domains on loopback speak TLS and
// clients can check it. It stands in a folder outside of every project, shared by all of them and by several processes,
// and vouches for names only that cannot belong to anybody else on the Internet, unless the user adds others.
#pragma once

#include "core/result.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace gw::engine {

struct IssuedCertificate
{
    std::string certificatePem; // signed by the root itself
    std::string privateKeyPem;
    std::chrono::system_clock::time_point notAfter;
    bool operator==(const IssuedCertificate&) const = default;
};

class LocalAuthority
{
public:
    using Time = std::chrono::system_clock::time_point;

    // $XDG_DATA_HOME/gatewright/authority, below ~/.local/share where that is not set.
    [[nodiscard]] static std::filesystem::path defaultFolder();

    // The root that stands in `folder`, PEM, for a gateway's calls to trust; empty: there is none yet.
    [[nodiscard]] static std::string trustedRoot(const std::filesystem::path& folder);
    // The authority that stands in `folder`; makes one when there is none.
    [[nodiscard]] static Result<LocalAuthority> open(const std::filesystem::path& folder, Time now);
    // A new one in its place, which vouches for `domains` and what is below them besides; who trusted the former one
    // must be told anew.
    [[nodiscard]] static Result<LocalAuthority> renew(const std::filesystem::path& folder, Time now,
                                                      const std::vector<std::string>& domains = {});

    LocalAuthority(LocalAuthority&&) noexcept;
    LocalAuthority& operator=(LocalAuthority&&) noexcept;
    ~LocalAuthority();

    // For trust stores: the certificate alone, as text and as a file anybody may read.
    [[nodiscard]] const std::string& rootPem() const;
    [[nodiscard]] std::filesystem::path rootFile() const;
    [[nodiscard]] Time notAfter() const;
    // "localhost", "test", … and what the user added: it vouches for each and all that is below.
    [[nodiscard]] const std::vector<std::string>& domains() const;

    // For a listener: made out for all of these names and addresses. One that was issued before and has a third of its
    // time left is given again.
    [[nodiscard]] Result<IssuedCertificate> serverCertificate(const std::vector<std::string>& names, Time now) const;
    // When the certificate should be asked for again.
    [[nodiscard]] static Time renewalTime(const IssuedCertificate& certificate);

    // Towards endpoints that ask for one (reference 1.14: valid for 365 days). `id` is the client certificate's in the
    // design: letters, digits, "-", "_".
    [[nodiscard]] Result<IssuedCertificate> clientCertificate(const std::string& id, Time now) const;
    [[nodiscard]] Result<IssuedCertificate> renewClientCertificate(const std::string& id, Time now) const;

private:
    struct Impl;
    explicit LocalAuthority(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace gw::engine
