// ClientCertificates: the certificates of the open project that the gateway shows to endpoints, as files: made, read
// and checked against their private key, all off the GUI thread. The certificate is a file of the project, its key one
// of the project's secrets.
#pragma once

#include "core/api/client_certificate.h"
#include "core/diagnostic.h"
#include "gateway-engine/crypto/client_certificate.h"
#include "ui/session/background.h"

#include <QObject>

#include <map>
#include <optional>

namespace gw::ui {

class Workspace;

// What is known of a certificate's file.
struct CertificateState
{
    enum class Kind { Reading, None, Unreadable, Known }; // None: there is no such file yet
    Kind kind = Kind::Reading;
    Diagnostic problem = {}; // Unreadable
    engine::CertificateFacts facts = {};
    bool hasKey = false;        // on this machine
    Diagnostic keyProblem = {}; // the key is another certificate's; empty: it is not
};

class ClientCertificates final : public QObject
{
    Q_OBJECT

public:
    explicit ClientCertificates(Workspace& workspace, QObject* parent = nullptr);

    // As it was read last; changed() follows once it has been read anew.
    [[nodiscard]] CertificateState stateOf(ClientCertificateId id) const;
    void read(ClientCertificateId id);
    // A new pair in the place of the one there may be. The file is written at once; failed() tells what went wrong.
    void make(ClientCertificateId id);
    [[nodiscard]] bool isMaking() const { return m_making > 0; }

signals:
    void changed(gw::ClientCertificateId id);
    void failed(gw::ClientCertificateId id, const gw::Diagnostic& problem);

private:
    struct Made;
    static Made makePair(const std::string& folder, const std::string& file, const std::string& name);
    void made(ClientCertificateId id, const Made& result);
    [[nodiscard]] const ClientCertificate* find(ClientCertificateId id) const;

    Workspace& m_workspace;
    std::map<ClientCertificateId, CertificateState> m_states;
    int m_project = 0; // counts projects: what belongs to an earlier one is dropped
    int m_making = 0;
    Background m_worker;
};

} // namespace gw::ui
