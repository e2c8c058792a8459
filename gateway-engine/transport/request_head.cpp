// Writes request heads. What mapping templates or clients put into them must not be able to end a line early.
#include "gateway-engine/transport/request_head.h"

#include "gateway-engine/transport/field_lines.h"

#include <algorithm>

namespace gw::engine {

namespace {

bool isOwnField(std::string_view name)
{
    switch (name.size()) {
    case 10:
        return equalsIgnoreCase(name, "Connection") || equalsIgnoreCase(name, "Keep-Alive");
    case 14:
        return equalsIgnoreCase(name, "Content-Length");
    case 17:
        return equalsIgnoreCase(name, "Transfer-Encoding");
    default:
        return false;
    }
}

bool meansBody(std::string_view method)
{
    return method == "POST" || method == "PUT" || method == "PATCH";
}

void appendHost(std::string& out, const Endpoint& endpoint)
{
    const bool isUsualPort = endpoint.port == (endpoint.isTls ? 443 : 80);
    std::string host = addressText(endpoint);
    if (isUsualPort)
        host.erase(host.rfind(':'));
    appendField(out, "Host", host);
}

} // namespace

std::string addressText(const Endpoint& endpoint)
{
    const bool isV6 = endpoint.host.find(':') != std::string::npos;
    return (isV6 ? "[" + endpoint.host + "]" : endpoint.host) + ":" + std::to_string(endpoint.port);
}

bool isIdempotent(std::string_view method)
{
    return method == "GET" || method == "HEAD" || method == "PUT" || method == "DELETE" || method == "OPTIONS" ||
           method == "TRACE";
}

std::optional<std::string> problemOf(const UpstreamRequest& request)
{
    if (!isToken(request.method))
        return "\"" + request.method + "\" is no HTTP method";
    if (!request.target.starts_with('/') && request.target != "*")
        return "The path \"" + request.target + "\" does not begin with \"/\"";
    const auto breaks = [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f; };
    if (std::any_of(request.target.begin(), request.target.end(), breaks))
        return "The path \"" + request.target +
               "\" holds a space or a control character; encode it as %20 and the like";
    return std::nullopt;
}

void writeRequestHead(std::string& out, const UpstreamRequest& request)
{
    out.clear();
    out += request.method;
    out += ' ';
    out += request.target;
    out += " HTTP/1.1\r\n";
    appendFields(out, request.headers, isOwnField);
    if (!request.headers.has("Host"))
        appendHost(out, request.endpoint);
    if (!request.body.empty() || meansBody(request.method)) {
        out += "Content-Length: ";
        appendNumber(out, request.body.size());
        out += "\r\n";
    }
    out += "\r\n";
}

} // namespace gw::engine
