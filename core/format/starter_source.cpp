// Starters for Node.js, Python and custom runtimes. Each answers in the form of a Lambda proxy integration.
#include "core/format/starter_source.h"

#include "core/api/function_handler.h"
#include "core/format/atomic_file.h"
#include "core/format/manifest.h"
#include "core/format/project_paths.h"

#include <algorithm>
#include <system_error>

namespace gw {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view nodeText = R"(// Called with each event. What it returns is the answer; a Lambda proxy integration reads statusCode, headers and body.
export const {handler} = async (event, context) => {
  console.log(`request ${context.awsRequestId}`);
  return {
    statusCode: 200,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ message: "Hello from {name}", path: event.path ?? event.rawPath ?? null }),
  };
};
)";

constexpr std::string_view pythonText =
    R"("""Called with each event. What it returns is the answer; a Lambda proxy integration reads statusCode, headers, body."""
import json


def {handler}(event, context):
    print(f"request {context.aws_request_id}")
    return {
        "statusCode": 200,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps({"message": "Hello from {name}", "path": event.get("path", event.get("rawPath"))}),
    }
)";

constexpr std::string_view bootstrapText = R"(#!/bin/sh
# A custom runtime: asks the Runtime API for the next event, answers it, and begins again.
set -eu
api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime"
headers=$(mktemp)
trap 'rm -f "$headers"' EXIT

while true; do
  event=$(curl -sS -D "$headers" "$api/invocation/next")
  id=$(tr -d '\r' <"$headers" | awk 'tolower($1) == "lambda-runtime-aws-request-id:" { print $2 }')
  echo "request $id: ${#event} characters" >&2
  curl -sS -o /dev/null "$api/invocation/$id/response" \
    --data '{"statusCode": 200, "body": "{\"message\": \"Hello from {name}\"}"}'
done
)";

void fill(std::string& text, std::string_view place, std::string_view value)
{
    for (auto at = text.find(place); at != std::string::npos; at = text.find(place, at + value.size()))
        text.replace(at, place.size(), value);
}

bool isIdentifier(std::string_view name)
{
    const auto isWord = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    };
    return !name.empty() && !(name.front() >= '0' && name.front() <= '9') &&
           std::all_of(name.begin(), name.end(), isWord);
}

std::string_view textFor(RuntimeFamily family)
{
    switch (family) {
    case RuntimeFamily::NodeJs:
        return nodeText;
    case RuntimeFamily::Python:
        return pythonText;
    case RuntimeFamily::Provided:
        return bootstrapText;
    }
    return {};
}

bool isEmptyOrMissing(const fs::path& folder)
{
    std::error_code error;
    if (fs::symlink_status(folder, error).type() == fs::file_type::not_found)
        return true;
    return fs::is_directory(folder, error) && fs::is_empty(folder, error) && !error;
}

std::vector<const Function*> newFunctions(const std::string& manifestText, const Project& project)
{
    const auto manifest = readManifest(manifestText, project.name);
    if (!manifest)
        return {};
    std::vector<const Function*> list;
    const auto origins = originsOf(manifest->functions, project.functions);
    for (std::size_t i = 0; i < origins.size(); ++i)
        if (!origins[i])
            list.push_back(&*project.functions[i]);
    return list;
}

Result<void> write(const fs::path& root, const std::string& file, const StarterSource& starter)
{
    const auto path = pathInProject(root, file);
    if (!path)
        return fail(path.error());
    std::error_code error;
    fs::create_directories(path->parent_path(), error);
    if (error)
        return fail("The folder \"" + path->parent_path().string() + "\" cannot be made: " + error.message() + ".",
                    "Check the permissions of the project folder.");
    return createFileAtomically(*path, starter.text, starter.isExecutable);
}

} // namespace

std::optional<StarterSource> starterSource(const Function& function)
{
    const auto family = runtimeFamily(function.runtime);
    const auto handler = family ? handlerOf(*family, function.handler) : std::nullopt;
    const std::vector<std::string> files = handlerFiles(function);
    if (!handler || files.empty() || !function.endpoint.empty())
        return std::nullopt;
    const bool isExecutable = *family == RuntimeFamily::Provided;
    if (!isExecutable && !isIdentifier(handler->name))
        return std::nullopt;
    StarterSource starter{files.front(), std::string(textFor(*family)), isExecutable};
    fill(starter.text, "{handler}", handler->name);
    fill(starter.text, "{name}", function.name);
    return starter;
}

Result<std::vector<std::string>> writeStarterSources(const fs::path& root, const std::string& manifestText,
                                                     const Project& project)
{
    std::vector<std::string> written;
    for (const Function* function : newFunctions(manifestText, project)) {
        const auto starter = starterSource(*function);
        if (!starter || !isEmptyOrMissing(root / function->codeUri))
            continue;
        const std::string file = normalPath(function->codeUri + "/" + starter->file);
        if (auto done = write(root, file, *starter); !done)
            return fail(std::move(done.error()));
        written.push_back(file);
    }
    return written;
}

} // namespace gw
