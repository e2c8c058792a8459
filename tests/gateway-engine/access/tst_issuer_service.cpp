// The project's own issuer at the project's port, as applications reach it: discovery, signing in with PKCE, codes,
// refresh tokens, client credentials, keys that change, and everything that has to be refused. Real sockets throughout.
#include "core/json/text.h"
#include "gateway-engine/access.h"
#include "gateway-engine/access/issuer/form_fields.h"
#include "gateway-engine/access/issuer/issuer_design.h"
#include "gateway-engine/auth/token_verifier.h"
#include "gateway-engine/crypto/password_hash.h"
#include "gateway-engine/crypto/sha256.h"
#include "gateway-engine/engine.h"
#include "gateway-engine/http/base64.h"
#include "gateway-engine/http/base64url.h"
#include "gateway-engine/http/uri.h"
#include "tests/support/http_caller.h"

#include <QTest>

#include <thread>

using namespace gw;
using namespace gw::engine;
using namespace std::chrono_literals;
using test::HttpCaller;

namespace {

const char* const verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"; // RFC 7636, appendix B
const char* const challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const char* const callback = "http://localhost:3000/callback?from=issuer";

const Secret& annasHash()
{
    static const Secret hash = hashedPassword("correct horse").value();
    return hash;
}

Project issuerProject()
{
    LocalIssuer issuer;
    issuer.enabled = true;
    IssuerUser anna;
    anna.name = "anna";
    anna.sub = "5d1c2b3a-0000-5000-8000-000000000001";
    anna.attributes = {
        {"email", "anna@example.com"}, {"email_verified", "true"}, {"custom:tenant", "a\"<b"}, {"aud", "forged"}};
    anna.groups = {"admins", "staff"};
    issuer.users = {anna};
    IssuerClient app;
    app.name = "shop <app>";
    app.clientId = "publicclient00000000000000";
    app.redirectUris = {callback, "myapp:/done"};
    app.scopes = {"openid", "email", "pets/read"};
    IssuerClient machine;
    machine.name = "machine";
    machine.clientId = "machineclient0000000000000";
    machine.hasSecret = true;
    machine.redirectUris = {"https://machine.example/cb"};
    machine.scopes = {"openid", "pets/read", "pets/write"};
    machine.grantTypes = {GrantType::AuthorizationCode, GrantType::ClientCredentials, GrantType::RefreshToken};
    issuer.clients = {app, machine};
    Project project;
    project.name = "petstore";
    project.localIssuer = issuer;
    return project;
}

Secrets issuerSecrets()
{
    Secrets secrets;
    secrets.set(SecretKind::Password, "5d1c2b3a-0000-5000-8000-000000000001", annasHash());
    secrets.set(SecretKind::ClientSecret, "machineclient0000000000000", Secret("s3cret/+ &"));
    return secrets;
}

std::string encoded(std::string_view text)
{
    return formEncoded(text);
}

// The value of a parameter of an address.
std::string parameter(std::string_view address, std::string_view name)
{
    const auto values = queryValues(address.substr(address.find('?') + 1), name);
    return values.size() == 1 ? values.front() : std::string();
}

std::string between(const std::string& text, const std::string& before, const std::string& after)
{
    const auto begin = text.find(before);
    if (begin == std::string::npos)
        return {};
    const auto from = begin + before.size();
    return text.substr(from, text.find(after, from) - from);
}

json::Value jsonOf(const Response& response)
{
    return json::readJson(response.body).value_or(json::Value());
}

json::Value claimsOf(std::string_view token)
{
    const auto read = auth::JsonWebToken::read(token);
    return read ? read->claims : json::Value();
}

struct World
{
    explicit World(Project design = issuerProject(), const Secrets& secrets = issuerSecrets())
        : project(std::move(design)), access(AccessOptions{})
    {
        access.issuer().onKeysChange([this](const std::vector<SigningKeyChange>& changes) {
            const std::lock_guard lock(mutex);
            for (const SigningKeyChange& change : changes)
                kept[change.keyId] = change.text.reveal();
        });
        (void)access.follow(project, secrets);
        access.joinTo(engine);
        port = engine.listenProject("127.0.0.1", 0).value_or(0);
        access.issuer().setUrl(issuerUrl(port));
        caller = std::make_unique<HttpCaller>(port);
    }
    ~World() { engine.stop(); }

    std::string authorizeUrl(const std::string& more = {}, const std::string& method = "S256") const
    {
        return "/_issuer/authorize?response_type=code&client_id=publicclient00000000000000&redirect_uri=" +
               encoded(callback) +
               "&scope=openid%20email%20pets/read&state=s%26t&nonce=n-1&code_challenge=" + std::string(challenge) +
               "&code_challenge_method=" + method + more;
    }
    // What the browser does with a sign-in page.
    Response fill(const Response& page, const std::string& user, const std::string& password,
                  HttpCaller::Fields headers)
    {
        const std::string handle = between(page.body, "name=\"request\" value=\"", "\"");
        const std::string cookie(page.headers.get("Set-Cookie"));
        if (!headers.contains("Cookie"))
            headers["Cookie"] = cookie.substr(0, cookie.find(';'));
        return caller->post("/_issuer/sign-in",
                            "request=" + handle + "&username=" + encoded(user) + "&password=" + encoded(password) +
                                "&action=sign-in",
                            headers);
    }
    std::string code(const std::string& url)
    {
        const Response answer = fill(caller->get(url), "anna", "correct horse", {});
        return parameter(answer.headers.get("Location"), "code");
    }
    std::string code() { return code(authorizeUrl()); }
    Response exchange(const std::string& code, const std::string& verify = verifier,
                      const std::string& redirect = callback)
    {
        return caller->post("/_issuer/token",
                            "grant_type=authorization_code&client_id=publicclient00000000000000&code=" + encoded(code) +
                                "&redirect_uri=" + encoded(redirect) + "&code_verifier=" + encoded(verify));
    }
    Response refresh(const std::string& token, const std::string& more = {})
    {
        return caller->post("/_issuer/token", "grant_type=refresh_token&client_id=publicclient00000000000000"
                                              "&refresh_token=" +
                                                  encoded(token) + more);
    }
    bool isGood(std::string_view token)
    {
        const auto keys = auth::JwkSet::read(caller->get("/_issuer/.well-known/jwks.json").body);
        auth::TokenRules rules;
        rules.issuer = issuerUrl(port);
        return keys && auth::verifyToken(token, *keys, rules, access.clock().wallClock()).has_value();
    }

    Project project;
    std::mutex mutex; // guards what is kept
    std::map<std::string, std::string> kept;
    Access access;
    Engine engine;
    int port = 0;
    std::unique_ptr<HttpCaller> caller;
};

} // namespace

class TestIssuerService : public QObject
{
    Q_OBJECT

private:
    void checkTokens(World& world, const json::Value& tokens)
    {
        const std::string id(tokens["id_token"].toString());
        const std::string access(tokens["access_token"].toString());
        QVERIFY(world.isGood(id) && world.isGood(access));
        const json::Value who = claimsOf(id);
        QCOMPARE(who["token_use"].toString(), std::string_view("id"));
        QCOMPARE(who["aud"].toString(), std::string_view("publicclient00000000000000"));
        QCOMPARE(who["cognito:username"].toString(), std::string_view("anna"));
        QCOMPARE(who["cognito:groups"].asArray().size(), std::size_t(2));
        QCOMPARE(who["nonce"].toString(), std::string_view("n-1"));
        QCOMPARE(who["email"].toString(), std::string_view("anna@example.com"));
        QVERIFY(who["email_verified"].isBool() && who["auth_time"].isNumber() && !who.find("custom:tenant"));
        const Sha256 hash = sha256(access);
        QCOMPARE(std::string(who["at_hash"].toString()), base64UrlEncoded(bytesOf(hash).substr(0, 16)));
        const json::Value may = claimsOf(access);
        QCOMPARE(may["token_use"].toString(), std::string_view("access"));
        QCOMPARE(may["client_id"].toString(), std::string_view("publicclient00000000000000"));
        QCOMPARE(may["scope"].toString(), std::string_view("openid email pets/read"));
        QCOMPARE(may["username"].toString(), std::string_view("anna"));
        QVERIFY(!may.find("aud") && may["jti"].toString() != who["jti"].toString());
        QCOMPARE(may["origin_jti"].toString(), who["origin_jti"].toString());
        QCOMPARE(tokens["expires_in"].toInt(), 3'600);
        QCOMPARE(tokens["token_type"].toString(), std::string_view("Bearer"));
    }

private slots:
    void itIsDiscovered()
    {
        World world;
        const Response answer = world.caller->get("/_issuer/.well-known/openid-configuration");
        QCOMPARE(answer.status, 200);
        const json::Value document = jsonOf(answer);
        QCOMPARE(std::string(document["issuer"].toString()), issuerUrl(world.port));
        for (const char* member :
             {"authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint", "revocation_endpoint"})
            QVERIFY(document[member].toString().starts_with(issuerUrl(world.port) + "/"));
        QVERIFY(auth::JwkSet::read(world.caller->get("/_issuer/.well-known/jwks.json").body).has_value());
        // As any other issuer's keys are found.
        const auto keys = test::runTask(world.access.keySets().at({issuerUrl(world.port), {}})->keys(""));
        QVERIFY2(keys.has_value(), keys ? "" : keys.error().message.c_str());
        QCOMPARE((*keys)->keys().size(), std::size_t(1));
    }

    void somebodySignsIn()
    {
        World world;
        const Response page = world.caller->get(world.authorizeUrl());
        QCOMPARE(page.status, 200);
        QVERIFY(page.body.find("Sign in to shop &lt;app&gt;") != std::string::npos);
        QVERIFY(page.body.find("<script") == std::string::npos);
        const std::string policy(page.headers.get("Content-Security-Policy"));
        QVERIFY(policy.find("default-src 'none'") != std::string::npos);
        QVERIFY(policy.find("form-action 'self' http://localhost:3000") != std::string::npos);
        QVERIFY(page.headers.get("Set-Cookie").find("; HttpOnly; SameSite=Lax") != std::string_view::npos);
        const Response back = world.fill(page, "anna", "correct horse", {});
        QCOMPARE(back.status, 303);
        const std::string location(back.headers.get("Location"));
        QVERIFY2(location.starts_with(std::string(callback) + "&"), location.c_str());
        QCOMPARE(parameter(location, "state"), std::string("s&t"));
        QCOMPARE(parameter(location, "iss"), issuerUrl(world.port));
        const Response answer = world.exchange(parameter(location, "code"));
        QVERIFY2(answer.status == 200, answer.body.c_str());
        QCOMPARE(answer.headers.get("Cache-Control"), std::string_view("no-store"));
        checkTokens(world, jsonOf(answer));
    }

    void whatIsWrongWithTheClientIsShown_data()
    {
        QTest::addColumn<QString>("query");
        const QString ok = "response_type=code&code_challenge=" + QString(challenge) + "&code_challenge_method=S256&";
        QTest::newRow("no client") << ok + "redirect_uri=http://localhost:3000/callback?from=issuer";
        QTest::newRow("another client") << ok + "client_id=nobody&redirect_uri=https://evil.example";
        const QString client = ok + "client_id=publicclient00000000000000";
        QTest::newRow("no redirect URI, and two to choose from") << client;
        for (const char* uri :
             {"https://evil.example/", "http://localhost:3000/callback", "http://localhost:3000/callback?from=issuer/",
              "http://localhost:3000/callback?from=issuer#x", "HTTP://localhost:3000/callback?from=issuer",
              "myapp:/done2", "javascript:alert(1)"})
            QTest::newRow(uri) << client + "&redirect_uri=" + QString::fromStdString(encoded(uri));
    }
    void whatIsWrongWithTheClientIsShown()
    {
        QFETCH(QString, query);
        World world;
        const Response answer = world.caller->get("/_issuer/authorize?" + query.toStdString());
        QCOMPARE(answer.status, 400);
        QVERIFY(!answer.headers.has("Location"));
        QVERIFY(answer.headers.get("Content-Type").starts_with("text/html"));
    }

    void otherFaultsGoBackToTheClient_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("error");
        const QString head = "client_id=publicclient00000000000000&redirect_uri=myapp:/done&state=x&";
        const QString pkce = "code_challenge=" + QString(challenge) + "&code_challenge_method=S256&";
        QTest::newRow("no type") << head + pkce << "invalid_request";
        QTest::newRow("implicit") << head + pkce + "response_type=token"
                                  << "unsupported_response_type";
        QTest::newRow("no PKCE") << head + "response_type=code"
                                 << "invalid_request";
        QTest::newRow("plain PKCE") << head + "response_type=code&code_challenge=" + challenge << "invalid_request";
        QTest::newRow("short challenge") << head + "response_type=code&code_challenge=abc&code_challenge_method=S256"
                                         << "invalid_request";
        QTest::newRow("scope") << head + pkce + "response_type=code&scope=openid+admin"
                               << "invalid_scope";
        QTest::newRow("silent") << head + pkce + "response_type=code&prompt=none"
                                << "login_required";
        QTest::newRow("request object") << head + pkce + "response_type=code&request=e30"
                                        << "request_not_supported";
    }
    void otherFaultsGoBackToTheClient()
    {
        QFETCH(QString, query);
        QFETCH(QString, error);
        World world;
        const Response answer = world.caller->get("/_issuer/authorize?" + query.toStdString());
        QCOMPARE(answer.status, 303);
        const std::string location(answer.headers.get("Location"));
        QVERIFY2(location.starts_with("myapp:/done?"), location.c_str());
        QCOMPARE(QString::fromStdString(parameter(location, "error")), error);
        QCOMPARE(parameter(location, "state"), std::string("x"));
    }

    void aCodeIsGoodForOneClientOneVerifierOneTime()
    {
        World world;
        QCOMPARE(
            jsonOf(world.exchange(world.code(), "wrong-verifier-wrong-verifier-wrong-verifier-x"))["error"].toString(),
            std::string_view("invalid_grant"));
        QCOMPARE(world.exchange(world.code(), "").status, 400);
        QCOMPARE(world.exchange(world.code(), challenge).status, 400);
        QCOMPARE(world.exchange(world.code(), verifier, "myapp:/done").status, 400);
        QCOMPARE(world.exchange(world.code(), verifier, "").status, 400);
        QCOMPARE(world.exchange("made-up").status, 400);
        QCOMPARE(world.exchange("").status, 400);
        const Response stolen = world.caller->post(
            "/_issuer/token",
            "grant_type=authorization_code&code=" + world.code() + "&redirect_uri=" + encoded(callback) +
                "&code_verifier=" + verifier,
            {{"Authorization", "Basic " + base64Encoded("machineclient0000000000000:s3cret%2F%2B%20%26")}});
        QCOMPARE(jsonOf(stolen)["error"].toString(), std::string_view("invalid_grant"));
    }

    void aCodeThatComesTwiceRevokesWhatCameOfIt()
    {
        World world;
        const std::string code = world.code();
        const json::Value tokens = jsonOf(world.exchange(code));
        const std::string refresh(tokens["refresh_token"].toString());
        const HttpCaller::Fields bearer{{"Authorization", "Bearer " + std::string(tokens["access_token"].toString())}};
        QCOMPARE(world.caller->get("/_issuer/userinfo", bearer).status, 200);
        QCOMPARE(jsonOf(world.exchange(code))["error"].toString(), std::string_view("invalid_grant"));
        QCOMPARE(world.refresh(refresh).status, 400);
        QCOMPARE(world.caller->get("/_issuer/userinfo", bearer).status, 401);
    }

    void codesAndTokensExpire()
    {
        World world;
        const std::string late = world.code();
        const json::Value tokens = jsonOf(world.exchange(world.code()));
        const std::string access(tokens["access_token"].toString());
        QVERIFY(world.access.clock().advance(5min).has_value());
        QCOMPARE(world.exchange(late).status, 400);
        QVERIFY(world.isGood(access));
        QVERIFY(world.access.clock().advance(1h).has_value());
        QVERIFY(!world.isGood(access));
        const Response who = world.caller->get("/_issuer/userinfo", {{"Authorization", "Bearer " + access}});
        QCOMPARE(who.status, 401);
        QVERIFY(who.headers.get("WWW-Authenticate").find("error=\"invalid_token\"") != std::string_view::npos);
        const std::string refresh(tokens["refresh_token"].toString());
        QVERIFY(world.access.clock().advance(30 * 24h).has_value());
        QCOMPARE(world.refresh(refresh).status, 400);
    }

    void refreshTokensRotateAndOneThatComesTwiceEndsThemAll()
    {
        World world;
        const json::Value first = jsonOf(world.exchange(world.code()));
        const std::string one(first["refresh_token"].toString());
        const Response answer = world.refresh(one);
        QVERIFY2(answer.status == 200, answer.body.c_str());
        const json::Value second = jsonOf(answer);
        const std::string two(second["refresh_token"].toString());
        QVERIFY(!two.empty() && two != one);
        QCOMPARE(claimsOf(second["access_token"].toString())["origin_jti"].toString(),
                 claimsOf(first["access_token"].toString())["origin_jti"].toString());
        const json::Value narrow = jsonOf(world.refresh(two, "&scope=pets/read"));
        QCOMPARE(narrow["scope"].toString(), std::string_view("pets/read"));
        QVERIFY(!narrow.find("id_token"));
        const std::string three(narrow["refresh_token"].toString());
        QCOMPARE(jsonOf(world.refresh(three, "&scope=pets/write"))["error"].toString(),
                 std::string_view("invalid_scope"));
        QCOMPARE(jsonOf(world.refresh(one))["error"].toString(), std::string_view("invalid_grant"));
        QCOMPARE(world.refresh(three).status, 400); // one was stolen
    }

    void refreshTokensAreRevoked()
    {
        World world;
        const json::Value tokens = jsonOf(world.exchange(world.code()));
        const std::string refresh(tokens["refresh_token"].toString());
        const auto revoke = [&](const std::string& token, const std::string& client) {
            return world.caller->post("/_issuer/revoke", "token=" + encoded(token) + "&client_id=" + client).status;
        };
        QCOMPARE(revoke(refresh, "machineclient0000000000000"), 401); // it would have to say its secret
        QCOMPARE(revoke("made-up", "publicclient00000000000000"), 200);
        QCOMPARE(revoke(std::string(tokens["access_token"].toString()), "publicclient00000000000000"), 400);
        QCOMPARE(world.refresh(refresh).status, 200);
        QCOMPARE(revoke(refresh, "publicclient00000000000000"), 200);
        QCOMPARE(world.refresh(refresh).status, 400);
    }

    void aClientSpeaksForItself()
    {
        World world;
        const std::string basic = "Basic " + base64Encoded("machineclient0000000000000:s3cret%2F%2B+%26");
        const Response answer =
            world.caller->post("/_issuer/token", "grant_type=client_credentials", {{"Authorization", basic}});
        QVERIFY2(answer.status == 200, answer.body.c_str());
        const json::Value claims = claimsOf(jsonOf(answer)["access_token"].toString());
        QCOMPARE(claims["sub"].toString(), std::string_view("machineclient0000000000000"));
        QCOMPARE(claims["scope"].toString(), std::string_view("pets/read pets/write"));
        QVERIFY(!claims.find("username") && !jsonOf(answer).find("id_token") && !jsonOf(answer).find("refresh_token"));
        const std::string posted =
            "grant_type=client_credentials&client_id=machineclient0000000000000&client_secret=" + encoded("s3cret/+ &");
        QCOMPARE(world.caller->post("/_issuer/token", posted + "&scope=pets/read").status, 200);
        QCOMPARE(world.caller->post("/_issuer/token", posted, {{"Authorization", basic}}).status, 400);
        QCOMPARE(jsonOf(world.caller->post("/_issuer/token", posted + "&scope=openid"))["error"].toString(),
                 std::string_view("invalid_scope"));
    }

    void tokenRequestsThatAreRefused_data()
    {
        QTest::addColumn<QString>("form");
        QTest::addColumn<QString>("authorization");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("error");
        const auto row = [](const char* name, const char* form, const std::string& authorization, int status,
                            const char* error) {
            QTest::newRow(name) << form << QString::fromStdString(authorization) << status << error;
        };
        const auto basic = [](const char* text) { return "Basic " + base64Encoded(text); };
        row("no client", "grant_type=client_credentials", "", 401, "invalid_client");
        row("unknown client", "grant_type=client_credentials&client_id=x", "", 401, "invalid_client");
        row("wrong secret", "grant_type=client_credentials", basic("machineclient0000000000000:wrong"), 401,
            "invalid_client");
        row("empty secret", "grant_type=client_credentials", basic("machineclient0000000000000:"), 401,
            "invalid_client");
        row("no secret", "grant_type=client_credentials&client_id=machineclient0000000000000", "", 401,
            "invalid_client");
        row("no base64", "grant_type=client_credentials", "Basic ***", 401, "invalid_client");
        row("a secret of a public client",
            "grant_type=refresh_token&client_id=publicclient00000000000000&client_secret=x", "", 401, "invalid_client");
        row("grant not the client's", "grant_type=client_credentials&client_id=publicclient00000000000000", "", 400,
            "unauthorized_client");
        row("password grant", "grant_type=password&client_id=publicclient00000000000000", "", 400,
            "unsupported_grant_type");
        row("no grant", "client_id=publicclient00000000000000", "", 400, "invalid_request");
        row("twice", "grant_type=refresh_token&grant_type=refresh_token&client_id=publicclient00000000000000", "", 400,
            "invalid_request");
        row("two clients", "grant_type=client_credentials&client_id=publicclient00000000000000",
            basic("machineclient0000000000000:s3cret%2F%2B+%26"), 401, "invalid_client");
    }
    void tokenRequestsThatAreRefused()
    {
        QFETCH(QString, form);
        QFETCH(QString, authorization);
        QFETCH(int, status);
        QFETCH(QString, error);
        World world;
        HttpCaller::Fields headers;
        if (!authorization.isEmpty())
            headers["Authorization"] = authorization.toStdString();
        const Response answer = world.caller->post("/_issuer/token", form.toStdString(), headers);
        QVERIFY2(answer.status == status, answer.body.c_str());
        QCOMPARE(QString::fromUtf8(jsonOf(answer)["error"].toString().data()).left(error.size()), error);
        QCOMPARE(answer.headers.has("WWW-Authenticate"), authorization.startsWith("Basic") && status == 401);
    }

    void whatIsHugeOrNoFormIsRefused()
    {
        World world;
        QCOMPARE(world.caller->post("/_issuer/token", "x=" + std::string(20'000, 'a')).status, 413);
        QCOMPARE(world.caller->send("POST", "/_issuer/token", {{"Content-Type", "application/json"}}, "{}").status,
                 400);
        QCOMPARE(world.caller->get("/_issuer/token").status, 405);
        QCOMPARE(world.caller->get("/_issuer/nothing").status, 404);
        QCOMPARE(world.caller->get("/_issuer").status, 404);
        std::string many = "a=1";
        for (int i = 0; i < 70; ++i)
            many += "&p" + std::to_string(i) + "=1";
        QCOMPARE(world.caller->post("/_issuer/token", many).status, 400);
        QCOMPARE(world.caller->post("/_issuer/token", "grant_type=%ff").status, 400);
    }

    void tamperedTokensAreNoTokens()
    {
        World world;
        std::string access(jsonOf(world.exchange(world.code()))["access_token"].toString());
        const auto status = [&](const std::string& token) {
            return world.caller->get("/_issuer/userinfo", {{"Authorization", "Bearer " + token}}).status;
        };
        QCOMPARE(status(access), 200);
        std::string changed = access;
        changed[access.find('.') + 5] ^= 1;
        QCOMPARE(status(changed), 401);
        QCOMPARE(status(access.substr(0, access.rfind('.') + 1)), 401);
        QCOMPARE(status(std::string(7'000, 'x')), 401);
        QCOMPARE(world.caller->get("/_issuer/userinfo").status, 401);
        const auto id = world.access.issuer().mintIdToken("anna", "shop <app>");
        QVERIFY(id.has_value());
        QCOMPARE(status(*id), 401);
        const auto narrow = world.access.issuer().mintAccessToken("anna", "shop <app>", "pets/read");
        QCOMPARE(status(narrow.value()), 403);
    }

    void wrongPasswordsAreCountedAndTellNothing()
    {
        World world;
        const Response page = world.caller->get(world.authorizeUrl("&login_hint=anna%22%3E%3Cb%3E"));
        QVERIFY(page.body.find("value=\"anna&quot;&gt;&lt;b&gt;\"") != std::string::npos);
        const Response wrong = world.fill(page, "anna", "wrong", {});
        const Response nobody = world.fill(page, "nobody", "wrong", {});
        QCOMPARE(wrong.status, 403);
        QCOMPARE(between(wrong.body, "role=\"alert\">", "<"), between(nobody.body, "role=\"alert\">", "<"));
        for (int i = 0; i < 4; ++i)
            QCOMPARE(world.fill(page, "anna", "wrong", {}).status, 403);
        const Response locked = world.fill(page, "anna", "correct horse", {});
        QCOMPARE(locked.status, 429);
        QCOMPARE(locked.headers.get("Retry-After"), std::string_view("1"));
        QVERIFY(world.access.clock().advance(1s).has_value());
        QCOMPARE(world.fill(page, "anna", "correct horse", {}).status, 303);
        QCOMPARE(world.fill(page, "anna", "correct horse", {}).status, 400); // it has ended
    }

    void aSignInIsOneBrowsersOwn()
    {
        World world;
        const Response page = world.caller->get(world.authorizeUrl());
        QCOMPARE(world.fill(page, "anna", "correct horse", {{"Cookie", ""}}).status, 400);
        QCOMPARE(world.fill(page, "anna", "correct horse", {{"Cookie", "gatewright_sign_in=" + std::string(43, 'A')}})
                     .status,
                 400);
        QCOMPARE(world.fill(page, "anna", "correct horse", {{"Origin", "https://evil.example"}}).status, 400);
        QCOMPARE(world.fill(page, "anna", "correct horse", {{"Origin", "null"}}).status, 400);
        QVERIFY(world.access.clock().advance(11min).has_value());
        QCOMPARE(world.fill(page, "anna", "correct horse", {}).status, 400);
        const Response anew = world.caller->get(world.authorizeUrl());
        const std::string own = "http://localhost:" + std::to_string(world.port);
        QCOMPARE(world.fill(anew, "anna", "correct horse", {{"Origin", own}}).status, 303);
    }

    void aSignInMayBeCancelled()
    {
        World world;
        const Response page = world.caller->get(world.authorizeUrl());
        const std::string cookie(page.headers.get("Set-Cookie"));
        const Response back = world.caller->post(
            "/_issuer/sign-in", "action=cancel&request=" + between(page.body, "name=\"request\" value=\"", "\""),
            {{"Cookie", cookie.substr(0, cookie.find(';'))}});
        QCOMPARE(back.status, 303);
        QCOMPARE(parameter(back.headers.get("Location"), "error"), std::string("access_denied"));
    }

    void itAnswersThisMachineAlone()
    {
        World world;
        const char* const path = "/_issuer/.well-known/openid-configuration";
        QCOMPARE(world.caller->get(path, {{"Host", "evil.example"}}).status, 403);
        QCOMPARE(world.caller->get(path, {{"Host", "localhost.evil.example"}}).status, 403);
        QCOMPARE(world.caller->get(path, {{"Host", "127.0.0.1:" + std::to_string(world.port)}}).status, 200);
    }

    void pagesInTheBrowserMayReadWhatIsForThem()
    {
        World world;
        const Response asked = world.caller->send("OPTIONS", "/_issuer/token", {{"Origin", "http://localhost:3000"}});
        QCOMPARE(asked.status, 204);
        QCOMPARE(asked.headers.get("Access-Control-Allow-Origin"), std::string_view("*"));
        QVERIFY(asked.headers.get("Access-Control-Allow-Headers").find("authorization") != std::string_view::npos);
        QVERIFY(!world.caller->get(world.authorizeUrl()).headers.has("Access-Control-Allow-Origin"));
        QCOMPARE(world.caller->send("OPTIONS", "/_issuer/authorize").status, 405);
    }

    void keysRotateWhileTokensLive()
    {
        World world;
        const std::string former = world.access.issuer().mintAccessToken("anna", "shop <app>").value();
        QVERIFY(world.access.issuer().rotateKeys().has_value());
        const std::string next = world.access.issuer().mintAccessToken("anna", "shop <app>").value();
        const auto keyOf = [](const std::string& token) {
            return std::string(auth::JsonWebToken::read(token)->keyId());
        };
        QVERIFY(keyOf(former) != keyOf(next));
        QVERIFY(world.isGood(former) && world.isGood(next));
        QCOMPARE(world.kept.size(), std::size_t(2));
        QVERIFY(world.access.clock().advance(1h + 1s).has_value());
        const auto published = auth::JwkSet::read(world.caller->get("/_issuer/.well-known/jwks.json").body);
        QVERIFY(published->has(keyOf(next)) && !published->has(keyOf(former)));
        QVERIFY(world.access.issuer().rotateKeys().has_value());
        QVERIFY(world.kept.at(keyOf(former)).empty()); // it is dropped from the file
    }

    void keysComeBackFromTheSecrets()
    {
        std::string token;
        Secrets secrets = issuerSecrets();
        {
            World world;
            world.access.issuer().setUrl("http://localhost:1/_issuer");
            token = world.access.issuer().mintIdToken("anna", "shop <app>").value();
            for (const auto& [keyId, text] : world.kept)
                secrets.set(SecretKind::SigningKey, keyId, Secret(text));
        }
        secrets.set(SecretKind::SigningKey, "broken", Secret("-----BEGIN"));
        World again(issuerProject(), secrets);
        QCOMPARE(again.access.follow(again.project, secrets).size(), std::size_t(1)); // the broken one
        const auto keys = test::runTask(again.access.issuer().keySource()->keys(""));
        auth::TokenRules rules;
        QVERIFY(auth::verifyToken(token, **keys, rules, again.access.clock().wallClock()).has_value());
        QVERIFY(again.kept.empty());
    }

    void mintedTokensSayWhatTheyAreFor()
    {
        World world;
        IssuerService& issuer = world.access.issuer();
        const auto id = issuer.mintIdToken("anna", "machine");
        QCOMPARE(claimsOf(*id)["custom:tenant"].toString(), std::string_view("a\"<b")); // openid alone shows all
        QCOMPARE(claimsOf(*id)["aud"].toString(), std::string_view("machineclient0000000000000"));
        QCOMPARE(claimsOf(*issuer.mintAccessToken({}, "machine"))["sub"].toString(),
                 std::string_view("machineclient0000000000000"));
        QVERIFY(!issuer.mintIdToken("nobody", "machine").has_value());
        QVERIFY(!issuer.mintIdToken("anna", "nobody").has_value());
        QVERIFY(!issuer.mintAccessToken("anna", "machine", "admin").has_value());
    }

    void whoIsGoneOrDisabledGetsNoMoreTokens()
    {
        World world;
        const std::string code = world.code();
        const std::string refresh(jsonOf(world.exchange(world.code()))["refresh_token"].toString());
        world.project.localIssuer.edit().users[0].enabled = false;
        (void)world.access.follow(world.project, issuerSecrets());
        QCOMPARE(world.exchange(code).status, 400);
        QCOMPARE(world.refresh(refresh).status, 400);
        QCOMPARE(world.fill(world.caller->get(world.authorizeUrl()), "anna", "correct horse", {}).status, 403);
    }

    void anIssuerThatIsOffIsNotThere()
    {
        World world;
        world.project.localIssuer.edit().enabled = false;
        (void)world.access.follow(world.project, issuerSecrets());
        QCOMPARE(world.caller->get("/_issuer/.well-known/openid-configuration").status, 403); // no such API
        QCOMPARE(world.caller->get("/_issuer/authorize").status, 403);
    }

    void afterTheEndItSaysSo()
    {
        World world;
        world.access.stop();
        QCOMPARE(world.caller->get("/_issuer/.well-known/openid-configuration").status, 503);
    }
};

QTEST_GUILESS_MAIN(TestIssuerService)
#include "tst_issuer_service.moc"
