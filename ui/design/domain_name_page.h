// DomainNamePage: a custom domain: where it listens, its TLS, and which API stage answers under which path
// (reference 1.33). Certificates and private keys are the machine's, not the project's.
#pragma once

#include "core/api/domain_name.h"
#include "ui/design/element_page.h"

namespace gw::ui {

class TableEditor;

class DomainNamePage final : public ElementPage
{
    Q_OBJECT

public:
    DomainNamePage(Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);
    void showDomain(DomainNameId id);

private:
    void buildAddress();
    void buildMappings();
    void buildRules();
    void buildTls();
    void refresh();
    void showTargets(const DomainName& domain);
    [[nodiscard]] const DomainName* shown() const;
    QString change(const QString& command, const std::function<void(DomainName&)>& set, const QString& field = {});

    DomainNameId m_id;
    TextField* m_port = nullptr;
    ChoiceField* m_mode = nullptr;
    TableEditor* m_mappings = nullptr;
    TableEditor* m_rules = nullptr;
    CheckField* m_tls = nullptr;
    ChoiceField* m_version = nullptr;
    TextField* m_truststore = nullptr;
};

} // namespace gw::ui
