#include "gateway-engine/crypto/truststore.h"

#include "core/in_quotes.h"
#include "gateway-engine/crypto/certificate.h"

#include <optional>

namespace gw::engine {

namespace {

constexpr std::size_t mostBytes = 1'048'576;
constexpr std::size_t mostCertificates = 1'000;
constexpr int strongLevel = 2; // 112 bits: RSA from 2048 bits and no SHA-1 (SSL_CTX_set_security_level(3))
constexpr long version3 = 2;

std::string calledBy(const X509& certificate)
{
    return inQuotes(commonName(certificate).substr(0, 100));
}

std::optional<std::string> weakness(const X509& certificate)
{
    if (X509_get_version(&certificate) != version3)
        return "is no certificate of version 3";
    if (X509_check_ca(const_cast<X509*>(&certificate)) == 0)
        return "is no authority's";
    if (X509_cmp_current_time(X509_get0_notAfter(&certificate)) < 0)
        return "has expired";
    if (X509_cmp_current_time(X509_get0_notBefore(&certificate)) > 0)
        return "is not valid yet";
    const EVP_PKEY* key = X509_get0_pubkey(&certificate);
    if (!key || EVP_PKEY_get_security_bits(key) < 112)
        return "has a key that is too short";
    return std::nullopt;
}

} // namespace

Result<Truststore> readTruststore(std::string_view pem)
{
    if (pem.size() > mostBytes)
        return fail("The truststore is larger than 1 MB.",
                    "Leave out the authorities that no client's certificate needs.");
    auto certificates = readCertificates(pem, mostCertificates);
    if (!certificates) {
        Diagnostic told = std::move(certificates.error());
        told.message = "The truststore cannot be used: " + told.message;
        return fail(std::move(told));
    }
    Truststore store;
    store.authorities = std::move(*certificates);
    for (const X509Ptr& authority : store.authorities)
        if (const auto problem = weakness(*authority))
            store.warnings.push_back("The certificate " + calledBy(*authority) + " of the truststore " + *problem +
                                     ".");
    return store;
}

void verifyClient(X509_STORE_CTX& context)
{
    X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(&context);
    X509_VERIFY_PARAM_set_depth(parameters, longestClientChain - 2); // OpenSSL counts what is between leaf and root
    X509_VERIFY_PARAM_set_auth_level(parameters, strongLevel);
    const bool isVerified = X509_verify_cert(&context) == 1;
    const X509* leaf = X509_STORE_CTX_get0_cert(&context);
    if (isVerified && leaf && X509_get_version(leaf) != version3)
        X509_STORE_CTX_set_error(&context, X509_V_ERR_APPLICATION_VERIFICATION);
    else if (!isVerified && X509_STORE_CTX_get_error(&context) == X509_V_OK)
        X509_STORE_CTX_set_error(&context, X509_V_ERR_UNSPECIFIED);
    ERR_clear_error();
}

std::string clientProblem(long verdict)
{
    const std::string certificate = "The client's certificate ";
    switch (verdict) {
    case X509_V_OK:
        return {};
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        return certificate + "comes from an authority that is not in the truststore of the domain.";
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
        return certificate + "is self-signed, and not in the truststore of the domain.";
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return certificate + "has expired, or one of the authorities above it has.";
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return certificate + "is not valid yet, or one of the authorities above it is not.";
    case X509_V_ERR_CERT_CHAIN_TOO_LONG:
        return certificate + "has more than " + std::to_string(longestClientChain) +
               " certificates from itself to its root.";
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
        return certificate + "has too short a key, or one of the authorities above it has: RSA needs 2048 bits.";
    case X509_V_ERR_CA_MD_TOO_WEAK:
        return certificate + "is signed with a hash weaker than SHA-256, or one of the authorities above it is.";
    case X509_V_ERR_INVALID_PURPOSE:
        return certificate + "is not made for clients (its extended key usage lacks clientAuth).";
    case X509_V_ERR_APPLICATION_VERIFICATION:
        return certificate + "is no certificate of version 3.";
    default:
        return certificate + "is refused: " + X509_verify_cert_error_string(verdict) + ".";
    }
}

} // namespace gw::engine
