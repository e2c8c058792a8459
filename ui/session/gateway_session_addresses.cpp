// Where a gateway is reached: its ports, its own issuer, custom domains and their certificates, and the addresses
// people copy.
#include "gateway-engine/access/issuer/issuer_design.h"
#include "gateway-engine/crypto/local_authority.h"
#include "ui/session/gateway_session.h"
#include "ui/session/gateway_session_impl.h"
#include "ui/session/project_secrets.h"

#include <algorithm>
#include <chrono>

using namespace std::chrono_literals;

namespace gw::ui {

namespace {

constexpr char loopback[] = "127.0.0.1";

} // namespace

bool GatewaySession::Impl::listen()
{
    table = engine::listenTable(workspace.project(), {loopback, wantedPort});
    if (const Diagnostics failures = engine->listen(table); !failures.empty()) {
        failWith(failures.front());
        return false;
    }
    actualPort = engine->listening()->port;
    return true;
}

// Its keys are made by the first token, on a thread of the issuer's; they are secrets of the project.
void GatewaySession::Impl::openIssuer()
{
    access->issuer().setUrl(engine::issuerUrl(actualPort));
    access->issuer().onKeysChange([this, current = project](const std::vector<engine::SigningKeyChange>& changes) {
        QMetaObject::invokeMethod(q, [this, current, changes] {
            if (current != project)
                return;
            for (const engine::SigningKeyChange& change : changes)
                workspace.secrets().set(SecretKind::SigningKey, change.keyId, change.text);
        });
    });
}

// After every edit. What cannot be opened is told; the rest serves on.
void GatewaySession::Impl::followPorts()
{
    table = engine::listenTable(workspace.project(), table.project, table, sites);
    for (const Diagnostic& failure : engine->listen(table))
        emit q->logLine(QString::fromStdString(failure.message + ' ' + failure.hint));
}

// Certificates of custom domains; the authority's files and keys are worked with off the GUI thread.
void GatewaySession::Impl::followDomains()
{
    if (isMakingSites || workspace.project().domainNames == domains)
        return;
    domains = workspace.project().domainNames;
    isMakingSites = true;
    const auto make = [project = workspace.project(), folder = workspace.folder().toStdString()] {
        return engine::tlsSites(project, folder, engine::LocalAuthority::defaultFolder(),
                                std::chrono::system_clock::now());
    };
    certificates.run(make, [this, current = project](engine::TlsSites made) {
        isMakingSites = false;
        if (!engine)
            return;
        if (current == project) // else they are of a gateway that has stopped, and the next ones are made
            sitesMade(std::move(made));
        update();
    });
}

void GatewaySession::Impl::sitesMade(engine::TlsSites made)
{
    for (const Diagnostic& problem : made.diagnostics)
        if (std::find(domainProblems.begin(), domainProblems.end(), problem) == domainProblems.end())
            emit q->logLine(QString::fromStdString(toString(problem)));
    domainProblems = std::move(made.diagnostics);
    sites = std::move(made.sites);
    followPorts();
    if (made.renewal) {
        const auto wait = *made.renewal - std::chrono::system_clock::now();
        renewal.start(std::clamp(std::chrono::duration_cast<std::chrono::milliseconds>(wait),
                                 std::chrono::milliseconds(60'000), std::chrono::milliseconds(24h)));
    }
    if (const auto secure = engine->listeningSecurely())
        for (const Cow<DomainName>& domain : workspace.project().domainNames)
            if (domain->tls.enabled)
                emit q->logLine(GatewaySession::tr("\"%1\" answers at %2")
                                    .arg(QString::fromStdString(domain->name), q->domainUrl(*domain).toString()));
    emit q->domainsServed();
}

QUrl GatewaySession::domainUrl(const DomainName& domain) const
{
    if (m_impl->state != State::Running)
        return {};
    const auto place = m_impl->engine->listeningForDomain(domain.tls.enabled, domain.port);
    if (!place)
        return {};
    QUrl url;
    url.setScheme(domain.tls.enabled ? "https" : "http");
    url.setHost(QString::fromStdString(domain.name.starts_with('*') ? "www" + domain.name.substr(1) : domain.name));
    url.setPort(place->port);
    url.setPath("/");
    return url;
}

QUrl GatewaySession::invokeUrl(ApiId api, StageId stage) const
{
    const Cow<Api>* found = findApi(m_impl->workspace.project(), api);
    const Stage* place = found ? (*found)->findStage(stage) : nullptr;
    if (m_impl->state != State::Running || !place)
        return {};
    const auto own = m_impl->engine->listening((*found)->apiId);
    if (!own && (*found)->apiId != m_impl->table.defaultApiId)
        return {};
    QUrl url;
    url.setScheme("http");
    url.setHost(own ? QString::fromStdString(own->host) : QString(loopback));
    url.setPort(own ? own->port : m_impl->actualPort);
    url.setPath('/' + QString::fromStdString(place->name));
    return url;
}

} // namespace gw::ui
