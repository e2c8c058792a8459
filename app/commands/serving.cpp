// Deploys a project's stages. A stage with auto-deploy serves the files as they are; one without serves its active
// deployment and nothing when there is none (reference 1.28).
#include "app/commands/serving.h"

#include "core/format/deployment_store.h"
#include "core/format/secrets_file.h"
#include "gateway-engine/access/issuer/issuer_design.h"
#include "gateway-engine/compile/compile.h"
#include "gateway-engine/compile/tls_sites.h"
#include "gateway-engine/crypto/local_authority.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <unistd.h>

namespace gw::cli {

namespace {

constexpr std::chrono::hours timeBetweenRenewals{1}; // of what could not be renewed

// An address a client on this machine can open: 0.0.0.0 means every interface, and no client connects to it.
std::string urlHost(const std::string& host)
{
    if (host.empty() || host == "0.0.0.0")
        return "127.0.0.1";
    if (host == "::" || host == "[::]")
        return "[::1]";
    return host.find(':') != std::string::npos && !host.starts_with('[') ? "[" + host + "]" : host;
}

Diagnostic notDeployed(const Api& api, const Stage& stage)
{
    Diagnostic diagnostic;
    diagnostic.severity = Severity::Warning;
    diagnostic.node = {api.id, {}, {}, stage.id};
    diagnostic.message =
        "Nothing is deployed to the stage \"" + stage.name + "\" of \"" + api.name + "\", so it is not served.";
    diagnostic.hint = "Deploy it in the studio (Ctrl+Shift+D), or set autoDeploy: true for the stage.";
    return diagnostic;
}

void keep(const engine::SigningKeyChange& change, Secrets& secrets)
{
    if (change.text.isEmpty())
        secrets.remove(SecretKind::SigningKey, change.keyId);
    else
        secrets.set(SecretKind::SigningKey, change.keyId, change.text);
}

} // namespace

bool Serving::isWanted(const Stage& stage) const
{
    return m_options.stage.empty() || stage.name == m_options.stage;
}

void Serving::standOn(engine::Backends& backends, engine::Access& access)
{
    m_backends = &backends;
    m_access = &access;
    backends.joinTo(m_engine);
    access.joinTo(m_engine);
}

// Keys that its first token has made are kept among the project's secrets.
void Serving::openIssuer(const std::filesystem::path& projectFolder)
{
    if (const auto address = m_engine.listening())
        m_access->issuer().setUrl(engine::issuerUrl(address->port));
    m_access->issuer().onKeysChange([projectFolder](const std::vector<engine::SigningKeyChange>& changes) {
        // Where they cannot be kept, the next run makes others.
        (void)changeSecrets(projectFolder, [&changes](Secrets& secrets) {
            for (const engine::SigningKeyChange& change : changes)
                keep(change, secrets);
        });
    });
}

// APIs are compiled anew when what they were compiled against has changed.
Diagnostics Serving::followBackends(const OpenedProject& opened)
{
    if (!m_backends)
        return {};
    const Project& project = opened.project;
    if (project.aws != m_aws || project.backends != m_servers) {
        m_aws = project.aws;
        m_servers = project.backends;
        ++m_surroundings;
    }
    Diagnostics diagnostics = m_backends->follow(project);
    Diagnostics more = followAccess(opened);
    std::move(more.begin(), more.end(), std::back_inserter(diagnostics));
    followDomains(opened, diagnostics);
    return diagnostics;
}

// Secrets are read anew each time; what is wrong with their file was told when the project was opened.
Diagnostics Serving::followAccess(const OpenedProject& opened)
{
    Diagnostics diagnostics;
    Result<SecretsReading> reading = readSecrets(opened.files.root);
    m_areSecretsKept = reading.has_value();
    if (reading)
        m_secrets = std::move(reading->secrets);
    else
        diagnostics.push_back(reading.error());
    Diagnostics told = m_access->follow(opened.project, m_secrets);
    std::move(told.begin(), told.end(), std::back_inserter(diagnostics));
    if (std::exchange(m_accessVersion, m_access->version()) != m_access->version())
        ++m_surroundings;
    return diagnostics;
}

void Serving::followDomains(const OpenedProject& opened, Diagnostics& diagnostics)
{
    if (opened.project.domainNames == m_domains)
        return;
    m_domains = opened.project.domainNames;
    makeSites(opened, diagnostics);
}

void Serving::makeSites(const OpenedProject& opened, Diagnostics& diagnostics)
{
    engine::TlsSites made = engine::tlsSites(opened.project, opened.files.root, engine::LocalAuthority::defaultFolder(),
                                             std::chrono::system_clock::now());
    m_sites = std::move(made.sites);
    m_renewal = made.renewal;
    std::move(made.diagnostics.begin(), made.diagnostics.end(), std::back_inserter(diagnostics));
}

// What cannot be made anew is shown as it is, and tried again later.
Diagnostics Serving::renewCertificates(const OpenedProject& opened)
{
    Diagnostics diagnostics;
    const auto now = std::chrono::system_clock::now();
    if (!m_renewal || now < *m_renewal)
        return diagnostics;
    const std::vector<engine::TlsSite> former = m_sites;
    makeSites(opened, diagnostics);
    if (m_sites.size() < former.size())
        m_sites = former;
    if (!m_renewal || *m_renewal <= now)
        m_renewal = now + timeBetweenRenewals;
    Diagnostics failures = follow(opened.project);
    std::move(failures.begin(), failures.end(), std::back_inserter(diagnostics));
    return diagnostics;
}

engine::Surroundings Serving::surroundings() const
{
    if (!m_backends)
        return {};
    engine::Surroundings all = m_backends->surroundings();
    m_access->surround(all);
    return all;
}

Result<void> Serving::listen(const Project& project)
{
    const Diagnostics failures = follow(project);
    if (!failures.empty())
        return fail(failures.front());
    m_isListening = true;
    return {};
}

Diagnostics Serving::follow(const Project& project)
{
    m_table = engine::listenTable(project, {m_options.host, m_options.port}, m_table, m_sites);
    return m_engine.listen(m_table);
}

Diagnostics Serving::deploy(const OpenedProject& opened)
{
    Diagnostics diagnostics = followBackends(opened);
    std::set<StageKey> present;
    for (const Cow<Api>& api : opened.project.apis) {
        for (const Stage& stage : api->stages) {
            if (!isWanted(stage))
                continue;
            present.emplace(api->apiId, stage.name);
            deploy(*api, stage, opened, diagnostics);
        }
    }
    // While a file cannot be read, what it served before goes on, and where it did.
    if (hasErrors(opened.diagnostics))
        return diagnostics;
    withdraw(present);
    if (m_isListening) {
        Diagnostics failures = follow(opened.project);
        std::move(failures.begin(), failures.end(), std::back_inserter(diagnostics));
    }
    return diagnostics;
}

void Serving::deploy(const Api& api, const Stage& stage, const OpenedProject& opened, Diagnostics& diagnostics)
{
    if (!api.openApi()) {
        Diagnostic diagnostic;
        diagnostic.severity = Severity::Warning;
        diagnostic.message = "\"" + api.name + "\" is a WebSocket API, which is not served yet.";
        diagnostics.push_back(std::move(diagnostic));
        return;
    }
    const DeploymentStore store(opened.files.root);
    if (stage.autoDeploy)
        return publish(api, {}, stage, store, diagnostics);

    DeploymentList list = store.list(api);
    std::move(list.diagnostics.begin(), list.diagnostics.end(), std::back_inserter(diagnostics));
    const Deployment* active = list.activeOf(stage.name);
    m_active[{api.apiId, stage.name}] = active ? active->id : std::string();
    if (!active) {
        diagnostics.push_back(notDeployed(api, stage));
        return;
    }
    const Result<Api> deployed = store.read(api, active->id);
    if (deployed)
        publish(*deployed, active->id, stage, store, diagnostics);
    else
        diagnostics.push_back(deployed.error());
}

bool Serving::hasNewSecrets(const OpenedProject& opened) const
{
    const Result<SecretsReading> reading = readSecrets(opened.files.root);
    return reading ? !(reading->secrets == m_secrets) || !m_areSecretsKept : m_areSecretsKept;
}

bool Serving::hasNewDeployments(const OpenedProject& opened) const
{
    const DeploymentStore store(opened.files.root);
    for (const Cow<Api>& api : opened.project.apis)
        for (const Stage& stage : api->stages) {
            const auto known = m_active.find({api->apiId, stage.name});
            if (stage.autoDeploy || known == m_active.end())
                continue;
            const DeploymentList list = store.list(*api);
            const Deployment* active = list.activeOf(stage.name);
            if ((active ? active->id : std::string()) != known->second)
                return true;
        }
    return false;
}

void Serving::publish(const Api& api, const std::string& deploymentId, const Stage& stage, const DeploymentStore& store,
                      Diagnostics& diagnostics)
{
    const StageKey key{api.apiId, stage.name};
    const auto known = m_deployed.find(key);
    if (known != m_deployed.end() && known->second.api == api && known->second.stage == stage &&
        known->second.deploymentId == deploymentId && known->second.surroundings == m_surroundings)
        return;
    engine::StageDeployment deployment{deploymentId, {}, nullptr};
    std::optional<Api> canary;
    if (stage.canary && !stage.canary->deploymentId.empty()) {
        Result<Api> released = store.read(api, stage.canary->deploymentId);
        if (released)
            canary = std::move(*released);
        else // the canary's variables apply all the same
            diagnostics.push_back(released.error());
    }
    if (canary) {
        deployment.canaryId = stage.canary->deploymentId;
        deployment.canary = &*canary;
    }
    engine::Compilation compilation = engine::compile(api, stage, deployment, surroundings());
    std::move(compilation.diagnostics.begin(), compilation.diagnostics.end(), std::back_inserter(diagnostics));
    if (!compilation.program)
        return;
    m_engine.deploy(std::move(compilation.program));
    m_deployed.insert_or_assign(key, Deployed{api, stage, deploymentId, m_surroundings});
}

void Serving::withdraw(const std::set<StageKey>& present)
{
    for (auto it = m_deployed.begin(); it != m_deployed.end();) {
        if (present.count(it->first) > 0) {
            ++it;
            continue;
        }
        m_engine.undeploy(it->first.first, it->first.second);
        it = m_deployed.erase(it);
    }
}

std::vector<Served> Serving::served(const Project& project) const
{
    std::vector<Served> list;
    for (const Cow<Api>& api : project.apis)
        for (const Stage& stage : api->stages) {
            if (m_deployed.count({api->apiId, stage.name}) == 0)
                continue;
            const auto own = m_engine.listening(api->apiId);
            const engine::ListenAddress address = own ? *own : m_engine.listening().value_or(m_table.project);
            // A $default stage has no segment of its own (reference 0.1).
            const std::string path = stage.name == "$default" ? "/" : "/" + stage.name;
            list.push_back({api->name, std::string(toString(api->kind())), stage.name,
                            "http://" + urlHost(address.host) + ":" + std::to_string(address.port) + path});
        }
    return list;
}

std::vector<Served> Serving::domains(const Project& project) const
{
    std::vector<Served> list;
    for (const Cow<DomainName>& domain : project.domainNames) {
        const bool isTls = domain->tls.enabled;
        const auto place = m_engine.listeningForDomain(isTls, domain->port);
        if (!place)
            continue;
        const std::string base = (isTls ? "https://" : "http://") + domain->name + ":" + std::to_string(place->port);
        if (domain->routingMode != RoutingMode::RoutingRuleOnly)
            for (const ApiMapping& mapping : domain->mappings)
                list.push_back({mapping.target.api, "domain", mapping.target.stage, base + "/" + mapping.path});
        if (domain->routingMode != RoutingMode::BasePathMappingOnly)
            for (const RoutingRule& rule : domain->rules)
                list.push_back(
                    {rule.target.api, "domain", rule.target.stage, base + "/" + rule.basePath.value_or(std::string())});
    }
    return list;
}

namespace {

json::Array asJson(const std::vector<Served>& served)
{
    json::Array apis;
    for (const Served& entry : served) {
        json::Value value = json::Value::object();
        value.set("name", entry.name);
        value.set("kind", entry.kind);
        value.set("stage", entry.stage);
        value.set("url", entry.url);
        apis.push_back(std::move(value));
    }
    return apis;
}

} // namespace

json::Value readyJson(const std::vector<Served>& served, const std::vector<Served>& domains)
{
    json::Value ready = json::Value::object();
    ready.set("pid", static_cast<std::int64_t>(getpid()));
    ready.set("apis", asJson(served));
    if (!domains.empty())
        ready.set("domains", asJson(domains));
    return ready;
}

} // namespace gw::cli
