// LocalIssuerPage: the project's own OpenID Connect issuer: whether it runs, how long its tokens live, its users and
// clients, its keys, and a token for whoever needs one now. The design is undone like any other; passwords, client
// secrets and keys are secrets of this machine.
#pragma once

#include "core/api/local_issuer.h"
#include "ui/design/element_page.h"
#include "ui/session/background.h"

#include <string>
#include <vector>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace gw::ui {

class GatewaySession;
class SecretField;
class TableEditor;
class ToneLabel;

class LocalIssuerPage final : public ElementPage
{
    Q_OBJECT

public:
    LocalIssuerPage(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent = nullptr);
    void showIssuer();

private:
    void buildSwitch();
    TextField* addLifetime(const QString& label, const QString& objectName, int LocalIssuer::*seconds);
    void buildUsers();
    void buildPassword();
    void buildClients();
    void buildKeys();
    void buildMint();

    void refresh();
    void showUsers();
    void showPassword();
    void showClients();
    void showSecret();
    void showKeys();
    void showMint();

    [[nodiscard]] const LocalIssuer& issuer() const;
    [[nodiscard]] const IssuerUser* currentUser() const;
    [[nodiscard]] const IssuerClient* currentClient() const;
    QString change(const QString& command, const std::function<void(LocalIssuer&)>& set, const QString& field = {});
    void setPassword();
    void makeMissingClientSecrets();
    void rotateKeys();
    void mint();
    void tellMinted(const QString& token, const QString& note, bool isGood);

    GatewaySession& m_gateway;
    CheckField* m_enabled = nullptr;
    TextField* m_accessSeconds = nullptr;
    TextField* m_idSeconds = nullptr;
    TextField* m_refreshSeconds = nullptr;
    TableEditor* m_users = nullptr;
    ToneLabel* m_passwordOf = nullptr;
    QLineEdit* m_password = nullptr;
    QPushButton* m_setPassword = nullptr;
    ToneLabel* m_passwordNote = nullptr;
    TableEditor* m_clients = nullptr;
    TextField* m_clientId = nullptr;
    SecretField* m_clientSecret = nullptr;
    ToneLabel* m_keys = nullptr;
    QPushButton* m_rotate = nullptr;
    ChoiceField* m_mintFor = nullptr;
    ChoiceField* m_mintClient = nullptr;
    ChoiceField* m_mintKind = nullptr;
    QPushButton* m_mint = nullptr;
    ToneLabel* m_mintNote = nullptr;
    QPlainTextEdit* m_token = nullptr;
    QPushButton* m_copyToken = nullptr;
    QString m_user; // of the token to mint; empty: the client itself
    QString m_client;
    bool m_isIdToken = false;
    Background m_background; // hashes, keys, signatures; goes first
};

} // namespace gw::ui
