#include "gateway-engine/access/issuer/issuer_api.h"

#include "gateway-engine/access/issuer/authorize_endpoint.h"
#include "gateway-engine/access/issuer/discovery_endpoint.h"
#include "gateway-engine/access/issuer/issuer_answers.h"
#include "gateway-engine/access/issuer/sign_in_page.h"
#include "gateway-engine/access/issuer/token_endpoint.h"
#include "gateway-engine/access/issuer/user_info_endpoint.h"
#include "gateway-engine/access/this_machine.h"
#include "gateway-engine/http/host_name.h"
#include "gateway-engine/http/media_type.h"

#include <algorithm>

namespace gw::engine {

namespace {

struct Endpoint
{
    std::string_view path;    // behind the issuer's
    std::string_view methods; // "GET POST"
    bool isForScripts;        // pages of other origins may call it
    Response (*answer)(const IssuerCall& call);
};

constexpr Endpoint endpoints[] = {
    {"/.well-known/openid-configuration", "GET", true, discoveryDocument},
    {"/.well-known/jwks.json", "GET", true, publicKeys},
    {"/authorize", "GET POST", false, authorize},
    {"/sign-in", "POST", false, signIn},
    {"/token", "POST", true, token},
    {"/revoke", "POST", true, revoke},
    {"/userinfo", "GET POST", true, userInfo},
};

bool takes(const Endpoint& endpoint, std::string_view method)
{
    return endpoint.methods == method || endpoint.methods.starts_with(std::string(method) + " ") ||
           endpoint.methods.ends_with(" " + std::string(method));
}

Response preflight(const Endpoint& endpoint)
{
    Response response;
    response.status = status::noContent;
    response.headers.add("Access-Control-Allow-Methods",
                         endpoint.methods == "GET POST" ? "GET, POST" : endpoint.methods);
    response.headers.add("Access-Control-Allow-Headers", "authorization, content-type");
    response.headers.add("Access-Control-Max-Age", "600");
    return response;
}

bool isForm(const Request& request)
{
    constexpr std::string_view form = "application/x-www-form-urlencoded";
    std::string_view type = request.headers.get("Content-Type");
    type = type.substr(0, type.find(';'));
    while (type.ends_with(' '))
        type.remove_suffix(1);
    return equalsIgnoreCase(type, form);
}

Response answerOf(const Endpoint& endpoint, const Request& request, const IssuerParts& parts)
{
    const bool isPost = request.method == "POST";
    if (isPost && request.body.size() > FormFields::mostBytes)
        return oauthError(status::tooLarge, "invalid_request", "The body is longer than 16,384 bytes.");
    if (isPost && !request.body.empty() && !isForm(request))
        return oauthError(status::badRequest, "invalid_request",
                          "The Content-Type has to be application/x-www-form-urlencoded.");
    const auto fields = FormFields::parse(isPost ? std::string_view(request.body) : request.query());
    if (!fields)
        return oauthError(status::badRequest, "invalid_request", fields.error().message);
    return endpoint.answer({request, *fields, parts.design, parts.project, parts.keys, parts.memory, parts.clock});
}

} // namespace

Response issuerAnswer(const Request& request, const IssuerParts& parts)
{
    if (!isThisMachine(request.remoteAddress) || !isThisMachine(hostOf(request.headers.get("Host"))))
        return oauthError(status::forbidden, "access_denied",
                          "The local issuer answers this machine alone, as localhost.");
    const std::string_view path = request.path().substr(std::min(issuerPath.size(), request.path().size()));
    const auto* found = std::find_if(std::begin(endpoints), std::end(endpoints),
                                     [&](const Endpoint& endpoint) { return endpoint.path == path; });
    if (found == std::end(endpoints))
        return problemPage(status::notFound, "There is nothing here",
                           "The local issuer has no such address. Its addresses stand in its discovery document, "
                           "/.well-known/openid-configuration below its own.");
    Response response;
    if (found->isForScripts && request.method == "OPTIONS")
        response = preflight(*found);
    else if (takes(*found, request.method))
        response = answerOf(*found, request, parts);
    else
        response = oauthError(status::notAllowed, "invalid_request", "The address does not take this method.");
    if (response.status == status::notAllowed)
        response.headers.add("Allow", found->methods == "GET POST" ? "GET, POST" : found->methods);
    if (found->isForScripts)
        response.headers.add("Access-Control-Allow-Origin", "*");
    return response;
}

} // namespace gw::engine
