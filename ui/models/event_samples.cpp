// The samples' texts.
#include "ui/models/event_samples.h"

#include <QCoreApplication>

namespace gw::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("gw::ui::EventSamples", text);
}

constexpr char restText[] = R"({
  "resource": "/pets/{petId}",
  "path": "/pets/1",
  "httpMethod": "GET",
  "headers": { "Accept": "application/json", "Host": "127.0.0.1:4780" },
  "multiValueHeaders": { "Accept": ["application/json"], "Host": ["127.0.0.1:4780"] },
  "queryStringParameters": { "limit": "10" },
  "multiValueQueryStringParameters": { "limit": ["10"] },
  "pathParameters": { "petId": "1" },
  "stageVariables": null,
  "requestContext": {
    "resourceId": "a1b2c3",
    "resourcePath": "/pets/{petId}",
    "httpMethod": "GET",
    "path": "/dev/pets/1",
    "accountId": "000000000000",
    "protocol": "HTTP/1.1",
    "stage": "dev",
    "requestId": "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
    "requestTimeEpoch": 1700000000000,
    "identity": { "sourceIp": "127.0.0.1", "userAgent": "sample", "accountId": null, "caller": null, "user": null },
    "apiId": "abcdefghij"
  },
  "body": null,
  "isBase64Encoded": false
}
)";

constexpr char httpText[] = R"({
  "version": "2.0",
  "routeKey": "GET /pets/{petId}",
  "rawPath": "/pets/1",
  "rawQueryString": "limit=10",
  "headers": { "accept": "application/json", "host": "127.0.0.1:4780" },
  "queryStringParameters": { "limit": "10" },
  "pathParameters": { "petId": "1" },
  "requestContext": {
    "accountId": "000000000000",
    "apiId": "abcdefghij",
    "http": {
      "method": "GET",
      "path": "/pets/1",
      "protocol": "HTTP/1.1",
      "sourceIp": "127.0.0.1",
      "userAgent": "sample"
    },
    "requestId": "JKJaXmPLvHcESHA=",
    "routeKey": "GET /pets/{petId}",
    "stage": "$default",
    "timeEpoch": 1700000000000
  },
  "isBase64Encoded": false
}
)";

constexpr char plainText[] = "{\n  \"key1\": \"value1\",\n  \"key2\": 2\n}\n";

} // namespace

std::vector<EventSample> eventSamples()
{
    return {{tr("API Gateway proxy event (REST API)"), QString::fromLatin1(restText)},
            {tr("API Gateway proxy event (HTTP API, 2.0)"), QString::fromLatin1(httpText)},
            {tr("Plain JSON"), QString::fromLatin1(plainText)}};
}

} // namespace gw::ui
