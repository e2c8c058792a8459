// ClientCertificate: what the gateway shows to endpoints, so that they know it is the gateway that calls (reference
// 1.14 and 5). The certificate is public and a file of the project; its private key stands in the secrets file, under
// the certificate's id.
#pragma once

#include "core/api/ids.h"

#include <cstddef>
#include <string>

namespace gw {

struct ClientCertificate
{
    ClientCertificateId id;
    std::string name;
    std::string certificateId; // six characters; stays through renames
    std::string description;
    std::string certificate; // a PEM file, relative to the project folder
    bool operator==(const ClientCertificate&) const = default;
};

inline constexpr std::size_t mostClientCertificates = 60;

} // namespace gw
