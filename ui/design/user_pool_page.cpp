// The user pool's fields. Keys are fetched on a thread of KeySets; the result comes back as an event.
#include "ui/design/user_pool_page.h"

#include "core/edit/access_uses.h"
#include "core/edit/edits_access.h"
#include "gateway-engine/access/issuer/signing_keys.h"
#include "gateway-engine/access/key_sets.h"
#include "gateway-engine/services.h"
#include "ui/design/method_facts.h"
#include "ui/design/uses_list.h"
#include "ui/session/project_secrets.h"
#include "ui/session/workspace.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/tone_label.h"

#include <QLineEdit>
#include <QPointer>
#include <QPushButton>

namespace gw::ui {

namespace {

const QString local = QStringLiteral("local");
const QString other = QStringLiteral("other");

// The issuer the service itself has for this pool.
std::string serviceIssuer(const std::string& arn)
{
    const std::string id = arn.substr(arn.rfind('/') + 1); // "us-east-1_AbCdEfGhI"
    return "https://cognito-idp." + id.substr(0, id.find('_')) + ".amazonaws.com/" + id;
}

QString describe(const engine::auth::JwkSet& keys)
{
    QStringList ids;
    for (const engine::auth::Jwk& key : keys.keys())
        ids << (key.keyId.empty() ? UserPoolPage::tr("one without an id") : fromUtf8(key.keyId));
    QString text = ids.isEmpty() ? UserPoolPage::tr("There is no key that verifies a signature.")
                                 : UserPoolPage::tr("%1: %2").arg(
                                       counted(keys.keys().size(), UserPoolPage::tr("key"), UserPoolPage::tr("keys")),
                                       ids.join(QStringLiteral(", ")));
    for (const engine::auth::SkippedJwk& skipped : keys.skipped())
        text += QLatin1Char('\n') + UserPoolPage::tr("Left out: key %1 \"%2\", as %3.")
                                        .arg(skipped.index + 1)
                                        .arg(fromUtf8(skipped.keyId), fromUtf8(skipped.reason));
    return text;
}

} // namespace

UserPoolPage::UserPoolPage(Workspace& workspace, const Theme& theme, QWidget* parent)
    : ElementPage(workspace, theme, parent)
{
    addHead(QStringLiteral("userPoolName"), [this](const std::string& name) {
        return apply(
            tr("Rename User Pool"), [&](Project p) { return renameUserPool(std::move(p), m_id, name); },
            QStringLiteral("name"));
    });
    m_arn = add(new TextField(m_theme, tr("ARN"), TextField::Kind::CodeLine));
    m_arn->lineEdit()->setObjectName(QStringLiteral("userPoolArn"));
    m_arn->setHelp(tr("Authorizers name the pool by it; they follow when it is changed here."));
    m_arn->setCommit([this](const QString& text) {
        return change(
            tr("Change ARN"), [&](UserPool& pool) { pool.arn = text.trimmed().toStdString(); }, QStringLiteral("arn"));
    });
    buildIssuer();
    buildCheck();
    addSection(tr("Used by"));
    m_uses = add(new UsesList(theme, tr("No authorizer names it yet.")));
    connect(m_uses, &UsesList::elementRequested, this, &ElementPage::elementRequested);
}

UserPoolPage::~UserPoolPage() = default;

void UserPoolPage::buildIssuer()
{
    addSection(tr("Issuer"), tr("Whose tokens the pool takes: their \"iss\" is exactly the issuer's, and one of its "
                                "keys has signed them."));
    m_whose = add(new ChoiceField(m_theme, tr("Tokens are of"),
                                  {{local, tr("The project's local issuer")}, {other, tr("Another issuer")}}));
    m_whose->setCommit([this](const QString& key) {
        return change(tr("Change Issuer"), [&](UserPool& pool) {
            pool.issuer = key == local ? std::string() : serviceIssuer(pool.arn);
            pool.jwks.clear();
        });
    });
    m_issuer = add(new TextField(m_theme, tr("Issuer"), TextField::Kind::CodeLine));
    m_issuer->lineEdit()->setObjectName(QStringLiteral("userPoolIssuer"));
    m_issuer->setPlaceholder(QStringLiteral("https://issuer.example.com"));
    m_issuer->setCommit([this](const QString& text) {
        const std::string issuer = text.trimmed().toStdString();
        if (const auto allowed = engine::checkKeyUrl(issuer); !allowed && !(shown() && !shown()->jwks.empty()))
            return fromUtf8(allowed.error().message + " " + allowed.error().hint);
        return change(
            tr("Change Issuer"), [&](UserPool& pool) { pool.issuer = issuer; }, QStringLiteral("issuer"));
    });
    m_jwks = add(new TextField(m_theme, tr("Keys (JWKS)"), TextField::Kind::CodeLine));
    m_jwks->lineEdit()->setObjectName(QStringLiteral("userPoolJwks"));
    m_jwks->setPlaceholder(tr("found by discovery"));
    m_jwks->setHelp(tr("The URL of a JSON Web Key Set or a file of the project. Without one the keys are found at the "
                       "issuer's /.well-known/openid-configuration."));
    m_jwks->setCommit([this](const QString& text) { return setJwks(text.trimmed()); });
}

QString UserPoolPage::setJwks(const QString& text)
{
    const std::string jwks = text.toStdString();
    if (text.contains(QStringLiteral("://")))
        if (const auto allowed = engine::checkKeyUrl(jwks); !allowed)
            return fromUtf8(allowed.error().message + " " + allowed.error().hint);
    return change(
        tr("Change Keys"), [&](UserPool& pool) { pool.jwks = jwks; }, QStringLiteral("jwks"));
}

void UserPoolPage::buildCheck()
{
    m_checkNow = pushButton(tr("Check Keys Now"), this);
    m_checkNow->setObjectName(QStringLiteral("checkKeys"));
    connect(m_checkNow, &QPushButton::clicked, this, &UserPoolPage::checkKeys);
    addButtons({m_checkNow});
    m_result = add(new ToneLabel(m_theme, tone::muted));
    m_result->setObjectName(QStringLiteral("checkResult"));
    m_result->setWordWrap(true);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse);
}

void UserPoolPage::tellCheck(const QString& text, bool isGood)
{
    m_result->setTone(isGood ? tone::muted : tone::error);
    m_result->setText(text);
    m_result->setVisible(!text.isEmpty());
    m_checkNow->setEnabled(true);
}

void UserPoolPage::checkKeys()
{
    leaveElement(); // with what is typed
    const UserPool* pool = shown();
    if (!pool)
        return;
    m_checked = *pool;
    if (pool->isLocal()) {
        const auto keys = engine::signingKeysIn(m_workspace.secrets().all());
        return tellCheck(keys ? tr("%1 of the local issuer.").arg(counted(keys->keys().size(), tr("key"), tr("keys")))
                              : tr("The local issuer has no key yet: it makes one with its first token."),
                         true);
    }
    tellCheck(tr("Fetching…"), true);
    m_checkNow->setEnabled(false);
    engine::KeySetsOptions options;
    options.projectFolder = m_workspace.folder().toStdString();
    if (!m_keySets || m_folder != options.projectFolder)
        m_keySets =
            std::make_unique<engine::KeySets>(options, std::make_shared<const engine::Clock>(engine::systemServices()));
    m_folder = options.projectFolder;
    m_keySets->check({pool->issuer, pool->jwks}, [this, check = ++m_check](Result<engine::SharedKeys> keys) {
        const bool isGood = keys && !(*keys)->keys().empty();
        const QString text =
            keys ? describe(**keys) : fromUtf8(keys.error().message) + QLatin1Char('\n') + fromUtf8(keys.error().hint);
        QMetaObject::invokeMethod(
            this,
            [this, check, text, isGood] {
                if (check == m_check)
                    tellCheck(text, isGood);
            },
            Qt::QueuedConnection);
    });
}

const UserPool* UserPoolPage::shown() const
{
    return findById(m_workspace.project().userPools, m_id);
}

QString UserPoolPage::change(const QString& command, const std::function<void(UserPool&)>& set, const QString& field)
{
    return changeIn<UserPool>(m_workspace.project().userPools, m_id, setUserPool, command, set, field);
}

void UserPoolPage::showPool(UserPoolId id)
{
    if (id != m_id)
        leaveElement();
    m_id = id;
    setKey(QStringLiteral("o%1").arg(id.value));
    refresh();
}

void UserPoolPage::refresh()
{
    const UserPool* pool = shown();
    if (!pool)
        return;
    showHead(pool->name, tr("User pool"));
    m_arn->setValue(fromUtf8(pool->arn));
    m_whose->setValue(pool->isLocal() ? local : other);
    m_whose->setHelp(pool->isLocal() && !m_workspace.project().localIssuer->enabled
                         ? tr("The local issuer is off: it gives no tokens.")
                         : QString());
    m_whose->setFix(pool->isLocal() ? tr("Open Local Issuer") : QString(), [this] { emit localIssuerRequested(); });
    m_issuer->setVisible(!pool->isLocal());
    m_jwks->setVisible(!pool->isLocal());
    m_issuer->setValue(fromUtf8(pool->issuer));
    m_jwks->setValue(fromUtf8(pool->jwks));
    m_uses->showUses(usesOf(m_workspace.project(), *pool));
    if (!(m_checked == *pool)) {
        ++m_check; // what still comes is of another place
        tellCheck({}, true);
    }
}

} // namespace gw::ui
