// How the lab is asked and what it shows of the answer; its fields and buttons are built in authorizer_lab_fields.cpp.
#include "ui/design/authorizer_lab.h"

#include "ui/design/lab_report_view.h"
#include "ui/design/method_facts.h"
#include "ui/design/recent_requests.h"
#include "ui/models/json_text.h"
#include "ui/session/access_session.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/widgets/run_key.h"
#include "ui/widgets/tone_label.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>

#include <algorithm>
#include <utility>

namespace gw::ui {

namespace {

constexpr int slow = 200; // ms

} // namespace

AuthorizerLab::AuthorizerLab(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_gateway(gateway), m_theme(theme)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::m);
    buildRequest(*column);
    buildSecrets(*column);
    buildButtons(*column);
    m_report = new LabReportView(theme);
    m_report->hide();
    column->addWidget(m_report);
    follow();
    showRunning();
}

void AuthorizerLab::follow()
{
    m_slow.setSingleShot(true);
    m_slow.setInterval(slow);
    connect(&m_slow, &QTimer::timeout, this, [this] { showWaiting(true); });
    connect(&m_gateway, &GatewaySession::stateChanged, this, &AuthorizerLab::showRunning);
    connect(&m_trial, &AuthorizerTrial::finished, this, &AuthorizerLab::finish);
    connect(&m_trial, &AuthorizerTrial::canceled, this, [this] {
        showEnd();
        tell(tr("Canceled."));
    });
}

const Api* AuthorizerLab::api() const
{
    return m_workspace.project().find(m_api);
}

void AuthorizerLab::showAuthorizer(ApiId api, const Authorizer& authorizer)
{
    const bool isAnother = api != m_api || authorizer.name != m_authorizer.name;
    const bool isChanged = isAnother || authorizer != m_authorizer;
    m_api = api;
    m_authorizer = authorizer;
    if (isChanged)
        forgetShown();
    if (isAnother) {
        m_token->clear();
        m_headers->clear();
        m_methods.clear();
    }
    const QString header = fromUtf8(tokenHeaderOf(authorizer));
    m_tokenPart->setVisible(!header.isEmpty());
    m_tokenLabel->setText(tr("Token, sent as %1").arg(header));
    if (isChanged && m_headers->toPlainText().trimmed().isEmpty())
        m_headers->setPlainText(identityHeaders(authorizer));
    m_forget->setVisible(isLambda(authorizer.type));
    showMethods();
    m_trace->setApi(this->api() ? this->api()->apiId : std::string());
    if (isAnother)
        m_trace->refresh();
}

// A report is of the authorizer as it was.
void AuthorizerLab::forgetShown()
{
    m_trial.cancel();
    m_report->hide();
    showRunning();
}

void AuthorizerLab::showMethods()
{
    const Api* now = api();
    std::vector<LabMethod> methods = now ? labMethods(*now, m_authorizer.name) : std::vector<LabMethod>();
    if (methods == m_methods && m_method->count() > 0)
        return;
    const QString chosen = m_methods.empty() ? QString() : m_method->currentText();
    m_methods = std::move(methods);
    m_method->clear();
    for (const LabMethod& method : m_methods) {
        const QString name = fromUtf8(method.verb) + QLatin1Char(' ') + fromUtf8(method.resourcePath);
        m_method->addItem(method.usesIt ? name : tr("%1 (does not use it)").arg(name));
    }
    if (m_methods.empty())
        m_method->addItem(tr("Any: the API has no method yet"));
    const int index = chosen.isEmpty() ? -1 : m_method->findText(chosen);
    m_method->setCurrentIndex(std::max(0, index));
    if (index < 0)
        chooseMethod(0);
}

void AuthorizerLab::chooseMethod(int index)
{
    m_path->setText(std::size_t(index) < m_methods.size() ? samplePath(m_methods[std::size_t(index)].resourcePath)
                                                          : QStringLiteral("/"));
}

void AuthorizerLab::chooseTrace(const engine::TracePtr& trace)
{
    const TracedSample sample = sampleOf(*trace, m_authorizer);
    const auto fits = [&](const LabMethod& method) {
        return method.resourcePath == sample.resourcePath && (method.verb == sample.method || method.verb == "ANY");
    };
    if (const auto at = std::find_if(m_methods.begin(), m_methods.end(), fits); at != m_methods.end())
        m_method->setCurrentIndex(int(at - m_methods.begin()));
    m_path->setText(sample.path);
    m_token->setPlainText(sample.token);
    m_headers->setPlainText(sample.headers);
    if (sample.masked.isEmpty())
        return tell(tr("Taken from the trace."));
    const bool lacksToken = sample.masked.contains(fromUtf8(tokenHeaderOf(m_authorizer)), Qt::CaseInsensitive);
    tell(lacksToken ? tr("Traces hold no secrets: paste the token. Left out: %1.").arg(sample.masked.join(", "))
                    : tr("Traces hold no secrets. Left out: %1.").arg(sample.masked.join(", ")));
}

void AuthorizerLab::tell(const QString& text, bool isProblem)
{
    m_state->setTone(isProblem ? tone::error : tone::muted);
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
}

void AuthorizerLab::showRunning()
{
    const auto state = m_gateway.state();
    const bool isRunning = state == GatewaySession::State::Running;
    if (!isRunning)
        m_trial.cancel();
    m_try->setEnabled(isRunning && !m_trial.isRunning());
    m_forget->setEnabled(isRunning);
    m_start->setVisible(!isRunning);
    m_start->setEnabled(state != GatewaySession::State::Stopping);
    if (state == GatewaySession::State::Failed)
        tell(m_gateway.failure(), true);
    else
        tell(isRunning ? QString() : tr("Authorizers are asked while the gateway runs."));
}

std::optional<TrialOrder> AuthorizerLab::order()
{
    TrialOrder order;
    const auto& apis = m_workspace.project().apis;
    const auto at = std::find_if(apis.begin(), apis.end(), [this](const Cow<Api>& api) { return api->id == m_api; });
    auto surroundings = m_gateway.surroundings();
    if (at == apis.end() || !surroundings)
        return std::nullopt;
    const gw::Stage* stage = m_gateway.chosenStage(**at);
    if (!stage) {
        tell(tr("This API has no stage yet, and a call is made to one. Add a stage first."), true);
        return std::nullopt;
    }
    if (const QString wrong = readHeaders(m_headers->toPlainText(), order.sample.headers); !wrong.isEmpty()) {
        tell(wrong, true);
        m_headers->setFocus();
        return std::nullopt;
    }
    if (const auto index = std::size_t(std::max(0, m_method->currentIndex())); index < m_methods.size()) {
        const LabMethod& method = m_methods[index];
        order.sample.method = method.verb == "ANY" ? "GET" : method.verb;
        order.sample.resourcePath = method.resourcePath;
        order.sample.authorizationScopes = method.authorizationScopes;
    }
    order.sample.path = labPath(m_path->text());
    if (m_tokenPart->isVisibleTo(this))
        order.sample.token = tokenIn(m_token->toPlainText());
    order.api = at->share();
    order.stage = *stage;
    order.authorizer = m_authorizer.name;
    order.surroundings = *std::move(surroundings);
    return order;
}

void AuthorizerLab::attempt()
{
    if (!m_try->isEnabled())
        return;
    m_workspace.settle(); // a field above may still hold what was typed last
    auto wanted = order();
    if (!wanted)
        return;
    tell({});
    m_isTriedByButton = m_try->hasFocus();
    m_try->setEnabled(false);
    m_slow.start();
    m_trial.run(*std::move(wanted));
}

void AuthorizerLab::showWaiting(bool isWaiting)
{
    m_progress->setVisible(isWaiting);
    m_cancel->setVisible(isWaiting);
    if (isWaiting)
        m_report->hide();
}

// The keyboard goes on where it was: the button was disabled meanwhile.
void AuthorizerLab::showEnd()
{
    m_slow.stop();
    const bool isLost = m_cancel->hasFocus() || std::exchange(m_isTriedByButton, false);
    showWaiting(false);
    showRunning();
    if (isLost && m_try->isEnabled() && isVisible())
        m_try->setFocus();
}

void AuthorizerLab::finish(const TrialOutcome& outcome)
{
    showEnd();
    if (outcome.error)
        tell(errorText(*outcome.error), true);
    if (outcome.report)
        m_report->showReport(*outcome.report);
    m_report->setVisible(outcome.report != nullptr);
}

void AuthorizerLab::forgetResults()
{
    const Api* now = api();
    if (!now)
        return;
    const std::size_t count = m_gateway.accessSession().forgetResults(now->apiId, m_authorizer.name);
    tell(count == 0 ? tr("No result was kept.")
                    : tr("Forgotten: %1.").arg(counted(count, tr("result"), tr("results"))));
}

void AuthorizerLab::start()
{
    m_start->setEnabled(false);
    m_gateway.start();
    showRunning();
}

bool AuthorizerLab::eventFilter(QObject* watched, QEvent* event)
{
    const bool isKey = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    const auto* key = isKey ? static_cast<QKeyEvent*>(event) : nullptr;
    const bool tries = isRunKey(*event);
    const bool cancels = key && key->key() == Qt::Key_Escape && m_trial.isRunning();
    if (!tries && !cancels)
        return QWidget::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::KeyPress)
        tries ? attempt() : m_trial.cancel();
    return true;
}

} // namespace gw::ui
