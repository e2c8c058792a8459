#include "gateway-engine/backends.h"

#include "gateway-engine/engine.h"
#include "gateway-engine/integrations/aws_service_client.h"

#include <system_error>
#include <vector>

namespace gw::engine {

namespace {

template <typename T>
std::vector<T> valuesOf(const std::vector<Cow<T>>& elements)
{
    std::vector<T> values;
    values.reserve(elements.size());
    for (const Cow<T>& each : elements)
        values.push_back(*each);
    return values;
}

// Functions and applications run in folders of their own, where a path relative to this one means nothing.
std::filesystem::path absoluteFolder(const std::filesystem::path& folder)
{
    std::error_code error;
    const std::filesystem::path whole = std::filesystem::absolute(folder.empty() ? "." : folder, error);
    return error ? folder : whole.lexically_normal();
}

LambdaOptions lambdaOptions(const BackendsOptions& options)
{
    LambdaOptions lambda;
    lambda.projectFolder = absoluteFolder(options.projectFolder);
    return lambda;
}

StatesOptions statesOptions(const BackendsOptions& options)
{
    StatesOptions states;
    if (!options.stateFolder.empty())
        states.file = options.stateFolder / "executions.sqlite";
    return states;
}

} // namespace

Backends::Backends(const BackendsOptions& options, Services& services)
    : m_servers(std::make_unique<Servers>(absoluteFolder(options.projectFolder), services)),
      m_functions(std::make_shared<LambdaService>(lambdaOptions(options), services)),
      m_client(std::make_shared<AwsServiceClient>(std::vector<std::shared_ptr<LocalService>>{m_functions}, services)),
      m_stateMachines(std::make_shared<StatesService>(statesOptions(options), services, *m_client))
{
    m_client->add(m_stateMachines);
}

Backends::~Backends()
{
    stop();
}

Diagnostics Backends::follow(const Project& project)
{
    if (project.aws != m_aws) {
        m_aws = project.aws;
        m_functions->setAwsSettings(m_aws);
        m_stateMachines->settle(m_aws.region, m_aws.accountId);
        m_client->setSettings(m_aws);
    }
    m_servers->follow(valuesOf(project.backends));
    m_functions->follow(valuesOf(project.functions));
    return m_stateMachines->follow(valuesOf(project.stateMachines));
}

void Backends::setConnectionsUrl(const std::string& url)
{
    m_functions->setConnectionsUrl(url);
}

Surroundings Backends::surroundings() const
{
    Surroundings surroundings;
    surroundings.aws = m_aws;
    surroundings.services = m_client;
    surroundings.servers = m_servers->directory();
    return surroundings;
}

void Backends::joinTo(Engine& engine)
{
    engine.serve({m_functions, m_stateMachines}, [this] { stop(); });
}

void Backends::stop()
{
    m_stateMachines->stop();
    m_functions->stop();
    m_client->stop();
    m_servers->stop();
}

} // namespace gw::engine
