// The issuer's switch and lifetimes, and what is shown when the project changes. Users, clients and keys are built in
// files of their own.
#include "ui/design/local_issuer_page.h"

#include "core/edit/edits_access.h"
#include "gateway-engine/access/issuer/issuer_design.h"
#include "ui/design/method_facts.h"
#include "ui/models/number_text.h"
#include "ui/session/gateway_session.h"
#include "ui/session/project_secrets.h"
#include "ui/session/workspace.h"

#include <QCheckBox>
#include <QLineEdit>

#include <optional>

namespace gw::ui {

LocalIssuerPage::LocalIssuerPage(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : ElementPage(workspace, theme, parent), m_gateway(gateway)
{
    setKey(QStringLiteral("localIssuer"));
    buildSwitch();
    buildUsers();
    buildPassword();
    buildClients();
    buildKeys();
    buildMint();
    connect(&workspace.secrets(), &ProjectSecrets::changed, this, [this] {
        showPassword();
        showSecret();
        showKeys();
    });
    connect(&gateway, &GatewaySession::stateChanged, this, &LocalIssuerPage::refresh);
}

void LocalIssuerPage::buildSwitch()
{
    m_enabled = add(new CheckField(m_theme, tr("On: the project's port signs users in and gives tokens")));
    m_enabled->checkBox()->setObjectName(QStringLiteral("issuerEnabled"));
    m_enabled->setHelp(tr("For development: it answers this machine alone, and applications find everything at "
                          "/.well-known/openid-configuration below its address."));
    m_enabled->setCommit([this](const QString& value) {
        const bool isOn = value == QLatin1String("true");
        return change(isOn ? tr("Turn Local Issuer On") : tr("Turn Local Issuer Off"),
                      [&](LocalIssuer& issuer) { issuer.enabled = isOn; });
    });
    m_accessSeconds = addLifetime(tr("Access tokens live (seconds)"), QStringLiteral("accessTokenSeconds"),
                                  &LocalIssuer::accessTokenSeconds);
    m_idSeconds =
        addLifetime(tr("ID tokens live (seconds)"), QStringLiteral("idTokenSeconds"), &LocalIssuer::idTokenSeconds);
    m_refreshSeconds = addLifetime(tr("Refresh tokens live (seconds)"), QStringLiteral("refreshTokenSeconds"),
                                   &LocalIssuer::refreshTokenSeconds);
    addRow({m_accessSeconds, m_idSeconds, m_refreshSeconds});
}

TextField* LocalIssuerPage::addLifetime(const QString& label, const QString& objectName, int LocalIssuer::*seconds)
{
    auto* field = new TextField(m_theme, label);
    field->lineEdit()->setObjectName(objectName);
    field->setCommit([this, seconds, objectName](const QString& text) {
        std::optional<int> value;
        if (QString refusal = readNumber(text, value); !refusal.isEmpty())
            return refusal;
        if (!value)
            return tr("Write a number of seconds.");
        return change(
            tr("Change Lifetime of Tokens"), [&](LocalIssuer& issuer) { issuer.*seconds = *value; }, objectName);
    });
    return field;
}

const LocalIssuer& LocalIssuerPage::issuer() const
{
    return *m_workspace.project().localIssuer;
}

QString LocalIssuerPage::change(const QString& command, const std::function<void(LocalIssuer&)>& set,
                                const QString& field)
{
    LocalIssuer changed = issuer();
    set(changed);
    return apply(
        command, [&](Project p) { return setLocalIssuer(std::move(p), changed); }, field);
}

void LocalIssuerPage::showIssuer()
{
    refresh();
}

void LocalIssuerPage::refresh()
{
    const LocalIssuer& now = issuer();
    const int port = m_gateway.port();
    showHead(tr("Local Issuer").toStdString(),
             port > 0 ? fromUtf8(engine::issuerUrl(port)) : tr("Its address is known once the gateway runs."));
    m_enabled->setValue(now.enabled);
    m_accessSeconds->setValue(QString::number(now.accessTokenSeconds));
    m_idSeconds->setValue(QString::number(now.idTokenSeconds));
    m_refreshSeconds->setValue(QString::number(now.refreshTokenSeconds));
    showUsers();
    showClients();
    showKeys();
    showMint();
}

} // namespace gw::ui
