// Writes gatewright.yaml by editing what stands there: comments, order and keys this program does not know stay.
#include "core/format/manifest.h"

#include "core/format/manifest_aws.h"
#include "core/format/manifest_backend.h"
#include "core/format/manifest_domain.h"
#include "core/format/manifest_function.h"
#include "core/format/manifest_identity.h"
#include "core/format/manifest_stage.h"
#include "core/format/manifest_state_machine.h"
#include "core/format/manifest_throttle.h"
#include "core/format/manifest_usage_plan.h"
#include "core/format/manifest_web_acl.h"
#include "core/format/project_paths.h"
#include "core/format/tree_edit.h"
#include "core/json/patch.h"

#include <algorithm>
#include <functional>

namespace gw {

namespace {

constexpr std::string_view rootOrder[] = {"name",      "apis",        "functions",   "stateMachines",      "backends",
                                          "aws",       "apiKeys",     "usagePlans",  "accountThrottle",    "identities",
                                          "userPools", "localIssuer", "domainNames", "clientCertificates", "webAcls"};
constexpr std::string_view apiOrder[] = {"name",  "kind", "file", "id", "host", "port", "managementRequiresSignature",
                                         "stages"};
constexpr std::string_view stageOrder[] = {
    "name",   "description",         "autoDeploy",       "variables", "accessLog",        "methodSettings",
    "canary", "cacheClusterEnabled", "cacheClusterSize", "webAcl",    "clientCertificate"};

void putPort(json::Value& entry, int base, int wanted)
{
    if (base == wanted)
        return;
    if (wanted == 0)
        entry.remove("port");
    else
        put(entry, "port", wanted, apiOrder);
}

json::Value writeStage(json::Value entry, const Stage* base, const Stage& wanted)
{
    Stage before;
    before.name.clear(); // nothing is written yet: a new stage's name is a change
    if (base)
        before = *base;
    putText(entry, "name", before.name, wanted.name, stageOrder);
    putText(entry, "description", before.description, wanted.description, stageOrder);
    if (!base || before.autoDeploy != wanted.autoDeploy)
        put(entry, "autoDeploy", wanted.autoDeploy, stageOrder);
    putMap(entry, "variables", before.variables, wanted.variables, stageOrder);
    writeStageSettings(entry, before, wanted);
    return entry;
}

// The index of each item of `known` in `array`, by the text under `key`.
template <typename Item>
std::vector<std::optional<std::size_t>> placesIn(const json::Array& array, const std::vector<Item>& known,
                                                 std::string_view key, const auto& textOf)
{
    std::vector<std::optional<std::size_t>> places(known.size());
    std::vector<bool> isTaken(array.size(), false);
    for (std::size_t k = 0; k < known.size(); ++k)
        for (std::size_t i = 0; i < array.size() && !places[k]; ++i)
            if (!isTaken[i] && array[i][key].scalarText() == textOf(known[k])) {
                places[k] = i;
                isTaken[i] = true;
            }
    return places;
}

void writeStages(json::Value& entry, const std::vector<Stage>& base, const std::vector<Stage>& wanted)
{
    if (base == wanted)
        return;
    json::Array array = entry["stages"].isArray() ? entry["stages"].asArray() : json::Array{};
    const auto places = placesIn(array, base, "name", [](const Stage& stage) { return stage.name; });
    std::vector<bool> isKnown(array.size(), false);
    for (const auto& place : places)
        if (place)
            isKnown[*place] = true;
    const auto origins =
        pairItems(base, wanted, [](const Stage& a, const Stage& b) { return a.id == b.id || (a.name == b.name); });
    std::vector<Placed<json::Value>> placed;
    for (std::size_t w = 0; w < wanted.size(); ++w) {
        const auto place = origins[w] ? places[*origins[w]] : std::nullopt;
        placed.push_back({place, writeStage(place ? array[*place] : json::Value::object(),
                                            place ? &base[*origins[w]] : nullptr, wanted[w])});
    }
    put(entry, "stages", arranged(std::move(array), isKnown, std::move(placed)), apiOrder);
}

json::Value writeApi(json::Value entry, const Project& project, const ManifestApi* base, const Api& wanted,
                     const std::string& file)
{
    const Api before = base ? base->api : Api{};
    putText(entry, "name", before.name, wanted.name, apiOrder);
    if (!base || base->kind != wanted.kind())
        put(entry, "kind", toString(wanted.kind()), apiOrder);
    putText(entry, "file", before.file, file, apiOrder);
    // The id is written once it no longer follows from the names: addresses outlive a rename.
    const std::string derived = derivedApiId(project.name, wanted.name);
    const std::string id = wanted.apiId.empty() || wanted.apiId == derived ? std::string() : wanted.apiId;
    if (entry["id"].scalarText() != wanted.apiId)
        putText(entry, "id", entry["id"].scalarText(), id, apiOrder);
    putText(entry, "host", before.host, wanted.host, apiOrder);
    putPort(entry, before.port, wanted.port);
    if (before.managementRequiresSignature != wanted.managementRequiresSignature)
        put(entry, "managementRequiresSignature", wanted.managementRequiresSignature, apiOrder);
    writeStages(entry, before.stages, wanted.stages);
    return entry;
}

std::vector<std::optional<std::size_t>> apiOrigins(const std::vector<ManifestApi>& base, const Project& project,
                                                   const std::vector<std::string>& files)
{
    std::vector<std::optional<std::size_t>> origins(project.apis.size());
    const auto isClaimed = [&](std::size_t b) {
        return std::any_of(project.apis.begin(), project.apis.end(),
                           [&](const Cow<Api>& api) { return api->id == base[b].api.id; });
    };
    for (std::size_t w = 0; w < project.apis.size(); ++w)
        for (std::size_t b = 0; b < base.size() && !origins[w]; ++b)
            if (base[b].api.id == project.apis[w]->id || (base[b].api.file == files[w] && !isClaimed(b)))
                origins[w] = b;
    return origins;
}

void writeApis(json::Value& tree, const Manifest& base, const Project& project,
               const std::function<bool(const std::string&)>& isUnread)
{
    const std::vector<std::string> files = apiFiles(project);
    json::Array array = tree["apis"].isArray() ? tree["apis"].asArray() : json::Array{};
    const auto places = placesIn(array, base.apis, "file", [](const ManifestApi& item) { return item.api.file; });
    std::vector<bool> isKnown(array.size(), false);
    for (std::size_t b = 0; b < base.apis.size(); ++b)
        if (places[b] && !isUnread(base.apis[b].api.file))
            isKnown[*places[b]] = true;

    const auto origins = apiOrigins(base.apis, project, files);
    std::vector<Placed<json::Value>> placed;
    for (std::size_t w = 0; w < project.apis.size(); ++w) {
        const auto place = origins[w] ? places[*origins[w]] : std::nullopt;
        placed.push_back({place, writeApi(place ? array[*place] : json::Value::object(), project,
                                          place ? &base.apis[*origins[w]] : nullptr, *project.apis[w], files[w])});
    }
    if (!array.empty() || !placed.empty())
        put(tree, "apis", arranged(std::move(array), isKnown, std::move(placed)), rootOrder);
}

// A part that could not be read is never written over.
Result<void> checkApis(const json::Value& tree, const Project& project)
{
    const json::Value& apis = tree["apis"];
    if (apis.isArray() || apis.isNull() || project.apis.empty())
        return {};
    Diagnostic d;
    d.rule = projectFileRule;
    d.file = manifestFileName;
    d.message = "\"apis\" in gatewright.yaml is not a list, so no API can be added to it.";
    d.hint = "Write it as a list of APIs, each with name, kind and file.";
    return fail(std::move(d));
}

Result<void> writeWhatStandsBehind(json::Value& tree, const Manifest& base, const Project& project,
                                   const std::function<bool(const std::string&)>& isUnread)
{
    if (auto written = writeFunctions(tree, rootOrder, base.functions, project.functions); !written)
        return written;
    if (auto written = writeStateMachines(tree, rootOrder, base.stateMachines, project.stateMachines, isUnread);
        !written)
        return written;
    if (auto written = writeBackends(tree, rootOrder, base.backends, project.backends); !written)
        return written;
    return writeAws(tree, rootOrder, base.aws, project.aws);
}

Result<void> writeAccess(json::Value& tree, const Manifest& base, const Project& project)
{
    if (auto written = writeApiKeys(tree, rootOrder, project.name, base.apiKeys, project.apiKeys); !written)
        return written;
    if (auto written = writeUsagePlans(tree, rootOrder, project.name, base.usagePlans, project.usagePlans); !written)
        return written;
    writeThrottle(tree, "accountThrottle", base.accountThrottle, project.accountThrottle, rootOrder);
    if (auto written = writeIdentities(tree, rootOrder, project.name, base.identities, project.identities); !written)
        return written;
    if (auto written = writeUserPools(tree, rootOrder, project.aws, base.userPools, project.userPools); !written)
        return written;
    if (auto written = writeLocalIssuer(tree, rootOrder, base.localIssuer, *project.localIssuer); !written)
        return written;
    if (auto written = writeDomainNames(tree, rootOrder, base.domainNames, project.domainNames); !written)
        return written;
    if (auto written =
            writeClientCertificates(tree, rootOrder, project.name, base.clientCertificates, project.clientCertificates);
        !written)
        return written;
    return writeWebAcls(tree, rootOrder, base.webAcls, project.webAcls);
}

} // namespace

Result<std::string> writeManifest(const std::string& text, const Project& project,
                                  const std::function<bool(const std::string& file)>& isUnread)
{
    auto tree = json::readYaml(text);
    if (!tree)
        return fail(std::move(tree.error()));
    auto base = readManifest(text, project.name);
    if (!base)
        return fail(std::move(base.error()));
    if (auto checked = checkApis(*tree, project); !checked)
        return fail(std::move(checked.error()));
    json::Value wanted = *tree;
    putText(wanted, "name", base->name, project.name, rootOrder);
    writeApis(wanted, *base, project, isUnread);
    auto written = writeWhatStandsBehind(wanted, *base, project, isUnread);
    if (written)
        written = writeAccess(wanted, *base, project);
    if (!written) {
        written.error().rule = projectFileRule;
        written.error().file = manifestFileName;
        return fail(std::move(written.error()));
    }
    return json::patchText(text, json::Syntax::Yaml, *tree, wanted);
}

} // namespace gw
