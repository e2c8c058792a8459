// Reads gatewright.yaml. An entry that is wrong is named and left out; the others open.
#include "core/format/manifest.h"

#include "core/format/manifest_aws.h"
#include "core/format/manifest_backend.h"
#include "core/format/manifest_domain.h"
#include "core/format/manifest_function.h"
#include "core/format/manifest_identity.h"
#include "core/format/manifest_stage.h"
#include "core/format/manifest_state_machine.h"
#include "core/format/manifest_usage_plan.h"
#include "core/format/manifest_web_acl.h"
#include "core/format/openapi_document.h"
#include "core/format/project_paths.h"
#include "core/json/text.h"

#include <algorithm>
#include <set>

namespace gw {

namespace {

std::optional<ApiKind> kindFrom(const json::Value& value)
{
    if (value.isNull())
        return ApiKind::Rest;
    for (const ApiKind kind : {ApiKind::Rest, ApiKind::Http, ApiKind::WebSocket})
        if (value.toString() == toString(kind))
            return kind;
    return std::nullopt;
}

class ManifestReader
{
public:
    ManifestReader(std::string_view text, const json::Value& tree)
        : m_text(text), m_document{tree}, m_findings(text, manifestFileName)
    {
    }

    Manifest read(std::string_view folderName)
    {
        m_manifest.name = m_document.tree["name"].scalarText();
        if (m_manifest.name.empty())
            m_manifest.name = folderName;
        const json::Value& apis = m_document.tree["apis"];
        if (apis.isArray())
            for (const json::Value& entry : apis.asArray())
                readApi(entry);
        else if (!apis.isNull())
            error(apis, "\"apis\" is not a list.", "Write each API as a list item with name, kind and file.");
        readWhatStandsBehind();
        m_manifest.diagnostics = m_findings.take();
        return std::move(m_manifest);
    }

private:
    void error(const json::Value& at, std::string message, std::string hint)
    {
        m_findings.add(Severity::Error, at.range(), projectFileRule, std::move(message), std::move(hint));
    }

    void readWhatStandsBehind()
    {
        const ReadContext context{m_document, &m_findings, {}, {}};
        const auto isTaken = [this](const std::string& file) {
            return file == manifestFileName || std::any_of(m_files.begin(), m_files.end(), [&](const auto& apiFile) {
                       return normalPath(apiFile) == file;
                   });
        };
        m_manifest.functions = readFunctions(context, m_document.tree);
        m_manifest.stateMachines = readStateMachines(context, m_document.tree, isTaken);
        m_manifest.backends = readBackends(context, m_document.tree);
        m_manifest.aws = readAws(context, m_document.tree, m_text);
        readAccess(context);
    }

    void readAccess(const ReadContext& context)
    {
        const json::Value& tree = m_document.tree;
        m_manifest.apiKeys = readApiKeys(context, tree, m_manifest.name);
        m_manifest.usagePlans = readUsagePlans(context, tree, m_manifest.name);
        m_manifest.accountThrottle = readAccountThrottle(context, tree);
        m_manifest.identities = readIdentities(context, tree, m_manifest.name);
        m_manifest.userPools = readUserPools(context, tree, m_manifest.aws);
        m_manifest.localIssuer = readLocalIssuer(context, tree, m_manifest.name);
        m_manifest.domainNames = readDomainNames(context, tree);
        m_manifest.clientCertificates = readClientCertificates(context, tree, m_manifest.name);
        m_manifest.webAcls = readWebAcls(context, tree);
    }

    void readApi(const json::Value& entry)
    {
        ManifestApi item;
        item.api.name = entry["name"].scalarText();
        item.api.file = entry["file"].scalarText();
        if (item.api.name.empty() || item.api.file.empty())
            return error(entry, "An API has no " + std::string(item.api.name.empty() ? "name" : "file") + ".",
                         "Give each API a name and a file.");
        if (!m_names.insert(item.api.name).second)
            return error(entry, "Two APIs are called \"" + item.api.name + "\".", "Rename one of them.");
        if (!m_files.insert(item.api.file).second)
            return error(entry, "Two APIs have the file \"" + item.api.file + "\".",
                         "Give each API a file of its own.");
        const auto kind = kindFrom(entry["kind"]);
        if (!kind)
            return error(entry["kind"],
                         "API \"" + item.api.name + "\" is of unknown kind \"" + entry["kind"].scalarText() + "\".",
                         "Use rest, http or websocket.");
        item.kind = *kind;
        item.api.id = apiIdOf(item.api.file);
        item.api.apiId = entry["id"].scalarText();
        if (item.api.apiId.empty())
            item.api.apiId = derivedApiId(m_manifest.name, item.api.name);
        if (!m_ids.insert(item.api.apiId).second)
            error(entry, "Two APIs have the id \"" + item.api.apiId + "\".",
                  "Write another one under \"id\": ten letters and digits.");
        item.api.host = entry["host"].scalarText();
        item.api.port = readPort(entry["port"]);
        item.api.managementRequiresSignature = entry["managementRequiresSignature"].toBool(false);
        item.api.stages = readStages(entry["stages"], item);
        m_manifest.apis.push_back(std::move(item));
    }

    int readPort(const json::Value& value)
    {
        const std::int64_t port = value.isNull() ? 0 : value.toInt(-1);
        if (port >= 0 && port <= 65535)
            return static_cast<int>(port);
        error(value, "\"port\" is not a port number.", "Use 1 to 65535, or 0 for any free port.");
        return 0;
    }

    std::vector<Stage> readStages(const json::Value& list, const ManifestApi& item)
    {
        if (list.isNull())
            return {defaultStage(item.api.id, item.kind)};
        std::vector<Stage> stages;
        if (!list.isArray()) {
            error(list, "\"stages\" is not a list.", "Write each stage as a list item with a name.");
            return {defaultStage(item.api.id, item.kind)};
        }
        for (const json::Value& entry : list.asArray())
            readStage(entry, item, stages);
        return stages;
    }

    void readStage(const json::Value& entry, const ManifestApi& item, std::vector<Stage>& stages)
    {
        Stage stage;
        stage.name = entry["name"].scalarText();
        if (stage.name.empty())
            return error(entry, "A stage has no name.", "Give it a name such as dev.");
        stage.id = stageIdOf(item.api.id, stage.name);
        const auto same = [&](const Stage& other) { return other.id == stage.id; };
        if (std::any_of(stages.begin(), stages.end(), same))
            return error(entry, "Two stages are called \"" + stage.name + "\".", "Rename one of them.");
        stage.description = entry["description"].scalarText();
        stage.autoDeploy = entry["autoDeploy"].toBool(true);
        const ReadContext context{m_document, &m_findings, {}, {}};
        stage.variables = stringMap(context, entry["variables"], "variables");
        readStageSettings(context, entry, item.kind, stage);
        stages.push_back(std::move(stage));
    }

    std::string_view m_text;
    OpenApiDocument m_document;
    Findings m_findings;
    Manifest m_manifest;
    std::set<std::string> m_names;
    std::set<std::string> m_ids;
    std::set<std::string> m_files;
};

} // namespace

ApiId apiIdOf(std::string_view file)
{
    return {stableHash(file, stableHash("api "))};
}

StageId stageIdOf(ApiId api, std::string_view stageName)
{
    return {stableHash(stageName, stableHash("stage " + std::to_string(api.value) + " "))};
}

Stage defaultStage(ApiId api, ApiKind kind)
{
    Stage stage;
    if (kind == ApiKind::Http)
        stage.name = "$default";
    stage.id = stageIdOf(api, stage.name);
    return stage;
}

Result<Manifest> readManifest(std::string_view text, std::string_view folderName)
{
    auto tree = json::readYaml(text);
    if (!tree) {
        tree.error().file = manifestFileName;
        return fail(std::move(tree.error()));
    }
    if (!tree->isObject()) {
        Diagnostic d;
        d.rule = projectFileRule;
        d.file = manifestFileName;
        d.message = tree->isNull() ? "The project file is empty." : "The project file is not an object.";
        d.hint = "It begins with \"name:\" and \"apis:\".";
        return fail(std::move(d));
    }
    return ManifestReader(text, *tree).read(folderName);
}

} // namespace gw
