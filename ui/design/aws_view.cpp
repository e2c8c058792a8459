// The settings' fields; every change is an edit of the project.
#include "ui/design/aws_view.h"

#include "core/edit/edits.h"
#include "core/lint/lint.h"
#include "ui/design/binding.h"
#include "ui/design/element_views.h"
#include "ui/design/map_table.h"
#include "ui/design/method_facts.h"
#include "ui/session/workspace.h"
#include "ui/widgets/tone_label.h"

#include <QLineEdit>
#include <QTableView>

namespace gw::ui {

namespace {

QStringList services()
{
    return {QStringLiteral("*"),      QStringLiteral("sqs"),     QStringLiteral("sns"),     QStringLiteral("dynamodb"),
            QStringLiteral("s3"),     QStringLiteral("kinesis"), QStringLiteral("events"),  QStringLiteral("lambda"),
            QStringLiteral("states"), QStringLiteral("ssm"),     QStringLiteral("firehose")};
}

QStringList regions()
{
    QStringList names;
    for (const char* name : {"us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1",
                             "eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1", "eu-north-1", "eu-south-1",
                             "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ap-northeast-1", "ap-northeast-2"})
        names << QString::fromLatin1(name);
    return names;
}

StringMap asMap(const std::vector<AwsEndpoint>& endpoints)
{
    StringMap map;
    for (const AwsEndpoint& endpoint : endpoints)
        map.emplace_back(endpoint.service, endpoint.url);
    return map;
}

std::vector<AwsEndpoint> asEndpoints(const StringMap& map)
{
    std::vector<AwsEndpoint> endpoints;
    for (const auto& [service, url] : map)
        endpoints.push_back({service, url});
    return endpoints;
}

} // namespace

AwsView::AwsView(Workspace& workspace, const Theme& theme, QWidget* parent)
    : Form(theme, parent), m_workspace(workspace)
{
    add(new ToneLabel(theme, tone::title, tr("AWS Settings")));
    buildAccount();
    buildCredentials();
    buildEndpoints();
}

QString AwsView::apply(const QString& name, const std::function<void(AwsSettings&)>& change, const char* rule,
                       const QString& field)
{
    AwsSettings changed = m_workspace.project().aws;
    change(changed);
    const QString refusal = applyTelling(
        m_workspace, name, [&](Project p) { return setAwsSettings(std::move(p), changed); },
        field.isEmpty() ? QString() : QStringLiteral("aws:") + field);
    return m_findings.after(refusal, rule);
}

TextField* AwsView::addText(const QString& label, const QString& command, const char* rule,
                            std::string AwsSettings::*member)
{
    auto* field = new TextField(m_theme, label, TextField::Kind::CodeLine);
    m_findings.bind(rule, field);
    field->setCommit([this, command, rule, member](const QString& value) {
        return apply(
            command, [&](AwsSettings& aws) { aws.*member = value.trimmed().toStdString(); }, rule,
            QString::fromLatin1(rule));
    });
    return field;
}

void AwsView::buildAccount()
{
    addSection(tr("Account"), tr("What ARNs, events and $context name. Any value will do where nothing is called in "
                                 "AWS."));
    m_region = addText(tr("Region"), tr("Change Region"), "aws-region", &AwsSettings::region);
    m_region->setCompletions(regions());
    m_account = addText(tr("Account id"), tr("Change Account"), "aws-account", &AwsSettings::accountId);
    addRow({m_region, m_account});
}

void AwsView::buildCredentials()
{
    addSection(tr("Credentials"), tr("Sign requests to AWS services. They never stand in the project."));
    m_credentials = new ChoiceField(m_theme, tr("Taken from"),
                                    {{QStringLiteral("environment"), tr("The environment (AWS_ACCESS_KEY_ID, …)")},
                                     {QStringLiteral("profile"), tr("A profile in ~/.aws")},
                                     {QStringLiteral("keychain"), tr("The desktop's keychain")}});
    m_credentials->setCommit([this](const QString& value) {
        return apply(
            tr("Change Credentials"),
            [&](AwsSettings& aws) {
                aws.credentials = credentialSourceFrom(value.toStdString()).value_or(aws.credentials);
            },
            "");
    });
    m_profile = new TextField(m_theme, tr("Profile"), TextField::Kind::CodeLine);
    m_profile->setPlaceholder(QStringLiteral("default"));
    m_profile->setCommit([this](const QString& value) {
        return apply(
            tr("Change Profile"), [&](AwsSettings& aws) { aws.profile = value.trimmed().toStdString(); }, "",
            QStringLiteral("profile"));
    });
    addRow({m_credentials, m_profile});
}

void AwsView::buildEndpoints()
{
    addSection(tr("Endpoints"), tr("Where requests to a service go: AWS itself or an emulator. Functions and state "
                                   "machines of the project need none."));
    using Kind = TableColumn::Kind;
    m_endpoints = add(new TableEditor(m_theme, {}, tr("endpoint"),
                                      tr("No endpoint: requests to other services are answered with an error."),
                                      {{tr("Service"), Kind::Code, services(), 1}, {tr("URL"), Kind::Code, {}, 3}}));
    m_endpoints->view()->setAccessibleName(tr("Endpoints"));
    m_endpoints->setHelp(tr("* is every service without a line of its own. {service} and {region} in a URL are filled "
                            "in: https://{service}.{region}.amazonaws.com is AWS."));
    m_findings.bind("aws-endpoint", m_endpoints);
    m_endpoints->setEdits(mapTableEdits(
        [this](const QString& name, const std::function<void(StringMap&)>& change) {
            return apply(
                name,
                [&](AwsSettings& aws) {
                    StringMap map = asMap(aws.endpoints);
                    change(map);
                    aws.endpoints = asEndpoints(map);
                },
                "aws-endpoint");
        },
        tr("Endpoint")));
}

void AwsView::showSettings()
{
    const AwsSettings& aws = m_workspace.project().aws;
    m_region->setValue(fromUtf8(aws.region));
    m_account->setValue(fromUtf8(aws.accountId));
    m_credentials->setValue(fromUtf8(toString(aws.credentials)));
    m_profile->setValue(fromUtf8(aws.profile));
    m_profile->setVisible(aws.credentials != CredentialSource::Environment);
    m_profile->setLabel(aws.credentials == CredentialSource::Keychain ? tr("Entry") : tr("Profile"));
    m_endpoints->setRows(rowsOf(asMap(aws.endpoints)));
    Project alone;
    alone.aws = aws;
    m_findings.show(lintWhole(alone));
}

} // namespace gw::ui
