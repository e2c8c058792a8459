// The API key's fields. Plans hold their keys by name; here they are shown from the key's side.
#include "ui/design/api_key_page.h"

#include "core/edit/edits_access.h"
#include "core/edit/element_uses.h"
#include "ui/design/list_edits.h"
#include "ui/design/method_facts.h"
#include "ui/design/secret_field.h"
#include "ui/design/uses_list.h"
#include "ui/session/project_secrets.h"
#include "ui/session/workspace.h"

#include <QTableView>

#include <algorithm>

namespace gw::ui {

ApiKeyPage::ApiKeyPage(Workspace& workspace, const Theme& theme, QWidget* parent)
    : ElementPage(workspace, theme, parent)
{
    addHead(QStringLiteral("apiKeyName"), [this](const std::string& name) {
        return apply(
            tr("Rename API Key"), [&](Project p) { return renameApiKey(std::move(p), m_id, name); },
            QStringLiteral("name"));
    });
    buildValue();
    m_description = add(new TextField(m_theme, tr("Description")));
    m_description->setCommit([this](const QString& text) {
        return change(
            tr("Edit Description"), [&](ApiKey& key) { key.description = text.toStdString(); },
            QStringLiteral("description"));
    });
    m_enabled = add(new CheckField(m_theme, tr("Enabled: requests with it may pass")));
    m_enabled->setCommit([this](const QString& value) {
        const bool isEnabled = value == QLatin1String("true");
        return change(isEnabled ? tr("Enable API Key") : tr("Disable API Key"),
                      [&](ApiKey& key) { key.enabled = isEnabled; });
    });
    buildPlans();
    connect(&workspace.secrets(), &ProjectSecrets::changed, this, &ApiKeyPage::showValue);
}

void ApiKeyPage::buildValue()
{
    m_value = add(new SecretField(m_theme, tr("Value")));
    m_value->setCommit([this](const QString& text) { return setValue(text); });
    connect(m_value, &SecretField::regenerateRequested, this,
            [this] { replaceValue(newApiKeyValue(fillWithRandomBytes)); });
}

void ApiKeyPage::buildPlans()
{
    addSection(tr("Usage plans"), tr("A key is good where a plan has both the key and the API stage, and for nothing "
                                     "else."));
    m_plans = add(new TableEditor(m_theme, {}, tr("usage plan"),
                                  tr("No plan: requests with this key get 403 Forbidden wherever a key is required."),
                                  {{tr("Usage plan"), TableColumn::Kind::Code, {}, 1}}));
    m_plans->view()->setAccessibleName(tr("Usage plans"));
    m_plans->setEdits(tableEdits<std::string>(
        {[this] { return plansOfKey(); },
         [this](const QString& name, const std::vector<std::string>& rows) { return setPlans(name, rows); }, setText,
         tr("Usage Plan of Key")}));
    m_links = add(new UsesList(m_theme, {}));
    connect(m_links, &UsesList::elementRequested, this, &ElementPage::elementRequested);
}

const ApiKey* ApiKeyPage::shown() const
{
    return findById(m_workspace.project().apiKeys, m_id);
}

QString ApiKeyPage::change(const QString& command, const std::function<void(ApiKey&)>& set, const QString& field)
{
    return changeIn<ApiKey>(m_workspace.project().apiKeys, m_id, setApiKey, command, set, field);
}

QString ApiKeyPage::setValue(const QString& text)
{
    const ApiKey* key = shown();
    Secret value(text.toStdString());
    if (!key)
        return {};
    if (const std::string fault = faultOfApiKeyValue(value); !fault.empty())
        return fromUtf8(fault);
    const std::string owner = m_workspace.secrets().all().ownerOf(SecretKind::ApiKey, value.reveal());
    if (!owner.empty() && owner != key->keyId)
        return tr("Another API key has this value: each needs one of its own.");
    replaceValue(std::move(value));
    return {};
}

void ApiKeyPage::replaceValue(Secret fresh)
{
    const ApiKey* key = shown();
    if (!key)
        return;
    const Secret* known = m_workspace.secrets().find(SecretKind::ApiKey, key->keyId);
    m_former = known ? *known : Secret();
    m_workspace.secrets().set(SecretKind::ApiKey, key->keyId, std::move(fresh));
}

std::vector<std::string> ApiKeyPage::plansOfKey() const
{
    std::vector<std::string> names;
    if (const ApiKey* key = shown())
        for (const Cow<UsagePlan>& plan : m_workspace.project().usagePlans)
            if (plan->hasKey(key->name))
                names.push_back(plan->name);
    return names;
}

// One edit for all plans that gain or lose the key; those that lose it first, as it may not be in two of one stage.
QString ApiKeyPage::setPlans(const QString& command, const std::vector<std::string>& names)
{
    const ApiKey* key = shown();
    if (!key)
        return {};
    for (const std::string& name : names)
        if (!findByName(m_workspace.project().usagePlans, name))
            return tr("There is no usage plan \"%1\". Usage Plans in the tree makes one.").arg(fromUtf8(name));
    return apply(command, [&, keyName = key->name](Project project) -> Result<Project> {
        for (const bool gains : {false, true})
            for (const Cow<UsagePlan>& known : std::vector<Cow<UsagePlan>>(project.usagePlans)) {
                const bool isWanted = std::find(names.begin(), names.end(), known->name) != names.end();
                if (known->hasKey(keyName) == isWanted || isWanted != gains)
                    continue;
                UsagePlan plan = *known;
                if (isWanted)
                    plan.keys.push_back(keyName);
                else
                    std::erase(plan.keys, keyName);
                auto changed = setUsagePlan(std::move(project), std::move(plan));
                if (!changed)
                    return changed;
                project = std::move(*changed);
            }
        return project;
    });
}

void ApiKeyPage::showKey(ApiKeyId id)
{
    if (id != m_id) {
        leaveElement();
        m_former = {};
    }
    m_id = id;
    setKey(QStringLiteral("k%1").arg(id.value));
    refresh();
}

void ApiKeyPage::showValue()
{
    const ApiKey* key = shown();
    if (!key)
        return;
    const ProjectSecrets& secrets = m_workspace.secrets();
    m_value->setSecret(secrets.find(SecretKind::ApiKey, key->keyId));
    m_value->setEnabled(secrets.isLoaded());
    m_value->setHelp(tr("Callers send it as x-api-key. It stands in .gatewright/secrets.yaml of this machine, never in "
                        "the project's files."));
    m_value->setFix(m_former.isEmpty() ? QString() : tr("Put the Former Value Back"),
                    [this] { replaceValue(Secret(m_former)); });
}

void ApiKeyPage::refresh()
{
    const ApiKey* key = shown();
    if (!key)
        return;
    showHead(key->name, tr("API key · id %1").arg(fromUtf8(key->keyId)));
    showValue();
    m_description->setValue(fromUtf8(key->description));
    m_enabled->setValue(key->enabled);
    QStringList known;
    std::vector<QStringList> rows;
    ElementUses uses;
    for (const Cow<UsagePlan>& plan : m_workspace.project().usagePlans) {
        known << fromUtf8(plan->name);
        if (!plan->hasKey(key->name))
            continue;
        rows.push_back({fromUtf8(plan->name)});
        uses.push_back({tr("Open %1").arg(fromUtf8(plan->name)).toStdString(), nodeOf(plan->id)});
    }
    m_plans->model()->setChoices(0, known);
    m_plans->setRows(rows);
    m_links->showUses(uses);
}

} // namespace gw::ui
