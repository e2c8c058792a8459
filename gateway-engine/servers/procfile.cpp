#include "gateway-engine/servers/procfile.h"

#include "core/in_quotes.h"

#include <algorithm>
#include <fstream>
#include <system_error>

namespace gw::engine {

namespace {

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blank = " \t\r";
    const auto begin = text.find_first_not_of(blank);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(blank) - begin + 1);
}

tl::unexpected<Diagnostic> wrongLine(int line, const std::string& what, std::string hint)
{
    auto failure = fail("Line " + std::to_string(line) + " of the Procfile " + what + ".", std::move(hint));
    failure.value().file = "Procfile";
    failure.value().position.line = line;
    return failure;
}

Result<ProcfileEntry> entryFrom(std::string_view text, int line)
{
    const std::string form = "Write a name, a colon and a command: \"web: node server.js\".";
    const auto colon = text.find(':');
    const std::string_view name = trimmed(text.substr(0, colon));
    if (colon == std::string_view::npos)
        return wrongLine(line, "has no colon", form);
    if (name.empty() || !std::all_of(name.begin(), name.end(), isNameCharacter))
        return wrongLine(line, "does not begin with the name of a process", form);
    const std::string_view command = trimmed(text.substr(colon + 1));
    if (command.empty())
        return wrongLine(line, "has no command for " + inQuotes(name), form);
    if (command.find('\0') != std::string_view::npos)
        return wrongLine(line, "holds a zero byte", "Write the file as text.");
    return ProcfileEntry{std::string(name), std::string(command)};
}

Result<void> add(Procfile& procfile, std::string_view text, int line)
{
    auto entry = entryFrom(text, line);
    if (!entry)
        return fail(entry.error());
    const bool isTwice = std::any_of(procfile.begin(), procfile.end(),
                                     [&](const ProcfileEntry& other) { return other.name == entry->name; });
    if (isTwice)
        return wrongLine(line, "has a second " + inQuotes(entry->name), "Give each process a name of its own.");
    if (procfile.size() == mostProcesses)
        return wrongLine(line, "is one process too many",
                         "At most " + std::to_string(mostProcesses) + " can be started.");
    procfile.push_back(*std::move(entry));
    return {};
}

} // namespace

Result<Procfile> parseProcfile(std::string_view text)
{
    if (text.size() > mostProcfileBytes)
        return fail("The Procfile is larger than " + std::to_string(mostProcfileBytes / 1024) + " KiB.",
                    "Move what it does into scripts.");
    Procfile procfile;
    for (int line = 1; !text.empty(); ++line) {
        const auto end = text.find('\n');
        const std::string_view content = trimmed(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (content.empty() || content.front() == '#')
            continue;
        if (auto added = add(procfile, content, line); !added)
            return fail(added.error());
    }
    const bool hasWeb = std::any_of(procfile.begin(), procfile.end(),
                                    [](const ProcfileEntry& entry) { return entry.name == webProcess; });
    if (!hasWeb)
        return fail("The Procfile has no process \"web\", which takes the requests.",
                    "Add a line such as \"web: node server.js\".");
    return procfile;
}

Result<Procfile> readProcfile(const std::filesystem::path& file)
{
    std::error_code error;
    const bool isThere = std::filesystem::is_regular_file(file, error);
    std::ifstream stream(file, std::ios::binary);
    if (!isThere || !stream)
        return fail("There is no Procfile at " + inQuotes(file.string()) + ".",
                    "Create it with a line such as \"web: node server.js\".");
    std::string text(mostProcfileBytes + 1, '\0'); // one more shows that it is too large
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    return parseProcfile(text);
}

} // namespace gw::engine
