#include "gateway-engine/crypto/certificate.h"

#include <openssl/pem.h>

#include <array>
#include <ctime>

namespace gw::engine {

namespace {

constexpr std::size_t longestChain = 10;

// OpenSSL would ask at the terminal.
int noPassword(char*, int, int, void*)
{
    return -1;
}

std::string nameText(const X509_NAME* name)
{
    const BioPtr out(BIO_new(BIO_s_mem()));
    X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
    return textOf(out);
}

std::string timeText(const ASN1_TIME* time)
{
    const BioPtr out(BIO_new(BIO_s_mem()));
    ASN1_TIME_print(out.get(), time);
    return textOf(out);
}

std::string serialText(const ASN1_INTEGER* serial)
{
    const BignumPtr number(ASN1_INTEGER_to_BN(serial, nullptr));
    std::vector<unsigned char> bytes(static_cast<std::size_t>(BN_num_bytes(number.get())));
    BN_bn2bin(number.get(), bytes.data());
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (const unsigned char byte : bytes) {
        text += text.empty() ? "" : ":";
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text.empty() ? "00" : text;
}

} // namespace

Result<std::vector<X509Ptr>> readCertificates(std::string_view pem, std::size_t most)
{
    const BioPtr in = readerOf(pem);
    std::vector<X509Ptr> certificates;
    ERR_clear_error();
    while (X509Ptr certificate{PEM_read_bio_X509(in.get(), nullptr, noPassword, nullptr)}) {
        if (certificates.size() == most)
            return fail("The text holds more than " + std::to_string(most) + " certificates.");
        certificates.push_back(std::move(certificate));
    }
    const bool isAtEnd = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
    ERR_clear_error();
    if (!isAtEnd)
        return fail("Certificate " + std::to_string(certificates.size() + 1) + " of the text cannot be read.",
                    "Between its lines BEGIN CERTIFICATE and END CERTIFICATE something is missing or was changed.");
    if (certificates.empty())
        return fail("The text holds no certificate.", "PEM certificates begin with -----BEGIN CERTIFICATE-----.");
    return certificates;
}

Result<KeyPtr> readPrivateKey(std::string_view pem)
{
    const BioPtr in = readerOf(pem);
    KeyPtr key(PEM_read_bio_PrivateKey(in.get(), nullptr, noPassword, nullptr));
    ERR_clear_error();
    if (!key)
        return fail("The private key cannot be read.",
                    "It must be a PEM key without a password: -----BEGIN PRIVATE KEY-----.");
    return key;
}

Result<KeyPair> readKeyPair(std::string_view certificatePem, std::string_view privateKeyPem)
{
    auto certificates = readCertificates(certificatePem, longestChain);
    if (!certificates)
        return fail(std::move(certificates.error()));
    auto key = readPrivateKey(privateKeyPem);
    if (!key)
        return fail(std::move(key.error()));
    KeyPair pair;
    pair.certificate = std::move(certificates->front());
    certificates->erase(certificates->begin());
    pair.chain = std::move(*certificates);
    pair.key = std::move(*key);
    const bool belongsTogether = X509_check_private_key(pair.certificate.get(), pair.key.get()) == 1;
    ERR_clear_error();
    if (!belongsTogether)
        return fail("The private key is not the certificate's.",
                    "The first certificate of the text must be the key's.");
    return pair;
}

std::string pemOf(const X509& certificate)
{
    const BioPtr out(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(out.get(), &certificate);
    return textOf(out);
}

std::string pemOf(const EVP_PKEY& key)
{
    const BioPtr out(BIO_new(BIO_s_mem()));
    PEM_write_bio_PrivateKey(out.get(), &key, nullptr, nullptr, 0, nullptr, nullptr);
    return textOf(out);
}

PeerCertificate factsOf(const X509& certificate)
{
    PeerCertificate facts;
    facts.clientCertPem = pemOf(certificate);
    facts.subjectDN = nameText(X509_get_subject_name(&certificate));
    facts.issuerDN = nameText(X509_get_issuer_name(&certificate));
    facts.serialNumber = serialText(X509_get0_serialNumber(&certificate));
    facts.notBefore = timeText(X509_get0_notBefore(&certificate));
    facts.notAfter = timeText(X509_get0_notAfter(&certificate));
    return facts;
}

std::string commonName(const X509& certificate)
{
    std::array<char, 256> text{};
    const int size = X509_NAME_get_text_by_NID(X509_get_subject_name(&certificate), NID_commonName, text.data(),
                                               static_cast<int>(text.size()));
    return size > 0 ? std::string(text.data(), static_cast<std::size_t>(size)) : std::string();
}

std::chrono::system_clock::time_point timeOf(const ASN1_TIME& time)
{
    std::tm parts{};
    if (ASN1_TIME_to_tm(&time, &parts) != 1)
        return {};
    return std::chrono::system_clock::from_time_t(::timegm(&parts));
}

bool isMadeOutFor(const X509& certificate, const std::string& host)
{
    auto* checked = const_cast<X509*>(&certificate); // it caches what it reads there
    // A wildcard stands for any name of its level: one of them tells.
    const std::string name = host.starts_with("*.") ? "any" + host.substr(1) : host;
    return X509_check_host(checked, name.c_str(), name.size(), 0, nullptr) == 1 ||
           X509_check_ip_asc(checked, host.c_str(), 0) == 1;
}

} // namespace gw::engine
