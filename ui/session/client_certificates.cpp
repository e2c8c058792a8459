// Files are reached by pathInProject(): links that lead out of the project are not followed.
#include "ui/session/client_certificates.h"

#include "core/api/elements.h"
#include "core/format/atomic_file.h"
#include "core/format/project_paths.h"
#include "ui/session/project_secrets.h"
#include "ui/session/workspace.h"

#include <chrono>
#include <filesystem>

namespace gw::ui {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t mostBytes = 1u << 20;

CertificateState unreadable(Diagnostic problem)
{
    CertificateState state;
    state.kind = CertificateState::Kind::Unreadable;
    state.problem = std::move(problem);
    return state;
}

CertificateState readState(const std::string& folder, const std::string& file, const Secret& key)
{
    const auto path = pathInProject(folder, file);
    if (!path)
        return unreadable(path.error());
    std::error_code error;
    if (!fs::exists(*path, error) && !error)
        return CertificateState{CertificateState::Kind::None};
    const auto pem = readFile(*path, mostBytes);
    if (!pem)
        return unreadable(pem.error());
    auto facts = engine::readCertificateFacts(*pem);
    if (!facts)
        return unreadable(facts.error());
    CertificateState state;
    state.kind = CertificateState::Kind::Known;
    state.facts = std::move(*facts);
    state.hasKey = !key.isEmpty();
    if (state.hasKey)
        if (const auto fits = engine::checkKeyPair(*pem, key); !fits)
            state.keyProblem = fits.error();
    return state;
}

Secret keyOf(const Workspace& workspace, const ClientCertificate& certificate)
{
    const Secret* key = workspace.secrets().find(SecretKind::PrivateKey, certificate.certificateId);
    return key ? *key : Secret();
}

} // namespace

struct ClientCertificates::Made
{
    std::string certificateId = {};
    std::optional<engine::ClientCertificatePair> pair = {};
    Diagnostic problem = {};
};

ClientCertificates::ClientCertificates(Workspace& workspace, QObject* parent) : QObject(parent), m_workspace(workspace)
{
    connect(&workspace, &Workspace::opened, this, [this] {
        ++m_project;
        m_states.clear();
    });
}

const ClientCertificate* ClientCertificates::find(ClientCertificateId id) const
{
    return findById(m_workspace.project().clientCertificates, id);
}

CertificateState ClientCertificates::stateOf(ClientCertificateId id) const
{
    const auto known = m_states.find(id);
    return known == m_states.end() ? CertificateState{} : known->second;
}

void ClientCertificates::read(ClientCertificateId id)
{
    const ClientCertificate* certificate = find(id);
    if (!certificate)
        return;
    m_worker.run([folder = m_workspace.folder().toStdString(), file = certificate->certificate,
                  key = keyOf(m_workspace, *certificate)] { return readState(folder, file, key); },
                 [this, id, project = m_project](CertificateState state) {
                     if (project != m_project)
                         return;
                     m_states[id] = std::move(state);
                     emit changed(id);
                 });
}

ClientCertificates::Made ClientCertificates::makePair(const std::string& folder, const std::string& file,
                                                      const std::string& name)
{
    Made result;
    const auto path = pathInProject(folder, file);
    if (!path) {
        result.problem = path.error();
        return result;
    }
    auto pair = engine::makeClientCertificate(name, std::chrono::system_clock::now());
    if (!pair) {
        result.problem = pair.error();
        return result;
    }
    std::error_code ignored; // writing says what is wrong
    fs::create_directories(path->parent_path(), ignored);
    if (const auto written = writeFileAtomically(*path, pair->certificatePem); !written)
        result.problem = written.error();
    else
        result.pair = std::move(*pair);
    return result;
}

void ClientCertificates::make(ClientCertificateId id)
{
    const ClientCertificate* certificate = find(id);
    if (!certificate)
        return;
    ++m_making;
    m_worker.run(
        [folder = m_workspace.folder().toStdString(), file = certificate->certificate, name = certificate->name,
         owner = certificate->certificateId] {
            Made result = makePair(folder, file, name);
            result.certificateId = owner;
            return result;
        },
        [this, id, project = m_project](const Made& result) {
            --m_making;
            if (project == m_project)
                made(id, result);
        });
    emit changed(id);
}

void ClientCertificates::made(ClientCertificateId id, const Made& result)
{
    if (!result.pair) {
        emit failed(id, result.problem);
        return read(id);
    }
    m_workspace.secrets().set(SecretKind::PrivateKey, result.certificateId, result.pair->privateKeyPem);
    read(id);
}

} // namespace gw::ui
