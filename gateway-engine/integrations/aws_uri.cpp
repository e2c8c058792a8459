#include "gateway-engine/integrations/aws_uri.h"

#include <algorithm>
#include <array>
#include <optional>

namespace gw::engine {

namespace {

// How the actions of a service are called. Services that are not listed speak the query protocol without a version of
// their own: the API author maps integration.request.querystring.Version.
struct Protocol
{
    std::string_view service;
    std::string_view target;  // JSON: what stands before ".Action" in X-Amz-Target
    std::string_view version; // of JSON ("1.0"), or of the query API ("2010-03-31")
};

constexpr std::array protocols{
    Protocol{"acm", "CertificateManager", "1.1"},
    Protocol{"athena", "AmazonAthena", "1.1"},
    Protocol{"autoscaling", "", "2011-01-01"},
    Protocol{"cloudformation", "", "2010-05-15"},
    Protocol{"cloudwatch", "", "2010-08-01"},
    Protocol{"monitoring", "", "2010-08-01"},
    Protocol{"codebuild", "CodeBuild_20161006", "1.1"},
    Protocol{"codepipeline", "CodePipeline_20150709", "1.1"},
    Protocol{"cognito-identity", "AWSCognitoIdentityService", "1.1"},
    Protocol{"cognito-idp", "AWSCognitoIdentityProviderService", "1.1"},
    Protocol{"dynamodb", "DynamoDB_20120810", "1.0"},
    Protocol{"ec2", "", "2016-11-15"},
    Protocol{"ecs", "AmazonEC2ContainerServiceV20141113", "1.1"},
    Protocol{"elasticloadbalancing", "", "2015-12-01"},
    Protocol{"events", "AWSEvents", "1.1"},
    Protocol{"firehose", "Firehose_20150804", "1.1"},
    Protocol{"glue", "AWSGlue", "1.1"},
    Protocol{"iam", "", "2010-05-08"},
    Protocol{"kinesis", "Kinesis_20131202", "1.1"},
    Protocol{"kms", "TrentService", "1.1"},
    Protocol{"logs", "Logs_20140328", "1.1"},
    Protocol{"rds", "", "2014-10-31"},
    Protocol{"secretsmanager", "secretsmanager", "1.1"},
    Protocol{"servicediscovery", "Route53AutoNaming_v20170314", "1.1"},
    Protocol{"sns", "", "2010-03-31"},
    Protocol{"sqs", "", "2012-11-05"},
    Protocol{"ssm", "AmazonSSM", "1.1"},
    Protocol{"states", "AWSStepFunctions", "1.0"},
    Protocol{"sts", "", "2011-06-15"},
    Protocol{"textract", "Textract", "1.1"},
    Protocol{"translate", "AWSShineFrontendService_20170701", "1.1"},
};

const Protocol* protocolOf(std::string_view service)
{
    const auto found =
        std::find_if(protocols.begin(), protocols.end(), [&](const Protocol& p) { return p.service == service; });
    return found == protocols.end() ? nullptr : found;
}

bool speaksJson(std::string_view service)
{
    const Protocol* protocol = protocolOf(service);
    return protocol && !protocol->target.empty();
}

std::string_view take(std::string_view& text, char until)
{
    const auto end = text.find(until);
    const std::string_view part = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    return part;
}

tl::unexpected<Diagnostic> invalidArn(std::string_view why)
{
    return fail("Invalid ARN specified in the request. " + std::string(why),
                "Write arn:aws:apigateway:{region}:{service}:path/{path} or …:action/{Action}; for a function "
                "arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{function ARN}/invocations.");
}

bool isLabel(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    });
}

constexpr std::string_view functions = "/2015-03-31/functions/";
constexpr std::string_view invocations = "/invocations";

} // namespace

Result<AwsUri> AwsUri::parse(std::string_view text)
{
    AwsUri uri;
    std::string_view rest = text;
    if (take(rest, ':') != "arn")
        return invalidArn("It does not begin with \"arn:\".");
    if (const auto partition = take(rest, ':'); !partition.starts_with("aws"))
        return invalidArn("\"" + std::string(partition) + "\" is no partition; use aws.");
    if (take(rest, ':') != "apigateway")
        return invalidArn("It names no action of API Gateway: \"apigateway\" is its third part.");
    uri.region = take(rest, ':');
    std::string_view service = take(rest, ':');
    if (const auto dot = service.rfind('.'); dot != std::string_view::npos) {
        uri.subdomain = service.substr(0, dot);
        service = service.substr(dot + 1);
    }
    uri.service = service;
    if (!isLabel(uri.region) || !isLabel(uri.service))
        return invalidArn("It names no Region or no service.");
    const std::string_view kind = take(rest, '/');
    if (kind == "path") {
        uri.path = "/" + std::string(rest);
    } else if (kind == "action") {
        uri.action = take(rest, '&');
        uri.parameters = rest;
        uri.path = "/";
    }
    if (kind != "path" && kind != "action")
        return fail("AWS ARN for integration must contain path or action",
                    "Write :path/… or :action/… behind the service.");
    if (kind == "action" && uri.action.empty())
        return invalidArn("It names no action.");
    if (uri.service == "lambda" && uri.function().empty())
        return invalidArn("A function is invoked at path/2015-03-31/functions/{function}/invocations.");
    return uri;
}

std::string_view AwsUri::function() const
{
    const std::string_view whole = path;
    if (service != "lambda" || !whole.starts_with(functions) || !whole.ends_with(invocations) ||
        whole.size() <= functions.size() + invocations.size())
        return {};
    return whole.substr(functions.size(), whole.size() - functions.size() - invocations.size());
}

std::string AwsUri::url() const
{
    std::string text = "https://";
    if (!subdomain.empty())
        text.append(subdomain).append(".");
    text.append(service).append(".").append(region).append(".amazonaws.com").append(path);
    if (action.empty() || speaksJson(service))
        return text;
    text.append("?Action=").append(action);
    if (const Protocol* protocol = protocolOf(service))
        text.append("&Version=").append(protocol->version);
    if (!parameters.empty())
        text.append("&").append(parameters);
    return text;
}

std::vector<std::pair<std::string, std::string>> AwsUri::actionHeaders() const
{
    if (action.empty() || !speaksJson(service))
        return {};
    const Protocol& protocol = *protocolOf(service);
    return {{"X-Amz-Target", std::string(protocol.target) + "." + action},
            {"Content-Type", "application/x-amz-json-" + std::string(protocol.version)}};
}

} // namespace gw::engine
