#include "ui/session/test_invoke.h"

#include "gateway-engine/backends.h"
#include "gateway-engine/compile/compile.h"

#include <exception>
#include <stop_token>
#include <utility>

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

void TestInvoke::run(TestOrder order)
{
    m_run.start(
        [order = std::move(order)](const std::stop_token& stop) mutable { return runTest(std::move(order), stop); },
        [this](const TestOutcome& outcome) { emit finished(outcome); });
}

void TestInvoke::cancel()
{
    if (m_run.cancel())
        emit canceled();
}

} // namespace gw::ui
