// Gauges are kept from look to look: only what has changed is painted anew.
#include "ui/design/throttle_gauges.h"

#include "core/api/route_key.h"
#include "ui/design/method_facts.h"
#include "ui/models/number_text.h"
#include "ui/session/access_session.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/widgets/level_gauge.h"
#include "ui/widgets/tone_label.h"

#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr int interval = 250; // ms
constexpr std::size_t mostGauges = 12;

QString limitText(const engine::ThrottleLimit& limit)
{
    return ThrottleGauges::tr("%1 a second, %2 at once")
        .arg(numberText(std::optional<double>(limit.rateLimit)), numberText(std::optional<int>(limit.burstLimit)));
}

} // namespace

ThrottleGauges::ThrottleGauges(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_gateway(gateway), m_theme(theme), m_timer(new QTimer(this)),
      m_column(new QVBoxLayout(this)), m_state(new ToneLabel(theme, tone::muted))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(spacing::m);
    m_state->setWordWrap(true);
    m_column->addWidget(m_state);
    m_timer->setInterval(interval);
    connect(m_timer, &QTimer::timeout, this, &ThrottleGauges::refresh);
    connect(&gateway.accessSession(), &AccessSession::runningChanged, this, &ThrottleGauges::refresh);
}

void ThrottleGauges::showPlan(const std::string& planId, const NodeRef& plan)
{
    m_planId = planId;
    m_node = plan;
    refresh();
}

void ThrottleGauges::showStage(const std::string& apiId, const std::string& stage, const NodeRef& node)
{
    m_apiId = apiId;
    m_stage = stage;
    m_node = node;
    refresh();
}

bool ThrottleGauges::isShown(const engine::BucketGauge& gauge) const
{
    using engine::TrafficLevel;
    if (!m_planId.empty())
        return gauge.planId == m_planId;
    return gauge.level == TrafficLevel::Account ||
           (gauge.level == TrafficLevel::StageMethod && gauge.apiId == m_apiId && gauge.stage == m_stage);
}

// Routes are named by their keys.
QString ThrottleGauges::methodOf(const engine::BucketGauge& gauge) const
{
    const auto& apis = m_workspace.project().apis;
    const auto api =
        std::find_if(apis.begin(), apis.end(), [&](const Cow<Api>& each) { return each->apiId == gauge.apiId; });
    const ApiKind kind = api == apis.end() ? ApiKind::Rest : (*api)->kind();
    if (kind == ApiKind::WebSocket)
        return fromUtf8(gauge.resourcePath);
    const auto verb = httpVerbFrom(gauge.httpMethod);
    return fromUtf8(kind == ApiKind::Http && verb ? routeKeyOf(gauge.resourcePath, *verb)
                                                  : gauge.httpMethod + " " + gauge.resourcePath);
}

QString ThrottleGauges::nameOf(const engine::BucketGauge& gauge) const
{
    using engine::TrafficLevel;
    if (gauge.level == TrafficLevel::Account)
        return tr("The account, all APIs together");
    const QString method = methodOf(gauge);
    if (gauge.level == TrafficLevel::StageMethod)
        return method;
    QString key = fromUtf8(gauge.keyId);
    for (const Cow<ApiKey>& each : m_workspace.project().apiKeys)
        if (each->keyId == gauge.keyId)
            key = fromUtf8(each->name);
    if (gauge.level == TrafficLevel::Client)
        return key;
    return tr("%1 · %2 of stage %3").arg(key, method, fromUtf8(gauge.stage));
}

QString ThrottleGauges::stateText(std::size_t count) const
{
    if (!m_gateway.accessSession().isRunning())
        return tr("The gateway is stopped: levels are shown while it runs.");
    if (count == 0)
        return m_planId.empty() ? tr("Nothing is throttled here.")
                                : tr("No throttle: the plan has no limits, no keys or no stages that are served.");
    const int refused = m_gateway.accessSession().refusedLately(m_node);
    QString text =
        refused == 0
            ? tr("No request was refused in the last minute.")
            : tr("%1 refused in the last minute.").arg(counted(std::size_t(refused), tr("request"), tr("requests")));
    if (count > mostGauges)
        text += QLatin1Char(' ') + tr("The %1 emptiest of %2 are shown.").arg(mostGauges).arg(count);
    return text;
}

void ThrottleGauges::refresh()
{
    if (!isVisible())
        return;
    std::vector<engine::BucketGauge> gauges = m_gateway.accessSession().gauges();
    std::erase_if(gauges, [this](const auto& gauge) { return !isShown(gauge); });
    const std::size_t count = gauges.size();
    if (count > mostGauges) {
        const auto share = [](const auto& g) { return g.tokens / std::max(1, g.limit.burstLimit); };
        std::stable_sort(gauges.begin(), gauges.end(),
                         [&](const auto& a, const auto& b) { return share(a) < share(b); });
        gauges.resize(mostGauges);
    }
    m_state->setText(stateText(count));
    while (m_gauges.size() < gauges.size()) {
        m_gauges.push_back(new LevelGauge(m_theme, this));
        m_column->addWidget(m_gauges.back());
    }
    for (std::size_t i = 0; i < m_gauges.size(); ++i) {
        m_gauges[i]->setVisible(i < gauges.size());
        if (i < gauges.size())
            m_gauges[i]->setLevel(
                {nameOf(gauges[i]), gauges[i].tokens, double(gauges[i].limit.burstLimit), limitText(gauges[i].limit)});
    }
}

void ThrottleGauges::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
    m_timer->start();
}

void ThrottleGauges::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_timer->stop();
}

} // namespace gw::ui
