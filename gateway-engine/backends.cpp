#include "gateway-engine/backends.h"

#include "gateway-engine/engine.h"
#include "gateway-engine/integrations/aws_service_client.h"

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

LambdaOptions lambdaOptions(const BackendsOptions& options)
{
    LambdaOptions lambda;
    lambda.projectFolder = options.projectFolder;
    return lambda;
}

} // namespace

Backends::Backends(const BackendsOptions& options, Services& services)
    : m_servers(std::make_unique<Servers>(options.projectFolder, services)),
      m_functions(std::make_shared<LambdaService>(lambdaOptions(options), services)),
      m_client(std::make_shared<AwsServiceClient>(std::vector<std::shared_ptr<LocalService>>{m_functions}, services))
{
}

Backends::~Backends()
{
    stop();
}

void Backends::follow(const Project& project)
{
    if (project.aws != m_aws) {
        m_aws = project.aws;
        m_functions->setAwsSettings(m_aws);
        m_client->setSettings(m_aws);
    }
    m_servers->follow(valuesOf(project.backends));
    m_functions->follow(valuesOf(project.functions));
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
    engine.serve({m_functions}, [this] { stop(); });
}

void Backends::stop()
{
    m_functions->stop();
    m_client->stop();
    m_servers->stop();
}

} // namespace gw::engine
