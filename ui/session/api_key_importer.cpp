#include "ui/session/api_key_importer.h"

#include "core/format/atomic_file.h"
#include "ui/session/background.h"
#include "ui/session/project_secrets.h"
#include "ui/session/workspace.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace gw::ui {

namespace {

// Ten characters, as ids of keys are.
std::string freshId(std::set<std::string>& taken)
{
    constexpr std::string_view characters = "abcdefghijklmnopqrstuvwxyz0123456789";
    std::string id;
    do {
        std::array<std::uint8_t, 10> bytes{};
        fillWithRandomBytes(bytes);
        id.clear();
        for (const std::uint8_t byte : bytes)
            id += characters[byte % characters.size()];
    } while (!taken.insert(id).second);
    return id;
}

std::set<std::string> idsIn(const Project& project, const Secrets& secrets)
{
    const auto owners = secrets.owners(SecretKind::ApiKey);
    std::set<std::string> ids(owners.begin(), owners.end());
    for (const Cow<ApiKey>& key : project.apiKeys)
        ids.insert(key->keyId);
    return ids;
}

Result<ApiKeyImport> readKeys(const std::string& file, const Project& project, const Secrets& secrets)
{
    auto text = readFile(file, ApiKeyImporter::mostBytes);
    if (!text)
        return gw::fail(text.error());
    std::set<std::string> taken = idsIn(project, secrets);
    const auto hasKey = [&](const std::string& id) {
        return std::any_of(project.apiKeys.begin(), project.apiKeys.end(),
                           [&](const Cow<ApiKey>& key) { return key->keyId == id; });
    };
    ApiKeyImportTarget target;
    target.idOfKey = [&](std::string_view value) -> std::optional<std::string> {
        const std::string id = secrets.ownerOf(SecretKind::ApiKey, value);
        return !id.empty() && hasKey(id) ? std::optional(id) : std::nullopt;
    };
    target.newId = [&] { return freshId(taken); };
    target.hasUsagePlan = [&](std::string_view id) {
        return std::any_of(project.usagePlans.begin(), project.usagePlans.end(),
                           [&](const Cow<UsagePlan>& plan) { return plan->planId == id; });
    };
    return importApiKeys(*text, target);
}

} // namespace

ApiKeyImporter::ApiKeyImporter(Workspace& workspace, QObject* parent)
    : QObject(parent), m_workspace(workspace), m_background(std::make_unique<Background>())
{
    connect(&workspace, &Workspace::opened, this, [this] { ++m_project; });
}

ApiKeyImporter::~ApiKeyImporter() = default;

void ApiKeyImporter::importFile(const QString& file)
{
    if (std::exchange(m_isRunning, true))
        return;
    m_background->run([file = file.toStdString(), base = m_workspace.snapshot(),
                       secrets = m_workspace.secrets().all()] { return readKeys(file, *base, secrets); },
                      [this, project = m_project](Result<ApiKeyImport> import) {
                          if (import)
                              add(*std::move(import), project);
                          else
                              fail(import.error());
                      });
}

// Many keys take long to add. What was edited meanwhile is not lost: then they are added to the project as it is now.
void ApiKeyImporter::add(ApiKeyImport import, int project)
{
    struct Added
    {
        Result<Project> project;
        Diagnostics warnings;
    };
    auto base = m_workspace.snapshot();
    auto shared = std::make_shared<const ApiKeyImport>(std::move(import));
    m_background->run(
        [base, shared] {
            Diagnostics warnings = shared->warnings;
            auto project = addImportedKeys(*base, shared->keys, warnings);
            return Added{std::move(project), std::move(warnings)};
        },
        [this, base, shared, project](Added added) {
            if (project != m_project)
                return fail(
                    gw::fail("Another project was opened meanwhile.", "Import the file again where its keys belong.")
                        .value());
            if (!added.project)
                return fail(added.project.error());
            if (m_workspace.snapshot() != base)
                return add(*shared, project);
            m_isRunning = false;
            const auto edit = [&](const Project&) { return std::move(added.project); };
            if (shared->keys.empty() || m_workspace.apply(tr("Import API Keys"), edit))
                take(*shared, added.warnings); // where the workspace refuses, it tells why
        });
}

void ApiKeyImporter::take(const ApiKeyImport& import, const Diagnostics& warnings)
{
    std::vector<std::pair<std::string, Secret>> values;
    for (const ImportedApiKey& key : import.keys)
        values.emplace_back(key.id, Secret(key.value));
    m_workspace.secrets().set(SecretKind::ApiKey, std::move(values));
    const auto known =
        std::count_if(import.keys.begin(), import.keys.end(), [](const ImportedApiKey& key) { return key.isKnown; });
    emit imported(static_cast<int>(import.keys.size()), static_cast<int>(known), warnings);
}

void ApiKeyImporter::fail(const Diagnostic& problem)
{
    m_isRunning = false;
    emit failed(problem);
}

} // namespace gw::ui
