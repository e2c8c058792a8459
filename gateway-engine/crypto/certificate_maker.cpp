// Every call into OpenSSL gives 0 or null where it fails; one failing step makes the whole certificate fail.
#include "gateway-engine/crypto/certificate_maker.h"

#include <openssl/ec.h>
#include <openssl/rand.h>

#include <arpa/inet.h>

#include <array>
#include <cstring>

namespace gw::engine {

namespace {

constexpr long version3 = 2;
// Loopback (RFC 1122, 4291), private networks (RFC 1918), unique local and link-local addresses (RFC 4193, 4291).
constexpr std::array privateNetworks{"127.0.0.0/255.0.0.0",     "10.0.0.0/255.0.0.0",
                                     "172.16.0.0/255.240.0.0",  "192.168.0.0/255.255.0.0",
                                     "169.254.0.0/255.255.0.0", "::1/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                                     "fc00::/fe00::",           "fe80::/ffc0::"};

Diagnostic opensslProblem()
{
    std::array<char, 256> text{};
    ERR_error_string_n(ERR_peek_last_error(), text.data(), text.size());
    ERR_clear_error();
    Diagnostic d;
    d.message = std::string("A certificate could not be made: ") + text.data() + ".";
    return d;
}

bool setTime(ASN1_TIME* to, std::chrono::system_clock::time_point time)
{
    return ASN1_TIME_set(to, std::chrono::system_clock::to_time_t(time)) != nullptr;
}

bool setSerial(X509* certificate)
{
    std::array<unsigned char, 16> bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
        return false;
    bytes.front() = static_cast<unsigned char>((bytes.front() & 0x7FU) | 0x40U); // positive, and of full length
    const BignumPtr number(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
    return number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate));
}

bool addText(X509_NAME* name, const char* field, const std::string& text)
{
    return X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(text.data()),
                                      static_cast<int>(text.size()), -1, 0) == 1;
}

// `value` in the notation of OpenSSL's configuration; never with text of users in it.
bool addExtension(X509* certificate, const X509* issuer, int kind, const std::string& value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, const_cast<X509*>(issuer), certificate, nullptr, nullptr, 0);
    const ExtensionPtr extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

GENERAL_NAME* dnsName(const std::string& name)
{
    ASN1_IA5STRING* text = ASN1_IA5STRING_new();
    ASN1_STRING_set(text, name.data(), static_cast<int>(name.size()));
    GENERAL_NAME* made = GENERAL_NAME_new();
    GENERAL_NAME_set0_value(made, GEN_DNS, text);
    return made;
}

GENERAL_NAME* addressName(ASN1_OCTET_STRING* bytes)
{
    GENERAL_NAME* made = GENERAL_NAME_new();
    GENERAL_NAME_set0_value(made, GEN_IPADD, bytes);
    return made;
}

bool addNames(X509* certificate, const std::vector<std::string>& names)
{
    const GeneralNamesPtr all(sk_GENERAL_NAME_new_null());
    for (const std::string& name : names)
        sk_GENERAL_NAME_push(all.get(), isAddressText(name) ? addressName(a2i_IPADDRESS(name.c_str())) : dnsName(name));
    return X509_add1_ext_i2d(certificate, NID_subject_alt_name, all.get(), 0, X509V3_ADD_DEFAULT) == 1;
}

void permit(NAME_CONSTRAINTS& constraints, GENERAL_NAME* name)
{
    GENERAL_SUBTREE* subtree = GENERAL_SUBTREE_new();
    GENERAL_NAME_free(subtree->base);
    subtree->base = name;
    sk_GENERAL_SUBTREE_push(constraints.permittedSubtrees, subtree);
}

bool addConstraints(X509* certificate, const std::vector<std::string>& domains)
{
    const std::unique_ptr<NAME_CONSTRAINTS, OpensslFree<NAME_CONSTRAINTS_free>> constraints(NAME_CONSTRAINTS_new());
    constraints->permittedSubtrees = sk_GENERAL_SUBTREE_new_null();
    for (const std::string& domain : domains)
        permit(*constraints, dnsName(domain));
    for (const char* network : privateNetworks)
        permit(*constraints, addressName(a2i_IPADDRESS_NC(network)));
    return X509_add1_ext_i2d(certificate, NID_name_constraints, constraints.get(), 1, X509V3_ADD_DEFAULT) == 1;
}

bool begin(X509* certificate, const KeyPtr& key, const Validity& validity)
{
    return certificate && key && X509_set_version(certificate, version3) == 1 && setSerial(certificate) &&
           setTime(X509_getm_notBefore(certificate), validity.from) &&
           setTime(X509_getm_notAfter(certificate), validity.to) && X509_set_pubkey(certificate, key.get()) == 1;
}

bool sign(X509* certificate, const EVP_PKEY& key)
{
    return X509_sign(certificate, const_cast<EVP_PKEY*>(&key), EVP_sha256()) > 0;
}

KeyPtr newKey()
{
    return KeyPtr(EVP_EC_gen("P-256"));
}

// So that several roots of one user can be told apart in a trust store.
std::string rootName(const X509* certificate)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    X509_pubkey_digest(certificate, EVP_sha256(), digest.data(), &size);
    std::array<char, 9> text{};
    std::snprintf(text.data(), text.size(), "%02x%02x%02x%02x", digest[0], digest[1], digest[2], digest[3]);
    return std::string("Gatewright local authority ") + text.data();
}

} // namespace

bool isAddressText(const std::string& name)
{
    std::array<unsigned char, sizeof(in6_addr)> bytes{};
    return ::inet_pton(AF_INET, name.c_str(), bytes.data()) == 1 ||
           ::inet_pton(AF_INET6, name.c_str(), bytes.data()) == 1;
}

Result<Made> makeRoot(const Validity& validity, const std::vector<std::string>& domains)
{
    Made made{X509Ptr(X509_new()), newKey()};
    X509* root = made.certificate.get();
    const bool done = begin(root, made.key, validity) && addText(X509_get_subject_name(root), "O", "Gatewright") &&
                      addText(X509_get_subject_name(root), "CN", rootName(root)) &&
                      X509_set_issuer_name(root, X509_get_subject_name(root)) == 1 &&
                      addExtension(root, root, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") &&
                      addExtension(root, root, NID_key_usage, "critical,keyCertSign,cRLSign") &&
                      addExtension(root, root, NID_subject_key_identifier, "hash") && addConstraints(root, domains) &&
                      sign(root, *made.key);
    if (!done)
        return fail(opensslProblem());
    return made;
}

namespace {

// Without a root the leaf signs itself.
Result<Made> makeSigned(const LeafRequest& request, const X509* root, const EVP_PKEY* rootKey)
{
    Made made{X509Ptr(X509_new()), newKey()};
    X509* leaf = made.certificate.get();
    const X509* issuer = root ? root : leaf;
    const EVP_PKEY* issuerKey = root ? rootKey : made.key.get();
    const char* use = request.use == LeafUse::Server ? "serverAuth" : "clientAuth";
    const bool done = begin(leaf, made.key, request.validity) &&
                      addText(X509_get_subject_name(leaf), "O", "Gatewright") &&
                      addText(X509_get_subject_name(leaf), "CN", request.commonName.substr(0, ub_common_name)) &&
                      X509_set_issuer_name(leaf, X509_get_subject_name(issuer)) == 1 &&
                      addExtension(leaf, issuer, NID_basic_constraints, "critical,CA:FALSE") &&
                      addExtension(leaf, issuer, NID_key_usage, "critical,digitalSignature") &&
                      addExtension(leaf, issuer, NID_ext_key_usage, use) &&
                      addExtension(leaf, issuer, NID_subject_key_identifier, "hash") &&
                      addExtension(leaf, issuer, NID_authority_key_identifier, "keyid") &&
                      (request.names.empty() || addNames(leaf, request.names)) && sign(leaf, *issuerKey);
    if (!done)
        return fail(opensslProblem());
    return made;
}

} // namespace

Result<Made> makeLeaf(const LeafRequest& request, const X509& root, const EVP_PKEY& rootKey)
{
    return makeSigned(request, &root, &rootKey);
}

Result<Made> makeSelfSigned(const LeafRequest& request)
{
    return makeSigned(request, nullptr, nullptr);
}

std::vector<std::string> permittedDomains(const X509& root)
{
    const std::unique_ptr<NAME_CONSTRAINTS, OpensslFree<NAME_CONSTRAINTS_free>> constraints(
        static_cast<NAME_CONSTRAINTS*>(X509_get_ext_d2i(&root, NID_name_constraints, nullptr, nullptr)));
    std::vector<std::string> domains;
    for (int i = 0; constraints && i < sk_GENERAL_SUBTREE_num(constraints->permittedSubtrees); ++i) {
        const GENERAL_NAME* name = sk_GENERAL_SUBTREE_value(constraints->permittedSubtrees, i)->base;
        if (name->type == GEN_DNS)
            domains.emplace_back(reinterpret_cast<const char*>(ASN1_STRING_get0_data(name->d.dNSName)),
                                 static_cast<std::size_t>(ASN1_STRING_length(name->d.dNSName)));
    }
    return domains;
}

} // namespace gw::engine
