// TestInvoke: one request through the undeployed design without a socket, as the service's Test tab does (reference
// 1.35). Compiles and runs away from the GUI thread.
#pragma once

#include "core/api/project.h"
#include "core/diagnostic.h"
#include "gateway-engine/http/message.h"
#include "gateway-engine/invoke.h"
#include "ui/session/newest_run.h"

#include <QObject>

#include <filesystem>
#include <memory>
#include <optional>

namespace gw::ui {

struct TestOrder
{
    std::shared_ptr<const Api> api;
    Stage stage;                    // whose variables count; every other setting of it is left out
    engine::Request request;        // its target has no stage: "/pets/1?x=y"
    Project project = {};           // whose functions, state machines and servers stand behind the API
    std::filesystem::path folder{}; // of the project
};

// The answer, or why the design cannot run at all. (No Result: signals want a type without its comparison.)
struct TestOutcome
{
    std::optional<Diagnostic> error;
    engine::InvokeResult result;
};

class TestInvoke final : public QObject
{
    Q_OBJECT

public:
    explicit TestInvoke(QObject* parent = nullptr);

    void run(TestOrder order); // takes the place of one that runs
    void cancel();             // it ends at once; canceled() follows when one was running; nothing more is heard of it
    [[nodiscard]] bool isRunning() const { return m_run.isRunning(); }

signals:
    void finished(const gw::ui::TestOutcome& outcome);
    void canceled();

private:
    NewestRun m_run;
};

} // namespace gw::ui
