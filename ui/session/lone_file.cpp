// The API keeps its source, so that its text in the project is the file's byte for byte where nothing was edited.
#include "ui/session/lone_file.h"

#include "core/format/project_file.h"

namespace gw::ui {

namespace {

tl::unexpected<Diagnostic> refuse(const std::string& what)
{
    Diagnostic reason;
    reason.rule = loneFileRule;
    reason.message = "A single OpenAPI file cannot keep " + what + ".";
    reason.hint = "Make a project of it: a folder with the file and gatewright.yaml.";
    return fail(std::move(reason));
}

} // namespace

Result<void> fitsLoneFile(const Project& before, const Project& after)
{
    if (after.apis.size() > 1)
        return refuse("several APIs");
    if (after.functions != before.functions)
        return refuse("functions");
    if (after.stateMachines != before.stateMachines)
        return refuse("state machines");
    if (after.backends != before.backends)
        return refuse("backends");
    if (after.aws != before.aws)
        return refuse("AWS settings");
    if (after.apiKeys != before.apiKeys || after.usagePlans != before.usagePlans ||
        after.accountThrottle != before.accountThrottle)
        return refuse("API keys and usage plans");
    if (after.identities != before.identities || after.userPools != before.userPools ||
        after.localIssuer != before.localIssuer)
        return refuse("identities and user pools");
    if (after.domainNames != before.domainNames || after.clientCertificates != before.clientCertificates ||
        after.webAcls != before.webAcls)
        return refuse("domains, certificates and web ACLs");
    for (const Cow<Api>& api : after.apis) {
        const Api* old = before.find(api->id);
        if (!old)
            continue;
        if (api->stages != old->stages)
            return refuse("stages");
        if (api->host != old->host || api->port != old->port)
            return refuse("an address");
        if (api->name != old->name)
            return refuse("a name beside its title");
    }
    return {};
}

Result<void> makeProjectOf(const Project& loneFile, const std::filesystem::path& folder)
{
    auto made = createProject(folder, folder.filename().string());
    if (!made)
        return fail(made.error());
    Project project = loneFile;
    project.name = made->project.name;
    for (Cow<Api>& api : project.apis) {
        Api& moved = api.edit();
        moved.file = "apis/" + std::filesystem::path(moved.file).filename().string();
    }
    if (const auto saved = saveProject(project, made->files); !saved)
        return fail(saved.error());
    return {};
}

} // namespace gw::ui
