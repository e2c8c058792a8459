// What is known of a connection that speaks TLS, and of the client's certificate where one was asked for (reference
// 1.22 and 1.33). Made once a connection; its requests and their traces share it.
#pragma once

#include <memory>
#include <string>

namespace gw::engine {

// As $context.identity.clientCert has it.
struct PeerCertificate
{
    std::string clientCertPem;
    std::string subjectDN; // RFC 2253: "CN=shop,O=Example"
    std::string issuerDN;
    std::string serialNumber; // "0a:1b:…"
    std::string notBefore;    // "May 28 12:30:02 2019 GMT"
    std::string notAfter;
    bool operator==(const PeerCertificate&) const = default;
};

struct TlsFacts
{
    std::string serverName;  // whom the client asked for (SNI), in lower case; empty: it did not say
    std::string site;        // whose certificate it was shown: "pets.localhost", "*.pets.test"
    std::string version;     // "TLSv1.3"
    std::string cipherSuite; // "TLS_AES_128_GCM_SHA256"
    std::shared_ptr<const PeerCertificate> clientCertificate; // null: none was asked for
    std::string clientCertificateProblem;                     // why it is not trusted; empty: it is
};

// A client that got no request through: what it was refused for, in words.
struct FailedConnection
{
    std::string remoteAddress;
    std::string problem;
    int status = 0; // of what it was answered; 0: nothing
    std::shared_ptr<const TlsFacts> tls;
};

} // namespace gw::engine
