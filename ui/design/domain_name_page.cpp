// The domain's fields. Which tables are looked at depends on the routing mode.
#include "ui/design/domain_name_page.h"

#include "core/edit/edits_access.h"
#include "ui/design/list_edits.h"
#include "ui/design/method_facts.h"
#include "ui/models/api_stage_text.h"
#include "ui/models/header_conditions.h"
#include "ui/models/number_text.h"
#include "ui/session/workspace.h"

#include <QComboBox>
#include <QLineEdit>
#include <QTableView>

#include <algorithm>
#include <tuple>

namespace gw::ui {

namespace {

QString setTarget(ApiTarget& target, const QString& text)
{
    const auto names = apiStageFrom(text);
    if (!names)
        return DomainNamePage::tr("Choose a stage, written as API/stage.");
    std::tie(target.api, target.stage) = *names;
    return {};
}

QString setMapping(ApiMapping& mapping, int column, const QString& value)
{
    if (column == 0)
        return setTarget(mapping.target, value);
    QString path = value.trimmed();
    while (path.startsWith(QLatin1Char('/')))
        path.remove(0, 1);
    while (path.endsWith(QLatin1Char('/')))
        path.chop(1);
    mapping.path = path.toStdString();
    return {};
}

QString setRule(RoutingRule& rule, int column, const QString& value)
{
    if (column == 0)
        return setTarget(rule.target, value);
    if (column == 1) {
        std::optional<int> priority;
        if (QString refusal = readNumber(value, priority); !refusal.isEmpty())
            return refusal;
        rule.priority = priority.value_or(1);
    } else if (column == 2) {
        rule.basePath = value.trimmed().isEmpty() ? std::nullopt : std::optional(value.trimmed().toStdString());
    } else if (column == 3) {
        return readHeaderConditions(value, rule.headers);
    } else {
        rule.stripBasePath = value == QLatin1String("true");
    }
    return {};
}

std::vector<ChoiceField::Option> modes()
{
    return {{fromUtf8(toString(RoutingMode::BasePathMappingOnly)), DomainNamePage::tr("Mappings alone")},
            {fromUtf8(toString(RoutingMode::RoutingRuleOnly)), DomainNamePage::tr("Routing rules alone")},
            {fromUtf8(toString(RoutingMode::RoutingRuleThenBasePathMapping)),
             DomainNamePage::tr("Routing rules, then mappings")}};
}

std::vector<ChoiceField::Option> versions()
{
    std::vector<ChoiceField::Option> options;
    for (const TlsVersion version : {TlsVersion::Tls10, TlsVersion::Tls12, TlsVersion::Tls13})
        options.push_back({fromUtf8(toString(version)), fromUtf8(toString(version))});
    return options;
}

} // namespace

DomainNamePage::DomainNamePage(Workspace& workspace, const Theme& theme, QWidget* parent)
    : ElementPage(workspace, theme, parent)
{
    addHead(QStringLiteral("domainName"), [this](const std::string& name) {
        return apply(
            tr("Rename Custom Domain Name"), [&](Project p) { return renameDomainName(std::move(p), m_id, name); },
            QStringLiteral("name"));
    });
    m_name->setHelp(tr("Names under .localhost are this machine's; others must lead here by /etc/hosts."));
    buildAddress();
    buildMappings();
    buildRules();
    buildTls();
}

void DomainNamePage::buildAddress()
{
    m_port = new TextField(m_theme, tr("Port"));
    m_port->setPlaceholder(tr("any free one"));
    m_port->setCommit([this](const QString& text) {
        std::optional<int> port;
        if (QString refusal = readNumber(text, port); !refusal.isEmpty())
            return refusal;
        return change(
            tr("Change Port"), [&](DomainName& domain) { domain.port = port.value_or(0); }, QStringLiteral("port"));
    });
    m_mode = new ChoiceField(m_theme, tr("Routing"), modes());
    m_mode->setCommit([this](const QString& key) {
        return change(tr("Change Routing Mode"), [&](DomainName& domain) {
            domain.routingMode = routingModeFrom(key.toStdString()).value_or(domain.routingMode);
        });
    });
    addRow({m_port, m_mode});
}

void DomainNamePage::buildMappings()
{
    using Kind = TableColumn::Kind;
    addSection(tr("Mappings"),
               tr("The longest path that a request begins with decides. An empty path takes the rest."));
    m_mappings = add(new TableEditor(m_theme, {}, tr("mapping"), tr("No mapping: requests get 403 Forbidden."),
                                     {{tr("API/stage"), Kind::Code, {}, 2}, {tr("Path"), Kind::Code, {}, 2}}));
    m_mappings->view()->setAccessibleName(tr("Mappings"));
    m_mappings->setEdits(
        tableEdits<ApiMapping>({[this] { return shown() ? shown()->mappings : std::vector<ApiMapping>(); },
                                [this](const QString& name, std::vector<ApiMapping> rows) {
                                    return change(name, [&](DomainName& domain) { domain.mappings = rows; });
                                },
                                setMapping, tr("Mapping")}));
}

void DomainNamePage::buildRules()
{
    using Kind = TableColumn::Kind;
    addSection(tr("Routing rules"), tr("Looked at by priority, the lowest number first; all conditions of a rule must "
                                       "hold."));
    m_rules = add(new TableEditor(m_theme, {}, tr("rule"), tr("No routing rules."),
                                  {{tr("API/stage"), Kind::Code, {}, 2},
                                   {tr("Priority"), Kind::Code, {}, 1},
                                   {tr("Base path"), Kind::Code, {}, 1},
                                   {tr("Headers"), Kind::Code, {}, 2},
                                   {tr("Strip"), Kind::Check, {}, 0}}));
    m_rules->view()->setAccessibleName(tr("Routing rules"));
    m_rules->setHelp(tr("Headers: \"x-version: v2*; x-tenant: acme\", at most two, with * at the ends alone. Strip "
                        "takes the base path off before the API sees it."));
    m_rules->setEdits(tableEdits<RoutingRule>({[this] { return shown() ? shown()->rules : std::vector<RoutingRule>(); },
                                               [this](const QString& name, std::vector<RoutingRule> rows) {
                                                   return change(name,
                                                                 [&](DomainName& domain) { domain.rules = rows; });
                                               },
                                               setRule, tr("Routing Rule")}));
}

void DomainNamePage::buildTls()
{
    addSection(tr("TLS"), tr("Certificates come from an authority that the studio makes for this machine."));
    m_tls = add(new CheckField(m_theme, tr("Speak TLS (https)")));
    m_tls->setCommit([this](const QString& value) {
        return change(tr("Change TLS"), [&](DomainName& domain) {
            domain.tls.enabled = value == QLatin1String("true");
            if (!domain.tls.enabled)
                domain.tls.truststore.clear();
        });
    });
    m_version = new ChoiceField(m_theme, tr("At least"), versions());
    m_version->setCommit([this](const QString& key) {
        return change(tr("Change TLS Version"), [&](DomainName& domain) {
            domain.tls.minimumVersion = tlsVersionFrom(key.toStdString()).value_or(domain.tls.minimumVersion);
        });
    });
    m_truststore = new TextField(m_theme, tr("Truststore"), TextField::Kind::CodeLine);
    m_truststore->setPlaceholder(tr("none: clients show no certificate"));
    m_truststore->setHelp(tr("Mutual TLS: a PEM bundle of the project; clients must show a certificate it signed."));
    m_truststore->setCommit([this](const QString& text) {
        return change(
            tr("Change Truststore"), [&](DomainName& domain) { domain.tls.truststore = text.trimmed().toStdString(); },
            QStringLiteral("truststore"));
    });
    addRow({m_version, m_truststore});
}

const DomainName* DomainNamePage::shown() const
{
    return findById(m_workspace.project().domainNames, m_id);
}

QString DomainNamePage::change(const QString& command, const std::function<void(DomainName&)>& set,
                               const QString& field)
{
    return changeIn<DomainName>(m_workspace.project().domainNames, m_id, setDomainName, command, set, field);
}

void DomainNamePage::showDomain(DomainNameId id)
{
    if (id != m_id)
        leaveElement();
    m_id = id;
    setKey(QStringLiteral("n%1").arg(id.value));
    refresh();
}

void DomainNamePage::refresh()
{
    const DomainName* domain = shown();
    if (!domain)
        return;
    const QString port = domain->port == 0 ? QString() : QStringLiteral(":%1").arg(domain->port);
    showHead(domain->name, (domain->tls.enabled ? QStringLiteral("https://") : QStringLiteral("http://")) +
                               fromUtf8(domain->name) + port);
    m_port->setValue(domain->port == 0 ? QString() : QString::number(domain->port));
    m_mode->setValue(fromUtf8(toString(domain->routingMode)));
    showTargets(*domain);
    m_tls->setValue(domain->tls.enabled);
    m_version->setValue(fromUtf8(toString(domain->tls.minimumVersion)));
    m_truststore->setValue(fromUtf8(domain->tls.truststore));
    m_version->setVisible(domain->tls.enabled);
    m_truststore->setVisible(domain->tls.enabled);
}

void DomainNamePage::showTargets(const DomainName& domain)
{
    const Project& project = m_workspace.project();
    const QStringList stages = apiStages(project, true);
    std::vector<QStringList> mappings;
    for (const ApiMapping& mapping : domain.mappings)
        mappings.push_back({apiStageText(mapping.target.api, mapping.target.stage), fromUtf8(mapping.path)});
    std::vector<QStringList> rules;
    int priority = 0;
    for (const RoutingRule& rule : domain.rules) {
        priority = std::max(priority, rule.priority);
        rules.push_back({apiStageText(rule.target.api, rule.target.stage), QString::number(rule.priority),
                         fromUtf8(rule.basePath.value_or(std::string())), headerConditionsText(rule.headers),
                         rule.stripBasePath ? QStringLiteral("true") : QStringLiteral("false")});
    }
    m_mappings->model()->setChoices(0, stages);
    m_mappings->setRows(mappings);
    m_rules->model()->setChoices(0, apiStages(project, false));
    m_rules->setNewRow({{}, QString::number(priority + 10), {}, {}, QStringLiteral("false")});
    m_rules->setRows(rules);
    m_mappings->setEnabled(domain.routingMode != RoutingMode::RoutingRuleOnly);
    m_rules->setEnabled(domain.routingMode != RoutingMode::BasePathMappingOnly);
}

} // namespace gw::ui
