// ConnectionFields: how an integration reaches what it calls: directly or through a VPC link, with which checks of TLS,
// and as which role. They stand in the form of the Integration card of every kind of API.
#pragma once

#include "ui/design/method_form.h"

#include <optional>
#include <vector>

namespace gw::ui {

class ConnectionFields
{
public:
    // How an endpoint's certificate is checked: or not (REST and WebSocket APIs), or against a name (HTTP APIs).
    enum class Tls { Verify, ServerName };

    ConnectionFields(Form& form, const Theme& theme, ApplyMethodChange apply, Tls tls);

    void show(const std::optional<Integration>& integration); // what it has no use for is hidden
    [[nodiscard]] TextField* credentials() const { return m_credentials; }

private:
    [[nodiscard]] Commit committing(const QString& name, const QString& field,
                                    std::function<void(Integration&, const std::string& value)> set) const;
    TextField* addCode(Form& form, const Theme& theme, const QString& label, const QString& command,
                       std::string Integration::*member) const;
    void addTls(Form& form, const Theme& theme, Tls tls);

    ApplyMethodChange m_apply;
    std::vector<QWidget*> m_httpParts;
    ChoiceField* m_connection;
    TextField* m_connectionId;
    CheckField* m_verify = nullptr;
    TextField* m_serverName = nullptr;
    TextField* m_credentials;
};

} // namespace gw::ui
