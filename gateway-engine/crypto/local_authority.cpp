// The folder: authority.pem (the root and its key, one file, so that they cannot be torn apart), root.pem (the root for
// others to trust), servers/ and clients/ (what was issued, each with its key). All but root.pem are their owner's
// alone.
#include "gateway-engine/crypto/local_authority.h"

#include "core/in_quotes.h"
#include "gateway-engine/crypto/certificate.h"
#include "gateway-engine/crypto/certificate_maker.h"
#include "gateway-engine/crypto/digest.h"
#include "gateway-engine/crypto/private_file.h"
#include "gateway-engine/http/host_name.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace gw::engine {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

using Time = LocalAuthority::Time;

constexpr auto day = 24h;
constexpr auto clockSkew = 1h; // a client's clock may be behind
constexpr auto rootTime = 3'650 * day;
constexpr auto serverTime = 90 * day;
constexpr auto clientTime = 365 * day;
constexpr std::size_t mostNames = 100;
constexpr unsigned ownerOnly = 0600;
constexpr unsigned everybody = 0644;

// Names that are this machine's or nobody's: RFC 6761, 6762, 8375, and ICANN's "internal".
constexpr std::array reservedDomains{"localhost", "test", "local", "internal", "home.arpa", "example", "invalid"};

std::string lowered(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), lowerCase);
    return text;
}

bool isBelow(const std::string& name, const std::string& domain)
{
    return name == domain || (name.ends_with(domain) && name[name.size() - domain.size() - 1] == '.');
}

Validity validFor(Time now, std::chrono::seconds time)
{
    return {now - clockSkew, now - clockSkew + time};
}

bool isWithin(const X509& certificate, Time now)
{
    return timeOf(*X509_get0_notBefore(&certificate)) <= now && now < timeOf(*X509_get0_notAfter(&certificate));
}

bool hasThirdLeft(const X509& certificate, Time now)
{
    const Time from = timeOf(*X509_get0_notBefore(&certificate));
    const Time to = timeOf(*X509_get0_notAfter(&certificate));
    return from <= now && to - now > (to - from) / 3;
}

// One file: the certificate, and its key behind it.
std::string fileText(const Made& made)
{
    return pemOf(*made.certificate) + pemOf(*made.key);
}

Diagnostic unusable(const fs::path& file, const std::string& why)
{
    Diagnostic d;
    d.message = "The local certificate authority in " + inQuotes(file.string()) + " cannot be used: " + why;
    d.hint = "Renew the authority; programs that trusted the former one must be told to trust the new one.";
    return d;
}

std::vector<std::string> domainsWith(const std::vector<std::string>& added)
{
    std::vector<std::string> domains(reservedDomains.begin(), reservedDomains.end());
    for (const std::string& domain : added)
        if (std::find(domains.begin(), domains.end(), lowered(domain)) == domains.end())
            domains.push_back(lowered(domain));
    return domains;
}

Result<std::vector<std::string>> checkedNames(const std::vector<std::string>& names,
                                              const std::vector<std::string>& domains)
{
    if (names.empty() || names.size() > mostNames)
        return fail("A certificate is made out for 1 to 100 names, not for " + std::to_string(names.size()) + ".");
    std::vector<std::string> checked;
    for (const std::string& given : names) {
        const std::string name = lowered(given);
        if (!isAddressText(name) && !isDomainPattern(name))
            return fail("No certificate can be made out for " + inQuotes(given) + ": it is no host name.");
        const std::string host = name.starts_with("*.") ? name.substr(2) : name;
        const bool isVouchedFor = isAddressText(name) || std::any_of(domains.begin(), domains.end(),
                                                                     [&](const auto& d) { return isBelow(host, d); });
        if (!isVouchedFor)
            return fail("The local certificate authority does not vouch for " + inQuotes(given) +
                            ": who got hold of its key could stand in for a site of the Internet.",
                        "Choose a name below \"localhost\" or \"test\", or renew the authority for this domain.");
        checked.push_back(name);
    }
    return checked;
}

} // namespace

struct LocalAuthority::Impl
{
    fs::path folder;
    X509Ptr root;
    KeyPtr key;
    std::string rootPem;
    std::vector<std::string> domains;

    [[nodiscard]] std::optional<IssuedCertificate> issuedBefore(const fs::path& file, Time now) const;
    [[nodiscard]] Result<IssuedCertificate> issue(LeafRequest request, const fs::path& file) const;
    [[nodiscard]] LeafRequest clientRequest(const std::string& id, Time now) const;
    [[nodiscard]] Result<fs::path> clientFile(const std::string& id) const;

    [[nodiscard]] static Result<std::unique_ptr<Impl>> read(const fs::path& folder, std::string_view text, Time now);
    [[nodiscard]] static Result<std::unique_ptr<Impl>> make(const fs::path& folder, Time now,
                                                            const std::vector<std::string>& added);
};

Result<std::unique_ptr<LocalAuthority::Impl>> LocalAuthority::Impl::read(const fs::path& folder, std::string_view text,
                                                                         Time now)
{
    const fs::path file = folder / "authority.pem";
    auto pair = readKeyPair(text, text);
    if (!pair)
        return fail(unusable(file, pair.error().message));
    if (X509_check_ca(pair->certificate.get()) != 1)
        return fail(unusable(file, "Its certificate is no authority's."));
    if (!isWithin(*pair->certificate, now))
        return fail(unusable(file, "Its certificate has expired, or this machine's clock is wrong."));
    auto impl = std::make_unique<Impl>();
    impl->folder = folder;
    impl->root = std::move(pair->certificate);
    impl->key = std::move(pair->key);
    impl->rootPem = pemOf(*impl->root);
    impl->domains = permittedDomains(*impl->root);
    // The copy for others follows what signs, whoever changed it.
    const auto copy = readPrivateFile(folder / "root.pem", everybody);
    if (!copy || copy->value_or("") != impl->rootPem)
        if (auto written = writePrivateFile(folder / "root.pem", impl->rootPem, everybody); !written)
            return fail(std::move(written.error()));
    return impl;
}

Result<std::unique_ptr<LocalAuthority::Impl>> LocalAuthority::Impl::make(const fs::path& folder, Time now,
                                                                         const std::vector<std::string>& added)
{
    for (const std::string& domain : added)
        if (!isDomainPattern(domain) || domain.starts_with('*'))
            return fail("The local certificate authority cannot vouch for " + inQuotes(domain) +
                        ": it is no domain's name.");
    auto made = makeRoot(validFor(now, rootTime), domainsWith(added));
    if (!made)
        return fail(std::move(made.error()));
    const std::string text = fileText(*made);
    if (auto written = writePrivateFile(folder / "authority.pem", text, ownerOnly); !written)
        return fail(std::move(written.error()));
    return read(folder, text, now);
}

std::optional<IssuedCertificate> LocalAuthority::Impl::issuedBefore(const fs::path& file, Time now) const
{
    const auto text = readPrivateFile(file, ownerOnly);
    if (!text || !*text)
        return std::nullopt;
    const auto pair = readKeyPair(**text, **text);
    const bool isOurs = pair && X509_verify(pair->certificate.get(), key.get()) == 1;
    ERR_clear_error();
    if (!isOurs || !hasThirdLeft(*pair->certificate, now))
        return std::nullopt;
    return IssuedCertificate{pemOf(*pair->certificate), pemOf(*pair->key),
                             timeOf(*X509_get0_notAfter(pair->certificate.get()))};
}

Result<IssuedCertificate> LocalAuthority::Impl::issue(LeafRequest request, const fs::path& file) const
{
    request.validity.to = std::min(request.validity.to, timeOf(*X509_get0_notAfter(root.get())));
    auto made = makeLeaf(request, *root, *key);
    if (!made)
        return fail(std::move(made.error()));
    if (auto folderMade = makePrivateFolder(file.parent_path()); !folderMade)
        return fail(std::move(folderMade.error()));
    if (auto written = writePrivateFile(file, fileText(*made), ownerOnly); !written)
        return fail(std::move(written.error()));
    return IssuedCertificate{pemOf(*made->certificate), pemOf(*made->key),
                             timeOf(*X509_get0_notAfter(made->certificate.get()))};
}

LeafRequest LocalAuthority::Impl::clientRequest(const std::string& id, Time now) const
{
    return {LeafUse::Client, "Gatewright client certificate " + id, {}, validFor(now, clientTime)};
}

Result<fs::path> LocalAuthority::Impl::clientFile(const std::string& id) const
{
    constexpr std::size_t longest = 128;
    const bool isName = !id.empty() && id.size() <= longest && std::all_of(id.begin(), id.end(), [](char c) {
        return isLetterOrDigit(c) || c == '-' || c == '_';
    });
    if (!isName)
        return fail("No client certificate can be called " + inQuotes(id) + ".",
                    "Its id is made of letters, digits, \"-\" and \"_\".");
    return folder / "clients" / (id + ".pem");
}

LocalAuthority::LocalAuthority(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
LocalAuthority::LocalAuthority(LocalAuthority&&) noexcept = default;
LocalAuthority& LocalAuthority::operator=(LocalAuthority&&) noexcept = default;
LocalAuthority::~LocalAuthority() = default;

fs::path LocalAuthority::defaultFolder()
{
    const char* data = std::getenv("XDG_DATA_HOME");
    if (data && fs::path(data).is_absolute())
        return fs::path(data) / "gatewright" / "authority";
    const char* home = std::getenv("HOME");
    return fs::path(home ? home : "/") / ".local" / "share" / "gatewright" / "authority";
}

Result<LocalAuthority> LocalAuthority::open(const fs::path& folder, Time now)
{
    if (auto made = makePrivateFolder(folder); !made)
        return fail(std::move(made.error()));
    const FolderLock lock(folder);
    const auto text = readPrivateFile(folder / "authority.pem", ownerOnly);
    if (!text)
        return fail(text.error());
    auto impl = *text ? Impl::read(folder, **text, now) : Impl::make(folder, now, {});
    if (!impl)
        return fail(std::move(impl.error()));
    return LocalAuthority(std::move(*impl));
}

std::string LocalAuthority::trustedRoot(const fs::path& folder)
{
    const auto pem = readPrivateFile(folder / "root.pem", everybody);
    return pem && *pem ? **pem : std::string();
}

Result<LocalAuthority> LocalAuthority::renew(const fs::path& folder, Time now, const std::vector<std::string>& domains)
{
    if (auto made = makePrivateFolder(folder); !made)
        return fail(std::move(made.error()));
    const FolderLock lock(folder);
    auto impl = Impl::make(folder, now, domains);
    if (!impl)
        return fail(std::move(impl.error()));
    return LocalAuthority(std::move(*impl));
}

const std::string& LocalAuthority::rootPem() const
{
    return m_impl->rootPem;
}

fs::path LocalAuthority::rootFile() const
{
    return m_impl->folder / "root.pem";
}

Time LocalAuthority::notAfter() const
{
    return timeOf(*X509_get0_notAfter(m_impl->root.get()));
}

const std::vector<std::string>& LocalAuthority::domains() const
{
    return m_impl->domains;
}

Result<IssuedCertificate> LocalAuthority::serverCertificate(const std::vector<std::string>& names, Time now) const
{
    const auto checked = checkedNames(names, m_impl->domains);
    if (!checked)
        return fail(checked.error());
    std::string all;
    for (const std::string& name : *checked)
        all += name + "\n";
    constexpr std::size_t nameSize = 100;
    constexpr std::size_t digestSize = 16;
    std::string fileName = checked->front().substr(0, nameSize);
    std::replace_if(
        fileName.begin(), fileName.end(), [](char c) { return c == '*' || c == ':'; }, '_');
    fileName += "-" + hexDigest("SHA-256", all).value_or("").substr(0, digestSize) + ".pem";
    const fs::path file = m_impl->folder / "servers" / fileName;
    const FolderLock lock(m_impl->folder);
    if (auto before = m_impl->issuedBefore(file, now))
        return *std::move(before);
    // No host name alone: what looks like one is held against the root's names, and addresses are none.
    const std::string commonName = "Gatewright on " + checked->front();
    return m_impl->issue({LeafUse::Server, commonName, *checked, validFor(now, serverTime)}, file);
}

Time LocalAuthority::renewalTime(const IssuedCertificate& certificate)
{
    return certificate.notAfter - serverTime / 3;
}

Result<IssuedCertificate> LocalAuthority::clientCertificate(const std::string& id, Time now) const
{
    const auto file = m_impl->clientFile(id);
    if (!file)
        return fail(file.error());
    const FolderLock lock(m_impl->folder);
    if (auto before = m_impl->issuedBefore(*file, now))
        return *std::move(before);
    return m_impl->issue(m_impl->clientRequest(id, now), *file);
}

Result<IssuedCertificate> LocalAuthority::renewClientCertificate(const std::string& id, Time now) const
{
    const auto file = m_impl->clientFile(id);
    if (!file)
        return fail(file.error());
    const FolderLock lock(m_impl->folder);
    return m_impl->issue(m_impl->clientRequest(id, now), *file);
}

} // namespace gw::engine
