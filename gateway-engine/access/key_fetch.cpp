#include "gateway-engine/access/key_fetch.h"

#include "core/in_quotes.h"
#include "gateway-engine/integrations/endpoint_uri.h"

#include <fstream>
#include <iterator>
#include <utility>

namespace gw::engine {

namespace {

using Kind = UpstreamFailure::Kind;

constexpr int ok = 200;
constexpr int firstRedirect = 300;
constexpr int firstFault = 400;

Result<UpstreamRequest> requestFor(const std::string& url, std::chrono::milliseconds timeout)
{
    if (auto allowed = checkKeyUrl(url); !allowed)
        return fail(std::move(allowed.error()));
    const auto uri = EndpointUri::parse(url.substr(0, url.find('#')));
    const auto place = uri ? uri->fill({}) : tl::unexpected<Diagnostic>(uri.error());
    if (!place)
        return fail(place.error());
    UpstreamRequest request;
    request.endpoint = place->endpoint;
    request.method = "GET";
    request.target = place->path.empty() ? "/" : place->path;
    if (!place->query.empty())
        request.target += "?" + place->query;
    request.headers.add("Host", place->host);
    request.headers.add("Accept", "application/json");
    request.headers.add("User-Agent", "gatewright");
    request.timeout = timeout;
    return request;
}

const char* hintFor(Kind kind)
{
    switch (kind) {
    case Kind::Timeout:
        return "The service gives an issuer 1.5 seconds, too. Make it quicker, or keep its keys as a file of the "
               "project.";
    case Kind::TooLarge:
        return "The service takes 150,000 bytes at most. Publish only the keys that are in use.";
    case Kind::Tls:
        return "Use a certificate that this machine trusts.";
    case Kind::NameResolution:
    case Kind::Connect:
    case Kind::Closed:
    case Kind::Protocol:
    case Kind::NotConfigured:
        break;
    }
    return "Check the address, and that the issuer runs.";
}

Result<SharedKeys> readKeys(std::string_view text, const std::string& where)
{
    auto keys = auth::JwkSet::read(text);
    if (!keys)
        return fail("What stands at " + inQuotes(where) + " is no key set. " + keys.error().message,
                    keys.error().hint.empty() ? "It has to be a JSON Web Key Set: {\"keys\": […]}."
                                              : keys.error().hint);
    return std::make_shared<const auth::JwkSet>(*std::move(keys));
}

Result<std::string> bodyOf(Response&& response, const std::string& url)
{
    if (response.status >= firstRedirect && response.status < firstFault)
        return fail(inQuotes(url) + " leads on to another address (" + std::to_string(response.status) + " to " +
                        inQuotes(response.headers.get("Location")) + "), which is not followed.",
                    "Write the address it leads to, if that is to be trusted.");
    if (response.status != ok)
        return fail(inQuotes(url) + " answered " + std::to_string(response.status) + ".",
                    "Open it in a browser: it has to give the document to everybody.");
    return std::move(response.body);
}

bool isInside(const std::filesystem::path& file)
{
    return file.is_relative() && file.lexically_normal().begin()->string() != "..";
}

} // namespace

Task<Result<std::string>> KeyFetch::document(std::string url) const
{
    const auto request = requestFor(url, timeout);
    if (!request)
        co_return fail(request.error());
    UpstreamResponse answer;
    if (const auto failure = co_await client.send(*request, answer))
        co_return fail("Keys cannot be fetched from " + inQuotes(url) + ": " + failure->detail + ".",
                       hintFor(failure->kind));
    co_return bodyOf(std::move(answer.response), url);
}

Task<Result<SharedKeys>> KeyFetch::fromUrl(std::string url) const
{
    const auto text = co_await document(url);
    if (!text)
        co_return fail(text.error());
    co_return readKeys(*text, url);
}

Task<Result<SharedKeys>> KeyFetch::byDiscovery(std::string issuer) const
{
    const auto text = co_await document(discoveryUrl(issuer));
    if (!text)
        co_return fail(text.error());
    auto url = readDiscovery(*text, issuer);
    if (!url)
        co_return fail(std::move(url.error()));
    co_return co_await fromUrl(*std::move(url));
}

Result<SharedKeys> keysOfFile(const std::filesystem::path& projectFolder, const std::string& file)
{
    if (!isInside(file))
        return fail("The file of keys " + inQuotes(file) + " stands outside of the project.",
                    "Put it into the project's folder and write its path from there.");
    const std::filesystem::path whole = projectFolder / file;
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(whole, error);
    if (error)
        return fail("The file of keys " + inQuotes(file) + " cannot be read: " + error.message() + ".",
                    "Its path is relative to the project's folder.");
    if (size > mostKeyBytes)
        return fail("The file of keys " + inQuotes(file) + " has " + std::to_string(size) + " bytes.",
                    hintFor(Kind::TooLarge));
    std::ifstream in(whole, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (!in)
        return fail("The file of keys " + inQuotes(file) + " cannot be read.", "Make it readable.");
    return readKeys(text, file);
}

} // namespace gw::engine
