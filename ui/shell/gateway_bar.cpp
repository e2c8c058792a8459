// Data comes down from the two sessions; every change of them refreshes the part it concerns.
#include "ui/shell/gateway_bar.h"

#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/shell/deploy_popover.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSpinBox>

namespace gw::ui {

namespace {

QVariant idData(std::uint64_t id)
{
    return QVariant::fromValue<qulonglong>(id);
}

QComboBox* picker(const QString& name, QWidget* parent)
{
    auto* box = new QComboBox(parent);
    box->setAccessibleName(name);
    box->setToolTip(name);
    box->setPlaceholderText(name);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    box->setMinimumContentsLength(5);
    box->setMaximumWidth(180);
    return box;
}

} // namespace

GatewayBar::GatewayBar(Workspace& workspace, GatewaySession& gateway, const Theme& theme, Actions& actions,
                       QWidget* window)
    : QWidget(window), m_workspace(workspace), m_gateway(gateway), m_theme(theme), m_actions(actions),
      m_api(picker(tr("API"), this)), m_stage(picker(tr("Stage"), this)),
      m_urlLabel(new ElidedLabel({}, this, Qt::ElideMiddle)),
      m_copy(iconButton(theme, "copy", tr("Copy Invoke URL"), this, actions[ActionId::CopyUrl]->shortcut())),
      m_port(new QSpinBox(this)), m_start(flatButton(theme, "play", tr("Start"), this)),
      m_deploy(flatButton(theme, "deploy", tr("Deploy"), this)), m_popover(new DeployPopover(theme, window))
{
    m_urlLabel->setFont(theme.monospace(fontSize::secondary));
    m_urlLabel->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_urlLabel->setAccessibleName(tr("Invoke URL"));
    m_port->setRange(0, 65535);
    m_port->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_port->setFixedWidth(64);
    m_port->setAlignment(Qt::AlignCenter);
    m_port->setAccessibleName(tr("Port of the gateway"));
    m_port->setToolTip(tr("Port of the gateway; 0 takes any free one"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::s);
    row->addWidget(m_api);
    row->addWidget(m_stage);
    row->addSpacing(spacing::xs);
    row->addWidget(m_urlLabel, 1000);
    row->addWidget(m_copy);
    row->addStretch(1);
    row->addWidget(m_port);
    row->addWidget(m_start);
    row->addWidget(m_deploy);

    connect(&workspace, &Workspace::opened, this, &GatewayBar::fill);
    connect(&workspace, &Workspace::changed, this, &GatewayBar::fill);
    connect(&gateway, &GatewaySession::stateChanged, this, &GatewayBar::refreshState);
    connect(&gateway, &GatewaySession::pendingChangesChanged, this, &GatewayBar::refreshPending);
    connect(&gateway, &GatewaySession::deployed, this, &GatewayBar::refreshPending);
    connect(m_api, &QComboBox::currentIndexChanged, this, &GatewayBar::fillStages);
    connect(m_stage, &QComboBox::currentIndexChanged, this, [this] {
        m_gateway.chooseStage(api(), stage());
        refreshUrl();
        refreshPending();
    });
    connect(m_port, &QSpinBox::valueChanged, this, [this](int port) {
        m_gateway.setPort(port);
        emit portChanged(port);
    });
    connect(m_copy, &QToolButton::clicked, actions[ActionId::CopyUrl], &QAction::trigger);
    connect(m_start, &QToolButton::clicked, actions[ActionId::StartStop], &QAction::trigger);
    connect(m_deploy, &QToolButton::clicked, this, &GatewayBar::showPending);
    connect(m_popover, &DeployPopover::deployRequested, this, &GatewayBar::deploy);
    fill();
    refreshState();
}

ApiId GatewayBar::api() const
{
    return {m_api->currentData().toULongLong()};
}

StageId GatewayBar::stage() const
{
    return {m_stage->currentData().toULongLong()};
}

void GatewayBar::setApi(ApiId api)
{
    if (const int index = m_api->findData(idData(api.value)); index >= 0)
        m_api->setCurrentIndex(index);
}

void GatewayBar::setStage(StageId stage)
{
    if (const int index = m_stage->findData(idData(stage.value)); index >= 0)
        m_stage->setCurrentIndex(index);
}

void GatewayBar::setPort(int port)
{
    m_gateway.setPort(port);
    const QSignalBlocker quiet(m_port);
    m_port->setValue(m_gateway.port());
}

// Keeps the choice by id through edits.
void GatewayBar::fill()
{
    const ApiId chosen = api();
    {
        const QSignalBlocker quiet(m_api);
        m_api->clear();
        for (const Cow<Api>& each : m_workspace.project().apis)
            m_api->addItem(QString::fromStdString(each->name), idData(each->id.value));
        m_api->setCurrentIndex(std::max(0, m_api->findData(idData(chosen.value))));
    }
    const bool hasApis = m_api->count() > 0;
    m_api->setEnabled(hasApis);
    fillStages();
    refreshState();
}

void GatewayBar::fillStages()
{
    const QSignalBlocker quiet(m_stage);
    m_stage->clear();
    if (const Api* current = m_workspace.project().find(api())) {
        for (const Stage& each : current->stages)
            m_stage->addItem(QString::fromStdString(each.name), idData(each.id.value));
        if (const Stage* chosen = m_gateway.chosenStage(*current))
            m_stage->setCurrentIndex(m_stage->findData(idData(chosen->id.value)));
    }
    m_stage->setEnabled(m_stage->count() > 0);
    refreshUrl();
    refreshPending();
}

void GatewayBar::refreshState()
{
    const bool isRunning = m_gateway.state() == GatewaySession::State::Running;
    const bool isStopping = m_gateway.state() == GatewaySession::State::Stopping;
    QAction* action = m_actions[ActionId::StartStop];
    action->setEnabled(m_workspace.hasProject() && !isStopping);
    const QString name = isRunning ? tr("Stop") : isStopping ? tr("Stopping") : tr("Start");
    m_start->setText(name);
    m_start->setIcon(isRunning ? m_theme.icon("stop", Color::Danger) : m_theme.icon("play", Color::Success));
    m_start->setToolTip(withShortcut(isRunning ? tr("Stop Gateway") : tr("Start Gateway"), action->shortcut()));
    m_start->setEnabled(action->isEnabled());
    m_port->setReadOnly(isRunning);
    m_port->setEnabled(action->isEnabled());
    const QSignalBlocker quiet(m_port);
    m_port->setValue(m_gateway.port());
    refreshUrl();
}

void GatewayBar::refreshUrl()
{
    const QString now = url();
    m_urlLabel->setText(now);
    m_urlLabel->setMaximumWidth(m_urlLabel->fontMetrics().horizontalAdvance(now) + spacing::xs);
    m_copy->setVisible(!now.isEmpty());
    m_actions[ActionId::CopyUrl]->setEnabled(!now.isEmpty());
    emit urlChanged(now);
}

void GatewayBar::refreshPending()
{
    const Api* current = m_workspace.project().find(api());
    const Stage* place = current ? current->findStage(stage()) : nullptr;
    const bool isManual = place && !place->autoDeploy;
    const int count = isManual ? int(m_gateway.pendingChanges(api(), stage()).size()) : 0;
    const bool deploysItself = place && place->autoDeploy && current->kind() == ApiKind::Http;
    m_deploy->setText(count ? tr("Deploy  %1").arg(count) : deploysItself ? tr("Deploys itself") : tr("Deploy"));
    setButtonRole(m_deploy, count ? ButtonRole::Primary : ButtonRole::Normal);
    m_deploy->setIcon(m_theme.icon("deploy", count ? Color::TextOnAccent : Color::TextMuted));
    m_deploy->setEnabled(isManual);
    m_actions[ActionId::Deploy]->setEnabled(count > 0);
    const QKeySequence keys = m_actions[ActionId::Deploy]->shortcut();
    m_deploy->setToolTip(!place     ? tr("There is no stage to deploy to")
                         : isManual ? withShortcut(tr("Deploy to \"%1\"").arg(m_stage->currentText()), keys)
                                    : tr("Stage \"%1\" serves every edit by itself").arg(m_stage->currentText()));
    m_deploy->setAccessibleName(count == 0   ? (deploysItself ? tr("Deploys itself") : tr("Deploy"))
                                : count == 1 ? tr("Deploy, 1 pending change")
                                             : tr("Deploy, %1 pending changes").arg(count));
}

QString GatewayBar::url() const
{
    return m_gateway.invokeUrl(api(), stage()).toString();
}

void GatewayBar::startOrStop()
{
    if (m_gateway.state() == GatewaySession::State::Running)
        m_gateway.stop();
    else
        m_gateway.start();
}

void GatewayBar::deploy()
{
    m_gateway.deploy(api(), stage());
}

void GatewayBar::showPending()
{
    m_popover->open(m_stage->currentText(), m_gateway.isDeployed(api(), stage()),
                    m_gateway.pendingChanges(api(), stage()), m_deploy);
}

void GatewayBar::copyUrl()
{
    QGuiApplication::clipboard()->setText(url());
}

} // namespace gw::ui
