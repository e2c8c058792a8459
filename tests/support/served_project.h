// A project served as the programs do it: functions and state machines stand behind an API, and clients reach all of it
// at the project's port.
#pragma once

#include "core/api/project.h"
#include "core/format/openapi_read.h"
#include "gateway-engine/backends.h"
#include "gateway-engine/compile/compile.h"
#include "gateway-engine/engine.h"

#include <string>
#include <utility>
#include <vector>

namespace gw::engine::test {

struct ProjectParts
{
    std::vector<Function> functions;
    std::vector<StateMachine> stateMachines;
    std::string api; // OpenAPI text, deployed to the stage "dev"; empty: none
};

class ServedProject
{
public:
    ServedProject(const std::string& folder, const ProjectParts& parts) : m_backends(BackendsOptions{folder, {}})
    {
        Project project;
        for (const Function& function : parts.functions)
            project.functions.emplace_back(function);
        for (const StateMachine& machine : parts.stateMachines)
            project.stateMachines.emplace_back(machine);
        m_diagnostics = m_backends.follow(project);
        m_backends.joinTo(m_engine);
        if (!parts.api.empty())
            m_engine.deploy(compiled(parts.api));
        m_port = m_engine.listenProject("127.0.0.1", 0, "abcdefghij").value_or(0);
    }
    ~ServedProject() { m_engine.stop(); }
    ServedProject(const ServedProject&) = delete;
    ServedProject& operator=(const ServedProject&) = delete;

    [[nodiscard]] int port() const { return m_port; } // 0: it could not listen
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port); }
    [[nodiscard]] const Diagnostics& diagnostics() const { return m_diagnostics; }
    [[nodiscard]] Backends& backends() { return m_backends; }
    [[nodiscard]] Engine& engine() { return m_engine; }

private:
    [[nodiscard]] std::shared_ptr<const Program> compiled(const std::string& text) const
    {
        Api api;
        api.id = ApiId{7};
        api.apiId = "abcdefghij";
        api.name = "served";
        api.definition = RestApi{readOpenApi(text, "api.yaml", api.id).source->definition};
        gw::Stage stage;
        stage.name = "dev";
        return compile(api, stage, {}, m_backends.surroundings()).program;
    }

    Backends m_backends; // before the engine, which ends it
    Engine m_engine;
    Diagnostics m_diagnostics;
    int m_port = 0;
};

} // namespace gw::engine::test
