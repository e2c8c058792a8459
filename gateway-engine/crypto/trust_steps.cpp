#include "gateway-engine/crypto/trust_steps.h"

namespace gw::engine {

namespace {

// As one word of a shell, whatever is in it.
std::string quoted(const std::string& text)
{
    std::string word = "'";
    for (const char c : text)
        word += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return word + "'";
}

} // namespace

std::vector<TrustStep> trustSteps(const std::filesystem::path& rootFile, const std::string& url)
{
    const std::string root = quoted(rootFile.string());
    return {
        {"curl", "Trusts the authority for this one call.", "curl --cacert " + root + " " + quoted(url)},
        {"Node.js", "Trusts the authority besides its own, for programs started from this shell.",
         "export NODE_EXTRA_CA_CERTS=" + root},
        {"Python (requests, boto3) and the aws command line",
         "These trust the named file instead of their own authorities, for programs started from this shell.",
         "export REQUESTS_CA_BUNDLE=" + root + " AWS_CA_BUNDLE=" + root},
        {"Chrome, Chromium and other browsers that keep their authorities with NSS",
         "Trusts the authority for web sites, for your user alone. Needs the package libnss3-tools. To undo: certutil "
         "-D "
         "-d sql:$HOME/.pki/nssdb -n 'Gatewright local authority'.",
         "certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n 'Gatewright local authority' -i " + root},
        {"Firefox",
         "In Settings, Privacy & Security, View Certificates, Authorities: choose Import, the file " +
             rootFile.string() +
             ", and \"Trust this CA to identify websites\". To undo: Delete or Distrust in the same list.",
         ""},
        {"This machine (Debian, Ubuntu)",
         "Trusts the authority in every program that uses the system's store, for all users. To undo: remove the copy "
         "and run update-ca-certificates --fresh.",
         "sudo cp " + root + " /usr/local/share/ca-certificates/gatewright.crt && sudo update-ca-certificates"},
        {"This machine (Fedora, RHEL)",
         "The same with the tools of these distributions. To undo: remove the copy and run update-ca-trust.",
         "sudo cp " + root + " /etc/pki/ca-trust/source/anchors/gatewright.pem && sudo update-ca-trust"},
    };
}

} // namespace gw::engine
