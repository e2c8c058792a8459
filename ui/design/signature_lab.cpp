#include "ui/design/signature_lab.h"

#include "ui/design/lab_report_view.h"
#include "ui/design/method_facts.h"
#include "ui/design/recent_requests.h"
#include "ui/models/json_text.h"
#include "ui/models/signed_text.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/choice_box.h"
#include "ui/widgets/labelled.h"
#include "ui/widgets/run_key.h"
#include "ui/widgets/tone_label.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QEvent>
#include <QPlainTextEdit>
#include <QPushButton>

#include <algorithm>
#include <utility>

namespace gw::ui {

namespace {

constexpr int requestLines = 8;

} // namespace

SignatureLab::SignatureLab(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_gateway(gateway), m_theme(theme)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::m);
    column->addWidget(buildChoices());
    m_request = new QPlainTextEdit;
    m_request->setObjectName(QStringLiteral("signedRequest"));
    m_request->setAccessibleName(tr("Signed request"));
    m_request->setPlaceholderText(tr("GET /dev/pets HTTP/1.1 and its headers, a curl command, or what curl -v wrote"));
    m_request->setFont(theme.monospace());
    m_request->setTabChangesFocus(true);
    m_request->setWordWrapMode(QTextOption::WrapAnywhere);
    m_request->setFixedHeight(requestLines * m_request->fontMetrics().lineSpacing() + 2 * spacing::m);
    m_request->installEventFilter(this);
    column->addWidget(labelled(new ToneLabel(theme, tone::label, tr("Signed request")), m_request));
    column->addWidget(buildButtons());
    m_state = new ToneLabel(theme, tone::muted);
    m_state->setObjectName(QStringLiteral("signatureState"));
    m_state->setWordWrap(true);
    column->addWidget(m_state);
    m_report = new LabReportView(theme);
    m_report->hide();
    column->addWidget(m_report);
    follow();
    showStages();
    showRunning();
}

QWidget* SignatureLab::buildChoices()
{
    auto* choices = new QWidget;
    auto* row = new QHBoxLayout(choices);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::l);
    m_trace = new RecentRequests(m_gateway);
    m_trace->setObjectName(QStringLiteral("signatureTrace"));
    m_stage = new ChoiceBox;
    m_stage->setAccessibleName(tr("Stage it is sent to"));
    m_stage->setObjectName(QStringLiteral("signatureStage"));
    m_stage->setSizeAdjustPolicy(m_trace->sizeAdjustPolicy());
    m_stage->setMinimumContentsLength(m_trace->minimumContentsLength());
    row->addWidget(labelled(new ToneLabel(m_theme, tone::label, tr("Begin with")), m_trace), 1);
    row->addWidget(labelled(new ToneLabel(m_theme, tone::label, tr("API and stage")), m_stage), 1);
    return choices;
}

QWidget* SignatureLab::buildButtons()
{
    auto* buttons = new QWidget;
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::m);
    m_try = pushButton(tr("Verify"), buttons, ButtonRole::Primary);
    m_try->setObjectName(QStringLiteral("signatureTry"));
    m_try->setToolTip(withShortcut(tr("Hold the signature against the project's identities"),
                                   QKeySequence(Qt::CTRL | Qt::Key_Return)));
    m_try->installEventFilter(this);
    m_start = pushButton(tr("Start Gateway"), buttons);
    m_start->setObjectName(QStringLiteral("signatureStart"));
    row->addWidget(m_try);
    row->addWidget(m_start);
    row->addStretch(1);
    return buttons;
}

void SignatureLab::follow()
{
    connect(&m_gateway, &GatewaySession::stateChanged, this, &SignatureLab::showRunning);
    connect(&m_workspace, &Workspace::changed, this, &SignatureLab::showStages);
    connect(&m_workspace, &Workspace::opened, this, [this] {
        m_request->clear();
        showStages();
    });
    connect(&m_trial, &AuthorizerTrial::finished, this, &SignatureLab::finish);
    connect(m_trace, &RecentRequests::chosen, this, &SignatureLab::chooseTrace);
    connect(m_try, &QPushButton::clicked, this, &SignatureLab::attempt);
    connect(m_start, &QPushButton::clicked, this, [this] {
        m_start->setEnabled(false);
        m_gateway.start();
        showRunning();
    });
}

void SignatureLab::forgetShown()
{
    m_trial.cancel();
    m_report->hide();
    showRunning();
}

void SignatureLab::showStages()
{
    std::vector<Place> places;
    for (const Cow<Api>& api : m_workspace.project().apis)
        if (api->kind() == ApiKind::Rest)
            for (const Stage& stage : api->stages)
                places.push_back(
                    {api->id, stage.id, fromUtf8(api->name) + QStringLiteral(" · ") + fromUtf8(stage.name)});
    if (places == m_places && m_stage->count() > 0)
        return;
    const QString chosen = m_stage->currentText();
    m_places = std::move(places);
    m_stage->clear();
    for (const Place& place : m_places)
        m_stage->addItem(place.name);
    if (m_places.empty())
        m_stage->addItem(tr("The project has no REST API with a stage"));
    m_stage->setEnabled(!m_places.empty());
    m_stage->setCurrentIndex(std::max(0, m_stage->findText(chosen)));
}

void SignatureLab::chooseTrace(const engine::TracePtr& chosen)
{
    const engine::Trace& trace = *chosen;
    const Project& project = m_workspace.project();
    for (std::size_t place = 0; place < m_places.size(); ++place)
        if (const Api* api = project.find(m_places[place].api); api && api->apiId == trace.apiId)
            if (const Stage* stage = api->findStage(m_places[place].stage); stage && stage->name == trace.stage)
                m_stage->setCurrentIndex(int(place));
    const TracedRequest request = requestText(trace);
    m_request->setPlainText(request.text);
    tell(request.masked.isEmpty() ? tr("Taken from the trace.")
                                  : tr("Traces hold no secrets: paste %1 as the client sent it.")
                                        .arg(request.masked.join(QStringLiteral(", "))));
}

void SignatureLab::tell(const QString& text, bool isProblem)
{
    m_state->setTone(isProblem ? tone::error : tone::muted);
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
}

void SignatureLab::showRunning()
{
    const auto state = m_gateway.state();
    const bool isRunning = state == GatewaySession::State::Running;
    m_try->setEnabled(isRunning && !m_trial.isRunning());
    m_start->setVisible(!isRunning);
    m_start->setEnabled(state != GatewaySession::State::Stopping);
    if (state == GatewaySession::State::Failed)
        tell(m_gateway.failure(), true);
    else
        tell(isRunning ? QString() : tr("Signatures are verified while the gateway runs."));
}

std::optional<TrialOrder> SignatureLab::order()
{
    const auto index = std::size_t(std::max(0, m_stage->currentIndex()));
    auto surroundings = m_gateway.surroundings();
    if (index >= m_places.size() || !surroundings)
        return std::nullopt;
    const auto& apis = m_workspace.project().apis;
    const auto at =
        std::find_if(apis.begin(), apis.end(), [&](const Cow<Api>& api) { return api->id == m_places[index].api; });
    const Stage* stage = at == apis.end() ? nullptr : (*at)->findStage(m_places[index].stage);
    if (!stage)
        return std::nullopt;
    auto sample = readSignedRequest(m_request->toPlainText());
    if (!sample) {
        tell(errorText(sample.error()), true);
        m_request->setFocus();
        return std::nullopt;
    }
    TrialOrder order;
    order.api = at->share();
    order.stage = *stage;
    order.project = m_workspace.project();
    order.signedRequest = *std::move(sample);
    order.surroundings = *std::move(surroundings);
    return order;
}

void SignatureLab::attempt()
{
    if (!m_try->isEnabled())
        return;
    m_workspace.settle(); // a field above may still hold what was typed last
    auto wanted = order();
    if (!wanted)
        return;
    tell({});
    m_trial.run(*std::move(wanted));
    m_try->setEnabled(false);
}

void SignatureLab::finish(const TrialOutcome& outcome)
{
    showRunning();
    if (outcome.error)
        tell(errorText(*outcome.error), true);
    if (outcome.report)
        m_report->showReport(*outcome.report);
    m_report->setVisible(outcome.report != nullptr);
}

bool SignatureLab::eventFilter(QObject* watched, QEvent* event)
{
    if (!isRunKey(*event))
        return QWidget::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::KeyPress)
        attempt();
    return true;
}

} // namespace gw::ui
