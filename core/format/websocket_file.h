// WebSocket API files: YAML with the field names of the public v2 API model (reference 0.4, 3).
//
//   routeSelectionExpression: $request.body.action
//   apiKeySelectionExpression: $request.header.x-api-key   # or $context.authorizer.usageIdentifierKey
//   authorizers:
//     - name: tickets
//       authorizerType: REQUEST
//       authorizerUri: arn:aws:apigateway:…:lambda:path/2015-03-31/functions/…/invocations
//       identitySource: [route.request.querystring.ticket]
//   models:
//     - { name: Message, schema: { type: object, required: [text] } }
//   routes:
//     - routeKey: $connect
//       authorizationType: CUSTOM
//       authorizerId: tickets                              # by its name
//     - routeKey: say
//       modelSelectionExpression: $request.body.kind
//       requestModels: { $default: Message }
//       routeResponseSelectionExpression: $default         # with a route response: two-way
//       routeResponses: [{ routeResponseKey: $default }]
//       integration:
//         integrationType: HTTP
//         integrationMethod: POST
//         integrationUri: http://127.0.0.1:4790/say
//         requestTemplates: { $default: '{"text": $input.json("$.text")}' }
//         integrationResponses: [{ integrationResponseKey: $default }, { integrationResponseKey: '/5\d\d/' }]
#pragma once

#include "core/format/openapi_source.h"
#include "core/result.h"

namespace gw {

struct WebSocketReading
{
    WebSocketApi definition;
    std::shared_ptr<const ApiSource> source; // null when the text could not be read
    Diagnostics diagnostics;
};

[[nodiscard]] WebSocketReading readWebSocket(std::string text, const std::string& fileName, ApiId api);
[[nodiscard]] Result<std::string> writeWebSocket(const Api& api);

} // namespace gw
