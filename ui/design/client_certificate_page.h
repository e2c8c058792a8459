// ClientCertificatePage: a certificate the gateway shows to endpoints (reference 1.14 and 1.28): its pair of keys, how
// long it is good, and the stages that show it.
#pragma once

#include "core/api/client_certificate.h"
#include "ui/design/element_page.h"

#include <memory>

class QPushButton;

namespace gw::ui {

class ClientCertificates;
class ToneLabel;
class UsesList;
struct CertificateState;

class ClientCertificatePage final : public ElementPage
{
    Q_OBJECT

public:
    ClientCertificatePage(Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);
    ~ClientCertificatePage() override;
    void showCertificate(ClientCertificateId id);

private:
    void buildPair();
    void refresh();
    void showState();
    void showFacts(const CertificateState& state);
    void generate();
    void copyPem();
    [[nodiscard]] const ClientCertificate* shown() const;
    QString change(const QString& command, const std::function<void(ClientCertificate&)>& set,
                   const QString& field = {});

    ClientCertificateId m_id;
    ClientCertificates* m_files;
    std::string m_readFile; // which file of which certificate was asked for last
    TextField* m_description = nullptr;
    TextField* m_file = nullptr;
    ToneLabel* m_state = nullptr;
    ToneLabel* m_facts = nullptr;
    ToneLabel* m_problem = nullptr;
    QPushButton* m_generate = nullptr;
    QPushButton* m_copy = nullptr;
    UsesList* m_uses = nullptr;
};

} // namespace gw::ui
