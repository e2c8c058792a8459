// What an API says of itself, and where the gateway listens for it.
#include "core/edit/edits.h"
#include "ui/design/api_form.h"
#include "ui/design/field.h"
#include "ui/design/method_facts.h"
#include "ui/session/gateway_session.h"
#include "ui/widgets/tone_label.h"

#include <QLineEdit>

namespace gw::ui {

namespace {

class ApiOverviewForm final : public ApiForm
{
public:
    ApiOverviewForm(const Theme& theme, ApplyApiEdit apply, GatewaySession& gateway);
    void showApi(const Api& api) override;

private:
    using InfoEdit = Result<Project> (*)(Project, ApiId, const std::string&);
    TextField* addInfo(const QString& label, const QString& name, const QString& field, InfoEdit edit,
                       TextField::Kind kind = TextField::Kind::Line);
    void buildAddress();
    QString setAddress(const QString& host, int port);

    GatewaySession& m_gateway;
    std::string m_shownHost;
    int m_shownPort = 0;
    TextField* m_title;
    TextField* m_version;
    TextField* m_description;
    TextField* m_host;
    TextField* m_port;
    ToneLabel* m_addresses;
};

ApiOverviewForm::ApiOverviewForm(const Theme& theme, ApplyApiEdit apply, GatewaySession& gateway)
    : ApiForm(theme, std::move(apply)), m_gateway(gateway)
{
    m_title = addInfo(tr("Title"), tr("Edit Title"), QStringLiteral("title"), setApiTitle);
    m_version = addInfo(tr("Version"), tr("Edit Version"), QStringLiteral("version"), setApiVersion);
    addRow({m_title, m_version});
    m_description = add(addInfo(tr("Description"), tr("Edit Description"), QStringLiteral("description"),
                                setApiDescription, TextField::Kind::Paragraph));
    buildAddress();
}

TextField* ApiOverviewForm::addInfo(const QString& label, const QString& name, const QString& field, InfoEdit edit,
                                    TextField::Kind kind)
{
    auto* line = new TextField(m_theme, label, kind);
    line->setCommit([this, name, field, edit](const QString& value) {
        return apply(
            name, [&](Project p, ApiId api) { return edit(std::move(p), api, value.toStdString()); }, field);
    });
    return line;
}

void ApiOverviewForm::buildAddress()
{
    addSection(tr("Address"), tr("Where the gateway listens for this API alone, beside the project's port."));
    m_host = new TextField(m_theme, tr("Host"), TextField::Kind::CodeLine);
    m_host->setPlaceholder(QStringLiteral("127.0.0.1"));
    m_host->setCommit([this](const QString& value) { return setAddress(value.trimmed(), m_shownPort); });
    m_port = new TextField(m_theme, tr("Port"), TextField::Kind::CodeLine);
    m_port->setPlaceholder(tr("Any free one"));
    m_port->setCommit([this](const QString& value) {
        bool isNumber = false;
        const int port = value.trimmed().toInt(&isNumber);
        if (!value.trimmed().isEmpty() && (!isNumber || port < 1 || port > 65535))
            return tr("A port is a number from 1 to 65535; empty means any free one.");
        return setAddress(fromUtf8(m_shownHost), port);
    });
    addRow({m_host, m_port});
    m_addresses = add(new ToneLabel(m_theme, tone::code));
    m_addresses->setTextInteractionFlags(Qt::TextSelectableByMouse);
}

QString ApiOverviewForm::setAddress(const QString& host, int port)
{
    return apply(
        tr("Change Address"),
        [&](Project p, ApiId api) { return setApiAddress(std::move(p), api, host.toStdString(), port); },
        QStringLiteral("address"));
}

void ApiOverviewForm::showApi(const Api& api)
{
    m_shownHost = api.host;
    m_shownPort = api.port;
    m_host->setValue(fromUtf8(api.host));
    m_port->setValue(api.port > 0 ? QString::number(api.port) : QString());
    QStringList addresses;
    for (const Stage& stage : api.stages)
        if (const QUrl url = m_gateway.invokeUrl(api.id, stage.id); !url.isEmpty())
            addresses << url.toString();
    m_addresses->setText(addresses.join(QLatin1Char('\n')));
    m_addresses->setVisible(!addresses.isEmpty());
    const OpenApiDefinition* definition = api.openApi();
    for (TextField* field : {m_title, m_version, m_description})
        field->setEnabled(definition);
    if (!definition)
        return;
    m_title->setValue(fromUtf8(definition->title));
    m_version->setValue(fromUtf8(definition->version));
    m_description->setValue(fromUtf8(definition->description));
}

} // namespace

ApiForm* makeApiOverviewForm(const Theme& theme, ApplyApiEdit apply, GatewaySession& gateway)
{
    return new ApiOverviewForm(theme, std::move(apply), gateway);
}

} // namespace gw::ui
