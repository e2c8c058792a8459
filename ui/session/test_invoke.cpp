// Each run has a worker of its own: one that waits for a slow endpoint holds up nobody.
#include "ui/session/test_invoke.h"

#include "gateway-engine/backends.h"
#include "gateway-engine/compile/compile.h"
#include "ui/session/background.h"

#include <exception>

namespace gw::ui {

namespace {

// Reference 1.35: canary, access log and method settings play no part.
Stage testStage(const Stage& stage)
{
    Stage test;
    test.id = stage.id;
    test.name = engine::testStageName;
    test.variables = stage.variables;
    return test;
}

TestOutcome broken(std::string message, std::string hint)
{
    TestOutcome outcome;
    outcome.error.emplace();
    outcome.error->message = std::move(message);
    outcome.error->hint = std::move(hint);
    return outcome;
}

TestOutcome runTest(TestOrder order, const std::stop_token& stop)
{
    engine::Backends backends({order.folder, {}}); // of its own: a test needs no running gateway
    backends.follow(order.project);
    const engine::Compilation compiled =
        engine::compile(*order.api, testStage(order.stage), {}, backends.surroundings());
    if (!compiled.program) {
        if (!compiled.diagnostics.empty())
            return {compiled.diagnostics.front(), {}};
        return broken("This API cannot be run.", "See Problems (Alt+1) for what is wrong with it.");
    }
    order.request.remoteAddress = engine::testSourceIp;
    try {
        return {std::nullopt, engine::invoke(compiled.program, std::move(order.request), stop)};
    } catch (const std::exception& failure) {
        return broken(std::string("The test broke off: ") + failure.what(), "Run it again.");
    }
}

} // namespace

TestInvoke::TestInvoke(QObject* parent) : QObject(parent) {}

TestInvoke::~TestInvoke()
{
    m_stop.request_stop(); // the workers are waited for
}

void TestInvoke::run(TestOrder order)
{
    m_stop.request_stop();
    m_stop = std::stop_source();
    m_isRunning = true;
    const int mine = ++m_current;
    auto* worker = new Background(this);
    worker->run(
        [order = std::move(order), stop = m_stop.get_token()]() mutable { return runTest(std::move(order), stop); },
        [this, worker, mine](const TestOutcome& outcome) {
            worker->deleteLater();
            if (mine != m_current)
                return;
            m_isRunning = false;
            emit finished(outcome);
        });
}

void TestInvoke::cancel()
{
    if (!m_isRunning)
        return;
    ++m_current;
    m_isRunning = false;
    m_stop.request_stop();
    emit canceled();
}

} // namespace gw::ui
