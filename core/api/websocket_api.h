// WebSocket API: routes chosen by an expression over each message (reference 3). Field names are those of the public v2
// API model. A route owns its integration, where the model has it point at one (`target`); authorizers and models are
// the API's and named by routes.
#pragma once

#include "core/api/authorizer.h"
#include "core/api/cow.h"
#include "core/api/ids.h"
#include "core/api/integration.h"
#include "core/json/value.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

inline constexpr char connectKey[] = "$connect";
inline constexpr char disconnectKey[] = "$disconnect";
inline constexpr char defaultKey[] = "$default"; // of routes, route responses, integration responses, templates, models

inline constexpr char defaultRouteSelection[] = "$request.body.action";
inline constexpr char apiKeyInHeader[] = "$request.header.x-api-key";
inline constexpr char apiKeyOfAuthorizer[] = "$context.authorizer.usageIdentifierKey";

inline constexpr std::size_t longestRouteKey = 128;

// What a request or a response may carry: "route.request.header.X" (of $connect alone).
struct RouteParameter
{
    std::string name;
    bool required = false;
    bool operator==(const RouteParameter&) const = default;
};

// What makes a route two-way: the reply of its integration goes back to the client.
struct RouteResponse
{
    std::string routeResponseKey = defaultKey; // the service knows no other
    std::string modelSelectionExpression;
    StringMap responseModels; // key → model
    std::vector<RouteParameter> responseParameters;
    bool operator==(const RouteResponse&) const = default;
};

struct WebSocketRoute
{
    RouteId id;
    std::string routeKey; // "$connect", "$disconnect", "$default" or a custom key
    std::string operationName;
    std::string authorizationType; // "NONE", "AWS_IAM", "CUSTOM"; "" = NONE. Of $connect alone
    std::string authorizer;        // its name (`authorizerId` in the file)
    bool apiKeyRequired = false;   // of $connect alone
    std::string modelSelectionExpression;
    StringMap requestModels; // key → model
    std::vector<RouteParameter> requestParameters;
    std::string routeResponseSelectionExpression; // "$default" for two-way routes
    std::optional<Integration> integration;
    std::vector<RouteResponse> routeResponses;
    bool operator==(const WebSocketRoute&) const = default;

    [[nodiscard]] bool isPredefined() const; // $connect, $disconnect, $default
    [[nodiscard]] bool isTwoWay() const;     // replies go to the client
};

struct WebSocketModel
{
    std::string name;
    std::string description;
    std::string contentType; // "application/json" when empty
    json::Value schema;      // JSON Schema, draft 4
    bool operator==(const WebSocketModel&) const = default;
};

struct WebSocketApi
{
    std::string description;
    std::string version;
    std::string routeSelectionExpression = defaultRouteSelection;
    std::string apiKeySelectionExpression = apiKeyInHeader;
    bool disableExecuteApiEndpoint = false; // reached through custom domains only
    bool disableSchemaValidation = false;
    std::vector<Cow<WebSocketRoute>> routes; // file order
    std::vector<Authorizer> authorizers;     // REQUEST alone
    std::vector<WebSocketModel> models;
    bool operator==(const WebSocketApi&) const = default;

    [[nodiscard]] const WebSocketRoute* find(RouteId id) const;
    [[nodiscard]] const WebSocketRoute* findRoute(std::string_view routeKey) const;
    [[nodiscard]] WebSocketRoute* edit(RouteId id); // unshares; nullptr when there is no such route
    [[nodiscard]] const Authorizer* findAuthorizer(std::string_view name) const;
    [[nodiscard]] const WebSocketModel* findModel(std::string_view name) const;
};

[[nodiscard]] RouteId routeIdOf(ApiId api, std::string_view routeKey); // ids follow from places

// An integration response's key, "$default" or "/regex/", is kept as IntegrationResponse::selectionPattern: the regular
// expression, empty for $default.
[[nodiscard]] std::string integrationResponseKey(const IntegrationResponse& response);
[[nodiscard]] std::optional<std::string> patternOfResponseKey(std::string_view key); // nullopt: neither of the two

// "route.request.header.X": where a WebSocket API's authorizer reads an identity from; nullopt for anything else.
[[nodiscard]] std::optional<IdentitySource> routeIdentitySourceFrom(std::string_view text);

} // namespace gw
