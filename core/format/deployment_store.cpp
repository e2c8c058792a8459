// The deployment store. The text is written before its index entry, so an entry that can be read always has its text;
// both are written whole or not at all.
#include "core/format/deployment_store.h"

#include "core/format/atomic_file.h"
#include "core/format/openapi_read.h"
#include "core/format/openapi_write.h"
#include "core/format/temporary_file.h"
#include "core/format/websocket_file.h"
#include "core/json/text.h"

#include <algorithm>
#include <iterator>
#include <system_error>
#include <tuple>

namespace gw {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t idLength = 6;
constexpr std::size_t maxEntryBytes = 64 * 1024;

bool isId(std::string_view id)
{
    return id.size() == idLength &&
           std::all_of(id.begin(), id.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

std::string idFrom(std::uint64_t hash)
{
    constexpr std::string_view digits = "abcdefghijklmnopqrstuvwxyz0123456789";
    std::string id;
    for (std::size_t i = 0; i < idLength; ++i) {
        id += digits[hash % digits.size()];
        hash /= digits.size();
    }
    return id;
}

fs::path entryFile(const fs::path& folder, const std::string& id)
{
    return folder / (id + ".json");
}

fs::path textFile(const fs::path& folder, const std::string& id)
{
    return folder / (id + ".openapi");
}

std::string newId(const fs::path& folder, std::string_view text, const std::string& createdDate)
{
    std::uint64_t hash = stableHash(text, stableHash(createdDate));
    std::error_code error;
    while (fs::exists(entryFile(folder, idFrom(hash)), error) || fs::exists(textFile(folder, idFrom(hash)), error))
        hash = stableHash("+", hash);
    return idFrom(hash);
}

std::string entryText(const Deployment& deployment)
{
    json::Value entry = json::Value::object();
    entry.set("id", deployment.id);
    entry.set("stage", deployment.stage);
    entry.set("createdDate", deployment.createdDate);
    entry.set("description", deployment.description);
    entry.set("sequence", deployment.sequence);
    if (deployment.isCanary)
        entry.set("canary", true);
    if (!deployment.restoredId.empty())
        entry.set("restored", deployment.restoredId);
    return json::writeJsonPretty(entry) + "\n";
}

Diagnostic broken(const fs::path& file, std::string reason)
{
    Diagnostic diagnostic;
    diagnostic.severity = Severity::Warning;
    diagnostic.rule = "deployment-broken";
    diagnostic.file = file.string();
    diagnostic.message = "This deployment cannot be read: " + std::move(reason);
    diagnostic.hint = "Delete the file; the stage can be deployed anew.";
    return diagnostic;
}

Result<Deployment> readEntry(const fs::path& file)
{
    const Result<std::string> text = readFile(file, maxEntryBytes);
    if (!text)
        return fail(broken(file, text.error().message));
    const Result<json::Value> entry = json::readJson(*text);
    if (!entry)
        return fail(broken(file, entry.error().message));
    Deployment deployment;
    deployment.id = (*entry)["id"].toString();
    deployment.stage = (*entry)["stage"].toString();
    deployment.createdDate = (*entry)["createdDate"].toString();
    deployment.description = (*entry)["description"].toString();
    deployment.isCanary = (*entry)["canary"].toBool();
    if (const std::string_view restored = (*entry)["restored"].toString(); isId(restored))
        deployment.restoredId = restored;
    const std::int64_t sequence = (*entry)["sequence"].toInt();
    deployment.sequence = sequence > 0 && sequence < 1'000'000'000 ? static_cast<int>(sequence) : 0;
    if (!isId(deployment.id) || deployment.id != file.stem().string() || deployment.stage.empty() ||
        deployment.sequence == 0)
        return fail(broken(file, "its id, stage or sequence is missing or wrong."));
    std::error_code error;
    if (!fs::is_regular_file(textFile(file.parent_path(), deployment.id), error))
        return fail(broken(file, "the text that was deployed is missing."));
    return deployment;
}

Result<void> createFolder(const fs::path& folder)
{
    std::error_code error;
    fs::create_directories(folder, error);
    if (!error)
        return {};
    Diagnostic diagnostic;
    diagnostic.file = folder.string();
    diagnostic.message = "The folder for deployments cannot be created: " + error.message() + ".";
    diagnostic.hint = "Check the permissions of the project folder and the space on the disk.";
    return fail(std::move(diagnostic));
}

Result<void> checkTemplates(const Api& api)
{
    for (const Cow<Resource>& resource : api.openApi()->resources)
        for (const Cow<Method>& method : resource->methods)
            if (const std::string* type = method->integration ? oversizedTemplate(*method->integration) : nullptr)
                return fail("Cannot deploy \"" + api.name + "\". The mapping template for " + *type + " of " +
                                std::string(toString(method->verb)) + " " + resource->path + " is larger than 300 KB.",
                            "Shorten it; move what is fixed to the endpoint.",
                            NodeRef{api.id, resource->id, method->id, {}});
    return {};
}

Result<void> checkRoutes(const Api& api, const WebSocketApi& definition)
{
    if (definition.routes.empty())
        return fail("Cannot deploy \"" + api.name + "\". The API has no routes.", "Create a route first.",
                    NodeRef{api.id, {}, {}, {}});
    for (const Cow<WebSocketRoute>& route : definition.routes)
        if (const std::string* key = route->integration ? oversizedTemplate(*route->integration) : nullptr)
            return fail("Cannot deploy \"" + api.name + "\". The mapping template for " + *key + " of the route \"" +
                            route->routeKey + "\" is larger than 300 KB.",
                        "Shorten it; move what is fixed to the endpoint.", nodeOf(api.id, route->id));
    return {};
}

// What is deployed: the text of the definition.
Result<std::string> definitionText(const Api& api)
{
    return api.kind() == ApiKind::WebSocket ? writeWebSocket(api) : writeOpenApi(api);
}

// `api` with the definition that `text` gives.
Result<Api> withDefinition(const Api& api, std::string text, const fs::path& file)
{
    Api deployed = api;
    Diagnostics told;
    if (api.kind() == ApiKind::WebSocket) {
        WebSocketReading reading = readWebSocket(std::move(text), file.string(), api.id);
        deployed.definition = std::move(reading.definition);
        deployed.source = std::move(reading.source);
        told = std::move(reading.diagnostics);
    } else {
        OpenApiReading reading = readOpenApi(std::move(text), file.string(), api.id);
        deployed.source = std::move(reading.source);
        told = std::move(reading.diagnostics);
        if (deployed.source)
            *deployed.openApi() = deployed.source->definition;
    }
    if (!deployed.source)
        return fail(broken(file, told.empty() ? "it is no API definition." : told.front().message));
    return deployed;
}

Result<void> checkStage(const Api& api, const std::string& stage)
{
    if (!api.findStage(stage))
        return fail("The API \"" + api.name + "\" has no stage \"" + stage + "\".", "Create the stage first.",
                    NodeRef{api.id, {}, {}, {}});
    if (const auto* routes = std::get_if<WebSocketApi>(&api.definition))
        return checkRoutes(api, *routes);
    if (api.openApi()->methodCount() == 0)
        return fail("Cannot deploy \"" + api.name + "\". The API has no methods.", "Create a method first.",
                    NodeRef{api.id, {}, {}, {}});
    return checkTemplates(api);
}

} // namespace

const Deployment* DeploymentList::activeOf(std::string_view stage) const
{
    const auto newest = std::find_if(deployments.rbegin(), deployments.rend(),
                                     [stage](const Deployment& d) { return d.stage == stage && !d.isCanary; });
    return newest == deployments.rend() ? nullptr : &*newest;
}

const Deployment* DeploymentList::find(std::string_view id) const
{
    const auto found =
        std::find_if(deployments.begin(), deployments.end(), [id](const Deployment& d) { return d.id == id; });
    return found == deployments.end() ? nullptr : &*found;
}

std::vector<Deployment> DeploymentList::historyOf(std::string_view stage) const
{
    std::vector<Deployment> history;
    std::copy_if(deployments.rbegin(), deployments.rend(), std::back_inserter(history),
                 [stage](const Deployment& d) { return d.stage == stage; });
    return history;
}

DeploymentStore::DeploymentStore(std::filesystem::path projectFolder)
    : m_root(std::move(projectFolder) / ".gatewright" / "deployments")
{
}

std::filesystem::path DeploymentStore::folderOf(const Api& api) const
{
    // Ids come from files: only what cannot leave the folder is used as it stands.
    const bool isPlain =
        !api.apiId.empty() && api.apiId.size() <= 64 && std::all_of(api.apiId.begin(), api.apiId.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
        });
    return m_root / (isPlain ? api.apiId : "api-" + std::to_string(stableHash(api.apiId)));
}

Result<Deployment> DeploymentStore::write(const Api& api, Deployment deployment, const std::string& text) const
{
    const std::filesystem::path folder = folderOf(api);
    if (const auto created = createFolder(folder); !created)
        return fail(created.error());
    removeLeftTemporaryFiles(folder);
    const std::vector<Deployment> known = list(api).deployments;
    deployment.id = newId(folder, text, deployment.createdDate);
    deployment.sequence = known.empty() ? 1 : known.back().sequence + 1;
    if (const auto written = writeFileAtomically(textFile(folder, deployment.id), text); !written)
        return fail(written.error());
    if (const auto written = writeFileAtomically(entryFile(folder, deployment.id), entryText(deployment)); !written)
        return fail(written.error());
    return deployment;
}

Result<Deployment> DeploymentStore::record(const Api& api, const std::string& stage, const std::string& createdDate,
                                           const std::string& description) const
{
    if (const auto checked = checkStage(api, stage); !checked)
        return fail(checked.error());
    const Result<std::string> text = definitionText(api);
    if (!text)
        return fail(text.error());
    return write(api, Deployment{{}, stage, createdDate, description, 0, false, {}}, *text);
}

Result<Deployment> DeploymentStore::recordCanary(const Api& api, const std::string& stage,
                                                 const std::string& createdDate, const std::string& description) const
{
    if (const auto checked = checkStage(api, stage); !checked)
        return fail(checked.error());
    const Result<std::string> text = definitionText(api);
    if (!text)
        return fail(text.error());
    return write(api, {{}, stage, createdDate, description, 0, true, {}}, *text);
}

Result<Deployment> DeploymentStore::activate(const Api& api, const std::string& stage, const std::string& deploymentId,
                                             const std::string& createdDate, const std::string& description) const
{
    if (const auto checked = checkStage(api, stage); !checked)
        return fail(checked.error());
    if (const Result<Api> readable = read(api, deploymentId); !readable)
        return fail(readable.error());
    const Result<std::string> text = readFile(textFile(folderOf(api), deploymentId));
    if (!text)
        return fail(text.error());
    return write(api, {{}, stage, createdDate, description, 0, false, deploymentId}, *text);
}

DeploymentList DeploymentStore::list(const Api& api) const
{
    DeploymentList result;
    std::error_code error;
    for (fs::directory_iterator it(folderOf(api), error), end; !error && it != end; it.increment(error)) {
        if (it->path().extension() != ".json")
            continue;
        Result<Deployment> deployment = readEntry(it->path());
        if (deployment)
            result.deployments.push_back(std::move(*deployment));
        else
            result.diagnostics.push_back(std::move(deployment.error()));
    }
    std::sort(result.deployments.begin(), result.deployments.end(), [](const Deployment& a, const Deployment& b) {
        return std::tie(a.sequence, a.createdDate, a.id) < std::tie(b.sequence, b.createdDate, b.id);
    });
    return result;
}

std::set<fs::path> DeploymentStore::folders() const
{
    std::set<fs::path> list{m_root.parent_path(), m_root};
    std::error_code error;
    for (fs::directory_iterator it(m_root, error), end; !error && it != end; it.increment(error))
        if (std::error_code unknown; it->is_directory(unknown))
            list.insert(it->path());
    return list;
}

Result<Api> DeploymentStore::read(const Api& api, const std::string& deploymentId) const
{
    if (!isId(deploymentId))
        return fail("\"" + deploymentId + "\" is no deployment of the API \"" + api.name + "\".",
                    "Choose one of its list of deployments.");
    const std::filesystem::path file = textFile(folderOf(api), deploymentId);
    if (std::error_code error; !fs::exists(file, error))
        return fail("The API \"" + api.name + "\" has no deployment \"" + deploymentId + "\".",
                    "Choose one of its list of deployments.");
    Result<std::string> text = readFile(file);
    if (!text)
        return fail(std::move(text.error()));
    return withDefinition(api, std::move(*text), file);
}

} // namespace gw
