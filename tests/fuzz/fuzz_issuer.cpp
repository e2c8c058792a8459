// The local issuer: no request crashes it, gets a token it has not earned, or is sent on to an address that is none of
// a client's. The input is a method's letter, a target's end, a line break and a body.
#include "gateway-engine/access/issuer/issuer_api.h"
#include "gateway-engine/services.h"
#include "tests/fuzz/check.h"

#include <string>

using namespace gw;
using namespace gw::engine;

namespace {

IssuerDesign design()
{
    IssuerDesign design;
    design.url = issuerUrl(4780);
    design.settings.enabled = true;
    IssuerUser user;
    user.name = "anna";
    user.sub = "s";
    design.settings.users = {user};
    IssuerClient app;
    app.name = "app";
    app.clientId = "app";
    app.redirectUris = {"myapp:/done"};
    app.scopes = {"openid"};
    IssuerClient machine = app;
    machine.name = machine.clientId = "machine";
    machine.hasSecret = true;
    machine.grantTypes = {GrantType::ClientCredentials};
    design.settings.clients = {app, machine};
    return design; // without a secret, nobody gets a token
}

void demandFields(std::string_view text)
{
    const auto fields = FormFields::parse(text);
    fuzz::demand(fields || !fields.error().message.empty(), "what is no form says why");
    std::map<std::string, std::string> one{{"state", std::string(text.substr(0, 1'000))}};
    const std::string address = withParameters("myapp:/done", one);
    const auto again = FormFields::parse(std::string_view(address).substr(address.find('?') + 1));
    if (again)
        fuzz::demand(again->get("state") == one.at("state"), "a parameter comes back as it was");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const IssuerDesign issuer = design();
    static const std::string project = "petstore";
    static SigningKeys keys;
    static IssuerMemory memory;
    static const Clock clock(systemServices());
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto end = std::min(text.find('\n'), size);
    Request request;
    request.method = size > 0 && text[0] == 'P' ? "POST" : "GET";
    request.target = std::string(issuerPath) +
                     std::string(text.substr(std::min<std::size_t>(1, end), end - std::min<std::size_t>(1, end)));
    request.body = end < size ? text.substr(end + 1) : std::string_view();
    request.remoteAddress = "127.0.0.1";
    request.headers.add("Host", "localhost:4780");
    request.headers.add("Content-Type", "application/x-www-form-urlencoded");
    demandFields(text);
    const Response response = issuerAnswer(request, {issuer, project, keys, memory, clock});
    fuzz::demand(response.status >= 200 && response.status < 600, "an answer has a status");
    fuzz::demand(response.body.find("access_token\":") == std::string::npos, "nobody gets a token");
    const std::string_view location = response.headers.get("Location");
    fuzz::demand(location.empty() || location.starts_with("myapp:/done?"),
                 "an answer goes where the client may have it");
    return 0;
}
