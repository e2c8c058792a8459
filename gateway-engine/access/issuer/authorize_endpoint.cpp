#include "gateway-engine/access/issuer/authorize_endpoint.h"

#include "core/in_quotes.h"
#include "gateway-engine/access/issuer/issuer_answers.h"
#include "gateway-engine/access/issuer/sign_in_page.h"
#include "gateway-engine/crypto/constant_time.h"
#include "gateway-engine/crypto/password_hash.h"
#include "gateway-engine/crypto/random_text.h"
#include "gateway-engine/http/base64url.h"

#include <algorithm>
#include <optional>

namespace gw::engine {

namespace {

constexpr std::string_view cookieName = "gatewright_sign_in=";
constexpr std::size_t challengeChars = 43; // base64url of a SHA-256
constexpr std::size_t longestState = 2'048;
constexpr std::size_t longestUserName = 128;

// What goes back to the client; "iss" says from whom (RFC 9207).
Response answerTo(const IssuerCall& call, const AuthorizationRequest& request,
                  std::map<std::string, std::string> parameters)
{
    if (!request.state.empty())
        parameters.emplace("state", request.state);
    parameters.emplace("iss", call.design.url);
    return redirectTo(withParameters(request.redirectUri, parameters));
}

Response refuse(const IssuerCall& call, const AuthorizationRequest& request, const char* error, const char* description)
{
    return answerTo(call, request, {{"error", error}, {"error_description", description}});
}

// Where the answer goes; nothing when there is no such place.
std::optional<std::string> redirectUriOf(const IssuerClient& client, const std::string& asked)
{
    if (asked.empty())
        return client.redirectUris.size() == 1 ? std::optional(client.redirectUris.front()) : std::nullopt;
    const auto found = std::find(client.redirectUris.begin(), client.redirectUris.end(), asked);
    return found == client.redirectUris.end() ? std::nullopt : std::optional(asked);
}

AuthorizationRequest requestIn(const FormFields& fields, const IssuerClient& client, std::string redirectUri)
{
    AuthorizationRequest request;
    request.clientId = client.clientId;
    request.redirectUri = std::move(redirectUri);
    request.saidRedirectUri = fields.has("redirect_uri");
    request.state = fields.get("state");
    request.nonce = fields.get("nonce");
    request.challenge = fields.get("code_challenge");
    request.scopes = grantedScopes(client, fields.get("scope"));
    request.loginHint = fields.get("login_hint");
    return request;
}

struct Refusal
{
    const char* error;
    const char* description;
};

std::optional<Refusal> faultOfChallenge(const FormFields& fields, const IssuerClient& client)
{
    const std::string& challenge = fields.get("code_challenge");
    if (challenge.empty())
        return client.hasSecret ? std::nullopt
                                : std::optional(Refusal{"invalid_request", "A client without a secret has to send a "
                                                                           "code_challenge (PKCE, S256)."});
    if (fields.get("code_challenge_method") != "S256")
        return Refusal{"invalid_request", "The code_challenge_method has to be S256."};
    if (challenge.size() != challengeChars || !base64UrlDecoded(challenge))
        return Refusal{"invalid_request", "The code_challenge is no SHA-256 in base64url."};
    return std::nullopt;
}

std::optional<Refusal> faultOf(const FormFields& fields, const IssuerClient& client,
                               const AuthorizationRequest& request)
{
    if (fields.get("response_type") != "code")
        return fields.has("response_type")
                   ? Refusal{"unsupported_response_type", "The response_type has to be code."}
                   : Refusal{"invalid_request", "The response_type is missing; it has to be code."};
    if (!client.mayUse(GrantType::AuthorizationCode))
        return Refusal{"unauthorized_client", "The client may not use authorization codes."};
    if (fields.has("request") || fields.has("request_uri"))
        return Refusal{"request_not_supported", "Request objects are not taken."};
    if (request.scopes.empty() && fields.has("scope"))
        return Refusal{"invalid_scope", "The client may not have all of these scopes."};
    if (request.state.size() > longestState || request.nonce.size() > longestState)
        return Refusal{"invalid_request", "state and nonce may have 2,048 bytes each."};
    if (fields.get("prompt") == "none")
        return Refusal{"login_required", "Nobody is signed in: every sign-in asks for the password."};
    return faultOfChallenge(fields, client);
}

// The browser's cookie, so that several sign-ins in one browser do not end each other.
std::string browserOf(const Request& request)
{
    std::string_view cookies = request.headers.get("Cookie");
    const auto at = cookies.find(cookieName);
    if (at == std::string_view::npos)
        return {};
    cookies.remove_prefix(at + cookieName.size());
    const std::string_view value = cookies.substr(0, cookies.find(';'));
    return value.size() == randomToken().size() && base64UrlDecoded(value) ? std::string(value) : std::string();
}

SignInPage pageFor(const IssuerCall& call, const AuthorizationRequest& request, const std::string& handle)
{
    const IssuerClient* client = call.design.settings.findClientId(request.clientId);
    SignInPage page;
    page.project = call.project;
    page.client = client ? client->name : std::string();
    page.action = call.pathOf("/sign-in");
    page.handle = handle;
    page.userName = request.loginHint;
    page.redirectUri = request.redirectUri;
    return page;
}

Response signInPage(const IssuerCall& call, AuthorizationRequest request)
{
    std::string browser = browserOf(call.request);
    const bool isNew = browser.empty();
    if (isNew)
        browser = randomToken();
    request.browser = browser;
    SignInPage page = pageFor(call, request, {});
    page.handle = call.memory.grants.beginSignIn(std::move(request), call.now());
    Response response = signInAnswer(status::ok, page);
    if (isNew)
        response.headers.add("Set-Cookie", std::string(cookieName) + browser + "; Path=" + std::string(issuerPath) +
                                               "; HttpOnly; SameSite=Lax");
    return response;
}

// Forms of other sites are no sign-in of this browser's.
bool isOwnForm(const IssuerCall& call, const AuthorizationRequest& request)
{
    const std::string_view origin = call.request.headers.get("Origin");
    const std::string own =
        (call.request.isTls ? "https://" : "http://") + std::string(call.request.headers.get("Host"));
    return (origin.empty() || origin == own) && equalInConstantTime(browserOf(call.request), request.browser);
}

// A hash of nobody's password: a name that nobody has takes as long as one that somebody has.
const Secret& nobodysHash()
{
    static const Secret hash = hashedPassword(randomToken()).value_or(Secret());
    return hash;
}

// Who it is; nothing: the name or the password is wrong, and nobody learns which.
const IssuerUser* signedIn(const IssuerCall& call)
{
    const IssuerUser* user = call.design.settings.findUser(call.fields.get("username"));
    const Secret* hash = user ? call.design.secrets.find(SecretKind::Password, user->sub) : nullptr;
    const bool isRight = isPassword(call.fields.get("password"), hash ? *hash : nobodysHash());
    return isRight && hash && user->enabled ? user : nullptr;
}

Response tryAgain(const IssuerCall& call, const AuthorizationRequest& request, int status, std::string problem)
{
    SignInPage page = pageFor(call, request, call.fields.get("request"));
    page.userName = call.fields.get("username");
    page.problem = std::move(problem);
    return signInAnswer(status, page);
}

Response tooManyTries(const IssuerCall& call, const AuthorizationRequest& request, std::chrono::seconds wait)
{
    Response response = tryAgain(call, request, status::tooMany,
                                 "There were too many tries. Wait " + std::to_string(wait.count()) +
                                     (wait.count() == 1 ? " second" : " seconds") + " and try again.");
    response.headers.add("Retry-After", std::to_string(wait.count()));
    return response;
}

} // namespace

Response authorize(const IssuerCall& call)
{
    const IssuerClient* client = call.design.settings.findClientId(call.fields.get("client_id"));
    if (!client)
        return problemPage(status::badRequest, "This client is not known",
                           "The local issuer has no client with the client_id of this request. Compare it with the "
                           "clients of the project's local issuer.");
    const auto redirectUri = redirectUriOf(*client, call.fields.get("redirect_uri"));
    if (!redirectUri)
        return problemPage(status::badRequest, "The client may not be answered there",
                           "The redirect_uri of this request is none of the client " + inQuotes(client->name) +
                               ". It has to be exactly one of those, to the last character.");
    AuthorizationRequest request = requestIn(call.fields, *client, *redirectUri);
    if (const auto refusal = faultOf(call.fields, *client, request))
        return refuse(call, request, refusal->error, refusal->description);
    return signInPage(call, std::move(request));
}

Response signIn(const IssuerCall& call)
{
    const std::string& handle = call.fields.get("request");
    const AuthorizationRequest* begun = call.memory.grants.signIn(handle, call.now());
    if (!begun || !isOwnForm(call, *begun))
        return problemPage(status::badRequest, "This sign-in is over",
                           "It was begun too long ago, in another browser, or has ended already. Go back to the "
                           "application and sign in anew.");
    const AuthorizationRequest request = *begun;
    if (call.fields.get("action") == "cancel") {
        call.memory.grants.endSignIn(handle);
        return refuse(call, request, "access_denied", "The sign-in was cancelled.");
    }
    const std::string name = call.fields.get("username").substr(0, longestUserName);
    const auto now = call.clock.now();
    if (const auto wait = call.memory.attempts.waitFor(name, now); wait.count() > 0)
        return tooManyTries(call, request, wait);
    const IssuerUser* user = signedIn(call);
    if (!user) {
        call.memory.attempts.failed(name, now);
        return tryAgain(call, request, status::forbidden, "The user name or the password is wrong.");
    }
    call.memory.attempts.succeeded(name);
    call.memory.grants.endSignIn(handle);
    const std::chrono::seconds life(call.design.settings.refreshTokenSeconds);
    return answerTo(call, request, {{"code", call.memory.grants.addCode(request, user->name, call.now(), life)}});
}

} // namespace gw::engine
