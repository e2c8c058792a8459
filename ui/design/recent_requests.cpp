#include "ui/design/recent_requests.h"

#include "ui/models/lab_sample.h"
#include "ui/session/gateway_session.h"

#include <QAbstractItemView>

#include <utility>

namespace gw::ui {

namespace {

constexpr int interval = 500; // ms
constexpr std::size_t mostTraces = 30;
constexpr int shortest = 12; // characters

} // namespace

RecentRequests::RecentRequests(GatewaySession& gateway, QWidget* parent) : ChoiceBox(parent), m_gateway(gateway)
{
    setAccessibleName(tr("Recent request"));
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(shortest);
    m_timer.setSingleShot(true);
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &RecentRequests::refresh);
    connect(&m_gateway, &GatewaySession::tracesFinished, this, [this] {
        if (isVisible() && !m_timer.isActive())
            m_timer.start();
    });
    connect(this, &QComboBox::activated, this, [this](int index) {
        if (index >= 1 && std::size_t(index) <= m_traces.size())
            emit chosen(m_traces[std::size_t(index) - 1]);
    });
}

void RecentRequests::setApi(std::string apiId)
{
    m_apiId = std::move(apiId);
}

void RecentRequests::refresh()
{
    if (view()->isVisible())
        return;
    const auto all = m_gateway.traces();
    m_traces.clear();
    for (auto trace = all.rbegin(); trace != all.rend() && m_traces.size() < mostTraces; ++trace)
        if ((m_apiId.empty() || (*trace)->apiId == m_apiId) && !(*trace)->resourcePath.empty())
            m_traces.push_back(*trace);
    clear();
    if (!m_traces.empty())
        addItem(tr("A recent request …"));
    else
        addItem(m_apiId.empty() ? tr("No recent request") : tr("No recent request of this API"));
    for (const engine::TracePtr& trace : m_traces)
        addItem(traceLabel(*trace));
    setEnabled(!m_traces.empty());
}

void RecentRequests::showEvent(QShowEvent* event)
{
    QComboBox::showEvent(event);
    refresh();
}

} // namespace gw::ui
