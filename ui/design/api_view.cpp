// The API itself: title, version, description, where it listens, and what it holds.
#include "core/edit/edits.h"
#include "ui/design/element_views.h"
#include "ui/design/field.h"
#include "ui/design/method_facts.h"
#include "ui/models/json_text.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/tone_label.h"

#include <QFontMetrics>
#include <QHBoxLayout>
#include <QLineEdit>

#include <algorithm>

namespace gw::ui {

QString applyTelling(Workspace& workspace, const QString& name, const std::function<Result<Project>(Project)>& edit,
                     const QString& mergeKey)
{
    QString refusal;
    const auto watch = QObject::connect(&workspace, &Workspace::editFailed, &workspace,
                                        [&](const Diagnostic& diagnostic) { refusal = errorText(diagnostic); });
    workspace.apply(name, edit, mergeKey);
    QObject::disconnect(watch);
    return refusal;
}

ApiView::ApiView(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : Form(theme, parent), m_workspace(workspace), m_gateway(gateway)
{
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::m);
    m_name = new ToneLabel(theme, tone::title);
    row->addWidget(m_name);
    m_counts = new ToneLabel(theme, tone::muted);
    // On the line of the much larger title.
    const int lift =
        QFontMetrics(theme.text(fontSize::title, true)).descent() - QFontMetrics(theme.text()).descent() + 1;
    m_counts->setContentsMargins(0, 0, 0, std::max(0, lift));
    row->addWidget(m_counts, 1, Qt::AlignBottom);
    auto* resource = pushButton(tr("New Resource"), head);
    connect(resource, &QPushButton::clicked, this, &ApiView::newResourceRequested);
    row->addWidget(resource);
    auto* source = pushButton(tr("Source"), head);
    connect(source, &QPushButton::clicked, this, &ApiView::sourceRequested);
    row->addWidget(source);
    add(head);
    buildInfo();
    buildAddress();
    connect(&gateway, &GatewaySession::stateChanged, this, &ApiView::refresh);
}

QString ApiView::applyInfo(const QString& name, const QString& field, InfoEdit edit, const QString& value)
{
    const ApiId api = m_api;
    return applyTelling(
        m_workspace, name, [&](Project p) { return edit(std::move(p), api, value.toStdString()); },
        QStringLiteral("%1:%2").arg(api.value).arg(field));
}

void ApiView::buildInfo()
{
    addSection(tr("API"));
    m_title = new TextField(m_theme, tr("Title"));
    m_title->setCommit([this](const QString& value) {
        return applyInfo(tr("Edit Title"), QStringLiteral("title"), setApiTitle, value);
    });
    m_version = new TextField(m_theme, tr("Version"));
    m_version->setCommit([this](const QString& value) {
        return applyInfo(tr("Edit Version"), QStringLiteral("version"), setApiVersion, value);
    });
    addRow({m_title, m_version});
    m_description = add(new TextField(m_theme, tr("Description"), TextField::Kind::Paragraph));
    m_description->setCommit([this](const QString& value) {
        return applyInfo(tr("Edit Description"), QStringLiteral("description"), setApiDescription, value);
    });
}

void ApiView::buildAddress()
{
    addSection(tr("Address"), tr("Where the gateway listens for this API alone, beside the project's port."));
    m_host = new TextField(m_theme, tr("Host"), TextField::Kind::CodeLine);
    m_host->setPlaceholder(QStringLiteral("127.0.0.1"));
    m_port = new TextField(m_theme, tr("Port"), TextField::Kind::CodeLine);
    m_port->setPlaceholder(tr("Any free one"));
    const auto apply = [this](const QString& host, int port) {
        const ApiId api = m_api;
        return applyTelling(
            m_workspace, tr("Change Address"),
            [&](Project p) { return setApiAddress(std::move(p), api, host.toStdString(), port); },
            QStringLiteral("%1:address").arg(api.value));
    };
    m_host->setCommit([this, apply](const QString& value) {
        const Api* api = m_workspace.project().find(m_api);
        return apply(value.trimmed(), api ? api->port : 0);
    });
    m_port->setCommit([this, apply](const QString& value) {
        bool isNumber = false;
        const int port = value.trimmed().toInt(&isNumber);
        if (!value.trimmed().isEmpty() && (!isNumber || port < 1 || port > 65535))
            return tr("A port is a number from 1 to 65535; empty means any free one.");
        const Api* api = m_workspace.project().find(m_api);
        return apply(api ? fromUtf8(api->host) : QString(), port);
    });
    addRow({m_host, m_port});
    m_addresses = add(new ToneLabel(m_theme, tone::code));
    m_addresses->setTextInteractionFlags(Qt::TextSelectableByMouse);
}

void ApiView::showApi(ApiId api)
{
    if (api != m_api) {
        for (Field* field : findChildren<Field*>())
            field->commitNow();
        for (Field* field : findChildren<Field*>())
            field->forget();
    }
    m_api = api;
    refresh();
}

void ApiView::refresh()
{
    const Api* api = m_workspace.project().find(m_api);
    if (!api)
        return;
    m_name->setText(fromUtf8(api->name));
    m_host->setValue(fromUtf8(api->host));
    m_port->setValue(api->port > 0 ? QString::number(api->port) : QString());
    QStringList addresses;
    for (const Stage& stage : api->stages)
        if (const QUrl url = m_gateway.invokeUrl(api->id, stage.id); !url.isEmpty())
            addresses << url.toString();
    m_addresses->setText(addresses.join(QLatin1Char('\n')));
    m_addresses->setVisible(!addresses.isEmpty());
    const OpenApiDefinition* definition = api->openApi();
    for (TextField* field : {m_title, m_version, m_description})
        field->setEnabled(definition);
    if (!definition) {
        m_counts->setText(tr("WebSocket API, edited as text"));
        return;
    }
    m_counts->setText(counted(definition->resources.size(), tr("resource"), tr("resources")) + QStringLiteral(" · ") +
                      counted(definition->methodCount(), tr("method"), tr("methods")) + QStringLiteral(" · ") +
                      counted(api->stages.size(), tr("stage"), tr("stages")));
    m_title->setValue(fromUtf8(definition->title));
    m_version->setValue(fromUtf8(definition->version));
    m_description->setValue(fromUtf8(definition->description));
}

} // namespace gw::ui
