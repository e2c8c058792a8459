// Counters are asked for once a second while the gateway runs: a busy gateway must not repaint the window per request.
#include "ui/shell/status_line.h"

#include "ui/session/access_session.h"
#include "ui/shell/clock_button.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>

namespace gw::ui {

namespace {
constexpr int lineHeight = 26;
constexpr int dotSpace = 20;
constexpr int longSave = 200; // ms
} // namespace

StatusLine::StatusLine(const Theme& theme, GatewaySession& gateway, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_gateway(gateway), m_state(new ElidedLabel({}, this)),
      m_message(new QLabel(this)), m_requests(new QLabel(this)),
      m_clock(new ClockButton(gateway.accessSession(), theme, this)), m_environment(new QLabel(this)),
      m_errors(flatButton(theme, "error", "0", this)), m_warnings(flatButton(theme, "warning", "0", this))
{
    setFixedHeight(lineHeight);
    m_state->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_clock->setFixedHeight(24);
    m_errors->setFixedHeight(24);
    m_warnings->setFixedHeight(24);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(spacing::l + dotSpace - spacing::xs, 1, spacing::m, 0);
    row->setSpacing(spacing::xl);
    row->addWidget(m_state, 1);
    row->addWidget(m_message);
    row->addWidget(m_requests);
    row->addWidget(m_clock);
    row->addWidget(m_environment);
    auto* problems = new QHBoxLayout;
    problems->setSpacing(0);
    problems->addWidget(m_errors);
    problems->addWidget(m_warnings);
    row->addLayout(problems);
    for (QWidget* child : findChildren<QWidget*>(Qt::FindDirectChildrenOnly))
        child->setFont(theme.text(fontSize::secondary));
    m_environment->hide();

    m_poll.setInterval(1000);
    m_messageTimer.setSingleShot(true);
    m_messageTimer.setInterval(4000);
    m_savingTimer.setSingleShot(true);
    m_savingTimer.setInterval(longSave);
    connect(&m_savingTimer, &QTimer::timeout, this, [this] {
        m_messageTimer.stop();
        m_message->setText(tr("Saving…"));
    });
    connect(&m_poll, &QTimer::timeout, this, &StatusLine::refreshCounts);
    connect(&m_messageTimer, &QTimer::timeout, m_message, &QLabel::clear);
    connect(&gateway, &GatewaySession::stateChanged, this, &StatusLine::refreshState);
    connect(&gateway, &GatewaySession::tracesFinished, this, &StatusLine::refreshCounts);
    connect(m_errors, &QToolButton::clicked, this, &StatusLine::problemsRequested);
    connect(m_warnings, &QToolButton::clicked, this, &StatusLine::problemsRequested);
    setProblems(0, 0);
    refreshState();
}

void StatusLine::setUrl(const QString& url)
{
    m_url = url;
    refreshState();
}

void StatusLine::setEnvironment(const QString& name)
{
    m_environment->setVisible(!name.isEmpty());
    m_environment->setText(tr("Environment: %1").arg(name));
}

void StatusLine::setProblems(int errors, int warnings)
{
    m_errors->setText(QString::number(errors));
    m_warnings->setText(QString::number(warnings));
    m_errors->setIcon(m_theme.icon("error", errors ? Color::Danger : Color::TextMuted));
    m_warnings->setIcon(m_theme.icon("warning", warnings ? Color::Alert : Color::TextMuted));
    m_errors->setAccessibleName(errors == 1 ? tr("1 error") : tr("%1 errors").arg(errors));
    m_warnings->setAccessibleName(warnings == 1 ? tr("1 warning") : tr("%1 warnings").arg(warnings));
    m_errors->setToolTip(m_errors->accessibleName());
    m_warnings->setToolTip(m_warnings->accessibleName());
}

void StatusLine::showMessage(const QString& text)
{
    m_message->setText(text);
    m_messageTimer.start();
}

void StatusLine::showSaving(bool isSaving)
{
    if (isSaving)
        return m_savingTimer.start();
    m_savingTimer.stop();
    if (!m_messageTimer.isActive())
        m_message->clear(); // it failed: the message bar says why
}

void StatusLine::refreshState()
{
    switch (m_gateway.state()) {
    case GatewaySession::State::Running:
        m_state->setText(m_url.isEmpty() ? tr("Gateway is running on port %1").arg(m_gateway.port())
                                         : tr("Gateway is running at %1").arg(m_url));
        m_poll.start();
        break;
    case GatewaySession::State::Stopped:
        m_state->setText(tr("Gateway is stopped"));
        m_poll.stop();
        break;
    case GatewaySession::State::Stopping:
        m_state->setText(tr("Gateway is finishing its requests"));
        m_poll.stop();
        break;
    case GatewaySession::State::Failed:
        m_state->setText(m_gateway.failure());
        m_poll.stop();
        break;
    }
    refreshCounts();
    update();
}

void StatusLine::refreshCounts()
{
    const engine::EngineStatistics counts = m_gateway.statistics();
    const QLocale locale;
    QString text =
        counts.requests == 1 ? tr("1 request") : tr("%1 requests").arg(locale.toString(qulonglong(counts.requests)));
    if (counts.droppedTraces > 0)
        text += tr(", %1 traces dropped").arg(locale.toString(qulonglong(counts.droppedTraces)));
    m_requests->setText(text);
    m_requests->setVisible(m_gateway.state() == GatewaySession::State::Running);
}

void StatusLine::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Color::BackgroundMuted));
    painter.fillRect(QRect(0, 0, width(), 1), m_theme.color(Color::Stroke));
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF dot(spacing::l, height() / 2.0 - 4, 9, 9);
    switch (m_gateway.state()) {
    case GatewaySession::State::Running:
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(Color::Success));
        break;
    case GatewaySession::State::Failed:
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(Color::Danger));
        break;
    case GatewaySession::State::Stopping:
    case GatewaySession::State::Stopped:
        painter.setPen(QPen(m_theme.color(Color::StrokeStrong), 1.5)); // a ring: not by colour alone
        break;
    }
    painter.drawEllipse(dot);
}

} // namespace gw::ui
