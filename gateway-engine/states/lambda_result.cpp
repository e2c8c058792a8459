#include "gateway-engine/states/lambda_result.h"

#include "core/json/text.h"

namespace gw::engine::states {

json::Value sdkHttpMetadata(const Headers& headers, int status)
{
    json::Value all = json::Value::object();
    json::Value single = json::Value::object();
    for (const HeaderField field : headers) {
        if (!all.find(field.name))
            all.set(field.name, json::Value::array());
        all.find(field.name)->asArray().emplace_back(field.value);
        single.set(field.name, field.value);
    }
    json::Value metadata = json::Value::object();
    metadata.set("AllHttpHeaders", std::move(all));
    metadata.set("HttpHeaders", std::move(single));
    metadata.set("HttpStatusCode", status);
    return metadata;
}

std::string invokePayload(const json::Value& payload)
{
    if (payload.isNull())
        return "{}";
    if (payload.isString() && json::readJson(payload.asString()))
        return payload.asString();
    return json::writeJson(payload);
}

json::Value invokeResult(json::Value payload, const Headers& headers)
{
    constexpr int ok = 200;
    json::Value response = json::Value::object();
    response.set("RequestId", headers.get("x-amzn-RequestId"));
    json::Value result = json::Value::object();
    const std::string_view version = headers.get("X-Amz-Executed-Version");
    result.set("ExecutedVersion", version.empty() ? "$LATEST" : version);
    result.set("Payload", std::move(payload));
    result.set("SdkHttpMetadata", sdkHttpMetadata(headers, ok));
    result.set("SdkResponseMetadata", std::move(response));
    result.set("StatusCode", ok);
    return result;
}

Failure functionFailure(const std::string& payload)
{
    Failure failure{"Lambda.Unknown", payload};
    const Result<json::Value> value = json::readJson(payload);
    if (!value || !(*value)["errorType"].isString())
        return failure;
    failure.name = (*value)["errorType"].asString();
    return failure;
}

Failure functionNotFound(const std::string& arn, const std::string& requestId)
{
    return {"Lambda.ResourceNotFoundException",
            "Function not found: " + arn +
                ":$LATEST (Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: " +
                requestId + "; Proxy: null)"};
}

Headers invokeHeaders(std::size_t payloadBytes, const std::string& requestId)
{
    Headers headers;
    headers.add("X-Amz-Executed-Version", "$LATEST");
    headers.add("x-amzn-Remapped-Content-Length", "0");
    headers.add("Connection", "keep-alive");
    headers.add("x-amzn-RequestId", requestId);
    headers.add("Content-Length", std::to_string(payloadBytes));
    headers.add("Date", "Thu, 01 Jan 2026 00:00:00 GMT");
    headers.add("X-Amzn-Trace-Id", "Root=1-69558b00-000000000000000000000000");
    headers.add("Content-Type", "application/json");
    return headers;
}

} // namespace gw::engine::states
