// Each run has a worker of its own: one that waits for a slow function holds up nobody.
#include "ui/session/authorizer_trial.h"

#include "ui/session/background.h"

#include <exception>
#include <utility>

namespace gw::ui {

namespace {

Diagnostic brokenOff(const std::exception& failure)
{
    Diagnostic problem;
    problem.message = std::string("The attempt broke off: ") + failure.what();
    problem.hint = "Try again.";
    return problem;
}

TrialOutcome attempt(const TrialOrder& order, std::stop_token stop)
{
    try {
        auto report = engine::tryAuthorizer(*order.api, order.stage, order.authorizer, order.sample, order.surroundings,
                                            std::move(stop));
        if (!report)
            return {nullptr, report.error()};
        return {std::make_shared<const engine::LabReport>(*std::move(report)), std::nullopt};
    } catch (const std::exception& failure) {
        return {nullptr, brokenOff(failure)};
    }
}

} // namespace

AuthorizerTrial::AuthorizerTrial(QObject* parent) : QObject(parent) {}

AuthorizerTrial::~AuthorizerTrial()
{
    m_stop.request_stop(); // the workers are waited for
}

void AuthorizerTrial::run(TrialOrder order)
{
    m_stop.request_stop();
    m_stop = std::stop_source();
    m_isRunning = true;
    const int mine = ++m_current;
    auto* worker = new Background(this);
    worker->run([order = std::move(order), stop = m_stop.get_token()] { return attempt(order, stop); },
                [this, worker, mine](const TrialOutcome& outcome) {
                    worker->deleteLater();
                    if (mine != m_current)
                        return;
                    m_isRunning = false;
                    emit finished(outcome);
                });
}

void AuthorizerTrial::cancel()
{
    if (!m_isRunning)
        return;
    ++m_current;
    m_isRunning = false;
    m_stop.request_stop();
    emit canceled();
}

} // namespace gw::ui
