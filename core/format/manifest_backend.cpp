// Reads and writes the backends of gatewright.yaml.
#include "core/format/manifest_backend.h"

#include "core/format/project_paths.h"
#include "core/in_quotes.h"

namespace gw {

namespace {

constexpr std::string_view order[] = {"name",        "vpcLinkId",       "url",        "instances",
                                      "healthCheck", "outlierEjection", "application"};
constexpr std::string_view healthOrder[] = {"path",             "intervalSeconds",    "timeoutSeconds",
                                            "healthyThreshold", "unhealthyThreshold", "matcher"};
constexpr std::string_view ejectionOrder[] = {"consecutiveFailures", "ejectionSeconds"};
constexpr std::string_view applicationOrder[] = {"folder", "environment", "instances", "healthPath", "autoStart"};
constexpr std::string_view kindKeys[] = {"url", "instances", "application"};

HealthCheck readHealthCheck(EntryReader reader)
{
    HealthCheck check;
    check.path = reader.text("path", check.path);
    check.intervalSeconds = reader.number("intervalSeconds", check.intervalSeconds);
    check.timeoutSeconds = reader.number("timeoutSeconds", check.timeoutSeconds);
    check.healthyThreshold = reader.number("healthyThreshold", check.healthyThreshold);
    check.unhealthyThreshold = reader.number("unhealthyThreshold", check.unhealthyThreshold);
    check.matcher = reader.text("matcher", check.matcher);
    return check;
}

OutlierEjection readEjection(EntryReader reader)
{
    OutlierEjection ejection;
    ejection.consecutiveFailures = reader.number("consecutiveFailures", ejection.consecutiveFailures);
    ejection.ejectionSeconds = reader.number("ejectionSeconds", ejection.ejectionSeconds);
    return ejection;
}

std::optional<ProcfileApplication> readApplication(EntryReader reader)
{
    ProcfileApplication application;
    application.folder = reader.text("folder");
    if (!isInsideProject(application.folder)) {
        const json::Value& folder = reader.entry()["folder"];
        reader.error(folder.isNull() ? reader.entry() : folder,
                     application.folder.empty()
                         ? "the application has no folder."
                         : "the path " + inQuotes(application.folder) + " leads out of the project folder.",
                     "Name the folder of its Procfile inside the project, such as apps/shop.");
        return std::nullopt;
    }
    application.environment = reader.map("environment");
    application.instances = reader.number("instances", application.instances);
    application.healthPath = reader.text("healthPath", application.healthPath);
    application.autoStart = reader.flag("autoStart", application.autoStart);
    return application;
}

bool readTarget(EntryReader& reader, Backend& backend)
{
    const json::Value& entry = reader.entry();
    const auto kinds =
        std::count_if(std::begin(kindKeys), std::end(kindKeys), [&](std::string_view key) { return entry.find(key); });
    if (kinds != 1) {
        reader.error(entry, kinds == 0 ? "it does not say where it is." : "it is of more than one kind.",
                     "Give it a url, a list of instances, or an application: one of them.");
        return false;
    }
    if (entry.find("url")) {
        backend.target = UrlBackend{reader.text("url")};
    } else if (entry.find("instances")) {
        backend.target = InstanceGroup{reader.texts("instances"), readHealthCheck(reader.part("healthCheck")),
                                       readEjection(reader.part("outlierEjection"))};
    } else {
        const auto application = readApplication(reader.part("application"));
        if (!application)
            return false;
        backend.target = *application;
    }
    return true;
}

std::optional<Backend> readBackend(EntryReader& reader, std::string name)
{
    if (!isBackendName(name)) {
        reader.error(reader.entry()["name"], "this is not a backend's name.",
                     "Use a letter and then letters, digits and hyphens, all in lower case, at most 63.");
        return std::nullopt;
    }
    Backend backend;
    backend.id = backendIdOf(name);
    backend.name = std::move(name);
    backend.vpcLinkId = reader.text("vpcLinkId");
    return readTarget(reader, backend) ? std::optional(std::move(backend)) : std::nullopt;
}

struct TargetWriter
{
    json::Value& entry;
    const Backend* base;

    template <typename T>
    T before() const
    {
        const T* known = base ? std::get_if<T>(&base->target) : nullptr;
        return known ? *known : T{};
    }

    void operator()(const UrlBackend& wanted) const
    {
        putSaid(entry, "url", before<UrlBackend>().url, wanted.url, order);
        if (!entry.find("url"))
            put(entry, "url", wanted.url, order);
    }

    void operator()(const InstanceGroup& wanted) const
    {
        const InstanceGroup old = before<InstanceGroup>();
        if (old.instances != wanted.instances || !entry.find("instances")) {
            json::Array list;
            for (const std::string& instance : wanted.instances)
                list.emplace_back(instance);
            put(entry, "instances", std::move(list), order);
        }
        write(old.healthCheck, wanted.healthCheck);
        write(old.outlierEjection, wanted.outlierEjection);
    }

    void operator()(const ProcfileApplication& wanted) const
    {
        const ProcfileApplication old = before<ProcfileApplication>();
        if (old == wanted && entry.find("application"))
            return;
        json::Value& node = childObject(entry, "application", order);
        putSaid(node, "folder", old.folder, wanted.folder, applicationOrder);
        putMap(node, "environment", old.environment, wanted.environment, applicationOrder);
        putNumber(node, "instances", old.instances, wanted.instances, applicationOrder);
        putSaid(node, "healthPath", old.healthPath, wanted.healthPath, applicationOrder);
        putFlag(node, "autoStart", old.autoStart, wanted.autoStart, applicationOrder);
    }

    void write(const HealthCheck& old, const HealthCheck& wanted) const
    {
        if (old == wanted)
            return;
        json::Value& node = childObject(entry, "healthCheck", order);
        putSaid(node, "path", old.path, wanted.path, healthOrder);
        putNumber(node, "intervalSeconds", old.intervalSeconds, wanted.intervalSeconds, healthOrder);
        putNumber(node, "timeoutSeconds", old.timeoutSeconds, wanted.timeoutSeconds, healthOrder);
        putNumber(node, "healthyThreshold", old.healthyThreshold, wanted.healthyThreshold, healthOrder);
        putNumber(node, "unhealthyThreshold", old.unhealthyThreshold, wanted.unhealthyThreshold, healthOrder);
        putSaid(node, "matcher", old.matcher, wanted.matcher, healthOrder);
    }

    void write(const OutlierEjection& old, const OutlierEjection& wanted) const
    {
        if (old == wanted)
            return;
        json::Value& node = childObject(entry, "outlierEjection", order);
        putNumber(node, "consecutiveFailures", old.consecutiveFailures, wanted.consecutiveFailures, ejectionOrder);
        putNumber(node, "ejectionSeconds", old.ejectionSeconds, wanted.ejectionSeconds, ejectionOrder);
    }
};

json::Value writeBackend(json::Value entry, const Backend* base, const Backend& wanted)
{
    putText(entry, "name", base ? base->name : std::string(), wanted.name, order);
    putText(entry, "vpcLinkId", base ? base->vpcLinkId : std::string(), wanted.vpcLinkId, order);
    if (base && base->target.index() != wanted.target.index())
        for (const std::string_view key : {"url", "instances", "healthCheck", "outlierEjection", "application"})
            entry.remove(key);
    std::visit(TargetWriter{entry, base}, wanted.target);
    return entry;
}

} // namespace

std::vector<Listed<Backend>> readBackends(const ReadContext& context, const json::Value& root)
{
    return readEntries<Backend>(context, root, "backends", "backend", readBackend);
}

Result<void> writeBackends(json::Value& root, KeyOrder rootOrder, const std::vector<Listed<Backend>>& base,
                           const std::vector<Cow<Backend>>& wanted)
{
    return writeEntries<Backend>(
        root, "backends", rootOrder, base, wanted, [](const Backend&) { return false; }, writeBackend);
}

BackendId backendIdOf(std::string_view name)
{
    return {stableHash(name, stableHash("backend "))};
}

} // namespace gw
