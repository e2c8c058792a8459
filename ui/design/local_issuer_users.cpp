// Users of the local issuer, and their passwords. A password is hashed off the GUI thread, and nothing else of it is
// kept.
#include "ui/design/local_issuer_page.h"

#include "gateway-engine/crypto/password_hash.h"
#include "ui/design/list_edits.h"
#include "ui/design/method_facts.h"
#include "ui/models/issuer_text.h"
#include "ui/session/project_secrets.h"
#include "ui/session/workspace.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/tone_label.h"

#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QTableView>

#include <algorithm>

namespace gw::ui {

namespace {

QString setUser(IssuerUser& user, int column, const QString& value)
{
    if (column == 0)
        user.name = value.trimmed().toStdString();
    else if (column == 1)
        user.enabled = value == QLatin1String("true");
    else if (column == 2)
        user.groups = wordsIn(value);
    else
        return readAttributes(value, user.attributes);
    return {};
}

} // namespace

void LocalIssuerPage::buildUsers()
{
    using Kind = TableColumn::Kind;
    addSection(tr("Users"), tr("Who may sign in. Groups stand in tokens as cognito:groups, attributes as claims of ID "
                               "tokens."));
    m_users = addWide(new TableEditor(m_theme, {}, tr("user"), tr("No user: nobody can sign in."),
                                      {{tr("User"), Kind::Code, {}, 2},
                                       {tr("Enabled"), Kind::Check, {}, 0},
                                       {tr("Groups"), Kind::Code, {}, 2},
                                       {tr("Attributes"), Kind::Code, {}, 4}}));
    m_users->view()->setAccessibleName(tr("Users"));
    m_users->setHelp(tr("Groups: admins staff · Attributes: email=anna@example.com; email_verified=true; "
                        "custom:tenant=a"));
    m_users->setNewRow({{}, QStringLiteral("true"), {}, {}});
    m_users->setEdits(tableEdits<IssuerUser>({[this] { return issuer().users; },
                                              [this](const QString& name, std::vector<IssuerUser> rows) {
                                                  return change(name, [&](LocalIssuer& i) { i.users = rows; });
                                              },
                                              setUser, tr("Issuer User")}));
    connect(m_users->view()->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &LocalIssuerPage::showPassword);
}

void LocalIssuerPage::buildPassword()
{
    m_passwordOf = add(new ToneLabel(m_theme, tone::label));
    auto* row = new QWidget;
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(spacing::s);
    m_password = new QLineEdit;
    m_password->setObjectName(QStringLiteral("newPassword"));
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setMaxLength(int(engine::longestPassword) / 4); // characters of up to four bytes
    m_password->setPlaceholderText(tr("New password"));
    m_password->setAccessibleName(tr("New password"));
    m_passwordOf->setBuddy(m_password);
    line->addWidget(m_password, 1);
    m_setPassword = pushButton(tr("Set Password"), row);
    m_setPassword->setObjectName(QStringLiteral("setPassword"));
    line->addWidget(m_setPassword);
    add(row);
    m_passwordNote = add(new ToneLabel(m_theme, tone::label));
    m_passwordNote->setObjectName(QStringLiteral("passwordNote"));
    connect(m_password, &QLineEdit::textChanged, this, &LocalIssuerPage::showPassword);
    connect(m_password, &QLineEdit::returnPressed, this, &LocalIssuerPage::setPassword);
    connect(m_setPassword, &QPushButton::clicked, this, &LocalIssuerPage::setPassword);
}

const IssuerUser* LocalIssuerPage::currentUser() const
{
    const int row = std::max(0, m_users->view()->currentIndex().row());
    return row < int(issuer().users.size()) ? &issuer().users[std::size_t(row)] : nullptr;
}

void LocalIssuerPage::setPassword()
{
    const IssuerUser* user = currentUser();
    if (!user || m_password->text().isEmpty())
        return;
    const Secret typed(m_password->text().toStdString());
    m_password->clear();
    m_passwordNote->setText(tr("Setting the password…"));
    m_background.run([typed] { return engine::hashedPassword(typed.reveal()); },
                     [this, sub = user->sub](Result<Secret> hash) {
                         if (!hash)
                             return m_passwordNote->setText(fromUtf8(hash.error().message));
                         m_workspace.secrets().set(SecretKind::Password, sub, *std::move(hash));
                         showPassword();
                     });
}

void LocalIssuerPage::showPassword()
{
    const IssuerUser* user = currentUser();
    const Secret* hash = user ? m_workspace.secrets().find(SecretKind::Password, user->sub) : nullptr;
    m_passwordOf->setText(user ? tr("Password of \"%1\"").arg(fromUtf8(user->name)) : tr("Password"));
    m_password->setEnabled(user != nullptr);
    m_setPassword->setEnabled(user && !m_password->text().isEmpty());
    m_passwordNote->setText(!user ? tr("Add a user first.")
                            : hash && !hash->isEmpty()
                                ? tr("A password is set. Its hash stands in the project's secrets.")
                                : tr("No password yet: the user cannot sign in."));
}

void LocalIssuerPage::showUsers()
{
    std::vector<QStringList> rows;
    for (const IssuerUser& user : issuer().users)
        rows.push_back({fromUtf8(user.name), user.enabled ? QStringLiteral("true") : QStringLiteral("false"),
                        wordsText(user.groups), attributesText(user.attributes)});
    m_users->setRows(rows);
    showPassword();
}

} // namespace gw::ui
