#include "gateway-engine/crypto/client_certificate.h"

#include "gateway-engine/crypto/certificate.h"
#include "gateway-engine/crypto/certificate_maker.h"

#include <array>

namespace gw::engine {

namespace {

constexpr std::chrono::minutes clockSkew{5}; // the endpoint's clock may be behind
constexpr std::size_t mostInFile = 10;

std::string fingerprint(const X509& certificate)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    X509_digest(&certificate, EVP_sha256(), digest.data(), &size);
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (unsigned i = 0; i < size; ++i) {
        text += i == 0 ? "" : ":";
        text += digits[digest[i] >> 4U];
        text += digits[digest[i] & 15U];
    }
    return text;
}

} // namespace

Result<ClientCertificatePair> makeClientCertificate(const std::string& name, std::chrono::system_clock::time_point now)
{
    const auto made =
        makeSelfSigned({LeafUse::Client, name, {}, {now - clockSkew, now - clockSkew + clientCertificateLife}});
    if (!made)
        return fail(made.error());
    return ClientCertificatePair{pemOf(*made->certificate), Secret(pemOf(*made->key))};
}

Result<CertificateFacts> readCertificateFacts(std::string_view pem)
{
    const auto certificates = readCertificates(pem, mostInFile);
    if (!certificates)
        return fail(certificates.error());
    const X509& first = *certificates->front();
    CertificateFacts facts;
    facts.peer = factsOf(first);
    facts.commonName = commonName(first);
    facts.sha256 = fingerprint(first);
    facts.notBefore = timeOf(*X509_get0_notBefore(&first));
    facts.notAfter = timeOf(*X509_get0_notAfter(&first));
    return facts;
}

Result<void> checkKeyPair(std::string_view certificatePem, const Secret& privateKeyPem)
{
    if (const auto pair = readKeyPair(certificatePem, privateKeyPem.reveal()); !pair)
        return fail(pair.error());
    return {};
}

} // namespace gw::engine
