#include "gateway-engine/states/service_protocol.h"

#include "core/json/text.h"
#include "gateway-engine/http/uri.h"
#include "gateway-engine/states/data_limits.h"
#include "gateway-engine/states/lambda_result.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace gw::engine::states {

namespace {

enum class Protocol { Json, Query };

struct KnownService
{
    std::string_view id;      // in resource ARNs
    std::string_view service; // as endpoints are configured
    Protocol protocol;
    std::string_view target;  // prefix of X-Amz-Target; version of the query form
    std::string_view version; // of JSON
    std::string_view name;    // optimised integrations' errors begin so
    std::string_view exception;
    std::string_view sdkName; // aws-sdk integrations' errors begin so
};

constexpr std::array<KnownService, 17> knownServices{{
    {"sqs", "sqs", Protocol::Json, "AmazonSQS", "1.0", "SQS", "AmazonSQSException", "Sqs"},
    {"dynamodb", "dynamodb", Protocol::Json, "DynamoDB_20120810", "1.0", "DynamoDB", "AmazonDynamoDBException",
     "DynamoDb"},
    {"events", "events", Protocol::Json, "AWSEvents", "1.1", "EventBridge", "AmazonEventBridgeException",
     "EventBridge"},
    {"eventbridge", "events", Protocol::Json, "AWSEvents", "1.1", "EventBridge", "AmazonEventBridgeException",
     "EventBridge"},
    {"sfn", "states", Protocol::Json, "AWSStepFunctions", "1.0", "StepFunctions", "AWSStepFunctionsException", "Sfn"},
    {"kinesis", "kinesis", Protocol::Json, "Kinesis_20131202", "1.1", "Kinesis", "AmazonKinesisException", "Kinesis"},
    {"firehose", "firehose", Protocol::Json, "Firehose_20150804", "1.1", "Firehose", "AmazonFirehoseException",
     "Firehose"},
    {"kms", "kms", Protocol::Json, "TrentService", "1.1", "Kms", "AWSKMSException", "Kms"},
    {"secretsmanager", "secretsmanager", Protocol::Json, "secretsmanager", "1.1", "SecretsManager",
     "AWSSecretsManagerException", "SecretsManager"},
    {"ssm", "ssm", Protocol::Json, "AmazonSSM", "1.1", "Ssm", "AWSSimpleSystemsManagementException", "Ssm"},
    {"cloudwatchlogs", "logs", Protocol::Json, "Logs_20140328", "1.1", "CloudWatchLogs", "AWSLogsException",
     "CloudWatchLogs"},
    {"cognitoidentityprovider", "cognito-idp", Protocol::Json, "AWSCognitoIdentityProviderService", "1.1",
     "CognitoIdentityProvider", "AWSCognitoIdentityProviderException", "CognitoIdentityProvider"},
    {"ecs", "ecs", Protocol::Json, "AmazonEC2ContainerServiceV20141113", "1.1", "ECS", "AmazonECSException", "Ecs"},
    {"athena", "athena", Protocol::Json, "AmazonAthena", "1.1", "Athena", "AmazonAthenaException", "Athena"},
    {"glue", "glue", Protocol::Json, "AWSGlue", "1.1", "Glue", "AWSGlueException", "Glue"},
    {"sns", "sns", Protocol::Query, "2010-03-31", "", "SNS", "AmazonSNSException", "Sns"},
    {"sts", "sts", Protocol::Query, "2011-06-15", "", "Sts", "AWSSecurityTokenServiceException", "Sts"},
}};

std::string upperFirst(std::string text)
{
    if (!text.empty())
        text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
    return text;
}

std::string lowerFirst(std::string text)
{
    if (!text.empty())
        text.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(text.front())));
    return text;
}

// Objects where the service wants text are written as JSON: MessageBody, Message, Detail.
json::Value withTexts(json::Value parameters)
{
    for (const char* name : {"MessageBody", "Message", "Detail", "Input", "SecretString"})
        if (json::Value* value = parameters.find(name); value && !value->isString() && !value->isNull())
            *value = json::Value(json::writeJson(*value));
    if (json::Value* entries = parameters.find("Entries"); entries && entries->isArray())
        for (json::Value& entry : entries->asArray())
            entry = withTexts(std::move(entry));
    return parameters;
}

void appendQuery(std::string& body, const std::string& name, const json::Value& value)
{
    if (value.isObject()) {
        for (const json::Member& member : value.asObject())
            appendQuery(body, name.empty() ? member.key : name + "." + member.key, member.value);
    } else if (value.isArray()) {
        for (std::size_t i = 0; i < value.asArray().size(); ++i)
            appendQuery(body, name + ".member." + std::to_string(i + 1), value.asArray()[i]);
    } else if (!value.isNull()) {
        body += "&" + queryEncoded(name) + "=" + queryEncoded(value.scalarText());
    }
}

json::Value lowerCased(const json::Value& object)
{
    json::Value result = json::Value::object();
    if (object.isObject())
        for (const json::Member& member : object.asObject())
            result.set(lowerFirst(member.key), member.value);
    return result;
}

std::string requestIdOf(const Response& response)
{
    return std::string(response.headers.get("x-amzn-RequestId"));
}

struct ErrorWords
{
    std::string code;
    std::string message;
};

// "__type": "com.amazonaws.x#Code", or "<Code>…</Code><Message>…</Message>".
ErrorWords errorWords(const Response& response)
{
    const std::string& body = response.bodyText();
    ErrorWords words;
    if (const gw::Result<json::Value> value = json::readJson(body)) {
        words.code = (*value)["__type"].toString((*value)["code"].toString());
        words.message = (*value)["message"].toString((*value)["Message"].toString());
        words.code = words.code.substr(words.code.find('#') + 1);
    } else {
        const auto between = [&](const std::string& tag) {
            const std::size_t begin = body.find("<" + tag + ">");
            const std::size_t end = body.find("</" + tag + ">");
            const std::size_t skip = tag.size() + 2;
            return begin == std::string::npos || end == std::string::npos || end < begin + skip
                       ? std::string()
                       : body.substr(begin + skip, end - begin - skip);
        };
        words.code = between("Code");
        words.message = between("Message");
    }
    if (words.code.empty())
        words.code = std::string(response.headers.get("x-amzn-ErrorType"));
    words.code = words.code.substr(0, words.code.find(':'));
    return words;
}

} // namespace

std::chrono::milliseconds callTimeout(double seconds)
{
    constexpr double longest = 930; // a function's 15 minutes, and what surrounds them
    return std::chrono::milliseconds(static_cast<std::int64_t>(std::min(seconds, longest) * 1000));
}

AwsRequest jsonCall(std::string service, std::string_view version, std::string_view target, const json::Value& input,
                    double timeoutSeconds)
{
    AwsRequest call;
    call.service = std::move(service);
    call.http.method = "POST";
    call.http.target = "/";
    call.http.headers.add("Content-Type", "application/x-amz-json-" + std::string(version));
    call.http.headers.add("X-Amz-Target", target);
    call.http.body = json::writeJson(input);
    call.http.timeout = callTimeout(timeoutSeconds);
    return call;
}

tl::expected<ServiceCall, Failure> serviceCall(const TaskRequest& request)
{
    constexpr std::string_view sdk = "aws-sdk:";
    const bool isSdk = request.resource.service.starts_with(sdk);
    const std::string id = request.resource.service.substr(isSdk ? sdk.size() : 0);
    const auto* known = std::find_if(knownServices.begin(), knownServices.end(),
                                     [&](const KnownService& service) { return service.id == id; });
    if (known == knownServices.end())
        return tl::unexpected(
            Failure{std::string(error::taskFailed),
                    "Gatewright cannot call \"" + request.resource.arn +
                        "\": it does not speak the protocol of that service. Put a function between."});
    ServiceCall call;
    call.isSdk = isSdk;
    call.name = isSdk ? known->sdkName : known->name;
    call.errorName = isSdk ? std::string(known->sdkName) + "Exception" : std::string(known->exception);
    call.hasMetadata = !isSdk;
    const json::Value parameters =
        withTexts(request.parameters.isObject() ? request.parameters : json::Value::object());
    const std::string action = upperFirst(request.resource.action);
    if (known->protocol == Protocol::Json) {
        const bool isStates = known->service == "states";
        call.request = jsonCall(std::string(known->service), known->version, std::string(known->target) + "." + action,
                                isStates ? lowerCased(parameters) : parameters, request.timeoutSeconds);
        return call;
    }
    call.request.service = known->service;
    call.request.http.method = "POST";
    call.request.http.target = "/";
    call.request.http.headers.add("Content-Type", "application/x-www-form-urlencoded");
    call.request.http.body = "Action=" + action + "&Version=" + std::string(known->target);
    appendQuery(call.request.http.body, "", parameters);
    call.request.http.timeout = callTimeout(request.timeoutSeconds);
    return call;
}

// The leaves of the query form's XML answer: "<MessageId>…</MessageId>".
static json::Value xmlLeaves(const std::string& body)
{
    json::Value result = json::Value::object();
    for (std::size_t at = body.find('<'); at != std::string::npos; at = body.find('<', at + 1)) {
        const std::size_t close = body.find('>', at);
        if (close == std::string::npos)
            break;
        const std::string name = body.substr(at + 1, close - at - 1);
        const std::size_t next = body.find('<', close);
        if (next != std::string::npos && name != "RequestId" &&
            body.compare(next, name.size() + 3, "</" + name + ">") == 0)
            result.set(name, body.substr(close + 1, next - close - 1));
    }
    return result;
}

json::Value serviceOutput(const ServiceCall& call, const Response& response)
{
    json::Value output = json::Value::object();
    const std::string& body = response.bodyText();
    if (body.starts_with('<')) {
        output = xmlLeaves(body);
    } else if (!body.empty()) {
        const json::ReadLimits limits{4 * mostPayloadBytes, mostDataDepth};
        if (gw::Result<json::Value> value = json::readJson(body, limits))
            output = call.request.service == "states" ? pascalCased(*value) : std::move(*value);
    }
    if (call.hasMetadata && output.isObject())
        addMetadata(output, response);
    return output;
}

Failure clientFailure(std::string_view service, const UpstreamFailure& failure)
{
    if (failure.kind == UpstreamFailure::Kind::Timeout)
        return {std::string(error::timeout), std::nullopt};
    return {std::string(service) + ".SdkClientException", "Unable to execute HTTP request: " + failure.detail};
}

static std::string errorCause(const ErrorWords& words, std::string_view service, const Response& response)
{
    return words.message + " (Service: " + std::string(service) + "; Status Code: " + std::to_string(response.status) +
           "; Error Code: " + words.code + "; Request ID: " + requestIdOf(response) + "; Proxy: null)";
}

Failure lambdaError(const Response& response)
{
    const ErrorWords words = errorWords(response);
    return {"Lambda." + (words.code.empty() ? "AWSLambdaException" : words.code),
            errorCause(words, "AWSLambda", response)};
}

Failure serviceError(std::string_view prefix, std::string_view service, const Response& response)
{
    const ErrorWords words = errorWords(response);
    const std::string code = words.code.ends_with("Exception") ? words.code : words.code + "Exception";
    return {std::string(prefix) + "." + code, errorCause(words, service, response)};
}

Failure serviceError(const ServiceCall& call, const Response& response)
{
    const ErrorWords words = errorWords(response);
    const bool isOwn = words.code.ends_with("Exception") && words.code != "ValidationException";
    const std::string name = call.name + "." + (isOwn ? words.code : call.errorName);
    if (!call.isSdk)
        return {name, errorCause(words, call.errorName.substr(0, call.errorName.rfind("Exception")), response)};
    return {name, words.message + " (Service: " + call.name + ", Status Code: " + std::to_string(response.status) +
                      ", Request ID: " + requestIdOf(response) + ")"};
}

json::Value pascalCased(const json::Value& object)
{
    json::Value result = json::Value::object();
    if (object.isObject())
        for (const json::Member& member : object.asObject())
            result.set(upperFirst(member.key), member.value);
    return result;
}

void addMetadata(json::Value& output, const Response& response)
{
    json::Value metadata = json::Value::object();
    metadata.set("RequestId", requestIdOf(response));
    output.set("SdkHttpMetadata", sdkHttpMetadata(response.headers, response.status));
    output.set("SdkResponseMetadata", std::move(metadata));
}

TaskRunner::Result endedExecution(const json::Value& described, bool parsesData)
{
    json::Value output = pascalCased(described);
    for (const char* date : {"StartDate", "StopDate"})
        if (output.find(date))
            output.set(date, static_cast<std::int64_t>(output[date].toDouble() * 1000));
    for (const char* details : {"InputDetails", "OutputDetails"})
        if (output.find(details))
            output.set(details, pascalCased(output[details]));
    if (parsesData)
        for (const char* data : {"Input", "Output"})
            if (output[data].isString())
                if (gw::Result<json::Value> value = json::readJson(output[data].asString()))
                    output.set(data, std::move(*value));
    TaskRunner::Result result;
    if (described["status"].toString() == "SUCCEEDED")
        result.output = std::move(output);
    else
        result.failure = Failure{std::string(error::taskFailed), json::writeJson(output)};
    return result;
}

} // namespace gw::engine::states
