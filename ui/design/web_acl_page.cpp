// The web ACL's fields.
#include "ui/design/web_acl_page.h"

#include "core/edit/access_uses.h"
#include "core/edit/edits_access.h"
#include "ui/design/list_edits.h"
#include "ui/design/method_facts.h"
#include "ui/design/uses_list.h"
#include "ui/models/web_acl_text.h"
#include "ui/session/workspace.h"

#include <QComboBox>
#include <QTableView>

namespace gw::ui {

namespace {

QString key(WebAclAction action)
{
    return fromUtf8(toString(action));
}

QString setRule(WebAclRule& rule, int column, const QString& value)
{
    if (column == 0)
        rule.name = value.trimmed().toStdString();
    else if (column == 1)
        rule.action = webAclActionFrom(value.toStdString()).value_or(rule.action);
    else if (column == 2)
        rule.match = aclMatchOfKind(value, rule.match);
    else
        return readAclCondition(value, rule.match);
    return {};
}

} // namespace

WebAclPage::WebAclPage(Workspace& workspace, const Theme& theme, QWidget* parent)
    : ElementPage(workspace, theme, parent)
{
    addHead(QStringLiteral("webAclName"), [this](const std::string& name) {
        return apply(
            tr("Rename Web ACL"), [&](Project p) { return renameWebAcl(std::move(p), m_id, name); },
            QStringLiteral("name"));
    });
    m_description = add(new TextField(m_theme, tr("Description")));
    m_description->setCommit([this](const QString& text) {
        return change(
            tr("Edit Description"), [&](WebAcl& acl) { acl.description = text.toStdString(); },
            QStringLiteral("description"));
    });
    buildRules();
    m_otherwise = add(new ChoiceField(
        m_theme, tr("Requests that no rule decides"),
        {{key(WebAclAction::Allow), tr("ALLOW: pass")}, {key(WebAclAction::Block), tr("BLOCK: get 403")}}));
    m_otherwise->setCommit([this](const QString& text) {
        return change(tr("Change Default Action"), [&](WebAcl& acl) {
            acl.defaultAction = webAclActionFrom(text.toStdString()).value_or(acl.defaultAction);
        });
    });
    addSection(tr("Used by"));
    m_uses = add(new UsesList(theme, tr("No stage has it yet. A stage's Traffic tab has the choice.")));
    connect(m_uses, &UsesList::elementRequested, this, &ElementPage::elementRequested);
}

void WebAclPage::buildRules()
{
    addSection(tr("Rules"), tr("Looked at in this order; the first that holds and does not only count decides."));
    using Kind = TableColumn::Kind;
    const QStringList actions{key(WebAclAction::Allow), key(WebAclAction::Block), key(WebAclAction::Count)};
    m_rules = add(new TableEditor(m_theme, {}, tr("rule"), tr("No rules."),
                                  {{tr("Rule"), Kind::Code, {}, 1},
                                   {tr("Action"), Kind::Choice, actions, 0},
                                   {tr("Looks at"), Kind::Choice, aclMatchKinds(), 0},
                                   {tr("Condition"), Kind::Code, {}, 2}}));
    m_rules->view()->setAccessibleName(tr("Rules"));
    m_rules->setHelp(tr("Addresses: 192.0.2.0/24, 2001:db8::/32 · Rate: 2000 in 300 (seconds, for one address) · "
                        "Header: user-agent CONTAINS bot · Size: BODY > 8192 (bytes)"));
    m_rules->setNewRow({{}, key(WebAclAction::Block), aclMatchKind(RateMatch{}), aclConditionText(RateMatch{})});
    m_rules->setEdits(tableEdits<WebAclRule>({[this] { return shown() ? shown()->rules : std::vector<WebAclRule>(); },
                                              [this](const QString& name, std::vector<WebAclRule> rows) {
                                                  return change(name, [&](WebAcl& acl) { acl.rules = rows; });
                                              },
                                              setRule, tr("Web ACL Rule")}));
}

void WebAclPage::moveUp()
{
    const int row = m_rules->view()->currentIndex().row();
    const WebAcl* acl = shown();
    if (!acl || row < 1 || row >= int(acl->rules.size()))
        return;
    m_rules->showError(change(tr("Move Web ACL Rule"), [row](WebAcl& changed) {
        std::swap(changed.rules[std::size_t(row)], changed.rules[std::size_t(row) - 1]);
    }));
    m_rules->view()->setCurrentIndex(m_rules->model()->index(row - 1, 0));
}

const WebAcl* WebAclPage::shown() const
{
    return findById(m_workspace.project().webAcls, m_id);
}

QString WebAclPage::change(const QString& command, const std::function<void(WebAcl&)>& set, const QString& field)
{
    return changeIn<WebAcl>(m_workspace.project().webAcls, m_id, setWebAcl, command, set, field);
}

void WebAclPage::showAcl(WebAclId id)
{
    if (id != m_id)
        leaveElement();
    m_id = id;
    setKey(QStringLiteral("x%1").arg(id.value));
    refresh();
}

void WebAclPage::refresh()
{
    const WebAcl* acl = shown();
    if (!acl)
        return;
    showHead(acl->name, tr("Web ACL · %1").arg(counted(acl->rules.size(), tr("rule"), tr("rules"))));
    m_description->setValue(fromUtf8(acl->description));
    m_otherwise->setValue(key(acl->defaultAction));
    std::vector<QStringList> rows;
    for (const WebAclRule& rule : acl->rules)
        rows.push_back({fromUtf8(rule.name), key(rule.action), aclMatchKind(rule.match), aclConditionText(rule.match)});
    m_rules->setRows(rows);
    m_rules->setFix(rows.size() > 1 ? tr("Move Rule Up") : QString(), [this] { moveUp(); });
    m_uses->showUses(usesOf(m_workspace.project(), *acl));
}

} // namespace gw::ui
