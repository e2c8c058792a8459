// The identity's fields. One policy at a time is edited: the one whose row is current.
#include "ui/design/identity_page.h"

#include "core/edit/edits_access.h"
#include "ui/design/code_field.h"
#include "ui/design/list_edits.h"
#include "ui/design/method_facts.h"
#include "ui/design/policy_marks.h"
#include "ui/design/secret_field.h"
#include "ui/design/signature_lab.h"
#include "ui/models/json_text.h"
#include "ui/models/policy_templates.h"
#include "ui/session/project_secrets.h"
#include "ui/session/workspace.h"
#include "ui/widgets/buttons.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QMenu>
#include <QTableView>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr int policyHeight = 260;

QString profileText(const Identity& identity, const Secret& secret, const std::string& region)
{
    const auto line = [](const char* name, const std::string& value) {
        return std::string(name) + " = " + value + "\n";
    };
    return fromUtf8("[" + identity.name + "]\n" + line("aws_access_key_id", identity.accessKeyId) +
                    line("aws_secret_access_key", secret.reveal()) + line("region", region));
}

} // namespace

IdentityPage::IdentityPage(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : ElementPage(workspace, theme, parent)
{
    addHead(QStringLiteral("identityName"), [this](const std::string& name) {
        return apply(
            tr("Rename Identity"), [&](Project p) { return renameIdentity(std::move(p), m_id, name); },
            QStringLiteral("name"));
    });
    buildAccessKey();
    buildPolicies();
    buildTags();
    addSection(tr("Try a signed request"),
               tr("How the gateway calculates its signature, and what the policies say of it."));
    m_lab = addWide(new SignatureLab(workspace, gateway, theme));
    connect(&workspace.secrets(), &ProjectSecrets::changed, this, &IdentityPage::showSecret);
}

void IdentityPage::buildAccessKey()
{
    addSection(tr("Access key"), tr("What the identity signs requests with (Signature Version 4). The id stands in the "
                                    "project's files, the secret in .gatewright/secrets.yaml of this machine."));
    m_keyId = add(new TextField(m_theme, tr("Access key id"), TextField::Kind::CodeLine));
    m_keyId->lineEdit()->setObjectName(QStringLiteral("accessKeyId"));
    m_keyId->setCommit([this](const QString& text) {
        return change(
            tr("Change Access Key Id"),
            [&](Identity& identity) { identity.accessKeyId = text.trimmed().toStdString(); }, QStringLiteral("key"));
    });
    m_secret = add(new SecretField(m_theme, tr("Secret access key")));
    m_secret->lineEdit()->setObjectName(QStringLiteral("secretAccessKey"));
    m_secret->setCommit([this](const QString& text) -> QString {
        if (text.isEmpty())
            return tr("Write the secret access key, or generate one.");
        replaceSecret(Secret(text.toStdString()));
        return {};
    });
    connect(m_secret, &SecretField::regenerateRequested, this,
            [this] { replaceSecret(newSecretAccessKey(fillWithRandomBytes)); });
    auto* buttons = new QWidget;
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::m);
    m_copy = pushButton(tr("Copy as AWS CLI Profile"), buttons);
    m_copy->setToolTip(tr("For ~/.aws/credentials: id, secret and Region under the identity's name"));
    connect(m_copy, &QPushButton::clicked, this, &IdentityPage::copyProfile);
    row->addWidget(m_copy);
    auto* rotateKey = pushButton(tr("Rotate Access Key"), buttons);
    rotateKey->setToolTip(tr("A new id and a new secret; clients that sign with the former ones get 403"));
    connect(rotateKey, &QPushButton::clicked, this, &IdentityPage::rotate);
    row->addWidget(rotateKey);
    row->addStretch(1);
    add(buttons);
}

void IdentityPage::buildPolicies()
{
    addSection(tr("Policies"), tr("What the identity may do: an explicit Deny goes before an Allow, and what no policy "
                                  "allows is denied."));
    m_policies = add(new TableEditor(m_theme, {}, tr("policy"), tr("No policy: the identity may call nothing."),
                                     {{tr("Policy"), TableColumn::Kind::Code, {}, 1}}));
    m_policies->view()->setAccessibleName(tr("Policies"));
    const auto now = [this] { return shown() ? shown()->policies : std::vector<IdentityPolicy>(); };
    const auto put = [this](const QString& name, std::vector<IdentityPolicy> rows) {
        return putPolicies(name, std::move(rows));
    };
    const auto set = [](IdentityPolicy& policy, int, const QString& value) {
        policy.name = value.trimmed().toStdString();
        return QString();
    };
    m_policies->setEdits(tableEdits<IdentityPolicy>({now, put, set, tr("Policy")}));
    connect(m_policies->view()->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &IdentityPage::choosePolicy);
    m_document = add(new CodeField(m_theme, {}, CodeEditor::Language::Json, policyHeight));
    m_document->editor()->setAccessibleName(tr("Policy document"));
    m_document->setSameness(isSameJson);
    m_document->setCommit([this](const QString& text) { return setDocument(text); });
    new PolicyMarks(*m_document->editor(), PolicyMarks::Owner::Identity);
    add(buildTemplates());
}

QWidget* IdentityPage::buildTemplates()
{
    auto* samples = new QWidget;
    auto* row = new QHBoxLayout(samples);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::m);
    auto* everything = pushButton(tr("Allow Everything"), samples);
    connect(everything, &QPushButton::clicked, this, [this] { useTemplate(policyThatAllowsEverything()); });
    row->addWidget(everything);
    const auto offer = [&](const QString& name, void (IdentityPage::*fill)(QMenu&)) {
        auto* button = pushButton(name, samples);
        auto* menu = new QMenu(button);
        menu->setAccessibleName(name);
        connect(menu, &QMenu::aboutToShow, this, [this, menu, fill] { (this->*fill)(*menu); });
        button->setMenu(menu);
        row->addWidget(button);
    };
    offer(tr("Invoke One API"), &IdentityPage::fillApis);
    offer(tr("Invoke One Stage"), &IdentityPage::fillStages);
    row->addStretch(1);
    return samples;
}

void IdentityPage::fillApis(QMenu& menu)
{
    menu.clear();
    const Project& project = m_workspace.project();
    for (const Cow<Api>& api : project.apis)
        menu.addAction(fromUtf8(api->name), this,
                       [this, arn = resourceOf(project, *api)] { useTemplate(policyThatAllows(arn)); });
    if (menu.isEmpty())
        menu.addAction(tr("The project has no API"))->setEnabled(false);
}

void IdentityPage::fillStages(QMenu& menu)
{
    menu.clear();
    const Project& project = m_workspace.project();
    for (const Cow<Api>& api : project.apis)
        for (const Stage& stage : api->stages)
            menu.addAction(fromUtf8(api->name + "/" + stage.name), this,
                           [this, arn = resourceOf(project, *api, stage)] { useTemplate(policyThatAllows(arn)); });
    if (menu.isEmpty())
        menu.addAction(tr("The project has no stage"))->setEnabled(false);
}

void IdentityPage::buildTags()
{
    addSection(tr("Tags"), tr("Conditions of policies read them as aws:PrincipalTag/key."));
    m_tags = add(
        new TableEditor(m_theme, {}, tr("tag"), tr("No tags."),
                        {{tr("Key"), TableColumn::Kind::Code, {}, 1}, {tr("Value"), TableColumn::Kind::Code, {}, 2}}));
    m_tags->view()->setAccessibleName(tr("Tags"));
    using Tag = StringMap::value_type;
    const auto now = [this] { return shown() ? shown()->tags : StringMap(); };
    const auto put = [this](const QString& name, std::vector<Tag> rows) {
        return change(name, [&](Identity& identity) { identity.tags = rows; });
    };
    const auto set = [this, now](Tag& tag, int column, const QString& value) -> QString {
        std::string& part = column == 0 ? tag.first : tag.second;
        const std::string text = value.trimmed().toStdString();
        if (column == 0 && text != tag.first && findIn(now(), text))
            return tr("There is a tag \"%1\" already.").arg(value.trimmed());
        part = text;
        return {};
    };
    m_tags->setEdits(tableEdits<Tag>({now, put, set, tr("Tag")}));
}

const Identity* IdentityPage::shown() const
{
    return findById(m_workspace.project().identities, m_id);
}

const IdentityPolicy* IdentityPage::shownPolicy() const
{
    const Identity* identity = shown();
    return identity && m_policy >= 0 && m_policy < int(identity->policies.size())
               ? &identity->policies[std::size_t(m_policy)]
               : nullptr;
}

QString IdentityPage::change(const QString& command, const std::function<void(Identity&)>& set, const QString& field)
{
    return changeIn<Identity>(m_workspace.project().identities, m_id, setIdentity, command, set, field);
}

// --- The access key --------------------------------------------------------------------------------------------------

void IdentityPage::rotate()
{
    leaveElement();
    const std::string fresh = freshAccessKeyId(m_workspace.project(), m_workspace.secrets().all());
    const QString refusal = change(tr("Rotate Access Key"), [&](Identity& identity) { identity.accessKeyId = fresh; });
    m_keyId->showError(refusal);
    if (refusal.isEmpty())
        m_workspace.secrets().set(SecretKind::AccessKey, fresh, newSecretAccessKey(fillWithRandomBytes));
}

void IdentityPage::replaceSecret(Secret fresh)
{
    const Identity* identity = shown();
    if (!identity)
        return;
    const Secret* known = m_workspace.secrets().find(SecretKind::AccessKey, identity->accessKeyId);
    m_former = known ? *known : Secret();
    m_ofKey = identity->accessKeyId;
    m_workspace.secrets().set(SecretKind::AccessKey, identity->accessKeyId, std::move(fresh));
}

void IdentityPage::copyProfile()
{
    const Identity* identity = shown();
    const Secret* secret =
        identity ? m_workspace.secrets().find(SecretKind::AccessKey, identity->accessKeyId) : nullptr;
    if (secret)
        QGuiApplication::clipboard()->setText(profileText(*identity, *secret, m_workspace.project().aws.region));
}

void IdentityPage::showSecret()
{
    const Identity* identity = shown();
    if (!identity)
        return;
    const ProjectSecrets& secrets = m_workspace.secrets();
    const Secret* secret = secrets.find(SecretKind::AccessKey, identity->accessKeyId);
    m_secret->setSecret(secret);
    m_secret->setEnabled(secrets.isLoaded());
    m_copy->setEnabled(secret && !secret->isEmpty());
    const bool canPutBack = !m_former.isEmpty() && m_ofKey == identity->accessKeyId;
    m_secret->setFix(canPutBack ? tr("Put the Former Secret Back") : QString(),
                     [this] { replaceSecret(Secret(m_former)); });
}

// --- Policies --------------------------------------------------------------------------------------------------------

// A row that was added has no document yet: it begins with calling every API.
QString IdentityPage::putPolicies(const QString& command, std::vector<IdentityPolicy> rows)
{
    for (IdentityPolicy& policy : rows)
        if (policy.document.isNull())
            policy.document = policyThatAllows(everyApi);
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (rows[i].name == rows[j].name)
                return tr("The identity has a policy \"%1\" already.").arg(fromUtf8(rows[i].name));
    return change(command, [&](Identity& identity) { identity.policies = rows; });
}

QString IdentityPage::setDocument(const QString& text)
{
    if (text.trimmed().isEmpty())
        return tr("A policy is never empty: write one, or remove its row above.");
    if (const Diagnostics problems = PolicyMarks::problemsOf(text, PolicyMarks::Owner::Identity); hasErrors(problems))
        return errorText(problems.front());
    const Result<json::Value> document = parseJsonText(text);
    if (!document)
        return errorText(document.error());
    const int row = m_policy;
    return change(
        tr("Edit Policy"),
        [&](Identity& identity) {
            if (row >= 0 && row < int(identity.policies.size()))
                identity.policies[std::size_t(row)].document = *document;
        },
        QStringLiteral("policy%1").arg(row));
}

void IdentityPage::useTemplate(const json::Value& document)
{
    m_document->forget();
    const bool isThere = shownPolicy() != nullptr;
    const QString refusal = change(isThere ? tr("Replace Policy") : tr("Add Policy"), [&](Identity& identity) {
        if (isThere)
            identity.policies[std::size_t(m_policy)].document = document;
        else
            identity.policies.push_back({"invoke", document});
    });
    m_document->showError(refusal);
}

void IdentityPage::choosePolicy()
{
    const int row = m_policies->view()->currentIndex().row();
    if (row < 0 || row == m_policy || m_policies->model()->isDraft(row))
        return;
    m_document->commitNow();
    m_document->forget();
    m_policy = row;
    showPolicy();
}

void IdentityPage::showPolicy()
{
    const IdentityPolicy* policy = shownPolicy();
    m_document->setVisible(policy != nullptr);
    if (!policy)
        return;
    m_document->setLabel(tr("Document of \"%1\" (JSON)").arg(fromUtf8(policy->name)));
    m_document->setValue(jsonText(policy->document));
}

// --- What is shown ---------------------------------------------------------------------------------------------------

void IdentityPage::showIdentity(IdentityId id)
{
    if (id != m_id) {
        leaveElement();
        m_former = {};
        m_policy = 0;
        m_lab->forgetShown();
    }
    m_id = id;
    setKey(QStringLiteral("i%1").arg(id.value));
    refresh();
}

void IdentityPage::refresh()
{
    const Identity* identity = shown();
    if (!identity)
        return;
    showHead(identity->name, tr("Identity · arn:aws:iam::%1:user/%2 · %3")
                                 .arg(fromUtf8(m_workspace.project().aws.accountId), fromUtf8(identity->name),
                                      fromUtf8(userIdOf(*identity))));
    m_keyId->setValue(fromUtf8(identity->accessKeyId));
    showSecret();
    std::vector<QStringList> policies;
    for (const IdentityPolicy& policy : identity->policies)
        policies.push_back({fromUtf8(policy.name)});
    m_policies->setRows(policies);
    m_policy = std::clamp(m_policy, 0, std::max(0, int(policies.size()) - 1));
    showPolicy();
    std::vector<QStringList> tags;
    for (const auto& [key, value] : identity->tags)
        tags.push_back({fromUtf8(key), fromUtf8(value)});
    m_tags->setRows(tags);
}

} // namespace gw::ui
