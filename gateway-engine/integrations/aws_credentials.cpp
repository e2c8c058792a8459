#include "gateway-engine/integrations/aws_credentials.h"

#include "core/in_quotes.h"

#include <ini.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <string_view>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace gw::engine {

namespace {

constexpr std::size_t longestFile = 1'048'576;
constexpr std::size_t longestSecret = 16'384;

using Section = std::map<std::string, std::string, std::less<>>;
using Sections = std::map<std::string, Section, std::less<>>;

int collect(void* user, const char* section, const char* name, const char* value)
{
    (*static_cast<Sections*>(user))[section].insert_or_assign(name, value);
    return 1; // go on
}

// A file that is not there has no sections; lines that are none are passed over, as AWS's own tools do.
Sections readSections(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    Sections sections;
    if (text.size() <= longestFile)
        ini_parse_string(text.c_str(), collect, &sections);
    return sections;
}

std::string valueIn(const Section& section, std::string_view key)
{
    const auto found = section.find(key);
    return found == section.end() ? std::string() : found->second;
}

Result<AwsCredentials> fromEnvironment(const CredentialWorld& world)
{
    AwsCredentials credentials{world.variable("AWS_ACCESS_KEY_ID"), world.variable("AWS_SECRET_ACCESS_KEY"),
                               world.variable("AWS_SESSION_TOKEN")};
    if (credentials.accessKeyId.empty() || credentials.secretAccessKey.empty())
        return fail("There are no AWS credentials in the environment.",
                    "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or choose a profile in the AWS settings.");
    return credentials;
}

// Of "[name]" in credentials and "[profile name]" in config; the former goes first.
Section profileSection(const CredentialWorld& world, const std::string& name)
{
    const auto fileAt = [&](const char* variable, const char* usual) {
        const std::string given = world.variable(variable);
        return given.empty() ? world.home / ".aws" / usual : std::filesystem::path(given);
    };
    Section merged;
    Sections config = readSections(fileAt("AWS_CONFIG_FILE", "config"));
    Sections secrets = readSections(fileAt("AWS_SHARED_CREDENTIALS_FILE", "credentials"));
    for (Section* part : {&secrets[name], &config[name == "default" ? name : "profile " + name]})
        merged.insert(part->begin(), part->end());
    return merged;
}

Result<AwsCredentials> fromProfile(const CredentialWorld& world, const std::string& name)
{
    const Section section = profileSection(world, name);
    AwsCredentials credentials{valueIn(section, "aws_access_key_id"), valueIn(section, "aws_secret_access_key"),
                               valueIn(section, "aws_session_token")};
    if (!credentials.accessKeyId.empty() && !credentials.secretAccessKey.empty())
        return credentials;
    for (const char* key : {"role_arn", "sso_session", "sso_start_url", "credential_process"})
        if (section.contains(key))
            return fail("The AWS profile " + inQuotes(name) + " gets its credentials by " + key +
                            ", which is not done here.",
                        "Run \"aws configure export-credentials --profile " + name +
                            " --format env\" and set what it prints in the environment.");
    return fail("The AWS profile " + inQuotes(name) + " has no credentials.",
                "Add it to ~/.aws/credentials with \"aws configure --profile " + name + "\", or name another one.");
}

Result<AwsCredentials> fromKeychain(const CredentialWorld& world, const std::string& name)
{
    const std::string text = world.keychain(name);
    const auto first = text.find(':');
    const auto second = first == std::string::npos ? first : text.find(':', first + 1);
    if (first == std::string::npos || first == 0)
        return fail("The keychain has no AWS credentials called " + inQuotes(name) + ".",
                    "Store them with \"secret-tool store --label=AWS service gatewright profile " + name +
                        "\" (package libsecret-tools) as ACCESS_KEY_ID:SECRET_ACCESS_KEY.");
    AwsCredentials credentials;
    credentials.accessKeyId = text.substr(0, first);
    credentials.secretAccessKey = text.substr(first + 1, second == std::string::npos ? second : second - first - 1);
    if (second != std::string::npos)
        credentials.sessionToken = text.substr(second + 1);
    return credentials;
}

// What the program prints on its standard output, without the line's end; empty when it cannot be run or fails.
std::string outputOf(const std::array<const char*, 7>& arguments)
{
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0)
        return {};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
    pid_t pid = 0;
    const int error =
        ::posix_spawnp(&pid, arguments[0], &actions, nullptr, const_cast<char* const*>(arguments.data()), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(pipe[1]);
    std::string output;
    std::array<char, 1'024> piece{};
    for (ssize_t count = 1; error == 0 && count > 0 && output.size() < longestSecret;) {
        count = ::read(pipe[0], piece.data(), piece.size());
        output.append(piece.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    }
    ::close(pipe[0]);
    int status = 0;
    if (error != 0 || ::waitpid(pid, &status, 0) != pid || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return {};
    while (!output.empty() && (output.back() == '\n' || output.back() == '\r'))
        output.pop_back();
    return output;
}

} // namespace

CredentialWorld CredentialWorld::system()
{
    CredentialWorld world;
    world.variable = [](const char* name) {
        const char* value = std::getenv(name);
        return std::string(value ? value : "");
    };
    world.home = world.variable("HOME");
    world.keychain = [](const std::string& name) {
        return outputOf({"secret-tool", "lookup", "service", "gatewright", "profile", name.c_str(), nullptr});
    };
    return world;
}

Result<AwsCredentials> readCredentials(const AwsSettings& settings, const CredentialWorld& world)
{
    const std::string name = settings.profile.empty() ? "default" : settings.profile;
    switch (settings.credentials) {
    case CredentialSource::Environment:
        return fromEnvironment(world);
    case CredentialSource::Profile:
        return fromProfile(world, name);
    case CredentialSource::Keychain:
        return fromKeychain(world, name);
    }
    return fromEnvironment(world);
}

} // namespace gw::engine
