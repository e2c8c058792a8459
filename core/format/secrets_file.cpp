// Reads and writes the secrets file. Messages of the YAML reader may quote the text, so only their positions are kept.
#include "core/format/secrets_file.h"

#include "core/format/atomic_file.h"
#include "core/format/file_lock.h"
#include "core/format/project_paths.h"
#include "core/format/temporary_file.h"
#include "core/format/tree_edit.h"
#include "core/in_quotes.h"
#include "core/json/patch.h"

#include <sys/stat.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <system_error>

namespace gw {

namespace {

namespace fs = std::filesystem;

constexpr char head[] = "# Secrets of this project. This file is for this machine alone: do not commit it.\n";
constexpr std::string_view order[] = {"apiKeys",       "accessKeys",  "passwords",
                                      "clientSecrets", "privateKeys", "signingKeys"};

Diagnostic about(Severity severity, std::string message, std::string hint, SourcePosition position = {})
{
    Diagnostic d;
    d.severity = severity;
    d.rule = secretsFileRule;
    d.file = secretsFileName;
    d.position = position;
    d.message = std::move(message);
    d.hint = std::move(hint);
    return d;
}

// The text on disk is a secret as a whole.
Result<std::optional<Secret>> readText(const fs::path& projectFolder)
{
    const auto path = pathInProject(projectFolder, secretsFileName);
    if (!path)
        return fail(path.error());
    std::error_code error;
    if (fs::symlink_status(*path, error).type() == fs::file_type::not_found)
        return std::optional<Secret>();
    auto text = readFile(*path, mostSecretsBytes);
    if (!text) {
        text.error().rule = secretsFileRule;
        return fail(std::move(text.error()));
    }
    std::optional<Secret> secret{Secret(*text)};
    std::fill(text->begin(), text->end(), '\0');
    return secret;
}

Result<json::Value> treeOf(const Secret& text)
{
    if (text.isEmpty())
        return json::Value();
    auto tree = json::readYaml(text.reveal());
    if (!tree)
        return fail(about(Severity::Error, "The secrets file is not valid YAML.",
                          "Correct the line, or move the file away to start anew.", tree.error().position));
    if (!tree->isObject() && !tree->isNull())
        return fail(about(Severity::Error, "The secrets file is not an object.",
                          "Write it as apiKeys: { id: value }, or move it away to start anew."));
    return std::move(*tree);
}

bool isOpenToOthers(const fs::path& path)
{
    struct stat status
    {
    };
    return ::stat(path.c_str(), &status) == 0 && (status.st_mode & 077) != 0;
}

void readKind(const json::Value& node, SecretKind kind, const Secret& text, SecretsReading& reading)
{
    const std::string key(keyOf(kind));
    const auto tell = [&](const json::Value& at, std::string message, std::string hint) {
        reading.diagnostics.push_back(about(Severity::Error, std::move(message), std::move(hint),
                                            json::positionOf(text.reveal(), at.range().begin)));
    };
    if (!node.isObject()) {
        if (!node.isNull())
            tell(node, inQuotes(key) + " is not an object.", "Write each secret after the id of its owner.");
        return;
    }
    for (const json::Member& member : node.asObject())
        if (member.value.isString() || member.value.isNumber() || member.value.isBool())
            reading.secrets.set(kind, member.key, Secret(member.value.scalarText()));
        else
            tell(member.value, "A secret under " + inQuotes(key) + " is not a text.", "Write it in quotes.");
}

void writeKind(json::Value& tree, SecretKind kind, const Secrets& base, const Secrets& wanted)
{
    const std::string_view key = keyOf(kind);
    for (const std::string& owner : wanted.owners(kind)) {
        const Secret& secret = *wanted.find(kind, owner);
        const Secret* known = base.find(kind, owner);
        if (!known || !(*known == secret))
            put(childObject(tree, key, order), owner, json::Value(secret.reveal()));
    }
    if (tree[key].isObject())
        for (const std::string& owner : base.owners(kind))
            if (!wanted.find(kind, owner))
                tree.find(key)->remove(owner);
    dropIfEmpty(tree, key);
}

Secrets secretsIn(const json::Value& tree, const Secret& text, SecretsReading& reading)
{
    for (const SecretKind kind : allSecretKinds)
        readKind(tree[keyOf(kind)], kind, text, reading);
    return reading.secrets;
}

Result<void> makeFolder(const fs::path& folder)
{
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        return fail("The folder \"" + folder.string() + "\" cannot be made: " + error.message() + ".",
                    "Check the permissions of the project folder.");
    return {};
}

Result<void> keepGitAway(const fs::path& folder)
{
    std::error_code error;
    if (fs::symlink_status(folder / ".gitignore", error).type() == fs::file_type::not_found)
        return createFileAtomically(folder / ".gitignore", "*\n");
    return {};
}

using TreeChange = std::function<void(json::Value&)>;

Result<std::string> patched(const Secret& text, const json::Value& tree, const TreeChange& change)
{
    json::Value edited = tree;
    if (!edited.isObject())
        edited = json::Value::object();
    change(edited);
    if (tree.isNull())
        return head + (edited.asObject().empty() ? std::string() : json::writeYaml(edited));
    auto result = json::patchText(text.reveal(), json::Syntax::Yaml, tree, edited);
    if (!result)
        return fail(about(Severity::Error, "The secrets file cannot be changed where it is written as it is.",
                          "Write its entries as plain lines, without anchors and aliases.", result.error().position));
    return std::move(*result);
}

// The file's text after the change; nothing where it stays as it is.
Result<std::optional<Secret>> changed(const fs::path& projectFolder, const fs::path& path, const TreeChange& change)
{
    const auto text = readText(projectFolder);
    if (!text)
        return fail(text.error());
    const Secret known = *text ? **text : Secret();
    const auto tree = treeOf(known);
    if (!tree)
        return fail(tree.error());
    auto wanted = patched(known, *tree, change);
    if (!wanted)
        return fail(std::move(wanted.error()));
    const bool isSame = *text ? known.isEqual(*wanted) && !isOpenToOthers(path) : *wanted == head;
    std::optional<Secret> result;
    if (!isSame)
        result.emplace(*wanted);
    std::fill(wanted->begin(), wanted->end(), '\0');
    return result;
}

Result<void> writeLocked(const fs::path& projectFolder, const fs::path& path, const TreeChange& change)
{
    if (auto folder = makeFolder(path.parent_path()); !folder)
        return folder;
    const auto lock = FileLock::take(path);
    if (!lock)
        return fail(lock.error());
    const auto text = changed(projectFolder, path, change); // once more: somebody may have written meanwhile
    if (!text)
        return fail(text.error());
    if (!*text)
        return {};
    if (auto ignored = keepGitAway(path.parent_path()); !ignored)
        return ignored;
    removeLeftTemporaryFiles(path.parent_path()); // what a killed save left holds secrets too
    return writePrivateFileAtomically(path, (*text)->reveal());
}

} // namespace

Result<SecretsReading> readSecrets(const fs::path& projectFolder)
{
    const auto text = readText(projectFolder);
    if (!text)
        return fail(text.error());
    SecretsReading reading;
    if (!*text)
        return reading;
    const auto tree = treeOf(**text);
    if (!tree)
        return fail(tree.error());
    reading.exists = true;
    (void)secretsIn(*tree, **text, reading);
    if (isOpenToOthers(projectFolder / secretsFileName))
        reading.diagnostics.push_back(
            about(Severity::Warning, "Other users of this machine may read the secrets of the project.",
                  "Run chmod 600 .gatewright/secrets.yaml; the next change of a secret does it as well."));
    return reading;
}

Result<json::Value> readSecretsTree(const fs::path& projectFolder)
{
    const auto text = readText(projectFolder);
    if (!text)
        return fail(text.error());
    return *text ? treeOf(**text) : json::Value();
}

bool isSecretsKey(std::string_view name)
{
    return std::any_of(std::begin(allSecretKinds), std::end(allSecretKinds),
                       [name](SecretKind kind) { return keyOf(kind) == name; });
}

Result<void> changeSecretsTree(const fs::path& projectFolder, const TreeChange& change)
{
    const auto path = pathInProject(projectFolder, secretsFileName);
    if (!path)
        return fail(path.error());
    const auto text = changed(projectFolder, *path, change);
    if (!text)
        return fail(text.error());
    return *text ? writeLocked(projectFolder, *path, change) : Result<void>{};
}

Result<SecretsReading> changeSecrets(const fs::path& projectFolder, const std::function<void(Secrets&)>& change)
{
    const auto write = [&change](json::Value& tree) {
        SecretsReading reading;
        const Secrets base = secretsIn(tree, Secret(), reading);
        Secrets wanted = base;
        change(wanted);
        for (const SecretKind kind : allSecretKinds)
            writeKind(tree, kind, base, wanted);
    };
    if (auto written = changeSecretsTree(projectFolder, write); !written)
        return fail(written.error());
    return readSecrets(projectFolder);
}

Diagnostics tellMissingSecrets(const Project& project, const SecretsReading& reading)
{
    const std::vector<SecretPlace> missing = missingSecrets(project, reading.secrets);
    if (missing.empty())
        return {};
    std::string message = missing.front().label;
    if (missing.size() > 1)
        message += " and " + std::to_string(missing.size() - 1) + " more";
    message += missing.size() > 1 ? " have no secrets on this machine." : " has no secret on this machine.";
    Diagnostic d = about(Severity::Warning, std::move(message),
                         reading.exists ? "Set them in the studio, or generate new ones there."
                                        : "Secrets are not part of the project's files. Generate new ones in the "
                                          "studio, or copy .gatewright/secrets.yaml from where the project was made.");
    d.node = missing.front().node;
    return {std::move(d)};
}

} // namespace gw
