// StatesService: Step Functions inside the engine (reference 4.2): the service's API for the project's state machines,
// and the executions behind it, which live on a thread of the service's own.
//
// Executions keep the definition they began with; their histories are kept in `.gatewright/executions.sqlite`. What
// still ran when the program ended is shown as ABORTED the next time: nothing can go on with it, since the tasks it
// waited for were this program's.
#pragma once

#include "core/api/state_machine.h"
#include "core/diagnostic.h"
#include "gateway-engine/pipeline/aws_services.h"
#include "gateway-engine/pipeline/local_service.h"
#include "gateway-engine/services.h"
#include "gateway-engine/states/execution_record.h"
#include "gateway-engine/states/history_event.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

struct StatesOptions
{
    std::string region = "us-east-1";
    std::string accountId = "000000000000";
    std::filesystem::path file; // of the executions; empty: kept in memory, at most `mostKept` of them
    std::size_t mostKept = 1'000;
};

class StatesService final : public LocalService
{
public:
    // `aws` is where tasks go: functions, other services, and by it this service itself. It outlives this.
    StatesService(StatesOptions options, Services& services, AwsServices& aws);
    ~StatesService() override; // stops

    // The project's machines, in place of those of before. A definition that cannot run is refused with diagnostics
    // (file and node filled) and answers StartExecution with InvalidDefinition; the others run all the same.
    Diagnostics follow(std::vector<StateMachine> machines);
    // Where executions begin from now on. Running ones keep their ARNs.
    void settle(std::string region, std::string accountId);
    // Ends what runs (as ABORTED), writes the file and joins the thread; idempotent. Nothing is answered afterwards.
    void stop();

    [[nodiscard]] std::string_view serviceName() const override { return "states"; }
    [[nodiscard]] bool owns(const Request& request) const override; // POST, X-Amz-Target: AWSStepFunctions.…
    [[nodiscard]] Task<Response> handle(Request&& request) override;

    // For whoever watches, from any thread: snapshots, and a word that they changed. The notification comes on the
    // service's thread, once for any number of changes until the next snapshot is taken; it must not block.
    void onChange(std::function<void()> notify);
    [[nodiscard]] std::vector<states::ExecutionSummary> executions(std::size_t limit = 1'000) const;    // newest first
    [[nodiscard]] std::shared_ptr<const states::ExecutionRecord> execution(std::string_view arn) const; // or null
    // Those with an id above `after`, in order: what is new since the last look.
    [[nodiscard]] std::vector<states::HistoryEvent> events(std::string_view arn, std::int64_t after = 0) const;
    // What is wrong with the file of executions; empty: nothing.
    [[nodiscard]] std::string storeProblem() const;

private:
    struct Impl;
    std::shared_ptr<Impl> m_impl;
};

} // namespace gw::engine
