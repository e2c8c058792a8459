#include "ui/session/authorizer_trial.h"

#include <exception>
#include <stop_token>
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

Result<engine::LabReport> reportOf(const TrialOrder& order, std::stop_token stop)
{
    if (order.signedRequest)
        return engine::trySignedRequest(order.project, *order.api, order.stage, *order.signedRequest,
                                        order.surroundings, std::move(stop));
    return engine::tryAuthorizer(*order.api, order.stage, order.authorizer, order.sample, order.surroundings,
                                 std::move(stop));
}

TrialOutcome attempt(const TrialOrder& order, std::stop_token stop)
{
    try {
        auto report = reportOf(order, std::move(stop));
        if (!report)
            return {nullptr, report.error()};
        return {std::make_shared<const engine::LabReport>(*std::move(report)), std::nullopt};
    } catch (const std::exception& failure) {
        return {nullptr, brokenOff(failure)};
    }
}

} // namespace

AuthorizerTrial::AuthorizerTrial(QObject* parent) : QObject(parent) {}

void AuthorizerTrial::run(TrialOrder order)
{
    m_run.start([order = std::move(order)](std::stop_token stop) { return attempt(order, std::move(stop)); },
                [this](const TrialOutcome& outcome) { emit finished(outcome); });
}

void AuthorizerTrial::cancel()
{
    if (m_run.cancel())
        emit canceled();
}

} // namespace gw::ui
