// Keys of the local issuer, and tokens minted with them without a browser. Making keys and signing take their time off
// the GUI thread; what is made goes to the project's secrets, where a running gateway finds it.
#include "ui/design/local_issuer_page.h"

#include "gateway-engine/access/issuer/signing_keys.h"
#include "gateway-engine/access/issuer/token_maker.h"
#include "gateway-engine/auth/issuer.h"
#include "ui/design/method_facts.h"
#include "ui/models/issuer_text.h"
#include "ui/session/gateway_session.h"
#include "ui/session/project_secrets.h"
#include "ui/session/workspace.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/tone_label.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>

#include <algorithm>
#include <chrono>

namespace gw::ui {

namespace {

using std::chrono::system_clock;

constexpr int usualPort = 4780;
constexpr int tokenLines = 5;

struct Made
{
    Result<std::string> token = fail("");
    std::vector<engine::SigningKeyChange> changes;
};

void keep(ProjectSecrets& secrets, const std::vector<engine::SigningKeyChange>& changes)
{
    for (const engine::SigningKeyChange& change : changes)
        if (change.text.isEmpty())
            secrets.remove(SecretKind::SigningKey, change.keyId);
        else
            secrets.set(SecretKind::SigningKey, change.keyId, change.text);
}

struct Order
{
    engine::IssuerDesign design;
    Secrets secrets;
    std::string user;
    std::string client;
    bool isIdToken = false;
};

Made minted(const Order& order)
{
    Made made;
    engine::SigningKeys keys;
    Diagnostics told;
    keys.adopt(order.secrets, told);
    keys.onChange([&made](std::vector<engine::SigningKeyChange> changes) { made.changes = std::move(changes); });
    const auto known = keys.ensure(system_clock::now());
    if (!known) {
        made.token = fail(known.error());
        return made;
    }
    const engine::auth::Issuer issuer(order.design.url, **known);
    const auto now = system_clock::now();
    made.token = order.isIdToken ? engine::mintIdToken(order.design, issuer, now, order.user, order.client)
                                 : engine::mintAccessToken(order.design, issuer, now, order.user, order.client);
    return made;
}

QString describe(const engine::auth::IssuerKey& key, bool signs)
{
    const auto now = system_clock::now();
    const auto age = std::chrono::duration_cast<std::chrono::seconds>(now - key.createdAt);
    const QString what =
        signs ? LocalIssuerPage::tr("signs")
        : key.publishedUntil && *key.publishedUntil > now
            ? LocalIssuerPage::tr("published for another %1")
                  .arg(ageText(std::chrono::duration_cast<std::chrono::seconds>(*key.publishedUntil - now)))
            : LocalIssuerPage::tr("published no more");
    return LocalIssuerPage::tr("%1 · %2 · made %3 ago · %4")
        .arg(fromUtf8(key.keyId), fromUtf8(engine::joseName(key.algorithm)), ageText(age), what);
}

} // namespace

void LocalIssuerPage::buildKeys()
{
    addSection(tr("Keys"), tr("The newest key signs. After a rotation the former one stays published until every token "
                              "it has signed has expired."));
    m_keys = add(new ToneLabel(m_theme, tone::code));
    m_keys->setObjectName(QStringLiteral("issuerKeys"));
    m_keys->setWordWrap(true);
    m_keys->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_rotate = pushButton(tr("Rotate Keys"), this);
    m_rotate->setObjectName(QStringLiteral("rotateKeys"));
    connect(m_rotate, &QPushButton::clicked, this, &LocalIssuerPage::rotateKeys);
    addButtons({m_rotate});
}

void LocalIssuerPage::rotateKeys()
{
    m_rotate->setEnabled(false);
    m_background.run(
        [secrets = m_workspace.secrets().all(), life = engine::longestTokenLife(issuer())] {
            std::vector<engine::SigningKeyChange> made;
            engine::SigningKeys keys;
            Diagnostics told;
            keys.adopt(secrets, told);
            keys.onChange([&made](std::vector<engine::SigningKeyChange> changes) { made = std::move(changes); });
            const auto rotated = keys.rotate(system_clock::now(), life);
            return rotated ? Result<std::vector<engine::SigningKeyChange>>(std::move(made)) : fail(rotated.error());
        },
        [this](Result<std::vector<engine::SigningKeyChange>> changes) {
            if (changes)
                keep(m_workspace.secrets(), *changes);
            showKeys();
            if (!changes)
                m_keys->setText(fromUtf8(changes.error().message));
        });
}

void LocalIssuerPage::showKeys()
{
    m_rotate->setEnabled(m_workspace.secrets().isLoaded());
    const auto keys = engine::signingKeysIn(m_workspace.secrets().all());
    QStringList lines;
    if (keys)
        for (const engine::auth::IssuerKey& key : keys->keys())
            lines << describe(key, &key == &keys->signingKey());
    m_keys->setText(lines.isEmpty() ? tr("None yet: one is made with the first token.")
                                    : lines.join(QLatin1Char('\n')));
    m_rotate->setText(lines.isEmpty() ? tr("Make Keys") : tr("Rotate Keys"));
}

void LocalIssuerPage::buildMint()
{
    addSection(tr("Mint a token"), tr("Without a browser, as if the user had signed in just now, with all scopes of "
                                      "the client."));
    m_mintFor = new ChoiceField(m_theme, tr("For"), {});
    m_mintFor->setCommit([this](const QString& key) {
        m_user = key;
        showMint();
        return QString();
    });
    m_mintClient = new ChoiceField(m_theme, tr("Client"), {});
    m_mintClient->setCommit([this](const QString& key) {
        m_client = key;
        return QString();
    });
    m_mintKind = new ChoiceField(m_theme, tr("Token"), {});
    m_mintKind->setCommit([this](const QString& key) {
        m_isIdToken = key == QLatin1String("id");
        return QString();
    });
    m_mintFor->comboBox()->setObjectName(QStringLiteral("mintFor"));
    m_mintClient->comboBox()->setObjectName(QStringLiteral("mintClient"));
    m_mintKind->comboBox()->setObjectName(QStringLiteral("mintKind"));
    addRow({m_mintFor, m_mintClient, m_mintKind});
    m_mint = pushButton(tr("Mint Token"), this, ButtonRole::Primary);
    m_mint->setObjectName(QStringLiteral("mintToken"));
    connect(m_mint, &QPushButton::clicked, this, &LocalIssuerPage::mint);
    m_copyToken = pushButton(tr("Copy Token"), this);
    m_copyToken->setObjectName(QStringLiteral("copyToken"));
    connect(m_copyToken, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_token->toPlainText()); });
    addButtons({m_mint, m_copyToken});
    m_mintNote = add(new ToneLabel(m_theme, tone::label));
    m_mintNote->setWordWrap(true);
    m_token = add(new QPlainTextEdit);
    m_token->setObjectName(QStringLiteral("mintedToken"));
    m_token->setAccessibleName(tr("Token"));
    m_token->setReadOnly(true);
    m_token->setTabChangesFocus(true);
    m_token->setFont(m_theme.monospace());
    m_token->setWordWrapMode(QTextOption::WrapAnywhere);
    m_token->setFixedHeight(tokenLines * m_token->fontMetrics().lineSpacing() + 2 * spacing::m);
    tellMinted({}, {}, true);
}

void LocalIssuerPage::tellMinted(const QString& token, const QString& note, bool isGood)
{
    m_token->setPlainText(token);
    m_token->setVisible(!token.isEmpty());
    m_copyToken->setEnabled(!token.isEmpty());
    m_mintNote->setTone(isGood ? tone::label : tone::error);
    m_mintNote->setText(note);
    m_mintNote->setVisible(!note.isEmpty());
}

void LocalIssuerPage::mint()
{
    Order order;
    order.design.settings = issuer();
    order.design.url = engine::issuerUrl(m_gateway.port() > 0 ? m_gateway.port() : usualPort);
    order.secrets = m_workspace.secrets().all();
    order.user = m_user.toStdString();
    order.client = m_client.toStdString();
    order.isIdToken = m_isIdToken;
    m_mint->setEnabled(false);
    m_background.run([order] { return minted(order); },
                     [this, url = order.design.url](const Made& made) {
                         keep(m_workspace.secrets(), made.changes);
                         m_mint->setEnabled(true);
                         if (made.token)
                             tellMinted(fromUtf8(*made.token), tr("Issued by %1.").arg(fromUtf8(url)), true);
                         else
                             tellMinted({}, fromUtf8(made.token.error().message + " " + made.token.error().hint),
                                        false);
                     });
}

void LocalIssuerPage::showMint()
{
    std::vector<ChoiceField::Option> users;
    for (const IssuerUser& user : issuer().users)
        users.push_back({fromUtf8(user.name), fromUtf8(user.name)});
    users.push_back({QString(), tr("The client itself")});
    std::vector<ChoiceField::Option> clients;
    for (const IssuerClient& client : issuer().clients)
        clients.push_back({fromUtf8(client.name), fromUtf8(client.name)});
    if (!m_user.isEmpty() && !issuer().findUser(m_user.toStdString()))
        m_user.clear();
    if (!issuer().findClient(m_client.toStdString()))
        m_client = clients.empty() ? QString() : clients.front().key;
    std::vector<ChoiceField::Option> kinds{{QStringLiteral("access"), tr("Access token")}};
    if (!m_user.isEmpty())
        kinds.push_back({QStringLiteral("id"), tr("ID token")});
    else
        m_isIdToken = false;
    m_mintFor->setOptions(users);
    m_mintFor->setValue(m_user);
    m_mintClient->setOptions(clients);
    m_mintClient->setValue(m_client);
    m_mintKind->setOptions(kinds);
    m_mintKind->setValue(m_isIdToken ? QStringLiteral("id") : QStringLiteral("access"));
    m_mintClient->setEnabled(!clients.empty());
    m_mintClient->setHelp(clients.empty() ? tr("Add a client first.") : QString());
    m_mint->setEnabled(!clients.empty());
}

} // namespace gw::ui
