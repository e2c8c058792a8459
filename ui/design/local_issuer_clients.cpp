// Clients of the local issuer: where they are answered, what they may ask for, and their secrets.
#include "ui/design/local_issuer_page.h"

#include "ui/design/list_edits.h"
#include "ui/design/method_facts.h"
#include "ui/design/secret_field.h"
#include "ui/models/issuer_text.h"
#include "ui/session/project_secrets.h"
#include "ui/session/workspace.h"

#include <QItemSelectionModel>
#include <QLineEdit>
#include <QTableView>

#include <algorithm>

namespace gw::ui {

namespace {

QString setClient(IssuerClient& client, int column, const QString& value)
{
    if (column == 0)
        client.name = value.trimmed().toStdString();
    else if (column == 1)
        client.hasSecret = value == QLatin1String("true");
    else if (column == 2)
        client.redirectUris = wordsIn(value);
    else if (column == 3)
        client.scopes = wordsIn(value);
    else
        return readGrants(value, client.grantTypes);
    return {};
}

} // namespace

void LocalIssuerPage::buildClients()
{
    using Kind = TableColumn::Kind;
    addSection(tr("Clients"), tr("Applications that get tokens. One without a secret, such as a page in a browser, "
                                 "has to use PKCE."));
    m_clients = addWide(new TableEditor(m_theme, {}, tr("client"), tr("No client: no application gets a token."),
                                        {{tr("Client"), Kind::Code, {}, 2},
                                         {tr("Secret"), Kind::Check, {}, 0},
                                         {tr("Redirect URIs"), Kind::Code, {}, 4},
                                         {tr("Scopes"), Kind::Code, {}, 3},
                                         {tr("Grants"), Kind::Code, {}, 3}}));
    m_clients->view()->setAccessibleName(tr("Clients"));
    m_clients->setHelp(tr("Blanks separate URIs and scopes. Scopes of people: openid profile email phone; others name "
                          "what an API lets do: pets/read. Grants: authorization_code refresh_token "
                          "client_credentials."));
    m_clients->setNewRow({{},
                          QStringLiteral("false"),
                          QStringLiteral("http://localhost:3000/callback"),
                          QStringLiteral("openid email"),
                          grantsText(IssuerClient().grantTypes)});
    m_clients->setEdits(tableEdits<IssuerClient>({[this] { return issuer().clients; },
                                                  [this](const QString& name, std::vector<IssuerClient> rows) {
                                                      QString refusal =
                                                          change(name, [&](LocalIssuer& i) { i.clients = rows; });
                                                      if (refusal.isEmpty())
                                                          makeMissingClientSecrets();
                                                      return refusal;
                                                  },
                                                  setClient, tr("Issuer Client")}));
    connect(m_clients->view()->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &LocalIssuerPage::showSecret);
    m_clientId = add(new TextField(m_theme, tr("Client id"), TextField::Kind::CodeLine));
    m_clientId->lineEdit()->setObjectName(QStringLiteral("clientId"));
    m_clientId->lineEdit()->setReadOnly(true);
    m_clientSecret = add(new SecretField(m_theme, tr("Client secret")));
    m_clientSecret->setCommit([this](const QString& text) -> QString {
        if (const IssuerClient* client = currentClient(); client && !text.isEmpty())
            m_workspace.secrets().set(SecretKind::ClientSecret, client->clientId, Secret(text.toStdString()));
        return {};
    });
    connect(m_clientSecret, &SecretField::regenerateRequested, this, [this] {
        if (const IssuerClient* client = currentClient())
            m_workspace.secrets().set(SecretKind::ClientSecret, client->clientId, newClientSecret(fillWithRandomBytes));
    });
}

const IssuerClient* LocalIssuerPage::currentClient() const
{
    const int row = std::max(0, m_clients->view()->currentIndex().row());
    return row < int(issuer().clients.size()) ? &issuer().clients[std::size_t(row)] : nullptr;
}

// A client that is to have a secret has one at once.
void LocalIssuerPage::makeMissingClientSecrets()
{
    for (const IssuerClient& client : std::vector<IssuerClient>(issuer().clients))
        if (client.hasSecret && !m_workspace.secrets().find(SecretKind::ClientSecret, client.clientId))
            m_workspace.secrets().set(SecretKind::ClientSecret, client.clientId, newClientSecret(fillWithRandomBytes));
}

void LocalIssuerPage::showSecret()
{
    const IssuerClient* client = currentClient();
    m_clientId->setVisible(client != nullptr);
    m_clientSecret->setVisible(client && client->hasSecret);
    if (!client)
        return;
    m_clientId->setLabel(tr("Client id of \"%1\"").arg(fromUtf8(client->name)));
    m_clientId->setValue(fromUtf8(client->clientId));
    m_clientSecret->setLabel(tr("Client secret of \"%1\"").arg(fromUtf8(client->name)));
    m_clientSecret->setSecret(m_workspace.secrets().find(SecretKind::ClientSecret, client->clientId));
}

void LocalIssuerPage::showClients()
{
    std::vector<QStringList> rows;
    for (const IssuerClient& client : issuer().clients)
        rows.push_back({fromUtf8(client.name), client.hasSecret ? QStringLiteral("true") : QStringLiteral("false"),
                        wordsText(client.redirectUris), wordsText(client.scopes), grantsText(client.grantTypes)});
    m_clients->setRows(rows);
    showSecret();
}

} // namespace gw::ui
