// Every bar says what happened and offers the way out as buttons.
#include "ui/shell/message_area.h"

#include "ui/session/gateway_session.h"
#include "ui/session/lone_file.h"
#include "ui/session/workspace.h"
#include "ui/widgets/message_bar.h"

#include <QVBoxLayout>

namespace gw::ui {

namespace {

QString sentence(const Diagnostic& d)
{
    QString text = QString::fromStdString(d.file);
    if (!text.isEmpty() && d.position.line > 0)
        text += QString(":%1:%2").arg(d.position.line).arg(d.position.column);
    if (!text.isEmpty())
        text += ": ";
    text += QString::fromStdString(d.message);
    return d.hint.empty() ? text : text + ' ' + QString::fromStdString(d.hint);
}

QString quoted(const QStringList& files)
{
    return '"' + files.join("\", \"") + '"';
}

} // namespace

MessageArea::MessageArea(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_gateway(gateway), m_theme(theme), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    connect(&workspace, &Workspace::opened, this, &MessageArea::clear);
    connect(&workspace, &Workspace::openFailed, this, [this](const Diagnostic& d) { show("open", d); });
    connect(&workspace, &Workspace::saveFailed, this, [this](const Diagnostic& d) { show("save", d); });
    connect(&workspace, &Workspace::editFailed, this, &MessageArea::showRefusal);
    connect(&workspace, &Workspace::openElsewhere, this, [this] {
        add("elsewhere", Severity::Info,
            tr("This project is open in another studio. Each notices what the other saves; unsaved edits made here are "
               "not kept for recovery."));
    });
    connect(&workspace, &Workspace::changed, this, [this] { close("edit"); });
    connect(&workspace, &Workspace::saved, this, [this] {
        close("save");
        close("conflict");
    });
    connect(&workspace, &Workspace::recoveryFound, this, &MessageArea::showRecovery);
    connect(&workspace, &Workspace::conflictFound, this, &MessageArea::showConflict);
    connect(&workspace, &Workspace::reloadedFromDisk, this, [this](const QStringList& files) {
        close("conflict");
        add("reload", Severity::Info,
            tr("Another program changed %1; the new version was taken. Undo brings yours back.").arg(quoted(files)));
    });
    connect(&gateway, &GatewaySession::stateChanged, this, &MessageArea::showGatewayFailure);
    connect(&gateway, &GatewaySession::deploymentFailed, this, [this](const Diagnostics& diagnostics) {
        if (!diagnostics.empty())
            show("deploy", diagnostics.front());
    });
    connect(&gateway, &GatewaySession::deployed, this, [this] { close("deploy"); });
}

MessageBar* MessageArea::add(const QString& kind, Severity severity, const QString& text)
{
    close(kind);
    auto* bar = new MessageBar(m_theme, severity, text, this);
    m_column->insertWidget(0, bar);
    m_bars[kind] = bar;
    return bar;
}

void MessageArea::close(const QString& kind)
{
    if (MessageBar* bar = m_bars.take(kind)) {
        bar->hide();
        bar->deleteLater();
    }
}

void MessageArea::clear()
{
    for (const QString& kind : m_bars.keys())
        close(kind);
}

void MessageArea::show(const QString& kind, const Diagnostic& diagnostic)
{
    add(kind, diagnostic.severity, sentence(diagnostic));
}

QStringList MessageArea::texts() const
{
    QStringList shown;
    for (const QPointer<MessageBar>& bar : m_bars) {
        if (bar && !bar->isHidden())
            shown << bar->text();
    }
    return shown;
}

void MessageArea::showRefusal(const Diagnostic& diagnostic)
{
    MessageBar* bar = add("edit", diagnostic.severity, sentence(diagnostic));
    if (diagnostic.rule == loneFileRule)
        bar->addAction(tr("Make a Project…"), this, [this] { emit projectOfFileRequested(); });
}

void MessageArea::showRecovery()
{
    MessageBar* bar =
        add("recovery", Severity::Warning,
            tr("The studio ended before the last edits of this project were saved. They can be restored."));
    bar->addAction(tr("Restore"), &m_workspace, [this] { m_workspace.restoreRecovery(); });
    bar->addAction(tr("Discard"), &m_workspace, [this] { m_workspace.discardRecovery(); });
}

void MessageArea::showConflict(const QStringList& files)
{
    MessageBar* bar = add(
        "conflict", Severity::Warning,
        tr("Another program changed %1, and so did you. Nothing is overwritten before you choose.").arg(quoted(files)));
    bar->addAction(tr("Keep Mine"), &m_workspace, [this] { m_workspace.keepOwnVersion(); });
    bar->addAction(tr("Take Theirs"), &m_workspace, [this] { m_workspace.takeDiskVersion(); });
}

void MessageArea::showGatewayFailure()
{
    close("gateway");
    if (m_gateway.state() != GatewaySession::State::Failed)
        return;
    MessageBar* bar = add("gateway", Severity::Error, tr("The gateway did not start. %1").arg(m_gateway.failure()));
    bar->addAction(tr("Use Any Free Port"), this, [this] { emit portChoiceRequested(); });
}

} // namespace gw::ui
