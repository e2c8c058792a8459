// The service's thread. What a request goes by is published to it; what it remembers is touched there alone.
#include "gateway-engine/access/issuer/issuer_service.h"

#include "gateway-engine/access/issuer/issuer_answers.h"
#include "gateway-engine/access/issuer/issuer_api.h"
#include "gateway-engine/access/issuer/token_maker.h"
#include "gateway-engine/auth/issuer.h"
#include "gateway-engine/transport/service_thread.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <utility>

namespace gw::engine {

namespace {

constexpr int usualPort = 4780;
constexpr int mostWaiting = 64; // each may be a password that takes a tenth of a second

struct Settings
{
    IssuerDesign design;
    std::string project;
};

using SharedSettings = std::shared_ptr<const Settings>;

std::shared_ptr<const Settings> settingsOf(const Project& project, const Secrets& secrets, std::string url)
{
    auto settings = std::make_shared<Settings>();
    settings->project = project.name;
    settings->design.settings = *project.localIssuer;
    settings->design.url = std::move(url);
    for (const SecretKind kind : {SecretKind::Password, SecretKind::ClientSecret})
        for (const std::string& owner : secrets.owners(kind))
            settings->design.secrets.set(kind, owner, *secrets.find(kind, owner));
    return settings;
}

class PublishedKeys final : public KeySource
{
public:
    explicit PublishedKeys(std::shared_ptr<const SigningKeys> keys) : m_keys(std::move(keys)) {}

    Task<Result<std::shared_ptr<const auth::JwkSet>>> keys(std::string_view) override
    {
        static const auto none = std::make_shared<const auth::JwkSet>(
            auth::JwkSet::read(R"({"keys":[]})").value()); // no token is signed yet
        auto published = m_keys->published();
        co_return published ? std::move(published) : none;
    }

private:
    std::shared_ptr<const SigningKeys> m_keys;
};

Response unavailable(const char* why)
{
    Response response = oauthError(status::unavailable, "temporarily_unavailable", why);
    response.headers.add("Retry-After", "1");
    return response;
}

} // namespace

struct IssuerService::Impl
{
    explicit Impl(std::shared_ptr<const Clock> time)
        : clock(std::move(time)), settings(settingsOf({}, {}, issuerUrl(usualPort)))
    {
    }

    ServiceThread* running() // null once it was stopped
    {
        const std::lock_guard lock(mutex);
        if (!isStopped && !thread)
            thread = std::make_unique<ServiceThread>();
        return isStopped ? nullptr : thread.get();
    }

    // Made where there are none, so that a token can be signed.
    Result<auth::Issuer> signer(const Settings& now) const
    {
        const auto known = keys->ensure(clock->wallClock());
        if (!known)
            return fail(known.error());
        return auth::Issuer(now.design.url, **known);
    }

    const std::shared_ptr<const Clock> clock;
    const std::shared_ptr<SigningKeys> keys = std::make_shared<SigningKeys>();
    Published<Settings> settings;
    std::atomic<bool> isEnabled{false};
    std::atomic<int> waiting{0};
    IssuerMemory memory; // of the thread below
    std::mutex mutex;    // guards what follows
    bool isStopped = false;
    std::unique_ptr<ServiceThread> thread; // ends before what it uses
};

namespace {

template <typename Impl>
Task<Response> answerOn(Impl& impl, Request request)
{
    const auto settings = impl.settings.now();
    const IssuerParts parts{settings->design, settings->project, *impl.keys, impl.memory, *impl.clock};
    co_return issuerAnswer(request, parts);
}

// A count of those who wait, whatever becomes of them.
class Waiting
{
public:
    explicit Waiting(std::atomic<int>& count) : m_count(count), m_isAllowed(++count <= mostWaiting) {}
    ~Waiting() { --m_count; }
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;
    [[nodiscard]] bool isAllowed() const { return m_isAllowed; }

private:
    std::atomic<int>& m_count;
    bool m_isAllowed;
};

} // namespace

IssuerService::IssuerService(std::shared_ptr<const Clock> clock) : m_impl(std::make_shared<Impl>(std::move(clock))) {}

IssuerService::~IssuerService()
{
    stop();
}

Diagnostics IssuerService::follow(const Project& project, const Secrets& secrets)
{
    Diagnostics told;
    m_impl->keys->adopt(secrets, told);
    m_impl->settings.set(settingsOf(project, secrets, url()));
    m_impl->isEnabled = project.localIssuer->enabled;
    return told;
}

void IssuerService::setUrl(std::string url)
{
    auto settings = std::make_shared<Settings>(*m_impl->settings.now());
    settings->design.url = std::move(url);
    m_impl->settings.set(std::move(settings));
}

std::string IssuerService::url() const
{
    return m_impl->settings.now()->design.url;
}

bool IssuerService::isEnabled() const
{
    return m_impl->isEnabled;
}

std::shared_ptr<KeySource> IssuerService::keySource() const
{
    return std::make_shared<PublishedKeys>(m_impl->keys);
}

void IssuerService::onKeysChange(SigningKeys::OnChange tell)
{
    m_impl->keys->onChange(std::move(tell));
}

Result<std::string> IssuerService::mintIdToken(const std::string& user, const std::string& client)
{
    const auto settings = m_impl->settings.now();
    const auto signer = m_impl->signer(*settings);
    if (!signer)
        return fail(signer.error());
    return engine::mintIdToken(settings->design, *signer, m_impl->clock->wallClock(), user, client);
}

Result<std::string> IssuerService::mintAccessToken(const std::string& user, const std::string& client,
                                                   const std::string& scopes)
{
    const auto settings = m_impl->settings.now();
    const auto signer = m_impl->signer(*settings);
    if (!signer)
        return fail(signer.error());
    return engine::mintAccessToken(settings->design, *signer, m_impl->clock->wallClock(), user, client, scopes);
}

Result<SharedSigningKeys> IssuerService::rotateKeys()
{
    const auto settings = m_impl->settings.now();
    const LocalIssuer& issuer = settings->design.settings;
    return m_impl->keys->rotate(m_impl->clock->wallClock(), longestTokenLife(issuer));
}

SharedSigningKeys IssuerService::keys() const
{
    return m_impl->keys->now();
}

void IssuerService::stop()
{
    ServiceThread* ending = nullptr;
    {
        const std::lock_guard lock(m_impl->mutex);
        m_impl->isStopped = true;
        ending = m_impl->thread.get();
    }
    if (ending)
        ending->stop();
}

bool IssuerService::owns(const Request& request) const
{
    const std::string_view path = request.path();
    return path.starts_with(issuerPath) && m_impl->isEnabled &&
           (path.size() == issuerPath.size() || path[issuerPath.size()] == '/');
}

Task<Response> IssuerService::handle(Request&& request)
{
    const auto impl = m_impl; // of the coroutine's own: this service may end before it
    Request own = std::move(request);
    const Waiting waiting(impl->waiting);
    if (!waiting.isAllowed())
        co_return unavailable("Too many requests wait for the local issuer.");
    ServiceThread* thread = impl->running();
    if (!thread)
        co_return unavailable("The local issuer has been stopped.");
    co_return co_await thread->run(answerOn(*impl, std::move(own)));
}

} // namespace gw::engine
