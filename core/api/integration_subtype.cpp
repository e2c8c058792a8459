#include "core/api/integration_subtype.h"

#include <algorithm>

namespace gw {

namespace {

using Kind = SubtypeParameterKind;

constexpr SubtypeParameter putEvents[] = {{"Detail", true}, {"DetailType", true}, {"Source", true},
                                          {"Time"},         {"EventBusName"},     {"Resources", false, Kind::List},
                                          {"TraceHeader"}};
constexpr SubtypeParameter sendMessage[] = {{"QueueUrl", true},
                                            {"MessageBody", true},
                                            {"DelaySeconds", false, Kind::Number},
                                            {"MessageAttributes", false, Kind::Object},
                                            {"MessageDeduplicationId"},
                                            {"MessageGroupId"},
                                            {"MessageSystemAttributes", false, Kind::Object}};
constexpr SubtypeParameter receiveMessage[] = {{"QueueUrl", true},
                                               {"AttributeNames", false, Kind::List},
                                               {"MaxNumberOfMessages", false, Kind::Number},
                                               {"MessageAttributeNames", false, Kind::List},
                                               {"ReceiveRequestAttemptId"},
                                               {"VisibilityTimeout", false, Kind::Number},
                                               {"WaitTimeSeconds", false, Kind::Number}};
constexpr SubtypeParameter deleteMessage[] = {{"ReceiptHandle", true}, {"QueueUrl", true}};
constexpr SubtypeParameter purgeQueue[] = {{"QueueUrl", true}};
constexpr SubtypeParameter getConfiguration[] = {{"Application", true},
                                                 {"Environment", true},
                                                 {"Configuration", true},
                                                 {"ClientId", true},
                                                 {"ClientConfigurationVersion"}};
constexpr SubtypeParameter putRecord[] = {{"StreamName", true},
                                          {"Data", true, Kind::Bytes},
                                          {"PartitionKey", true},
                                          {"SequenceNumberForOrdering"},
                                          {"ExplicitHashKey"}};
constexpr SubtypeParameter startExecution[] = {{"StateMachineArn", true}, {"Name"}, {"Input"}};
constexpr SubtypeParameter startSyncExecution[] = {{"StateMachineArn", true}, {"Name"}, {"Input"}, {"TraceHeader"}};
constexpr SubtypeParameter stopExecution[] = {{"ExecutionArn", true}, {"Cause"}, {"Error"}};

constexpr IntegrationSubtype subtypes[] = {{"AppConfig-GetConfiguration", getConfiguration},
                                           {"EventBridge-PutEvents", putEvents},
                                           {"Kinesis-PutRecord", putRecord},
                                           {"SQS-DeleteMessage", deleteMessage},
                                           {"SQS-PurgeQueue", purgeQueue},
                                           {"SQS-ReceiveMessage", receiveMessage},
                                           {"SQS-SendMessage", sendMessage},
                                           {"StepFunctions-StartExecution", startExecution},
                                           {"StepFunctions-StartSyncExecution", startSyncExecution},
                                           {"StepFunctions-StopExecution", stopExecution}};

} // namespace

const SubtypeParameter* IntegrationSubtype::find(std::string_view parameter) const
{
    const auto found = std::find_if(parameters.begin(), parameters.end(),
                                    [parameter](const SubtypeParameter& each) { return each.name == parameter; });
    return found == parameters.end() ? nullptr : &*found;
}

std::span<const IntegrationSubtype> integrationSubtypes()
{
    return subtypes;
}

const IntegrationSubtype* findIntegrationSubtype(std::string_view name)
{
    const auto* found = std::find_if(std::begin(subtypes), std::end(subtypes),
                                     [name](const IntegrationSubtype& each) { return each.name == name; });
    return found == std::end(subtypes) ? nullptr : found;
}

} // namespace gw
