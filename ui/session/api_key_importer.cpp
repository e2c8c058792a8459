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

struct ApiKeyImporter::Reading
{
    std::shared_ptr<const Project> base; // what it was read for
    Result<ApiKeyImport> import = fail("");
    Result<Project> edited = fail("");
};

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
        return fail(text.error());
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
}

ApiKeyImporter::~ApiKeyImporter() = default;

void ApiKeyImporter::importFile(const QString& file)
{
    if (std::exchange(m_isRunning, true))
        return;
    m_background->run(
        [file = file.toStdString(), base = m_workspace.snapshot(), secrets = m_workspace.secrets().all()] {
            Reading reading{base, readKeys(file, *base, secrets)};
            if (reading.import)
                reading.edited = addImportedKeys(*base, reading.import->keys, reading.import->warnings);
            return reading;
        },
        [this](Reading reading) {
            m_isRunning = false;
            take(std::move(reading));
        });
}

// What was edited meanwhile is not lost: then the keys are added once more, to the project as it is now.
void ApiKeyImporter::take(Reading reading)
{
    if (!reading.import || !reading.edited)
        return emit failed(reading.import ? reading.edited.error() : reading.import.error());
    const std::vector<ImportedApiKey>& keys = reading.import->keys;
    const bool isSame = m_workspace.snapshot() == reading.base;
    const auto edit = [&](Project now) -> Result<Project> {
        Diagnostics told;
        return isSame ? std::move(reading.edited) : addImportedKeys(std::move(now), keys, told);
    };
    if (!keys.empty() && !m_workspace.apply(tr("Import API Keys"), edit))
        return; // the workspace has told why
    std::vector<std::pair<std::string, Secret>> values;
    for (const ImportedApiKey& key : keys)
        values.emplace_back(key.id, Secret(key.value));
    m_workspace.secrets().set(SecretKind::ApiKey, std::move(values));
    const auto known = std::count_if(keys.begin(), keys.end(), [](const ImportedApiKey& key) { return key.isKnown; });
    emit imported(static_cast<int>(keys.size()), static_cast<int>(known), reading.import->warnings);
}

} // namespace gw::ui
