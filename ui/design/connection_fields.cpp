// Connection, TLS and role of an integration.
#include "ui/design/connection_fields.h"

#include "ui/design/method_facts.h"

namespace gw::ui {

ConnectionFields::ConnectionFields(Form& form, const Theme& theme, ApplyMethodChange apply, Tls tls)
    : m_apply(std::move(apply))
{
    m_httpParts.push_back(form.addSection(MethodForm::tr("Connection")));
    m_connection =
        form.add(new ChoiceField(theme, MethodForm::tr("Reached by"),
                                 {{QStringLiteral("INTERNET"), MethodForm::tr("INTERNET: directly")},
                                  {QStringLiteral("VPC_LINK"), MethodForm::tr("VPC_LINK: through a VPC link")}}));
    m_httpParts.push_back(m_connection);
    m_connection->setCommit(
        committing(MethodForm::tr("Change Connection"), {}, [](Integration& i, const std::string& v) {
            i.connectionType = v == "INTERNET" ? "" : v;
            if (i.connectionType.empty()) {
                i.connectionId.clear();
                i.serverNameToVerify.clear();
            }
        }));
    m_connectionId =
        addCode(form, theme, MethodForm::tr("VPC link"), MethodForm::tr("Change VPC Link"), &Integration::connectionId);
    addTls(form, theme, tls);
    m_credentials = addCode(form, theme, MethodForm::tr("Execution role"), MethodForm::tr("Change Execution Role"),
                            &Integration::credentials);
    m_credentials->setPlaceholder(QStringLiteral("arn:aws:iam::123456789012:role/api"));
}

void ConnectionFields::addTls(Form& form, const Theme& theme, Tls tls)
{
    if (tls == Tls::ServerName) {
        m_serverName = addCode(form, theme, MethodForm::tr("Server name to verify"),
                               MethodForm::tr("Change Server Name"), &Integration::serverNameToVerify);
        m_serverName->setHelp(MethodForm::tr("Whom the endpoint's certificate must be made out to. Empty: its host."));
        return;
    }
    m_verify = form.add(new CheckField(theme, MethodForm::tr("Verify the backend's TLS certificate")));
    m_verify->setHelp(MethodForm::tr("Turn it off only for a backend with a certificate of its own making."));
    m_verify->setCommit(
        committing(MethodForm::tr("Change TLS Verification"), {},
                   [](Integration& i, const std::string& v) { i.insecureSkipVerification = v != "true"; }));
    m_httpParts.push_back(m_verify);
}

TextField* ConnectionFields::addCode(Form& form, const Theme& theme, const QString& label, const QString& command,
                                     std::string Integration::*member) const
{
    auto* field = form.add(new TextField(theme, label, TextField::Kind::CodeLine));
    field->setCommit(committing(command, label, [member](Integration& i, const std::string& v) { i.*member = v; }));
    return field;
}

Commit ConnectionFields::committing(const QString& name, const QString& field,
                                    std::function<void(Integration&, const std::string&)> set) const
{
    return [apply = m_apply, name, field, set = std::move(set)](const QString& value) {
        return apply(
            name,
            [&](Method& method) {
                if (method.integration)
                    set(*method.integration, value.toStdString());
            },
            field);
    };
}

void ConnectionFields::show(const std::optional<Integration>& integration)
{
    const bool hasTarget = integration && integration->type != IntegrationType::Mock;
    const bool isHttp =
        hasTarget && (integration->type == IntegrationType::Http || integration->type == IntegrationType::HttpProxy);
    const bool isPrivate = isHttp && integration->connectionType == "VPC_LINK";
    for (QWidget* part : m_httpParts)
        part->setVisible(isHttp);
    m_connectionId->setVisible(isPrivate);
    if (m_serverName)
        m_serverName->setVisible(isPrivate);
    m_credentials->setVisible(hasTarget && !isHttp);
    if (!integration)
        return;
    m_connection->setValue(integration->connectionType.empty() ? QStringLiteral("INTERNET")
                                                               : fromUtf8(integration->connectionType));
    m_connectionId->setValue(fromUtf8(integration->connectionId));
    if (m_verify)
        m_verify->setValue(!integration->insecureSkipVerification);
    if (m_serverName)
        m_serverName->setValue(fromUtf8(integration->serverNameToVerify));
    m_credentials->setValue(fromUtf8(integration->credentials));
}

} // namespace gw::ui
