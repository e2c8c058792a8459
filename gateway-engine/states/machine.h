// Machine: a definition in Amazon States Language, read and checked: what the interpreter runs (reference 4.2). Nothing
// of it is text to be understood any more.
#pragma once

#include "gateway-engine/states/choice.h"
#include "gateway-engine/states/template.h"

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace gw::engine::states {

enum class QueryLanguage { JsonPath, Jsonata };
enum class StateType { Pass, Task, Choice, Wait, Succeed, Fail, Parallel, Map };
[[nodiscard]] std::string_view toString(StateType type);

struct Flow;

// InputPath, OutputPath: null gives {}.
struct PathField
{
    bool isNull = false;
    std::optional<Path> path; // nullopt: "$"
};

// ResultPath: null leaves the input as it is.
struct ResultPathField
{
    bool isNull = false;
    std::optional<ReferencePath> path; // nullopt: "$"
};

// A number that stands there, or is asked for when the state runs. The field's name stands in the query.
using Amount = std::variant<std::monostate, double, Query>;
// A text likewise.
using Words = std::variant<std::monostate, std::string, Query>;

struct Retrier
{
    std::vector<std::string> errors;
    double intervalSeconds = 1;
    std::int64_t maxAttempts = 3;
    double backoffRate = 2;
    std::optional<double> maxDelaySeconds;
    bool hasFullJitter = false;
};

struct Catcher
{
    std::vector<std::string> errors;
    std::size_t next = 0;
    ResultPathField resultPath;
    std::optional<Template> output;
    std::optional<Template> assign;
};

struct PassState
{
    std::optional<json::Value> result;
};

// What a Task calls.
struct Resource
{
    enum class Kind { Function, Activity, Integration };
    enum class Pattern { RequestResponse, Sync, WaitForTaskToken };
    Kind kind = Kind::Integration;
    std::string arn;
    std::string service; // "lambda", "sqs", "aws-sdk:dynamodb", "http", "states"
    std::string action;  // "invoke", "sendMessage", "startExecution"
    Pattern pattern = Pattern::RequestResponse;
    bool parsesOutput = false; // ".sync:2"

    [[nodiscard]] std::string resource() const; // as events say it: "startExecution.sync:2"
};

struct TaskState
{
    Resource resource;
    Amount timeoutSeconds;
    Amount heartbeatSeconds;
    std::optional<Template> credentials;
};

struct ChoiceRule
{
    Condition condition;
    std::size_t next = 0;
    std::optional<Template> assign;
    std::optional<Template> output;
};

struct ChoiceState
{
    std::vector<ChoiceRule> rules;
    std::optional<std::size_t> defaultState;
};

struct WaitState
{
    Amount seconds;
    Words timestamp;
};

struct SucceedState
{
};

struct FailState
{
    Words error;
    Words cause;
};

struct ParallelState
{
    std::vector<std::shared_ptr<const Flow>> branches;
};

struct MapState
{
    std::shared_ptr<const Flow> processor;
    bool isDistributed = false;
    std::optional<Path> itemsPath;
    std::optional<Template> items; // JSONata
    std::optional<Template> itemSelector;
    Amount maxConcurrency;
    Amount toleratedFailureCount;
    Amount toleratedFailurePercentage;
    Amount maxItemsPerBatch;
    std::optional<Template> batchInput;
    std::string label;
};

struct State
{
    std::string name;
    StateType type = StateType::Pass;
    QueryLanguage language = QueryLanguage::JsonPath;
    std::optional<std::size_t> next; // nullopt: the end of its flow
    PathField inputPath;
    PathField outputPath;
    ResultPathField resultPath;
    std::optional<Template> parameters; // or Arguments
    std::optional<Template> resultSelector;
    std::optional<Template> output;
    std::optional<Template> assign;
    std::vector<Retrier> retry;
    std::vector<Catcher> catchers;
    std::variant<PassState, TaskState, ChoiceState, WaitState, SucceedState, FailState, ParallelState, MapState> kind;
};

// The states of a machine, of a branch or of an item processor.
struct Flow
{
    std::size_t startAt = 0;
    std::vector<State> states;
};

struct Machine
{
    Flow flow;
    QueryLanguage language = QueryLanguage::JsonPath;
    std::optional<double> timeoutSeconds;
    bool usesJsonata = false;
};

} // namespace gw::engine::states
