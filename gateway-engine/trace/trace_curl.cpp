#include "gateway-engine/trace/trace_curl.h"

#include "gateway-engine/trace/trace_text.h"

namespace gw::engine {

namespace {

// In single quotes, where a POSIX shell takes everything as it is.
std::string shellQuoted(const std::string& text)
{
    std::string result = "'";
    for (const char c : text) {
        if (c == '\'')
            result += "'\\''";
        else if (c != '\0') // no argument can hold it
            result += c;
    }
    return result + "'";
}

// "GET /dev/pets HTTP/1.1" → "/dev/pets"
std::string targetOf(const TraceMessage& request)
{
    const auto first = request.startLine.find(' ');
    const auto last = request.startLine.rfind(' ');
    return first == last ? "/" : request.startLine.substr(first + 1, last - first - 1);
}

bool isWrittenByCurl(std::string_view name)
{
    return equalsIgnoreCase(name, "Host") || equalsIgnoreCase(name, "Content-Length") ||
           equalsIgnoreCase(name, "Connection") || equalsIgnoreCase(name, "Transfer-Encoding") ||
           equalsIgnoreCase(name, "Expect");
}

} // namespace

std::string toCurl(const Trace& trace, const std::string& origin)
{
    const int index = trace.spans.empty() ? -1 : trace.spans.front().in;
    if (index < 0 || static_cast<std::size_t>(index) >= trace.messages.size())
        return {};
    const TraceMessage& request = trace.messages[static_cast<std::size_t>(index)];
    std::string command = "curl";
    if (trace.method == "HEAD")
        command += " --head";
    else if (trace.method != "GET" || !request.body.empty())
        command += " -X " + shellQuoted(trace.method);
    const std::string base = origin.empty() ? "http://" + std::string(request.headers.get("Host")) : origin;
    command += " " + shellQuoted(base + targetOf(request));
    for (const HeaderField field : request.headers)
        if (!isWrittenByCurl(field.name))
            command += " \\\n  -H " + shellQuoted(std::string(field.name).append(": ").append(field.value));
    if (request.body.empty())
        return command;
    if (request.isCut || !isUtf8(request.body)) // half a body would be another request
        return command + " \\\n  --data-binary @body";
    return command + " \\\n  --data-binary " + shellQuoted(request.body);
}

} // namespace gw::engine
