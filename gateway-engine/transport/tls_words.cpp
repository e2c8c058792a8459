#include "gateway-engine/transport/tls_words.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/sslerr.h>

#include <array>

namespace gw::engine {

namespace {

std::string plainWords(unsigned long error)
{
    const char* reason = ERR_reason_error_string(error);
    return std::string("The TLS handshake failed: ") + (reason ? reason : "unknown reason") + ".";
}

} // namespace

std::string handshakeProblem(unsigned long error, const std::string& site)
{
    const std::string certificate = "the certificate of \"" + site + "\"";
    if (error == 0 && site.empty())
        return "The client went away before it had said what it wants.";
    if (error == 0)
        return "The client ended the TLS handshake without a word; perhaps it does not trust " + certificate + ".";
    if (ERR_GET_LIB(error) != ERR_LIB_SSL)
        return plainWords(error);
    switch (ERR_GET_REASON(error)) {
    case SSL_R_TLSV1_ALERT_UNKNOWN_CA:
        return "The client does not know the authority that " + certificate +
               " comes from: it must be told to trust the local certificate authority.";
    case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN:
    case SSL_R_TLSV1_ALERT_ACCESS_DENIED:
        return "The client does not accept " + certificate +
               ": it does not trust its authority, or the name is not the "
               "one it called.";
    case SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED:
        return "The client does not accept " + certificate + ": it has expired.";
    case SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE:
        return "\"" + site + "\" asks for mutual TLS, and the client showed no certificate.";
    case SSL_R_UNSUPPORTED_PROTOCOL:
    case SSL_R_VERSION_TOO_LOW:
        return "The client speaks an older TLS than the security policy of \"" + site + "\" allows.";
    case SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
        return "The client accepts no version of TLS that the security policy of \"" + site + "\" allows.";
    case SSL_R_NO_SHARED_CIPHER:
        return "The client and the security policy of \"" + site + "\" have no cipher suite in common.";
    case SSL_R_NO_SUITABLE_KEY_SHARE:
    case SSL_R_NO_SHARED_GROUPS:
        return "The client and the security policy of \"" + site + "\" have no key exchange in common.";
    case SSL_R_NO_APPLICATION_PROTOCOL:
        return "The client does not speak HTTP/1.1: it asked for other protocols only (ALPN).";
    case SSL_R_UNEXPECTED_EOF_WHILE_READING:
        return handshakeProblem(0, site);
    case SSL_R_WRONG_VERSION_NUMBER:
    case SSL_R_BAD_PACKET_LENGTH:
    case SSL_R_PACKET_LENGTH_TOO_LONG:
    case SSL_R_HTTP_REQUEST:
    case SSL_R_UNEXPECTED_MESSAGE:
    case SSL_R_RECORD_LENGTH_MISMATCH:
        return "The client does not speak TLS, or not as it should: " + std::string(ERR_reason_error_string(error)) +
               ".";
    default:
        return plainWords(error);
    }
}

} // namespace gw::engine
